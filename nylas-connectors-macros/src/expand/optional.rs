//! The setters of optional fields. They leave the builder's type alone, so they can be called under an `if`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::argument::{Argument, argument};
use super::setters::this;
use super::{Context, docs};
use crate::input::Field;
use crate::kind::{Kind, Takes};
use crate::names::FieldNames;
use crate::types;

/// ```text
/// pub fn topic_name(self, value: impl TopicNameValue<String>) -> Self { self.maybe_topic_name(Some(value)) }
/// pub fn maybe_topic_name(self, value: Option<impl TopicNameValue<String>>) -> Self { … }
/// ```
pub(super) fn all(context: &Context<'_>) -> TokenStream {
    context
        .fields()
        .filter_map(|(field, names)| match &field.kind {
            Kind::Optional { takes } => Some(optional_setter(context, field, names, takes)),
            _ => None,
        })
        .collect()
}

/// The `maybe_…` one does the work and moves the other slots. An assignment to a slot of `mut self` would cost more: the
/// builder then stays in memory, with a look at run time whether the old value must be dropped.
fn optional_setter(
    context: &Context<'_>,
    field: &Field,
    names: &FieldNames,
    takes: &Takes,
) -> TokenStream {
    let (setter, vis, slot) = (&field.ident, &context.input.vis, &names.slot);
    let maybe = format_ident!("maybe_{}", field.label, span = setter.span());
    let this = this(field);
    let argument = argument(context, field, names, takes);
    let (Argument { name, ty, .. }, value) = (&argument, argument.value_of_option());
    let docs = docs::of_setter(field);
    // Only the type tells the compiler which `Into` is meant.
    let none = match takes {
        Takes::Into(ty) => format!("`None::<{}>`", types::readable(ty)),
        Takes::Exactly(_) | Takes::Items { .. } => "`None`".to_owned(),
    };
    let maybe_doc = format!(
        "Sets `{0}`, or leaves it out with {none}. See [`{0}`](Self::{0}).",
        field.label
    );
    quote! {
        #docs
        #vis fn #setter(#this, #name: #ty) -> Self {
            #this.#maybe(::core::option::Option::Some(#name))
        }
        #[doc = #maybe_doc]
        #vis fn #maybe(#this, #name: ::core::option::Option<#ty>) -> Self {
            Self { #slot: #value, ..#this }
        }
    }
}
