//! The struct that asks for a builder, parsed.
//!
//! Everything keeps its tokens, so that an error underlines what the user typed. What contradicts itself is parsed as
//! what is nearest to it; [`crate::check`] reports it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Generics, Path, Type, VisRestricted, Visibility};

use crate::attribute::{self, FieldOptions, StructOptions};
use crate::errors::Errors;
use crate::ident::{generated, unraw};
use crate::{serde_names, types};

/// The struct that asks for a builder.
pub(crate) struct Model {
    /// The name, for generated code.
    pub(crate) name: Ident,
    /// The name as a person writes it: `struct` for `r#struct`.
    pub(crate) label: String,
    pub(crate) vis: Visibility,
    pub(crate) generics: Generics,
    pub(crate) options: StructOptions,
    /// The lints that the struct and its fields allow.
    pub(crate) allowed: Vec<Attribute>,
    /// `#[doc(hidden)]`, if the struct has it.
    pub(crate) hidden: Option<Attribute>,
    pub(crate) fields: Vec<Field>,
}

/// One field of the struct, with what the builder does for it.
pub(crate) struct Field {
    /// Which field of the struct it is, from zero.
    pub(crate) position: usize,
    /// The name, for generated code.
    pub(crate) ident: Ident,
    /// Where the user wrote it: for errors, and for bounds, whose notes then show the field.
    pub(crate) span: Span,
    /// The name as a person writes it: `type` for `r#type`.
    pub(crate) label: String,
    /// The declared type, with `Self` written out: it means the builder where the setters are.
    pub(crate) ty: Type,
    /// The field's own documentation, repeated on its setter.
    pub(crate) docs: Vec<Attribute>,
    /// `#[deprecated]`, if the field has it.
    pub(crate) deprecated: Option<Attribute>,
    /// The name in JSON, where serde's attributes make it differ from the field's.
    pub(crate) wire: Option<String>,
    pub(crate) options: FieldOptions,
    pub(crate) kind: Kind,
}

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

/// What a setter takes.
pub(crate) enum Takes {
    /// `impl Into<T>`.
    Into(Type),
    /// `T` itself, where `Into` would leave the compiler guessing.
    Exactly(Type),
    /// Anything iterable whose items are `Into<T>`, or `T` itself if `exactly`.
    Items { item: Type, exactly: bool },
}

impl Model {
    /// Parses the derive's input.
    pub(crate) fn parse(input: &DeriveInput, errors: &mut Errors) -> Self {
        let label = unraw(&input.ident);
        let options = attribute::of_struct(&label, &input.attrs, errors);
        let (_, arguments, _) = input.generics.split_for_impl();
        let own_name = generated(&input.ident);
        let self_type = quote!(#own_name #arguments);
        let parser = FieldParser {
            struct_label: &label,
            generics: &input.generics,
            self_type: &self_type,
            rename_all: serde_names::rename_all(&input.attrs),
        };
        let declared: Vec<&syn::Field> = named_fields(&input.data).collect();
        let fields = declared
            .iter()
            .enumerate()
            .filter_map(|(position, field)| parser.parse(position, field, errors))
            .collect();
        let attributes = declared.iter().flat_map(|field| &field.attrs);
        let mut allowed = allowed(input.attrs.iter().chain(attributes));
        // Clippy's only lint that doesn't leave a derive's methods alone.
        let is_iter = |field: &&syn::Field| {
            let name = field.ident.as_ref();
            name.is_some_and(|name| name == "iter" || name == "iter_mut")
        };
        if declared.iter().any(is_iter) {
            allowed.push(syn::parse_quote!(#[allow(clippy::iter_not_returning_iterator)]));
        }
        Self {
            generics: types::generics_without_self(&input.generics, &self_type),
            vis: vis_of_generated(input.vis.clone()),
            allowed,
            hidden: input.attrs.iter().find(|one| is_hidden(one)).cloned(),
            name: own_name,
            label,
            options,
            fields,
        }
    }
}

impl Model {
    /// Where the library is.
    pub(crate) fn library(&self) -> Path {
        let own = self.options.krate.clone();
        own.unwrap_or_else(|| syn::parse_quote!(::nylas_connectors))
    }

    /// The setters and the methods that leave an `Option` empty.
    pub(crate) fn methods(&self) -> impl Iterator<Item = &Ident> {
        self.fields.iter().flat_map(Field::methods)
    }
}

/// The fields that have a name, also those of an enum or a union: the fallback has setters for them.
fn named_fields(data: &Data) -> Box<dyn Iterator<Item = &syn::Field> + '_> {
    let fields: Box<dyn Iterator<Item = &syn::Field>> = match data {
        Data::Struct(data) => Box::new(data.fields.iter()),
        Data::Enum(data) => Box::new(data.variants.iter().flat_map(|variant| &variant.fields)),
        Data::Union(data) => Box::new(data.fields.named.iter()),
    };
    Box::new(fields.filter(|field| field.ident.is_some()))
}

/// The visibility with the derive's own span on `pub`. An item's span begins there, and one that begins in a macro of
/// the user's would be judged by the compiler's lints, such as `private_interfaces`, as if the user had written it.
fn vis_of_generated(mut vis: Visibility) -> Visibility {
    if let Visibility::Public(word)
    | Visibility::Restricted(VisRestricted {
        pub_token: word, ..
    }) = &mut vis
    {
        word.span = word.span.resolved_at(Span::call_site());
    }
    vis
}

/// The lints that are allowed or expected, as attributes for generated code, where an expectation may not be met.
fn allowed<'a>(attributes: impl Iterator<Item = &'a Attribute>) -> Vec<Attribute> {
    let allowing = |attribute: &&Attribute| {
        attribute.path().is_ident("allow") || attribute.path().is_ident("expect")
    };
    attributes
        .filter(allowing)
        .filter_map(|attribute| {
            let lints = &attribute.meta.require_list().ok()?.tokens;
            Some(syn::parse_quote!(#[allow(#lints)]))
        })
        .collect()
}

fn is_hidden(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
        && attribute
            .parse_args::<Ident>()
            .is_ok_and(|word| word == "hidden")
}

/// What must be known of the struct to parse a field.
struct FieldParser<'a> {
    struct_label: &'a str,
    generics: &'a Generics,
    /// `Name<'a, T, N>`, in place of `Self`.
    self_type: &'a TokenStream,
    rename_all: Option<String>,
}

impl FieldParser<'_> {
    fn parse(&self, position: usize, field: &syn::Field, errors: &mut Errors) -> Option<Field> {
        let ident = field.ident.as_ref()?;
        let label = unraw(ident);
        let options = attribute::of_field(&label, self.struct_label, &field.attrs, errors);
        let with_name = |name| move |one: &&Attribute| one.path().is_ident(name);
        Some(Field {
            position,
            kind: self.kind(&field.ty, &options),
            ty: types::without_self(&field.ty, self.self_type),
            wire: serde_names::of_field(&field.attrs, &label, self.rename_all.as_deref()),
            docs: field
                .attrs
                .iter()
                .filter(with_name("doc"))
                .cloned()
                .collect(),
            deprecated: field.attrs.iter().find(with_name("deprecated")).cloned(),
            ident: generated(ident),
            span: ident.span(),
            label,
            options,
        })
    }

    fn kind(&self, ty: &Type, options: &FieldOptions) -> Kind {
        let alone = options.opt_out.is_none() && options.collect.is_none();
        if options.skip.is_some() && alone {
            return Kind::Skipped;
        }
        let optional = types::argument_of(ty, "Option");
        let inner = optional.unwrap_or(ty);
        let takes = match options.collect {
            None => self.value(inner),
            Some(_) => self.items(inner),
        };
        match (optional, &options.opt_out) {
            (None, None) => Kind::Required { takes },
            (Some(_), None) => Kind::Optional { takes },
            (_, Some(opt_out)) => Kind::Choice {
                takes,
                opt_out: generated(&opt_out.method),
            },
        }
    }

    fn value(&self, ty: &Type) -> Takes {
        let exactly = types::needs_exact_value(ty, self.generics);
        let ty = types::without_self(ty, self.self_type);
        if exactly {
            Takes::Exactly(ty)
        } else {
            Takes::Into(ty)
        }
    }

    fn items(&self, ty: &Type) -> Takes {
        let item = types::argument_of(ty, "Vec").unwrap_or(ty);
        let exactly = types::needs_exact_value(item, self.generics);
        let item = types::without_self(item, self.self_type);
        Takes::Items { item, exactly }
    }
}

impl Field {
    /// The setter, and the method that leaves an `Option` empty.
    pub(crate) fn methods(&self) -> Vec<&Ident> {
        match &self.kind {
            Kind::Required { .. } | Kind::Optional { .. } => vec![&self.ident],
            Kind::Choice { opt_out, .. } => vec![&self.ident, opt_out],
            Kind::Skipped => Vec::new(),
        }
    }

    /// Whether the builder's type says that this field is set.
    pub(crate) fn is_in_the_type(&self) -> bool {
        matches!(self.kind, Kind::Required { .. } | Kind::Choice { .. })
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
}
