//! Names for what the derive adds, chosen so that they hide nothing of the user's.

use std::collections::HashSet;

use proc_macro2::{Ident, Span};
use quote::format_ident;

use crate::ident::{generated, pascal_case, snake_case, unraw};
use crate::model::{Field, Model};
use crate::types::idents;

/// The generated names of one struct's builder.
pub(crate) struct Names {
    pub(crate) builder: Ident,
    /// The module of the generated traits.
    pub(crate) traits: Ident,
    /// The library, in one short name.
    pub(crate) library: Ident,
    /// The names of all methods that set a field.
    pub(crate) setters: HashSet<String>,
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
        taken.extend(idents(&model.generics));
        taken.extend(idents(&model.generics.where_clause));
        for field in &model.fields {
            taken.extend(field.idents.iter().cloned());
        }
        let mut traits = HashSet::new();
        let snake = snake_case(&model.label);
        let fields = model.fields.iter();
        let setters = fields.clone().flat_map(Field::methods);
        Self {
            builder: match &model.options.builder.name {
                Some(name) => generated(name),
                None => format_ident!("{}Builder", model.label, span = model.name.span()),
            },
            traits: format_ident!("__{snake}_builder"),
            library: format_ident!("__{snake}_library"),
            setters: setters.map(|(method, _)| unraw(method)).collect(),
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
