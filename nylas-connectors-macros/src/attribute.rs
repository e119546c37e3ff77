//! `#[builder(…)]` on the struct and on its fields, and the names that serde's attributes give.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Lit, Path, Token};

use crate::input::unraw;
use crate::mistakes::Mistakes;

/// `#[builder(validate)]`: `build` checks the content.
const VALIDATE: &str = "validate";
/// `#[builder(crate = path)]`: where the library is.
const CRATE: &str = "crate";
/// `#[builder(getters)]`: a method of each field's name that reads it.
const GETTERS: &str = "getters";
/// `#[builder(opt_out = name)]`: the method that leaves an `Option` empty on purpose.
const OPT_OUT: &str = "opt_out";
/// `#[builder(collect)]`: the setter takes an iterator.
const COLLECT: &str = "collect";
/// `#[builder(skip)]`: no setter; `Default` fills the field.
const SKIP: &str = "skip";

const ON_STRUCTS: [&str; 3] = [VALIDATE, GETTERS, CRATE];
const ON_FIELDS: [&str; 3] = [OPT_OUT, COLLECT, SKIP];

/// What the struct's attributes say.
#[derive(Default)]
pub(crate) struct StructOptions {
    pub(crate) validate: Option<Span>,
    pub(crate) getters: Option<Span>,
    pub(crate) krate: Option<Path>,
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

/// One `word` or `word = value` inside the parentheses.
struct Entry {
    word: Ident,
    value: Option<TokenStream>,
}

pub(crate) fn of_struct(attributes: &[Attribute], mistakes: &mut Mistakes) -> StructOptions {
    let mut options = StructOptions::default();
    for entry in entries(attributes, "struct", &ON_STRUCTS, &ON_FIELDS, mistakes) {
        match unraw(&entry.word).as_str() {
            VALIDATE => options.validate = Some(entry.flag(mistakes)),
            GETTERS => options.getters = Some(entry.flag(mistakes)),
            _ => options.krate = entry.path(mistakes),
        }
    }
    options
}

pub(crate) fn of_field(attributes: &[Attribute], mistakes: &mut Mistakes) -> FieldOptions {
    let mut options = FieldOptions::default();
    for entry in entries(attributes, "field", &ON_FIELDS, &ON_STRUCTS, mistakes) {
        match unraw(&entry.word).as_str() {
            OPT_OUT => options.opt_out = entry.method(mistakes),
            COLLECT => options.collect = Some(entry.flag(mistakes)),
            _ => options.skip = Some(entry.flag(mistakes)),
        }
    }
    options
}

/// All known entries of all `#[builder(…)]` attributes, each word once; everything else is a mistake.
fn entries(
    attributes: &[Attribute],
    place: &str,
    known: &[&str],
    elsewhere: &[&str],
    mistakes: &mut Mistakes,
) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("builder"))
    {
        let parsed = match attribute.meta.require_list() {
            Ok(list) => parse_entries.parse2(list.tokens.clone()),
            Err(_) => Err(syn::Error::new_spanned(
                attribute,
                format!("write the options in parentheses: {}", listed(known)),
            )),
        };
        match parsed {
            Ok(parsed) => parsed
                .into_iter()
                .for_each(|entry| keep(entry, place, known, elsewhere, &mut found, mistakes)),
            Err(mistake) => mistakes.add(mistake),
        }
    }
    found
}

fn keep(
    entry: Entry,
    place: &str,
    known: &[&str],
    elsewhere: &[&str],
    found: &mut Vec<Entry>,
    mistakes: &mut Mistakes,
) {
    let word = unraw(&entry.word);
    if !known.contains(&word.as_str()) {
        mistakes.at(entry.word.span(), unknown(&word, place, known, elsewhere));
    } else if found.iter().any(|earlier| earlier.word == entry.word) {
        mistakes.at(
            entry.word.span(),
            format!("`{word}` is said twice for the same {place}: keep one"),
        );
    } else {
        found.push(entry);
    }
}

fn parse_entries(input: ParseStream) -> syn::Result<Vec<Entry>> {
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
        entries.push(Entry { word, value });
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
    fn flag(self, mistakes: &mut Mistakes) -> Span {
        let word = &self.word;
        if let Some(value) = self.value {
            mistakes.add(syn::Error::new_spanned(
                value,
                format!("`{word}` takes no value: write `#[builder({word})]`"),
            ));
        }
        self.word.span()
    }

    fn method(self, mistakes: &mut Mistakes) -> Option<OptOut> {
        let wanted = "`opt_out` takes the name of the method to make, without quotes: \
                      `#[builder(opt_out = without_this)]`";
        let method = self.parse_value(wanted, mistakes)?;
        Some(OptOut {
            word: self.word.span(),
            method,
        })
    }

    fn path(self, mistakes: &mut Mistakes) -> Option<Path> {
        let wanted = "`crate` takes the path of the library, without quotes: `#[builder(crate = ::renamed)]`";
        let tokens = self.value.as_ref().filter(|tokens| !tokens.is_empty());
        match tokens.map(|tokens| Path::parse_mod_style.parse2(tokens.clone())) {
            Some(Ok(path)) => Some(path),
            _ => {
                self.wrong_value(wanted, mistakes);
                None
            }
        }
    }

    fn parse_value<T: syn::parse::Parse>(
        &self,
        wanted: &str,
        mistakes: &mut Mistakes,
    ) -> Option<T> {
        match self.value.clone().map(syn::parse2::<T>) {
            Some(Ok(value)) => Some(value),
            _ => {
                self.wrong_value(wanted, mistakes);
                None
            }
        }
    }

    fn wrong_value(&self, wanted: &str, mistakes: &mut Mistakes) {
        match &self.value {
            Some(value) if !value.is_empty() => {
                mistakes.add(syn::Error::new_spanned(value, wanted));
            }
            _ => mistakes.at(self.word.span(), wanted),
        }
    }
}

/// What to say about a word that doesn't belong where it was found.
fn unknown(word: &str, place: &str, known: &[&str], elsewhere: &[&str]) -> String {
    if elsewhere.contains(&word) {
        let other = if place == "struct" {
            "a field"
        } else {
            "the struct"
        };
        return format!(
            "`{word}` belongs on {other}, not on a {place}; a {place} takes {}",
            listed(known)
        );
    }
    match closest(word, known) {
        Some(meant) => format!("there is no `{word}` for a {place}: did you mean `{meant}`?"),
        None => format!(
            "there is no `{word}` for a {place}: it takes {}",
            listed(known)
        ),
    }
}

fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// The known word that is at most a third of its length away.
fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|candidate| (distance(word, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().div_ceil(3))
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must be added, dropped or changed to make one word from the other.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (line, letter) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, other) in to.chars().enumerate() {
            let changed = diagonal + usize::from(letter != other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

/// The struct's `#[serde(rename_all = "…")]`.
pub(crate) fn serde_rename_all(attributes: &[Attribute]) -> Option<String> {
    serde_value(attributes, "rename_all")
}

/// The field's name in JSON where it is not the field's own name.
pub(crate) fn serde_name(
    attributes: &[Attribute],
    label: &str,
    rename_all: Option<&str>,
) -> Option<String> {
    let name = match (serde_value(attributes, "rename"), rename_all) {
        (Some(name), _) => name,
        (None, Some(rule)) => apply_rule(label, rule),
        (None, None) => return None,
    };
    (name != label).then_some(name)
}

/// The text of `#[serde(key = "text")]`. What can't be read is serde's to complain about.
fn serde_value(attributes: &[Attribute], key: &str) -> Option<String> {
    let mut text = None;
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
    {
        let _ = attribute.parse_nested_meta(|meta| {
            let found = meta.path.is_ident(key);
            if meta.input.peek(Token![=]) {
                if let Lit::Str(value) = meta.value()?.parse::<Lit>()? {
                    text = if found {
                        Some(value.value())
                    } else {
                        text.take()
                    };
                }
            } else if meta.input.peek(syn::token::Paren) {
                meta.input.parse::<TokenTree>()?;
            }
            Ok(())
        });
    }
    text
}

/// A snake-case name under one of serde's rules; an unknown rule is serde's to refuse.
fn apply_rule(label: &str, rule: &str) -> String {
    let words = || label.split('_').filter(|word| !word.is_empty());
    let pascal: String = words().map(capitalised).collect();
    match rule {
        "PascalCase" => pascal,
        "camelCase" => {
            let mut letters = pascal.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_lowercase().chain(letters).collect()
            })
        }
        "UPPERCASE" | "SCREAMING_SNAKE_CASE" => label.to_uppercase(),
        "kebab-case" => label.replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => label.to_uppercase().replace('_', "-"),
        _ => label.to_owned(),
    }
}

/// `client` → `Client`.
pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
