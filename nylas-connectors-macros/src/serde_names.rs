//! The names that serde's attributes give.

use proc_macro2::TokenTree;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Token};

use crate::ident::capitalised;

/// What serde's attributes say about names. What can't be read is serde's to complain about.
#[derive(Default)]
struct Options {
    rename: Rename,
    rename_all: Rename,
    /// The field has no key of its own.
    keyless: bool,
}

/// `= "name"`, or `(serialize = "name", deserialize = "name")`.
#[derive(Default)]
struct Rename {
    written: Option<String>,
    read: Option<String>,
}

/// The field's name in JSON, where it isn't the field's own.
pub(crate) struct WireName {
    pub(crate) written: String,
    /// Whether it is also read by this name.
    pub(crate) both: bool,
}

/// The name of a field in a struct with these attributes.
pub(crate) fn of_field(
    label: &str,
    field: &[Attribute],
    of_struct: &[Attribute],
) -> Option<WireName> {
    let (field, all) = (options(field), options(of_struct).rename_all);
    let name = |own: Option<String>, rule: Option<String>| {
        own.or_else(|| rule.map(|rule| apply_rule(label, &rule)))
            .unwrap_or_else(|| label.to_owned())
    };
    let written = name(field.rename.written, all.written);
    let read = name(field.rename.read, all.read);
    let both = written == read;
    (!field.keyless && written != label).then_some(WireName { written, both })
}

fn options(attributes: &[Attribute]) -> Options {
    let mut options = Options::default();
    let serde = |attribute: &&Attribute| attribute.path().is_ident("serde");
    for attribute in attributes.iter().filter(serde) {
        let _ = attribute.parse_nested_meta(|meta| {
            let word = meta.path.get_ident().map(ToString::to_string);
            match word.as_deref() {
                Some("rename") => return options.rename.parse(&meta),
                Some("rename_all") => return options.rename_all.parse(&meta),
                Some("flatten" | "skip" | "skip_serializing" | "skip_deserializing") => {
                    options.keyless = true;
                }
                _ => {}
            }
            if meta.input.peek(Token![=]) || meta.input.peek(syn::token::Paren) {
                while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
                    meta.input.parse::<TokenTree>()?;
                }
            }
            Ok(())
        });
    }
    options
}

impl Rename {
    fn parse(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        if meta.input.peek(Token![=]) {
            let name = meta.value()?.parse::<LitStr>()?.value();
            (self.written, self.read) = (Some(name.clone()), Some(name));
            return Ok(());
        }
        meta.parse_nested_meta(|meta| {
            let name = Some(meta.value()?.parse::<LitStr>()?.value());
            if meta.path.is_ident("serialize") {
                self.written = name;
            } else {
                self.read = name;
            }
            Ok(())
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The name that the last field of a struct is written by, and whether it is read by it too.
    fn name_of(text: &str) -> Option<(String, bool)> {
        let input: syn::ItemStruct = syn::parse_str(text).expect("a struct");
        let field = input.fields.iter().last().expect("a field");
        let label = field.ident.as_ref().expect("a name").to_string();
        let wire = of_field(&label, &field.attrs, &input.attrs)?;
        Some((wire.written, wire.both))
    }

    #[test]
    fn a_field_has_the_name_that_serde_writes() {
        let named = |name: &str, both| Some((name.to_owned(), both));
        for (text, expected) in [
            ("struct A { room_name: u8 }", None),
            (
                r#"struct A { #[serde(rename = "b")] a: u8 }"#,
                named("b", true),
            ),
            (
                r#"struct A { #[serde(default = "x", rename = "b", with = "y")] a: u8 }"#,
                named("b", true),
            ),
            (
                r#"struct A { #[serde(rename(serialize = "b"))] a: u8 }"#,
                named("b", false),
            ),
            (
                r#"struct A { #[serde(rename(deserialize = "b"))] a: u8 }"#,
                None,
            ),
            (
                r#"#[serde(rename_all = "camelCase")] struct A { room_name: u8 }"#,
                named("roomName", true),
            ),
            (
                r#"#[serde(rename_all(serialize = "kebab-case"))] struct A { room_name: u8 }"#,
                named("room-name", false),
            ),
            (
                r#"#[serde(rename_all = "PascalCase")] struct A { #[serde(flatten)] room_name: u8 }"#,
                None,
            ),
            (
                r#"#[serde(rename_all = "PascalCase")] struct A { #[serde(skip)] room_name: u8 }"#,
                None,
            ),
        ] {
            assert_eq!(name_of(text), expected, "{text}");
        }
    }
}
