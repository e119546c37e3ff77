//! One small trait for each thing that a program can forget or repeat: the compiler's message stands on it.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use crate::input::Field;
use crate::kind::Kind;
use crate::names::FieldNames;
use crate::types;

/// The traits have a module of their own, where their names hide nothing of the user's.
pub(super) fn module(context: &Context<'_>) -> TokenStream {
    let name = &context.names.traits;
    let per_field = context
        .fields()
        .map(|(field, names)| of_field(context, field, names));
    let validate = context.input.options.validate.map(|_| has_rules(context));
    quote! {
        #[doc(hidden)]
        #[allow(dead_code, unreachable_pub, missing_docs, clippy::all, clippy::pedantic)]
        mod #name { #(#per_field)* #validate }
    }
}

fn of_field(context: &Context<'_>, field: &Field, names: &FieldNames) -> TokenStream {
    let value = takes_value(context, field, names);
    match &field.kind {
        Kind::Required { .. } => {
            let has = has_value(context, names, missing(context, field));
            let once = once(context, field, names);
            quote!(#has #once #value)
        }
        Kind::Choice { opt_out, .. } => {
            let has = has_value(
                context,
                names,
                undecided(context, field, &opt_out.to_string()),
            );
            let once = once(context, field, names);
            quote!(#has #once #value)
        }
        Kind::Skipped => has_default(context, field, names),
        Kind::Optional { .. } => value,
    }
}

fn missing(context: &Context<'_>, field: &Field) -> (String, String) {
    let (name, label) = (&context.input.name, &field.label);
    (
        format!("`{name}` is incomplete: `{label}` is required"),
        format!("call `.{label}(…)` before `.build()`"),
    )
}

fn undecided(context: &Context<'_>, field: &Field, opt_out: &str) -> (String, String) {
    let (name, label) = (&context.input.name, &field.label);
    (
        format!("`{name}` is incomplete: a choice about `{label}` is required"),
        format!("call `.{label}(…)` or `.{opt_out}()` before `.build()`"),
    )
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "`GoogleSettings` is incomplete: …", label = "…")]
/// pub trait HasClientId<T> { fn into_value(self) -> T; }
/// impl<T> HasClientId<T> for Set<T> { … }
/// ```
fn has_value(
    context: &Context<'_>,
    names: &FieldNames,
    (message, label): (String, String),
) -> TokenStream {
    let (krate, has) = (&context.krate, &names.has);
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label)]
        pub trait #has<T> { fn into_value(self) -> T; }
        #[diagnostic::do_not_recommend]
        #[automatically_derived]
        impl<T> #has<T> for #krate::builder::Set<T> {
            fn into_value(self) -> T { self.0 }
        }
    }
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "`client_id` of `GoogleSettings` is already set", label = "…")]
/// pub trait ClientIdOnce {}
/// ```
fn once(context: &Context<'_>, field: &Field, names: &FieldNames) -> TokenStream {
    let once = &names.once;
    let message = format!(
        "`{}` of `{}` is already set",
        field.label, context.input.name
    );
    let label = "take this call or the earlier one away";
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label)]
        pub trait #once {}
    }
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "`client_id` of `GoogleSettings` takes …", label = "…")]
/// pub trait ClientIdValue<T> { fn into_value(self) -> T; }
/// impl<T, V: Into<T>> ClientIdValue<T> for V { … }
/// ```
fn takes_value(context: &Context<'_>, field: &Field, names: &FieldNames) -> TokenStream {
    let Some(ty) = field.kind.named_value() else {
        return TokenStream::new();
    };
    let value = &names.value;
    let ty = types::readable(ty);
    let message = format!(
        "`{}` of `{}` takes a `{ty}`, not `{{Self}}`",
        field.label, context.input.name
    );
    let label = format!("give a `{ty}`, or something that is `Into<{ty}>`");
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label)]
        pub trait #value<T> { fn into_value(self) -> T; }
        #[diagnostic::do_not_recommend]
        #[automatically_derived]
        impl<T, V: ::core::convert::Into<T>> #value<T> for V {
            fn into_value(self) -> T { ::core::convert::Into::into(self) }
        }
    }
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "`cache` of `Job` is skipped, but …", label = "…")]
/// pub trait CacheDefault { fn value() -> Self; }
/// impl<T: Default> CacheDefault for T { … }
/// ```
fn has_default(context: &Context<'_>, field: &Field, names: &FieldNames) -> TokenStream {
    let default = &names.default;
    let message = format!(
        "`{}` of `{}` has `#[builder(skip)]`, but its type has no `Default` to fill it with",
        field.label, context.input.name
    );
    let label = "implement `Default` for the field's type, or take `skip` away";
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label)]
        pub trait #default { fn value() -> Self; }
        #[diagnostic::do_not_recommend]
        #[automatically_derived]
        impl<T: ::core::default::Default> #default for T {
            fn value() -> Self { <T as ::core::default::Default>::default() }
        }
    }
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "`Google` has `#[builder(validate)]`, but …", label = "…")]
/// pub trait HasRules: Validate {}
/// impl<T: Validate> HasRules for T {}
/// ```
fn has_rules(context: &Context<'_>) -> TokenStream {
    let (krate, name) = (&context.krate, &context.input.name);
    let message = format!("`{name}` has `#[builder(validate)]`, but it has no rules to check");
    let label = format!("derive `validator::Validate` for `{name}`, or take `validate` away");
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label)]
        pub trait HasRules { fn checked(self) -> ::core::result::Result<Self, #krate::Invalid> where Self: ::core::marker::Sized; }
        #[diagnostic::do_not_recommend]
        #[automatically_derived]
        impl<T: #krate::builder::Validate> HasRules for T {
            fn checked(self) -> ::core::result::Result<Self, #krate::Invalid> {
                #krate::Invalid::check(&self)?;
                ::core::result::Result::Ok(self)
            }
        }
    }
}
