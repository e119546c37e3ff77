//! How a field gets its value, from its type and its attributes.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Generics, Type};

use crate::attribute::FieldOptions;
use crate::mistakes::Mistakes;
use crate::types;

/// How a field gets its value.
pub(crate) enum Kind {
    /// Its setter must be called once before `build`.
    Required { takes: Takes },
    /// Its setter or the method named here must be called once before `build`.
    Choice { takes: Takes, opt_out: Ident },
    /// Its setter may be called, any number of times.
    Optional { takes: Takes },
    /// No setter; filled with `Default`.
    Skipped,
}

/// What a setter accepts.
pub(crate) enum Takes {
    /// `impl Into<T>`.
    Into(Type),
    /// `T` itself, where `Into` would leave the compiler guessing.
    Exactly(Type),
    /// Anything iterable whose items are `Into<T>`, or `T` itself if `exactly`.
    Items { item: Type, exactly: bool },
}

/// A field whose kind is to be found.
pub(crate) struct Question<'a> {
    /// In a sentence: `` `cache` of `Job` ``.
    pub(crate) name: &'a str,
    pub(crate) ty: &'a Type,
    pub(crate) options: &'a FieldOptions,
    pub(crate) generics: &'a Generics,
    /// What stands where the user wrote `Self`.
    pub(crate) self_type: &'a TokenStream,
}

impl Question<'_> {
    /// The kind; after a mistake, the one nearest to what was written.
    pub(crate) fn answer(&self, mistakes: &mut Mistakes) -> Kind {
        if let Some(skip) = self.options.skip
            && self.skips_alone(skip, mistakes)
        {
            return Kind::Skipped;
        }
        let optional = types::argument_of(self.ty, "Option");
        let inner = optional.unwrap_or(self.ty);
        let takes = match self.options.collect {
            None => self.plain(inner),
            Some(word) => self.collected(inner, word, mistakes),
        };
        match (optional, &self.options.opt_out) {
            (None, None) => Kind::Required { takes },
            (Some(_), None) => Kind::Optional { takes },
            (_, Some(opt_out)) => {
                if optional.is_none() {
                    self.opt_out_without_option(opt_out.word, mistakes);
                }
                let opt_out = opt_out.method.clone();
                Kind::Choice { takes, opt_out }
            }
        }
    }

    /// `skip` fills the field, so nothing else can be said about how it is set.
    fn skips_alone(&self, skip: Span, mistakes: &mut Mistakes) -> bool {
        let opt_out = self.options.opt_out.as_ref().map(|opt_out| opt_out.word);
        let mut alone = true;
        for (other, span) in [("opt_out", opt_out), ("collect", self.options.collect)] {
            if span.is_some() {
                alone = false;
                mistakes.at(
                    skip,
                    format!(
                        "`skip` leaves {} without a setter that `{other}` could change: \
                         keep `skip` or `{other}`, not both",
                        self.name
                    ),
                );
            }
        }
        alone
    }

    fn opt_out_without_option(&self, word: Span, mistakes: &mut Mistakes) {
        mistakes.at(
            word,
            format!(
                "`opt_out` is for an `Option`, and {} is none: make it `Option<{}>`, or take `opt_out` away",
                self.name,
                types::readable(self.ty)
            ),
        );
    }

    fn collect_without_vec(&self, ty: &Type, word: Span, mistakes: &mut Mistakes) {
        let item = types::readable(types::only_argument(ty).unwrap_or(ty));
        let list = match types::argument_of(self.ty, "Option") {
            Some(_) => format!("Option<Vec<{item}>>"),
            None => format!("Vec<{item}>"),
        };
        mistakes.at(
            word,
            format!(
                "`collect` is for a `Vec` or an `Option<Vec>`, and {} is neither: make it `{list}`, \
                 or take `collect` away",
                self.name
            ),
        );
    }

    fn plain(&self, ty: &Type) -> Takes {
        let exactly = types::needs_exact_value(ty, self.generics);
        let ty = types::without_self(ty, self.self_type);
        if exactly {
            Takes::Exactly(ty)
        } else {
            Takes::Into(ty)
        }
    }

    fn collected(&self, ty: &Type, word: Span, mistakes: &mut Mistakes) -> Takes {
        let item = types::argument_of(ty, "Vec").unwrap_or_else(|| {
            self.collect_without_vec(ty, word, mistakes);
            ty
        });
        let exactly = types::needs_exact_value(item, self.generics);
        let item = types::without_self(item, self.self_type);
        Takes::Items { item, exactly }
    }
}

impl Kind {
    /// What the setter takes, if there is one.
    pub(crate) fn takes(&self) -> Option<&Takes> {
        match self {
            Self::Required { takes } | Self::Choice { takes, .. } | Self::Optional { takes } => {
                Some(takes)
            }
            Self::Skipped => None,
        }
    }

    /// The type of the setter's value, where a value of another type gets a message that names the field.
    pub(crate) fn named_value(&self) -> Option<&Type> {
        match self.takes()? {
            Takes::Into(ty) if types::has_no_builder(ty) => Some(ty),
            _ => None,
        }
    }
}
