//! A builder is for a struct with named fields; what to say about everything else.

use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Field, Fields};

use crate::mistakes::Mistakes;

/// The fields that get setters. Those of another shape only serve the stub.
pub(crate) fn named_fields<'a>(input: &'a DeriveInput, mistakes: &mut Mistakes) -> Vec<&'a Field> {
    let name = &input.ident;
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(_) => {}
            Fields::Unnamed(fields) => mistakes.at(
                fields.span(),
                format!(
                    "`{name}` is a tuple struct, and a builder names its setters after the fields: \
                     give the fields names, as in `struct {name} {{ field: Type }}`"
                ),
            ),
            Fields::Unit => mistakes.at(
                name.span(),
                format!(
                    "`{name}` has no fields for a builder to set: take `Builder` out of its derives, \
                     or write `struct {name} {{}}`"
                ),
            ),
        },
        Data::Enum(data) => mistakes.at(
            data.enum_token.span,
            format!(
                "`{name}` is an enum, and a builder is for a struct with named fields: \
                 put `#[derive(Builder)]` on a struct for each variant that needs one"
            ),
        ),
        Data::Union(data) => mistakes.at(
            data.union_token.span,
            format!(
                "`{name}` is a union, and a builder is for a struct with named fields: \
                 write `struct {name}` instead"
            ),
        ),
    }
    all_fields(&input.data)
        .filter(|field| field.ident.is_some())
        .collect()
}

fn all_fields(data: &Data) -> Box<dyn Iterator<Item = &Field> + '_> {
    match data {
        Data::Struct(data) => Box::new(data.fields.iter()),
        Data::Enum(data) => Box::new(data.variants.iter().flat_map(|variant| &variant.fields)),
        Data::Union(data) => Box::new(data.fields.named.iter()),
    }
}
