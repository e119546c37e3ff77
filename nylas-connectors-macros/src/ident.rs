//! Identifiers, and the words they are made of.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

/// The name without `r#`.
pub(crate) fn unraw(ident: &Ident) -> String {
    IdentExt::unraw(ident).to_string()
}

/// The user's identifier in its place, but as the derive's own: lints leave generated code alone, and it means the same
/// in every edition.
pub(crate) fn generated(ident: &Ident) -> Ident {
    let mut ident = ident.clone();
    ident.set_span(ident.span().resolved_at(Span::call_site()));
    ident
}

/// `client` → `Client`.
pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// `client_id` → `ClientId`, always an identifier.
pub(crate) fn pascal_case(label: &str) -> String {
    let pascal: String = label.split('_').map(capitalised).collect();
    if pascal.starts_with(char::is_alphabetic) {
        pascal
    } else {
        format!("Field{pascal}")
    }
}

/// `GoogleSettings` → `google_settings`, and another name for every other one: `Google_Settings` → `google___settings`.
pub(crate) fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (index, letter) in name.chars().enumerate() {
        let marked = letter == '_' || letter.is_uppercase() != (index == 0);
        snake.extend(marked.then_some('_'));
        snake.extend(letter.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_struct_has_its_own_name_in_snake_case() {
        let names = [
            "FooBar", "Foo_bar", "Foo_Bar", "Foo__bar", "fooBar", "foo_bar", "Foobar", "foobar",
            "_FooBar", "_fooBar",
        ];
        let snakes: HashSet<String> = names.into_iter().map(snake_case).collect();
        assert_eq!(snakes.len(), names.len(), "{snakes:?}");
        assert_eq!(snake_case("GoogleSettings"), "google_settings");
    }
}
