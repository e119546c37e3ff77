//! The names that serde's attributes give, for the setters' documentation.

use proc_macro2::TokenTree;
use syn::{Attribute, Lit, Token};

use crate::ident::capitalised;

/// The struct's `#[serde(rename_all = "…")]`.
pub(crate) fn rename_all(attributes: &[Attribute]) -> Option<String> {
    serde_value(attributes, "rename_all")
}

/// The field's name in JSON where it is not the field's own name.
pub(crate) fn of_field(
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
                let value = meta.value()?.parse::<Lit>()?;
                if let (Lit::Str(value), true) = (value, found) {
                    text = Some(value.value());
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
