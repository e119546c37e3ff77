//! `#[builder(…)]` on the struct and on its fields.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, LitStr, Path, Token, Visibility};

use crate::errors::Errors;
use crate::ident::unraw;
use crate::suggest::{closest, listed};

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

/// Words of other builder macros, and what they are here.
const ELSEWHERE: [(&str, &str); 8] = [
    (
        "into",
        "a setter takes `impl Into` by itself, and with `exact` the type itself",
    ),
    (
        "strip_option",
        "the setter of an `Option<T>` takes a `T` by itself",
    ),
    (
        "required",
        "a field is required if it is no `Option` and has no `default`",
    ),
    ("name", "write `setter = name`"),
    ("rename", "write `setter = name`"),
    ("start_fn", "write `entry = name`"),
    ("builder_method", "write `entry = name`"),
    ("builder_type", "write `builder = Name`"),
];

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
    let place = &Place {
        name: &format!("`{label}`"),
        kind: "struct",
        known: &ON_STRUCTS,
        elsewhere: (&ON_FIELDS, "a field"),
    };
    let mut options = StructOptions::default();
    for entry in entries(attributes, place, errors) {
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
    };
    let mut options = FieldOptions::default();
    for entry in entries(attributes, place, errors) {
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

/// All known entries of all `#[builder(…)]` attributes, each word once; everything else is an error.
fn entries(attributes: &[Attribute], place: &Place<'_>, errors: &mut Errors) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let ours = |attribute: &&Attribute| attribute.path().is_ident("builder");
    for attribute in attributes.iter().filter(ours) {
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
    let here = ELSEWHERE.iter().find(|(theirs, _)| *theirs == word);
    match (here, meant) {
        (Some((_, here)), _) => format!("`{word}` on {name} is unknown: {here}"),
        (None, Some(meant)) => {
            format!("`{word}` on {name} is unknown: did you mean `{meant}`?")
        }
        (None, None) => format!("`{word}` on {name} is unknown: {takes}"),
    }
}

/// A word and its value.
type Pair = (Ident, Option<TokenStream>);

fn parse_entries(input: ParseStream) -> syn::Result<Vec<Pair>> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        let word = input.call(Ident::parse_any)?;
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

/// Everything up to a comma that isn't between angle brackets, as in `Vec::<(u8, u8)>::new()`.
fn until_comma(input: ParseStream) -> syn::Result<TokenStream> {
    let (mut value, mut depth, mut opens) = (TokenStream::new(), 0_u32, true);
    while !input.is_empty() && (depth > 0 || !input.peek(Token![,])) {
        let arrow = input.peek(Token![->]) || input.peek(Token![=>]);
        let path = input.peek(Token![::]);
        if input.peek(Token![<]) && (opens || depth > 0) {
            depth += 1;
        } else if input.peek(Token![>]) {
            depth = depth.saturating_sub(1);
        }
        for _ in 0..=usize::from(arrow || path) {
            value.extend([input.parse::<TokenTree>()?]);
        }
        opens = path;
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
