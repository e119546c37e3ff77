//! Names for what the derive adds, chosen so that they hide nothing of the user's.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};

use crate::ident::{generated, pascal_case, snake_case, unraw};
use crate::model::{Field, Model};

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
    /// The type parameter that says whether the field is set.
    pub(crate) state: Ident,
    /// The trait of a state that holds a value.
    pub(crate) has: Ident,
}

impl Names {
    pub(crate) fn choose(model: &Model) -> Self {
        let mut taken = HashSet::from([model.label.clone()]);
        collect_idents(model.generics.to_token_stream(), &mut taken);
        collect_idents(model.generics.where_clause.to_token_stream(), &mut taken);
        for field in &model.fields {
            collect_idents(field.ty.to_token_stream(), &mut taken);
        }
        let mut traits = HashSet::new();
        let fields = model.fields.iter();
        Self {
            builder: match &model.options.builder.name {
                Some(name) => generated(name),
                None => format_ident!("{}Builder", model.label, span = model.name.span()),
            },
            traits: format_ident!("__{}_builder", snake_case(&model.label)),
            fields: fields
                .map(|field| FieldNames::choose(field, &mut taken, &mut traits))
                .collect(),
        }
    }
}

impl FieldNames {
    fn choose(field: &Field, taken: &mut HashSet<String>, traits: &mut HashSet<String>) -> Self {
        let pascal = pascal_case(&field.label);
        Self {
            state: free(format!("{pascal}State"), taken),
            has: free(format!("Has{pascal}"), traits),
        }
    }
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
            TokenTree::Ident(ident) => drop(found.insert(unraw(&ident))),
            TokenTree::Group(group) => collect_idents(group.stream(), found),
            _ => {}
        }
    }
}
