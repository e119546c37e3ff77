//! `#[builder(…)]` on the struct and on its fields.

use proc_macro2::{Ident, Span, TokenStream};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, LitStr, Path, Visibility};

use crate::errors::Errors;
use crate::ident::unraw;
use crate::other_macros::{self, Foreign, Meaning, SEE};
use crate::suggest::{closest, listed};
use crate::typed::{self, Typed};

/// `build` checks the content.
const VALIDATE: &str = "validate";
/// A method of each field's name that reads it.
const GETTERS: &str = "getters";
/// The setters take the type itself.
const EXACT: &str = "exact";
/// The builder's type.
const BUILDER: &str = "builder";
/// The function that starts a builder.
const ENTRY: &str = "entry";
/// No conversions between the struct and its builder.
const NO_FROM: &str = "no_from";
/// Where the library is.
const CRATE: &str = "crate";
/// No attribute of a tool, since `#![no_implicit_prelude]` hides the tools' names.
const NO_PRELUDE: &str = "no_prelude";
/// The setter may be left out.
const DEFAULT: &str = "default";
/// The setter.
const SETTER: &str = "setter";
/// The method that leaves an `Option` empty on purpose.
const OPT_OUT: &str = "opt_out";
/// The setter takes an iterator.
const COLLECT: &str = "collect";
/// The method that adds one item.
const EACH: &str = "each";
/// No setter.
const SKIP: &str = "skip";

const ON_STRUCTS: [&str; 8] = [
    VALIDATE, GETTERS, EXACT, BUILDER, ENTRY, NO_FROM, CRATE, NO_PRELUDE,
];
const ON_FIELDS: [&str; 7] = [DEFAULT, EXACT, COLLECT, EACH, OPT_OUT, SETTER, SKIP];

/// What the struct's attributes say.
#[derive(Default)]
pub(crate) struct StructOptions {
    pub(crate) validate: Option<Span>,
    pub(crate) getters: Option<Span>,
    pub(crate) exact: Option<Span>,
    pub(crate) builder: Named,
    pub(crate) entry: Named,
    pub(crate) no_from: Option<Span>,
    pub(crate) krate: Option<Path>,
    pub(crate) no_prelude: Option<Span>,
    /// An entry was mistaken, so what was meant isn't known for sure.
    pub(crate) mistaken: bool,
}

/// What a field's attributes say.
#[derive(Default)]
pub(crate) struct FieldOptions {
    pub(crate) default: Option<Filled>,
    pub(crate) exact: Option<Span>,
    pub(crate) collect: Option<Span>,
    pub(crate) each: Option<Method>,
    pub(crate) opt_out: Option<Method>,
    pub(crate) setter: Named,
    pub(crate) skip: Option<Filled>,
    /// An entry was mistaken, so what was meant isn't known for sure.
    pub(crate) mistaken: bool,
}

/// `opt_out = name` or `each = name`.
pub(crate) struct Method {
    pub(crate) word: Span,
    pub(crate) name: Ident,
}

/// `default` or `skip`, alone or with a value.
pub(crate) struct Filled {
    pub(crate) word: Span,
    pub(crate) value: Option<TokenStream>,
}

/// `setter = pub(crate) name` and its like; either part may be missing.
#[derive(Default)]
pub(crate) struct Named {
    pub(crate) word: Option<Span>,
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
    let place = &Place {
        name: &format!("`{label}`"),
        kind: "struct",
        known: &ON_STRUCTS,
        elsewhere: (&ON_FIELDS, "a field"),
        foreign: other_macros::ON_STRUCTS,
    };
    let mut options = StructOptions::default();
    for entry in entries(attributes, place, errors, &mut options.mistaken) {
        match entry.word {
            VALIDATE => options.validate = Some(entry.flag(place, errors)),
            GETTERS => options.getters = Some(entry.flag(place, errors)),
            EXACT => options.exact = Some(entry.flag(place, errors)),
            NO_FROM => options.no_from = Some(entry.flag(place, errors)),
            NO_PRELUDE => options.no_prelude = Some(entry.flag(place, errors)),
            BUILDER => options.builder = entry.named(&format!("{label}Request"), place, errors),
            ENTRY => options.entry = entry.named("request", place, errors),
            _ => options.krate = entry.path(place, errors),
        }
    }
    options
}

/// Parses the attributes of the field called `label`.
pub(crate) fn of_field(
    label: &str,
    struct_label: &str,
    attributes: &[Attribute],
    errors: &mut Errors,
) -> FieldOptions {
    let place = &Place {
        name: &format!("`{label}` of `{struct_label}`"),
        kind: "field",
        known: &ON_FIELDS,
        elsewhere: (&ON_STRUCTS, "the struct"),
        foreign: other_macros::ON_FIELDS,
    };
    let mut options = FieldOptions::default();
    for entry in entries(attributes, place, errors, &mut options.mistaken) {
        match entry.word {
            DEFAULT => options.default = Some(entry.filled()),
            EXACT => options.exact = Some(entry.flag(place, errors)),
            COLLECT => options.collect = Some(entry.flag(place, errors)),
            EACH => options.each = entry.method(&format!("one_of_{label}"), place, errors),
            OPT_OUT => options.opt_out = entry.method(&format!("without_{label}"), place, errors),
            SETTER => options.setter = entry.named(&format!("with_{label}"), place, errors),
            _ => options.skip = Some(entry.filled()),
        }
    }
    options
}

/// The entries of all `#[builder(…)]` attributes, each word once; everything else is an error.
fn entries(
    attributes: &[Attribute],
    place: &Place<'_>,
    errors: &mut Errors,
    mistaken: &mut bool,
) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let ours = |attribute: &&Attribute| attribute.path().is_ident("builder");
    for attribute in attributes.iter().filter(ours) {
        let parsed = match attribute.meta.require_list() {
            Ok(list) => typed::parse.parse2(list.tokens.clone()),
            Err(_) => Err(syn::Error::new_spanned(
                attribute,
                format!(
                    "`#[builder]` on {} needs its options in parentheses, as in `#[builder({})]`: a {} takes {}",
                    place.name,
                    place.known[1],
                    place.kind,
                    listed(place.known)
                ),
            )),
        };
        match parsed {
            Ok(typed) => {
                for typed in typed {
                    *mistaken |= !keep(typed, place, &mut found, errors);
                }
            }
            Err(error) => {
                *mistaken = true;
                errors.add(error);
            }
        }
    }
    found
}

/// Keeps an entry, and answers whether it was understood. Of one that wasn't, a guess is kept for the fallback.
fn keep(typed: Typed, place: &Place<'_>, found: &mut Vec<Entry>, errors: &mut Errors) -> bool {
    let span = typed.word.span();
    let (guess, guessed) = match understand(typed, place) {
        Ok(meaning) => (Some(meaning), false),
        Err((message, guess)) => {
            errors.at(span, message);
            (guess, true)
        }
    };
    let Some((word, value)) = guess else {
        return false;
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
        let name = place.name;
        errors.at(
            span,
            format!("`{word}` is given twice for {name}: keep one"),
        );
    }
    !guessed
}

/// The meaning of an entry, or what to say about it and what it seems to mean.
fn understand(typed: Typed, place: &Place<'_>) -> Result<Meaning, (String, Option<Meaning>)> {
    let word = unraw(&typed.word);
    let known = place.known.iter().find(|known| **known == word);
    let elsewhere = place.elsewhere.0.contains(&word.as_str());
    // `setter = name` is one of ours, and `setter(…)` another macro's.
    let is_ours = typed.inner.is_none() && (known.is_some() || elsewhere);
    let foreign = (!is_ours).then(|| other_macros::advice(&typed, place.foreign));
    match (foreign.flatten(), known) {
        (Some((advice, meant)), _) => {
            let (name, shown) = (place.name, typed.shown());
            let message = format!("`{shown}` on {name} is another builder macro's: {advice} {SEE}");
            Err((message, meant))
        }
        (None, Some(known)) => Ok((known, typed.value)),
        (None, None) => {
            let near = closest(&word, place.known).filter(|_| !elsewhere);
            let message = unknown(&word, near, place);
            Err((message, near.map(|near| (near, typed.value))))
        }
    }
}

/// What to say about a word that doesn't belong where it was found.
fn unknown(word: &str, near: Option<&str>, place: &Place<'_>) -> String {
    let Place {
        name, kind, known, ..
    } = place;
    let (others, other_place) = place.elsewhere;
    let takes = format!("a {kind} takes {}", listed(known));
    if others.contains(&word) {
        return format!(
            "`{word}` is for {other_place}, and {name} is a {kind}: move it to {other_place}, or remove it; {takes}"
        );
    }
    match near {
        Some(near) => format!("`{word}` on {name} is unknown: did you mean `{near}`?"),
        None => format!("`{word}` on {name} is unknown: {takes}"),
    }
}

impl Entry {
    fn flag(self, place: &Place<'_>, errors: &mut Errors) -> Span {
        let (word, name) = (self.word, place.name);
        if let Some(value) = self.value.filter(|_| !self.guessed) {
            errors.add(syn::Error::new_spanned(
                value,
                format!("`{word}` takes no value: write `#[builder({word})]` on {name}"),
            ));
        }
        self.span
    }

    fn filled(self) -> Filled {
        Filled {
            word: self.span,
            value: self.value,
        }
    }

    fn method(self, example: &str, place: &Place<'_>, errors: &mut Errors) -> Option<Method> {
        let wanted = format!(
            "the name of a method, without quotes: `#[builder({} = {example})]`",
            self.word
        );
        let name = self.value_of(Ident::parse, &wanted, place, errors)?;
        let word = self.span;
        Some(Method { word, name })
    }

    fn named(self, example: &str, place: &Place<'_>, errors: &mut Errors) -> Named {
        let wanted = format!(
            "a name, a visibility, or both, without quotes: `#[builder({} = pub(crate) {example})]`",
            self.word
        );
        let parse = |input: ParseStream| {
            let vis = match input.parse()? {
                Visibility::Inherited => None,
                vis => Some(vis),
            };
            let name = match vis {
                Some(_) if input.is_empty() => None,
                _ => Some(input.parse()?),
            };
            Ok(Named {
                word: None,
                vis,
                name,
            })
        };
        let named = self.value_of(parse, &wanted, place, errors);
        Named {
            word: Some(self.span),
            ..named.unwrap_or_default()
        }
    }

    fn path(self, place: &Place<'_>, errors: &mut Errors) -> Option<Path> {
        let wanted = "the library's path, without quotes: `#[builder(crate = ::renamed)]`";
        self.value_of(Path::parse_mod_style, wanted, place, errors)
    }

    /// The value behind `=`. One in quotes is an error, and parsed anyway: the fallback then has what was meant.
    fn value_of<T>(
        &self,
        parse: fn(ParseStream) -> syn::Result<T>,
        wanted: &str,
        place: &Place<'_>,
        errors: &mut Errors,
    ) -> Option<T> {
        let value = self.value.clone().unwrap_or_default();
        if let Ok(value) = parse.parse2(value.clone()) {
            return Some(value);
        }
        let message = format!("`{}` on {} takes {wanted}", self.word, place.name);
        match (self.guessed, value.is_empty()) {
            (true, _) => {}
            (false, true) => errors.at(self.span, message),
            (false, false) => errors.add(syn::Error::new_spanned(&value, message)),
        }
        syn::parse2::<LitStr>(value)
            .and_then(|text| text.parse_with(parse))
            .ok()
    }
}
