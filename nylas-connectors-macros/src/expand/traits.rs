//! One small trait for each thing that a program can forget or repeat: the compiler's message stands on it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Type;

use super::Context;
use crate::input::Field;
use crate::kind::{Kind, Takes};
use crate::names::FieldNames;
use crate::types;

/// The traits have a module of their own, where their names hide nothing of the user's. Their implementations stay
/// outside, where a path to the library means what it means to the user.
///
/// ```text
/// mod __google_settings_builder { pub trait HasClientId { … } pub trait ClientIdOnce {} … }
/// impl<T> __google_settings_builder::HasClientId for Set<T> { … }
/// ```
pub(super) fn all(context: &Context<'_>) -> TokenStream {
    let name = &context.names.traits;
    let per_field = context
        .fields()
        .flat_map(|(field, names)| of_field(context, field, names));
    let validate = context.input.options.validate.map(|_| has_rules(context));
    let (traits, implementations): (Vec<_>, Vec<_>) = per_field.chain(validate).unzip();
    quote! {
        #[doc(hidden)]
        mod #name { #(#traits)* }
        #(#implementations)*
    }
}

/// A trait and what implements it.
type Pair = (TokenStream, TokenStream);

fn of_field(context: &Context<'_>, field: &Field, names: &FieldNames) -> Vec<Pair> {
    let forgotten = match &field.kind {
        Kind::Required { .. } => missing(context, field),
        Kind::Choice { opt_out, .. } => undecided(context, field, &opt_out.to_string()),
        Kind::Skipped => return vec![has_default(context, field, names)],
        Kind::Optional { .. } => return arguments(context, field, names).collect(),
    };
    let states = [
        has_value(context, names, forgotten),
        once(context, field, names),
    ];
    states
        .into_iter()
        .chain(arguments(context, field, names))
        .collect()
}

fn arguments(
    context: &Context<'_>,
    field: &Field,
    names: &FieldNames,
) -> impl Iterator<Item = Pair> + use<> {
    let list = takes_list(context, field, names);
    list.into_iter().chain(takes_value(context, field, names))
}

/// What the compiler says where the trait is asked for and isn't there.
fn explained(context: &Context<'_>, message: &str, label: impl ToTokens) -> Option<TokenStream> {
    with_tools(context)
        .then(|| quote!(#[diagnostic::on_unimplemented(message = #message, label = #label)]))
}

/// Keeps the compiler from listing the implementation beside the message.
fn unmentioned(context: &Context<'_>) -> Option<TokenStream> {
    with_tools(context).then(|| quote!(#[diagnostic::do_not_recommend]))
}

/// Whether `diagnostic` can be found: `#![no_implicit_prelude]` hides it, and there is no absolute path to it.
fn with_tools(context: &Context<'_>) -> bool {
    context.input.options.no_prelude.is_none()
}

fn missing(context: &Context<'_>, field: &Field) -> (String, String) {
    let (name, label, setter) = (&context.input.name, &field.label, &field.ident);
    (
        format!("`{name}` is incomplete: `{label}` is required"),
        format!("call `.{setter}(…)` before `.build()`"),
    )
}

fn undecided(context: &Context<'_>, field: &Field, opt_out: &str) -> (String, String) {
    let (name, label, setter) = (&context.input.name, &field.label, &field.ident);
    (
        format!("`{name}` is incomplete: a choice about `{label}` is required"),
        format!("call `.{setter}(…)` or `.{opt_out}()` before `.build()`"),
    )
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "`GoogleSettings` is incomplete: …", label = "…")]
/// pub trait HasClientId { type Value; fn into_value(self) -> Self::Value; }
/// impl<T> HasClientId for Set<T> { type Value = T; … }
/// ```
fn has_value(
    context: &Context<'_>,
    names: &FieldNames,
    (message, label): (String, String),
) -> Pair {
    let (krate, traits, has) = (&context.krate, &context.names.traits, &names.has);
    let explained = explained(context, &message, label);
    let declared = quote! {
        #explained
        pub trait #has { type Value; fn into_value(self) -> Self::Value; }
    };
    let unmentioned = unmentioned(context);
    let implemented = quote! {
        #unmentioned
        impl<T> #traits::#has for #krate::builder::Set<T> {
            type Value = T;
            fn into_value(self) -> T { self.0 }
        }
    };
    (declared, implemented)
}

/// A trait without any implementation would get a help from the compiler, to add one.
///
/// ```text
/// #[diagnostic::on_unimplemented(message = "`client_id` of `GoogleSettings` is already set", label = "…")]
/// pub trait ClientIdOnce {}
/// impl ClientIdOnce for Unset {}
/// ```
fn once(context: &Context<'_>, field: &Field, names: &FieldNames) -> Pair {
    let (krate, traits, once) = (&context.krate, &context.names.traits, &names.once);
    let message = format!(
        "`{}` of `{}` is already set",
        field.label, context.input.name
    );
    let label = "take this call or the earlier one away";
    let explained = explained(context, &message, label);
    let declared = quote! {
        #explained
        pub trait #once {}
    };
    let unmentioned = unmentioned(context);
    let implemented = quote! {
        #unmentioned
        impl #traits::#once for #krate::builder::Unset {}
    };
    (declared, implemented)
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "`client_id` of `GoogleSettings` takes …", label = "…")]
/// pub trait ClientIdValue<T>: Into<T> {}
/// impl<T, V: Into<T>> ClientIdValue<T> for V {}
/// ```
fn takes_value(context: &Context<'_>, field: &Field, names: &FieldNames) -> Option<Pair> {
    let wanted = field.kind.named_value()?;
    let ty = types::readable(wanted);
    let (traits, value) = (&context.names.traits, &names.value);
    let message = format!(
        "`{}` of `{}` takes a `{ty}`, not `{{Self}}`",
        field.label, context.input.name
    );
    let or_else = or_else(field, wanted);
    let label = format!("give a `{ty}`, or something that is `Into<{ty}>`{or_else}");
    let explained = explained(context, &message, label);
    let declared = quote! {
        #explained
        pub trait #value<T>: ::core::convert::Into<T> {}
    };
    let unmentioned = unmentioned(context);
    let implemented = quote! {
        #unmentioned
        impl<T, V: ::core::convert::Into<T>> #traits::#value<T> for V {}
    };
    Some((declared, implemented))
}

/// What helps with the wrong values that are given most: a list of another kind, and an `Option`.
fn or_else(field: &Field, wanted: &Type) -> String {
    let list = match types::argument_of(wanted, "Vec") {
        Some(_) => "; with `#[builder(collect)]` the field would take any list",
        None => "",
    };
    let (setter, label) = (&field.ident, &field.label);
    match &field.kind {
        Kind::Optional { .. } => format!("{list}; an `Option` goes to `.maybe_{label}(…)`"),
        Kind::Choice { opt_out, .. } => {
            format!("{list}; `match` an `Option`, and call `.{setter}(…)` or `.{opt_out}()`")
        }
        Kind::Required { .. } | Kind::Skipped => list.to_owned(),
    }
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "`scope` of `Google` takes a list of `Scope`, …", label = "…")]
/// pub trait ScopeList<T> { fn into_list(self) -> Vec<T>; }
/// impl<T, I: IntoIterator<Item: Into<T>>> ScopeList<T> for I { … }
/// ```
fn takes_list(context: &Context<'_>, field: &Field, names: &FieldNames) -> Option<Pair> {
    let Some(Takes::Items { item, exactly }) = field.kind.takes() else {
        return None;
    };
    let (traits, list, ty) = (&context.names.traits, &names.list, types::readable(item));
    let message = format!(
        "`{}` of `{}` takes a list of `{ty}`, not `{{Self}}`",
        field.label, context.input.name
    );
    let or_into = if *exactly {
        String::new()
    } else {
        format!(", or of what is `Into<{ty}>`")
    };
    let label = format!("give a list of `{ty}`{or_into}; a single value goes in brackets");
    let explained = explained(context, &message, label);
    let declared = quote! {
        #explained
        pub trait #list<T> { fn into_list(self) -> ::std::vec::Vec<T>; }
    };
    // An item that may be a half-built builder explains itself better.
    let plain = *exactly || types::has_no_builder(item);
    let unmentioned = plain.then(|| unmentioned(context));
    let (bound, items) = if *exactly {
        (
            quote!(= T),
            quote!(::core::iter::IntoIterator::into_iter(self)),
        )
    } else {
        let items = quote!(::core::iter::Iterator::map(
            ::core::iter::IntoIterator::into_iter(self),
            ::core::convert::Into::into,
        ));
        (quote!(: ::core::convert::Into<T>), items)
    };
    let implemented = quote! {
        #unmentioned
        impl<T, I: ::core::iter::IntoIterator<Item #bound>> #traits::#list<T> for I {
            fn into_list(self) -> ::std::vec::Vec<T> { ::core::iter::Iterator::collect(#items) }
        }
    };
    Some((declared, implemented))
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "`cache` of `Job` is skipped, but …", label = "…")]
/// pub trait CacheDefault<T> { fn value() -> T; }
/// impl<T: Default> CacheDefault<T> for (T,) { … }
/// ```
fn has_default(context: &Context<'_>, field: &Field, names: &FieldNames) -> Pair {
    let (traits, default) = (&context.names.traits, &names.default);
    let message = format!(
        "`{}` of `{}` has `#[builder(skip)]`, but its type has no `Default` to fill it with",
        field.label, context.input.name
    );
    let label = "give the field's type a `Default`, or take `skip` away";
    let explained = explained(context, &message, label);
    let declared = quote! {
        #explained
        pub trait #default<T> { fn value() -> T; }
    };
    let unmentioned = unmentioned(context);
    let implemented = quote! {
        #unmentioned
        impl<T: ::core::default::Default> #traits::#default<T> for (T,) {
            fn value() -> T { <T as ::core::default::Default>::default() }
        }
    };
    (declared, implemented)
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "`Google` has `#[builder(validate)]`, but …", label = "…")]
/// pub trait HasRules<T, E> { fn checked(built: T) -> Result<T, E>; }
/// impl<T: Validate> HasRules<T, Invalid> for (T,) { … }
/// ```
fn has_rules(context: &Context<'_>) -> Pair {
    let (krate, name, traits) = (&context.krate, &context.input.name, &context.names.traits);
    let message = format!("`{name}` has `#[builder(validate)]`, but it has no rules to check");
    let label = format!("derive `validator::Validate` for `{name}`, or take `validate` away");
    let explained = explained(context, &message, label);
    let declared = quote! {
        #explained
        pub trait HasRules<T, E> { fn checked(built: T) -> ::core::result::Result<T, E>; }
    };
    let unmentioned = unmentioned(context);
    let implemented = quote! {
        #unmentioned
        impl<T: #krate::builder::Validate> #traits::HasRules<T, #krate::Invalid> for (T,) {
            fn checked(built: T) -> ::core::result::Result<T, #krate::Invalid> {
                #krate::Invalid::check(&built)?;
                ::core::result::Result::Ok(built)
            }
        }
    };
    (declared, implemented)
}
