//! `#[builder(…)]` on the struct and on its fields.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, LitStr, Path, Token};

use crate::errors::Errors;
use crate::ident::unraw;
use crate::suggest::{closest, listed};

/// `#[builder(validate)]`: `build` checks the content.
const VALIDATE: &str = "validate";
/// `#[builder(crate = path)]`: where the library is.
const CRATE: &str = "crate";
/// `#[builder(getters)]`: a method of each field's name that reads it.
const GETTERS: &str = "getters";
/// `#[builder(no_prelude)]`: no attribute of a tool, since `#![no_implicit_prelude]` hides the tools' names.
const NO_PRELUDE: &str = "no_prelude";
/// `#[builder(opt_out = name)]`: the method that leaves an `Option` empty on purpose.
const OPT_OUT: &str = "opt_out";
/// `#[builder(collect)]`: the setter takes an iterator.
const COLLECT: &str = "collect";
/// `#[builder(skip)]`: no setter; `Default` fills the field.
const SKIP: &str = "skip";

const ON_STRUCTS: [&str; 4] = [VALIDATE, GETTERS, CRATE, NO_PRELUDE];
const ON_FIELDS: [&str; 3] = [OPT_OUT, COLLECT, SKIP];

/// What the struct's attributes say.
#[derive(Default)]
pub(crate) struct StructOptions {
    pub(crate) validate: Option<Span>,
    pub(crate) getters: Option<Span>,
    pub(crate) krate: Option<Path>,
    pub(crate) no_prelude: Option<Span>,
}

/// What a field's attributes say.
#[derive(Default)]
pub(crate) struct FieldOptions {
    pub(crate) opt_out: Option<OptOut>,
    pub(crate) collect: Option<Span>,
    pub(crate) skip: Option<Span>,
}

/// `opt_out = method`.
pub(crate) struct OptOut {
    pub(crate) word: Span,
    pub(crate) method: Ident,
}

/// Where an attribute is.
struct Place<'a> {
    /// In a sentence: `` `Job` `` or `` `cache` of `Job` ``.
    name: &'a str,
    /// The struct's or the field's own name.
    label: &'a str,
    /// "struct" or "field".
    kind: &'static str,
    known: &'static [&'static str],
    /// Words for the other kind of place, and what that is.
    elsewhere: (&'static [&'static str], &'static str),
}

/// One `word` or `word = value` inside the parentheses.
struct Entry {
    /// The word that counts: for a near miss, the one that was meant.
    word: &'static str,
    span: Span,
    value: Option<TokenStream>,
}

/// Parses the attributes of the struct called `label`.
pub(crate) fn of_struct(
    label: &str,
    attributes: &[Attribute],
    errors: &mut Errors,
) -> StructOptions {
    let place = Place {
        name: &format!("`{label}`"),
        label,
        kind: "struct",
        known: &ON_STRUCTS,
        elsewhere: (&ON_FIELDS, "a field"),
    };
    let mut options = StructOptions::default();
    for entry in entries(attributes, &place, errors) {
        match entry.word {
            VALIDATE => options.validate = Some(entry.flag(&place, errors)),
            GETTERS => options.getters = Some(entry.flag(&place, errors)),
            NO_PRELUDE => options.no_prelude = Some(entry.flag(&place, errors)),
            _ => options.krate = entry.path(&place, errors),
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
    let place = Place {
        name: &format!("`{label}` of `{struct_label}`"),
        label,
        kind: "field",
        known: &ON_FIELDS,
        elsewhere: (&ON_STRUCTS, "the struct"),
    };
    let mut options = FieldOptions::default();
    for entry in entries(attributes, &place, errors) {
        match entry.word {
            OPT_OUT => options.opt_out = entry.method(&place, errors),
            COLLECT => options.collect = Some(entry.flag(&place, errors)),
            _ => options.skip = Some(entry.flag(&place, errors)),
        }
    }
    options
}

/// All known entries of all `#[builder(…)]` attributes, each word once; everything else is an error.
fn entries(attributes: &[Attribute], place: &Place<'_>, errors: &mut Errors) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    for attribute in attributes {
        if !attribute.path().is_ident("builder") {
            continue;
        }
        let parsed = match attribute.meta.require_list() {
            Ok(list) => parse_entries.parse2(list.tokens.clone()),
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
            Ok(parsed) => parsed
                .into_iter()
                .for_each(|(word, value)| keep(&word, value, place, &mut found, errors)),
            Err(error) => errors.add(error),
        }
    }
    found
}

/// Keeps an entry with a known word. A near miss is an error that is kept anyway: the fallback then has what was meant.
fn keep(
    typed: &Ident,
    value: Option<TokenStream>,
    place: &Place<'_>,
    found: &mut Vec<Entry>,
    errors: &mut Errors,
) {
    let word = unraw(typed);
    let exact = place.known.iter().find(|known| **known == word).copied();
    let meant = exact.or_else(|| closest(&word, place.known));
    if exact.is_none() {
        errors.at(typed.span(), unknown(&word, meant, place));
    } else if found.iter().any(|earlier| Some(earlier.word) == exact) {
        let name = place.name;
        errors.at(
            typed.span(),
            format!("`{word}` is given twice for {name}: keep one"),
        );
        return;
    }
    if let Some(word) = meant {
        let span = typed.span();
        found.push(Entry { word, span, value });
    }
}

/// What to say about a word that doesn't belong where it was found.
fn unknown(word: &str, meant: Option<&str>, place: &Place<'_>) -> String {
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
    match meant {
        Some(meant) => format!("`{word}` on {name} is unknown: did you mean `{meant}`?"),
        None => format!("`{word}` on {name} is unknown: {takes}"),
    }
}

/// A word and its value.
type Pair = (Ident, Option<TokenStream>);

fn parse_entries(input: ParseStream) -> syn::Result<Vec<Pair>> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        let word = input.call(<Ident as syn::ext::IdentExt>::parse_any)?;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Some(until_comma(input)?)
        } else if input.peek(syn::token::Paren) {
            Some(until_comma(input)?)
        } else {
            None
        };
        entries.push((word, value));
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(entries)
}

fn until_comma(input: ParseStream) -> syn::Result<TokenStream> {
    let mut value = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        value.extend([input.parse::<TokenTree>()?]);
    }
    Ok(value)
}

impl Entry {
    fn flag(self, place: &Place<'_>, errors: &mut Errors) -> Span {
        let (word, name) = (self.word, place.name);
        if let Some(value) = self.value {
            errors.add(syn::Error::new_spanned(
                value,
                format!("`{word}` takes no value: write `#[builder({word})]` on {name}"),
            ));
        }
        self.span
    }

    fn method(self, place: &Place<'_>, errors: &mut Errors) -> Option<OptOut> {
        let wanted = format!(
            "the name of a method, without quotes: `#[builder(opt_out = without_{})]`",
            place.label
        );
        let method = self.value_of(Ident::parse, &wanted, place, errors)?;
        let word = self.span;
        Some(OptOut { word, method })
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
        if value.is_empty() {
            errors.at(self.span, message);
        } else {
            errors.add(syn::Error::new_spanned(&value, message));
        }
        syn::parse2::<LitStr>(value)
            .and_then(|text| text.parse_with(parse))
            .ok()
    }
}
