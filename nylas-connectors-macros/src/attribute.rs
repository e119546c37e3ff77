//! `#[builder(…)]` on the struct and on its fields.

use proc_macro2::{Ident, Span, TokenStream};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, LitStr, Path, Visibility};

use crate::errors::Errors;
use crate::ident::unraw;
use crate::other_macros::{self, Foreign, Meaning, SEE};
use crate::suggest::{closest, listed};
use crate::typed::{self, Typed};

const ON_STRUCTS: [&str; 8] = [
    "validate",
    "getters",
    "exact",
    "builder",
    "entry",
    "no_from",
    "crate",
    "no_prelude",
];
const ON_FIELDS: [&str; 7] = [
    "default", "exact", "collect", "each", "opt_out", "setter", "skip",
];

/// What the struct's attributes say.
#[derive(Default)]
pub(crate) struct StructOptions {
    /// `build` checks the content.
    pub(crate) validate: Option<Span>,
    /// A method of each field's name reads it.
    pub(crate) getters: Option<Span>,
    /// The setters take the type itself.
    pub(crate) exact: Option<Span>,
    /// The builder's type.
    pub(crate) builder: Named,
    /// The function that starts a builder.
    pub(crate) entry: Named,
    /// No conversions between the struct and its builder.
    pub(crate) no_from: Option<Span>,
    /// Where the library is.
    pub(crate) krate: Option<Path>,
    /// No attribute of a tool, since `#![no_implicit_prelude]` hides the tools' names.
    pub(crate) no_prelude: Option<Span>,
    /// An entry was mistaken, so what was meant isn't known for sure.
    pub(crate) mistaken: bool,
}

/// What a field's attributes say.
#[derive(Default)]
pub(crate) struct FieldOptions {
    /// The setter may be left out.
    pub(crate) default: Option<Filled>,
    /// The setter takes the type itself.
    pub(crate) exact: Option<Span>,
    /// The setter takes an iterator.
    pub(crate) collect: Option<Span>,
    /// The method that adds one item.
    pub(crate) each: Option<Ident>,
    /// The method that leaves an `Option` empty on purpose.
    pub(crate) opt_out: Option<Ident>,
    pub(crate) setter: Named,
    /// No setter.
    pub(crate) skip: Option<Filled>,
    /// An entry was mistaken, so what was meant isn't known for sure.
    pub(crate) mistaken: bool,
    /// The words that were given, and where.
    given: Vec<(&'static str, Span)>,
}

/// How `default` or `skip` fills a field.
pub(crate) enum Filled {
    ByDefault,
    With(TokenStream),
}

/// `setter = pub(crate) name` and its like; either part may be missing.
#[derive(Default)]
pub(crate) struct Named {
    pub(crate) vis: Option<Visibility>,
    pub(crate) name: Option<Ident>,
}

/// Where an attribute is.
struct Place<'a> {
    /// In a sentence: `` `Job` `` or `` `cache` of `Job` ``.
    name: &'a str,
    /// "struct" or "field".
    kind: &'static str,
    known: &'static [&'static str],
    /// Words for the other kind of place, and what that is.
    elsewhere: (&'static [&'static str], &'static str),
    foreign: &'static [Foreign],
    errors: &'a mut Errors,
    mistaken: bool,
}

/// An entry whose word is known here, or a mistaken one under the word that seems to be meant.
struct Entry {
    word: &'static str,
    span: Span,
    value: Option<TokenStream>,
    /// The word is a guess, which only the fallback goes by: nothing about it is an error of its own.
    guessed: bool,
}

/// Parses the attributes of the struct called `label`.
pub(crate) fn of_struct(
    label: &str,
    attributes: &[Attribute],
    errors: &mut Errors,
) -> StructOptions {
    let mut place = Place {
        name: &format!("`{label}`"),
        kind: "struct",
        known: &ON_STRUCTS,
        elsewhere: (&ON_FIELDS, "a field"),
        foreign: other_macros::ON_STRUCTS,
        errors,
        mistaken: false,
    };
    let mut options = StructOptions::default();
    for entry in place.entries(attributes) {
        match entry.word {
            "validate" => options.validate = Some(place.flag(&entry)),
            "getters" => options.getters = Some(place.flag(&entry)),
            "exact" => options.exact = Some(place.flag(&entry)),
            "no_from" => options.no_from = Some(place.flag(&entry)),
            "no_prelude" => options.no_prelude = Some(place.flag(&entry)),
            "builder" => options.builder = place.named(&entry, &format!("{label}Request")),
            "entry" => options.entry = place.named(&entry, "request"),
            _ => options.krate = place.path(&entry),
        }
    }
    options.mistaken = place.mistaken;
    options
}

/// Parses the attributes of the field called `label`, and `in_words` in a sentence.
pub(crate) fn of_field(
    label: &str,
    in_words: &str,
    attributes: &[Attribute],
    errors: &mut Errors,
) -> FieldOptions {
    let mut place = Place {
        name: in_words,
        kind: "field",
        known: &ON_FIELDS,
        elsewhere: (&ON_STRUCTS, "the struct"),
        foreign: other_macros::ON_FIELDS,
        errors,
        mistaken: false,
    };
    let mut options = FieldOptions::default();
    for entry in place.entries(attributes) {
        options.given.push((entry.word, entry.span));
        match entry.word {
            "default" => options.default = Some(entry.filled()),
            "exact" => options.exact = Some(place.flag(&entry)),
            "collect" => options.collect = Some(place.flag(&entry)),
            "each" => options.each = place.method(&entry, &format!("one_of_{label}")),
            "opt_out" => options.opt_out = place.method(&entry, &format!("without_{label}")),
            "setter" => options.setter = place.named(&entry, &format!("with_{label}")),
            _ => options.skip = Some(entry.filled()),
        }
    }
    options.mistaken = place.mistaken;
    options
}

impl FieldOptions {
    /// Where this word was given.
    pub(crate) fn given(&self, word: &str) -> Option<Span> {
        let given = self.given.iter().find(|(given, _)| *given == word);
        given.map(|(_, span)| *span)
    }
}

impl Place<'_> {
    /// The entries of all `#[builder(…)]` attributes, each word once; everything else is an error.
    fn entries(&mut self, attributes: &[Attribute]) -> Vec<Entry> {
        let mut found = Vec::new();
        let ours = |attribute: &&Attribute| attribute.path().is_ident("builder");
        for attribute in attributes.iter().filter(ours) {
            let parsed = match attribute.meta.require_list() {
                Ok(list) => typed::parse.parse2(list.tokens.clone()),
                Err(_) => Err(syn::Error::new_spanned(
                    attribute,
                    format!(
                        "`#[builder]` on {} needs its options in parentheses, as in `#[builder({})]`: {}",
                        self.name,
                        self.known[1],
                        self.takes()
                    ),
                )),
            };
            match parsed {
                Ok(entries) => entries
                    .into_iter()
                    .for_each(|typed| self.keep(typed, &mut found)),
                Err(error) => {
                    self.mistaken = true;
                    self.errors.add(error);
                }
            }
        }
        found
    }

    /// Keeps an entry. Of one that isn't understood, a guess is kept for the fallback.
    fn keep(&mut self, typed: Typed, found: &mut Vec<Entry>) {
        let span = typed.word.span();
        let (guess, guessed) = match self.understand(typed) {
            Ok(meaning) => (Some(meaning), false),
            Err((message, guess)) => {
                self.errors.at(span, message);
                self.mistaken = true;
                (guess, true)
            }
        };
        let Some((word, value)) = guess else {
            return;
        };
        let again = |earlier: &Entry| earlier.word == word && !earlier.guessed;
        if !found.iter().any(again) {
            found.push(Entry {
                word,
                span,
                value,
                guessed,
            });
        } else if !guessed {
            let name = self.name;
            let message = format!("`{word}` is given twice for {name}: keep one");
            self.errors.at(span, message);
        }
    }

    /// The meaning of an entry, or what to say about it and what it seems to mean.
    fn understand(&self, typed: Typed) -> Result<Meaning, (String, Option<Meaning>)> {
        let Self {
            name, kind, known, ..
        } = self;
        let word = unraw(&typed.word);
        let ours = known.iter().find(|known| **known == word);
        let (others, other_place) = self.elsewhere;
        let elsewhere = others.contains(&&*word);
        // `setter = name` is one of ours, and `setter(…)` another macro's.
        let is_foreign = typed.inner.is_some() || (ours.is_none() && !elsewhere);
        let foreign = is_foreign.then(|| other_macros::advice(&typed, self.foreign));
        if let Some((advice, meant)) = foreign.flatten() {
            let shown = typed.shown();
            let message = format!("`{shown}` on {name} is another builder macro's: {advice} {SEE}");
            return Err((message, meant));
        }
        if let Some(ours) = ours {
            return Ok((ours, typed.value));
        }
        let takes = self.takes();
        if elsewhere {
            let message = format!(
                "`{word}` is for {other_place}, and {name} is a {kind}: \
                 move it to {other_place}, or remove it; {takes}"
            );
            return Err((message, None));
        }
        Err(match closest(&word, known) {
            Some(near) => (
                format!("`{word}` on {name} is unknown: did you mean `{near}`?"),
                Some((near, typed.value)),
            ),
            None => (format!("`{word}` on {name} is unknown: {takes}"), None),
        })
    }

    /// "a struct takes `validate`, …".
    fn takes(&self) -> String {
        format!("a {} takes {}", self.kind, listed(self.known))
    }

    fn flag(&mut self, entry: &Entry) -> Span {
        let (word, name) = (entry.word, self.name);
        if let Some(value) = entry.value.as_ref().filter(|_| !entry.guessed) {
            let message = format!("`{word}` takes no value: write `#[builder({word})]` on {name}");
            self.errors.add(syn::Error::new_spanned(value, message));
        }
        entry.span
    }

    fn method(&mut self, entry: &Entry, example: &str) -> Option<Ident> {
        let word = entry.word;
        let wanted =
            format!("the name of a method, without quotes: `#[builder({word} = {example})]`");
        self.value(entry, Ident::parse, &wanted)
    }

    fn named(&mut self, entry: &Entry, example: &str) -> Named {
        let word = entry.word;
        let wanted = format!(
            "a name, a visibility, or both, without quotes: `#[builder({word} = pub(crate) {example})]`"
        );
        self.value(entry, Named::parse, &wanted).unwrap_or_default()
    }

    fn path(&mut self, entry: &Entry) -> Option<Path> {
        let wanted = "the library's path, without quotes: `#[builder(crate = ::renamed)]`";
        self.value(entry, Path::parse_mod_style, wanted)
    }

    /// The value behind `=`. One in quotes is an error, and parsed anyway: the fallback then has what was meant.
    fn value<T>(
        &mut self,
        entry: &Entry,
        parse: fn(ParseStream) -> syn::Result<T>,
        wanted: &str,
    ) -> Option<T> {
        let value = entry.value.clone().unwrap_or_default();
        if let Ok(value) = parse.parse2(value.clone()) {
            return Some(value);
        }
        let message = format!("`{}` on {} takes {wanted}", entry.word, self.name);
        match (entry.guessed, value.is_empty()) {
            (true, _) => {}
            (false, true) => self.errors.at(entry.span, message),
            (false, false) => self.errors.add(syn::Error::new_spanned(&value, message)),
        }
        let quoted = syn::parse2::<LitStr>(value);
        quoted.and_then(|text| text.parse_with(parse)).ok()
    }
}

impl Entry {
    fn filled(self) -> Filled {
        self.value.map_or(Filled::ByDefault, Filled::With)
    }
}

impl Parse for Named {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let vis = match input.parse()? {
            Visibility::Inherited => None,
            vis => Some(vis),
        };
        let name = match vis {
            Some(_) if input.is_empty() => None,
            _ => Some(input.parse()?),
        };
        Ok(Self { vis, name })
    }
}
