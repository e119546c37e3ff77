//! The rules for a struct and its options. Each is a function of its own; all that is broken is reported.

use std::collections::HashMap;

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, GenericParam};

use crate::attribute::FieldOptions;
use crate::errors::Errors;
use crate::ident::unraw;
use crate::model::{Field, Kind, Model};
use crate::types;

/// Checks everything.
pub(crate) fn all(input: &DeriveInput, model: &Model, errors: &mut Errors) {
    is_struct_with_named_fields(input, errors);
    if !matches!(input.data, Data::Struct(_)) {
        return;
    }
    every_parameter_is_used(model, errors);
    method_names_differ(model, errors);
    for field in &model.fields {
        let field = &Place {
            name: format!("`{}` of `{}`", field.label, model.label),
            field,
        };
        has_a_size(field, model, errors);
        skip_stands_alone(field, errors);
        opt_out_is_for_an_option(field, errors);
        collect_is_for_a_vec(field, errors);
        getter_can_lend(field, input, model, errors);
    }
}

/// A field with its name in a sentence: `` `cache` of `Job` ``.
struct Place<'a> {
    name: String,
    field: &'a Field,
}

impl Place<'_> {
    fn options(&self) -> &FieldOptions {
        &self.field.options
    }
}

/// A builder is for a struct with named fields.
fn is_struct_with_named_fields(input: &DeriveInput, errors: &mut Errors) {
    let name = &input.ident;
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(_) => {}
            Fields::Unnamed(fields) => errors.at(
                fields.span(),
                format!(
                    "`{name}` is a tuple struct, and a builder names its setters after the fields: \
                     give the fields names, as in `struct {name} {{ field: Type }}`"
                ),
            ),
            Fields::Unit => errors.at(
                name.span(),
                format!(
                    "`{name}` has no fields for a builder to set: remove `Builder` from its derives, \
                     or write `struct {name} {{}}`"
                ),
            ),
        },
        Data::Enum(data) => errors.at(
            data.enum_token.span,
            format!(
                "`{name}` is an enum, and a builder is for a struct with named fields: \
                 put `#[derive(Builder)]` on a struct for each variant that needs one"
            ),
        ),
        Data::Union(data) => errors.at(
            data.union_token.span,
            format!(
                "`{name}` is a union, and a builder is for a struct with named fields: \
                 write `struct {name}` instead"
            ),
        ),
    }
}

/// The compiler reports a parameter of the struct that no field uses. Of the builder it would report it again.
fn every_parameter_is_used(model: &Model, errors: &mut Errors) {
    let is_used = |param: &GenericParam| {
        let tokens = || model.fields.iter().map(|field| field.ty.to_token_stream());
        match param {
            GenericParam::Type(param) => {
                tokens().any(|ty| types::has_ident(ty, &|ident| *ident == param.ident))
            }
            GenericParam::Lifetime(param) => {
                tokens().any(|ty| types::has_ident(ty, &|ident| *ident == param.lifetime.ident))
            }
            GenericParam::Const(_) => true,
        }
    };
    if !model.generics.params.iter().all(is_used) {
        errors.leave_to_the_compiler();
    }
}

/// Two methods of one name can't both be on the builder, nor a getter beside the function that starts it.
fn method_names_differ(model: &Model, errors: &mut Errors) {
    let name = &model.label;
    let mut owners =
        HashMap::from([("build".to_owned(), "the builder's own `build()`".to_owned())]);
    for field in &model.fields {
        for ident in field.methods() {
            let method = unraw(ident);
            let Some(owner) = owners.get(&method) else {
                owners.insert(method, format!("a setter of `{}`", field.label));
                continue;
            };
            let label = &field.label;
            let message = if method == *label {
                format!(
                    "the setter of `{label}` of `{name}` would have the name of {owner}: rename the field, \
                     and keep its key in JSON with `#[serde(rename = \"{label}\")]`"
                )
            } else {
                format!(
                    "`{method}`, for `{label}` of `{name}`, would have the name of {owner}: choose another name"
                )
            };
            let opt_out = field.options.opt_out.as_ref();
            let opt_out = opt_out.filter(|opt_out| opt_out.method == method);
            errors.at(
                opt_out.map_or(field.span, |opt_out| opt_out.method.span()),
                message,
            );
        }
    }
    if model.options.getters.is_some() {
        for field in model.fields.iter().filter(|field| field.label == "builder") {
            errors.at(
                field.span,
                format!(
                    "the getter of `builder` of `{name}` would have the name of `{name}::builder()`: \
                     rename the field, and keep its key in JSON with `#[serde(rename = \"builder\")]`"
                ),
            );
        }
    }
}

/// A builder moves its values, so each of them needs a size that the compiler knows.
fn has_a_size(place: &Place<'_>, model: &Model, errors: &mut Errors) {
    let ty = &place.field.ty;
    if types::is_unsized(ty, &model.generics) {
        errors.at(
            ty.span(),
            format!(
                "{} has no fixed size, so a builder can't hold it: put it in a box, as in `Box<{}>`, \
                 or remove `Builder` from the derives",
                place.name,
                types::readable(ty)
            ),
        );
    }
}

/// `skip` fills the field, so nothing else can be said about how it is set.
fn skip_stands_alone(place: &Place<'_>, errors: &mut Errors) {
    let options = place.options();
    let Some(skip) = options.skip else { return };
    let others = [
        ("opt_out", options.opt_out.is_some()),
        ("collect", options.collect.is_some()),
    ];
    for (other, _) in others.into_iter().filter(|(_, is_there)| *is_there) {
        errors.at(
            skip,
            format!(
                "`skip` leaves {} without a setter that `{other}` could change: \
                 keep `skip` or `{other}`, not both",
                place.name
            ),
        );
    }
}

/// `opt_out` leaves an `Option` empty.
fn opt_out_is_for_an_option(place: &Place<'_>, errors: &mut Errors) {
    let ty = &place.field.ty;
    if let Some(opt_out) = &place.options().opt_out
        && types::argument_of(ty, "Option").is_none()
    {
        errors.at(
            opt_out.word,
            format!(
                "`opt_out` is for an `Option`, and {} is none: make it `Option<{}>`, or remove `opt_out`",
                place.name,
                types::readable(ty)
            ),
        );
    }
}

fn collect_is_for_a_vec(place: &Place<'_>, errors: &mut Errors) {
    let Some(word) = place.options().collect else {
        return;
    };
    let optional = types::argument_of(&place.field.ty, "Option");
    let ty = optional.unwrap_or(&place.field.ty);
    if types::argument_of(ty, "Vec").is_some() {
        return;
    }
    let item = types::readable(types::only_argument(ty).unwrap_or(ty));
    let list = match optional {
        Some(_) => format!("Option<Vec<{item}>>"),
        None => format!("Vec<{item}>"),
    };
    errors.at(
        word,
        format!(
            "`collect` is for a `Vec` or an `Option<Vec>`, and {} is neither: make it `{list}`, or remove `collect`",
            place.name
        ),
    );
}

/// A packed struct lends none of its fields.
fn getter_can_lend(place: &Place<'_>, input: &DeriveInput, model: &Model, errors: &mut Errors) {
    let Some(getters) = model.options.getters else {
        return;
    };
    let field = place.field;
    let lends = !matches!(field.kind, Kind::Skipped) && !types::is_read_by_value(&field.ty);
    if lends && input.attrs.iter().any(is_packed) {
        errors.at(
            getters,
            format!(
                "`{}` is packed, so a getter of {} can't lend its value: remove `getters`, or the struct's `packed`",
                model.label, place.name
            ),
        );
    }
}

fn is_packed(attribute: &Attribute) -> bool {
    let mut packed = false;
    if attribute.path().is_ident("repr") {
        // What can't be parsed is the compiler's to report.
        let _ = attribute.parse_nested_meta(|meta| {
            packed |= meta.path.is_ident("packed");
            if meta.input.peek(syn::token::Paren) {
                meta.input.parse::<proc_macro2::TokenTree>()?;
            }
            Ok(())
        });
    }
    packed
}
