//! The rules for a struct and its options. Each is a function of its own; all that is broken is reported.

use std::collections::{HashMap, HashSet};

use proc_macro2::Ident;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields};

use crate::errors::Errors;
use crate::ident::unraw;
use crate::model::{Field, Kind, Model, Takes};
use crate::types::{self, idents};

/// Checks everything, but nothing that a mistaken entry might have said.
pub(crate) fn all(input: &DeriveInput, model: &Model, errors: &mut Errors) {
    is_struct_with_named_fields(input, errors);
    if !matches!(input.data, Data::Struct(_)) {
        return;
    }
    every_parameter_is_used(model, errors);
    setter_names_differ(model, errors);
    getter_names_differ(model, errors);
    for field in &model.fields {
        has_a_size(field, model, errors);
        if field.options.mistaken {
            continue;
        }
        words_agree(field, errors);
        opt_out_is_for_an_option(field, errors);
        each_has_a_start(field, errors);
        getter_can_lend(field, input, model, errors);
    }
}

/// A builder is for a struct with named fields.
fn is_struct_with_named_fields(input: &DeriveInput, errors: &mut Errors) {
    let name = &input.ident;
    let (place, message) = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(_) => return,
            Fields::Unnamed(fields) => (
                fields.span(),
                format!(
                    "`{name}` is a tuple struct, and a builder names its setters after the fields: \
                     give the fields names, as in `struct {name} {{ field: Type }}`"
                ),
            ),
            Fields::Unit => (
                name.span(),
                format!(
                    "`{name}` has no fields for a builder to set: remove `Builder` from its derives, \
                     or write `struct {name} {{}}`"
                ),
            ),
        },
        Data::Enum(data) => (
            data.enum_token.span,
            format!(
                "`{name}` is an enum, and a builder is for a struct with named fields: \
                 put `#[derive(Builder)]` on a struct for each variant that needs one"
            ),
        ),
        Data::Union(data) => (
            data.union_token.span,
            format!(
                "`{name}` is a union, and a builder is for a struct with named fields: \
                 write `struct {name}` instead"
            ),
        ),
    };
    errors.at(place, message);
}

/// The compiler reports a parameter of the struct that no field uses. Of the builder it would report it again. One that a
/// bound mentions may be used by that, as in `R: Reader<Offset = Offset>`.
fn every_parameter_is_used(model: &Model, errors: &mut Errors) {
    let in_bounds = types::bounds(&model.generics).flat_map(|(_, bound)| idents(bound));
    let in_bounds: HashSet<String> = in_bounds.collect();
    let is_used = |name: &Ident| {
        let name = unraw(name);
        let mut fields = model.fields.iter();
        fields.any(|field| field.idents.contains(&name)) || in_bounds.contains(&name)
    };
    let mut types = model.generics.type_params();
    let mut lifetimes = model.generics.lifetimes();
    if !types.all(|param| is_used(&param.ident))
        || !lifetimes.all(|param| is_used(&param.lifetime.ident))
    {
        errors.leave_to_the_compiler();
    }
}

/// Two methods of one name can't both be on the builder.
fn setter_names_differ(model: &Model, errors: &mut Errors) {
    let name = &model.label;
    let mut owners =
        HashMap::from([("build".to_owned(), "the builder's own `build()`".to_owned())]);
    for field in model.fields.iter().filter(|field| !field.options.mistaken) {
        for (index, (ident, span)) in field.methods().into_iter().enumerate() {
            let (method, label) = (unraw(ident), &field.label);
            let Some(owner) = owners.get(&method) else {
                owners.insert(method, format!("a setter of `{label}`"));
                continue;
            };
            let message = if index == 0 && method == *label {
                format!(
                    "the setter of `{label}` of `{name}` would have the name of {owner}: \
                     name it otherwise, as in `#[builder(setter = with_{label})]`"
                )
            } else {
                format!(
                    "`{method}`, for `{label}` of `{name}`, would have the name of {owner}: choose another name"
                )
            };
            errors.at(span, message);
        }
    }
}

/// A getter can't have the name of a function that starts the builder.
fn getter_names_differ(model: &Model, errors: &mut Errors) {
    let name = &model.label;
    if model.options.getters.is_none() || model.options.mistaken {
        return;
    }
    let entry = model.options.entry.name.as_ref();
    let entry = entry.map_or_else(|| "builder".to_owned(), unraw);
    let starts = [format!("{entry}_from"), entry];
    let fields = model.fields.iter();
    for field in fields.filter(|field| starts.contains(&field.label)) {
        let label = &field.label;
        errors.at(
            field.span,
            format!(
                "the getter of `{label}` of `{name}` would have the name of `{name}::{label}()`: \
                 name that otherwise, as in `#[builder(entry = request)]`"
            ),
        );
    }
}

/// A builder moves its values, so each of them needs a size that the compiler knows.
fn has_a_size(field: &Field, model: &Model, errors: &mut Errors) {
    let ty = &field.ty;
    if types::is_unsized(ty, &model.generics) {
        errors.leave_out_the_fallback();
        errors.at(
            ty.span(),
            format!(
                "{} has no fixed size, so a builder can't hold it: put it in a box, as in `Box<{}>`, \
                 or remove `Builder` from the derives",
                field.in_words,
                types::readable(ty)
            ),
        );
    }
}

/// `skip` fills the field, so nothing else can be said about how it is set; `opt_out` makes a decision of it, which a
/// default would take away.
fn words_agree(field: &Field, errors: &mut Errors) {
    let (options, name) = (&field.options, &field.in_words);
    let others = ["opt_out", "default", "collect", "exact", "each", "setter"];
    if let Some(skip) = options.given("skip") {
        for other in others.iter().filter(|other| options.given(other).is_some()) {
            errors.at(
                skip,
                format!(
                    "`skip` leaves {name} without a setter that `{other}` could change: \
                     keep `skip` or `{other}`, not both"
                ),
            );
        }
    } else if let (Some(default), Some(_)) = (options.given("default"), &options.opt_out) {
        errors.at(
            default,
            format!(
                "`opt_out` asks for a decision about {name}, which `default` would take: keep one of them"
            ),
        );
    }
}

/// `opt_out` leaves an `Option` empty.
fn opt_out_is_for_an_option(field: &Field, errors: &mut Errors) {
    let (ty, options) = (&field.ty, &field.options);
    if let (Some(word), Some(_)) = (options.given("opt_out"), &options.opt_out)
        && field.option_of.is_none()
    {
        errors.at(
            word,
            format!(
                "`opt_out` is for an `Option`, and {} is none: make it `Option<{}>`, or remove `opt_out`",
                field.in_words,
                types::readable(ty)
            ),
        );
    }
}

/// `each` adds to a collection that is empty, or the default, as long as nothing is set.
fn each_has_a_start(field: &Field, errors: &mut Errors) {
    let (Some(word), Some(_)) = (field.options.given("each"), &field.options.each) else {
        return;
    };
    let needed = match (&field.kind, &field.takes) {
        (Kind::Skipped, _) => return,
        (Kind::Required | Kind::Choice { .. }, _) => {
            "a field that is optional: add `default`, or make it an `Option`"
        }
        (Kind::Optional, Takes::Items(items)) if items.is_empty() => {
            "a list or a map that shows what it holds, such as `Vec<T>` or `HashMap<K, V>`"
        }
        (Kind::Optional, Takes::Items(_)) => {
            if field.option_of.is_none() || field.default().is_none() {
                return;
            }
            "an `Option` without a `default`"
        }
        (Kind::Optional, _) => "`collect` beside it",
    };
    let name = &field.in_words;
    errors.at(word, format!("`each` on {name} needs {needed}"));
}

/// A packed struct lends none of its fields.
fn getter_can_lend(field: &Field, input: &DeriveInput, model: &Model, errors: &mut Errors) {
    let Some(getters) = model.options.getters.filter(|_| !model.options.mistaken) else {
        return;
    };
    let lends = !matches!(field.kind, Kind::Skipped) && !types::is_primitive(field.value_type());
    if lends
        && input
            .attrs
            .iter()
            .any(|attribute| types::says(attribute, "repr", "packed"))
    {
        errors.at(
            getters,
            format!(
                "`{}` is packed, so a getter of {} can't lend its value: remove `getters`, or the struct's `packed`",
                model.label, field.in_words
            ),
        );
    }
}
