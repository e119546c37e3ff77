//! Names for what the derive adds, chosen so that they hide nothing of the user's.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};

use crate::input::{Field, Input, unraw};
use crate::serde_names::capitalised;

/// The generated names of one struct's builder.
pub(crate) struct Names {
    pub(crate) builder: Ident,
    /// The module of the generated traits.
    pub(crate) traits: Ident,
    /// One for each field, in the struct's order.
    pub(crate) fields: Vec<FieldNames>,
}

/// The generated names for one field.
pub(crate) struct FieldNames {
    /// The builder's own field: a private field with a setter's name would spoil the compiler's messages.
    pub(crate) slot: Ident,
    /// The type parameter that says whether the field is set.
    pub(crate) state: Ident,
    /// The trait of a state that holds a value.
    pub(crate) has: Ident,
    /// The trait of the state that may still be set: its message says that the field is set already.
    pub(crate) once: Ident,
    /// The trait of every value that the setter takes.
    pub(crate) value: Ident,
    /// The trait of every list that the setter takes.
    pub(crate) list: Ident,
    /// The trait that fills a skipped field.
    pub(crate) default: Ident,
}

impl Names {
    pub(crate) fn choose(input: &Input) -> Self {
        let mut taken = HashSet::from([unraw(&input.name)]);
        collect_idents(input.generics.to_token_stream(), &mut taken);
        collect_idents(input.generics.where_clause.to_token_stream(), &mut taken);
        input
            .fields
            .iter()
            .for_each(|field| collect_idents(field.ty.to_token_stream(), &mut taken));
        // The one trait that belongs to no field is there already.
        let mut traits = HashSet::from(["HasRules".to_owned()]);
        let name = unraw(&input.name);
        Self {
            builder: Ident::new(&format!("{name}Builder"), input.name.span()),
            traits: format_ident!("__{}_builder", snake_case(&name)),
            fields: input
                .fields
                .iter()
                .map(|field| FieldNames::choose(field, &mut taken, &mut traits))
                .collect(),
        }
    }
}

impl FieldNames {
    fn choose(field: &Field, taken: &mut HashSet<String>, traits: &mut HashSet<String>) -> Self {
        let pascal = pascal_case(&field.label);
        let mut free_trait = |name| free(name, traits);
        Self {
            slot: format_ident!("__{}", field.label),
            state: free(format!("{pascal}State"), taken),
            has: free_trait(format!("Has{pascal}")),
            once: free_trait(format!("{pascal}Once")),
            value: free_trait(format!("{pascal}Value")),
            list: free_trait(format!("{pascal}List")),
            default: free_trait(format!("{pascal}Default")),
        }
    }
}

/// The name as if the user had written it at `place`: the compiler's notes then show that place, not the derive.
pub(crate) fn at(name: &Ident, place: Span) -> Ident {
    Ident::new(&name.to_string(), place)
}

fn pascal_case(label: &str) -> String {
    let pascal: String = label.split('_').map(capitalised).collect();
    if pascal.starts_with(char::is_alphabetic) {
        pascal
    } else {
        format!("Field{pascal}")
    }
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// The name, with as many underscores behind it as it takes to be new.
fn free(mut name: String, taken: &mut HashSet<String>) -> Ident {
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    Ident::new(&name, Span::call_site())
}

fn collect_idents(tokens: TokenStream, found: &mut HashSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => drop(found.insert(ident.to_string())),
            TokenTree::Group(group) => collect_idents(group.stream(), found),
            _ => {}
        }
    }
}
