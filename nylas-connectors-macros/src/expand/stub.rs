//! What stands in for the builder when the derive can't make it, so that the one true error isn't buried under
//! errors about a builder that isn't there.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Context, States, getters, where_clause};
use crate::input::{Field, Input};
use crate::kind::{Kind, Takes};
use crate::names::FieldNames;

/// A builder that takes everything and makes nothing: the program doesn't compile, so it never runs.
///
/// ```text
/// pub struct GoogleSettingsBuilder<ClientIdState = Unset, ClientSecretState = Unset>(…);
/// impl GoogleSettings { pub fn builder() -> GoogleSettingsBuilder { loop {} } }
/// impl<…> GoogleSettingsBuilder<…> {
///     pub fn client_id(self, _: impl Sized) -> GoogleSettingsBuilder<Set<String>, ClientSecretState> { loop {} }
///     pub fn build(self) -> GoogleSettings { loop {} }
/// }
/// impl<…> From<GoogleSettingsBuilder<…>> for GoogleSettings { … }
/// ```
pub(crate) fn stub(input: &Input) -> TokenStream {
    let context = Context::new(input);
    let items = [builder_struct(&context), entry(&context), methods(&context)];
    let getters = getters::stubs(&context);
    quote!(#(#items)* #getters)
}

fn builder_struct(context: &Context<'_>) -> TokenStream {
    let Context {
        input,
        names,
        target,
        ..
    } = context;
    let (vis, builder) = (&input.vis, &names.builder);
    let parameters = context.declared_parameters();
    let states = context.stateful().map(|(_, names)| &names.state);
    let clause = where_clause(&context.predicates());
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #vis struct #builder #parameters(::core::marker::PhantomData<fn() -> (#target, #(#states,)*)>) #clause;
    }
}

fn entry(context: &Context<'_>) -> TokenStream {
    let Context { input, target, .. } = context;
    let vis = &input.vis;
    let (parameters, _, clause) = input.generics.split_for_impl();
    let answer = context.builder(States::AllUnset);
    quote! {
        impl #parameters #target #clause {
            #vis fn builder() -> #answer { loop {} }
        }
    }
}

fn methods(context: &Context<'_>) -> TokenStream {
    let Context {
        input,
        krate,
        target,
        ..
    } = context;
    let vis = &input.vis;
    let parameters = context.impl_parameters(None, None);
    let builder = context.builder(States::Open);
    let clause = where_clause(&context.predicates());
    let mut used = HashSet::from(["build".to_owned()]);
    let setters = context
        .fields()
        .map(|(field, names)| setters(context, field, names, &mut used));
    let (answer, into_struct) = if input.options.validate.is_some() {
        let answer = quote!(::core::result::Result<#target, #krate::Invalid>);
        (answer, TokenStream::new())
    } else {
        let into_struct = quote! {
            impl #parameters ::core::convert::From<#builder> for #target #clause {
                fn from(_: #builder) -> Self { loop {} }
            }
        };
        (target.clone(), into_struct)
    };
    let methods = quote!(#(#setters)* #vis fn build(self) -> #answer { loop {} });
    let methods = context.methods(&parameters, &builder, &methods);
    quote!(#methods #into_struct)
}

/// Every method that the field may have, each name once.
fn setters(
    context: &Context<'_>,
    field: &Field,
    names: &FieldNames,
    used: &mut HashSet<String>,
) -> TokenStream {
    let Some(takes) = field.kind.takes() else {
        return TokenStream::new();
    };
    let vis = &context.input.vis;
    let value = match takes {
        Takes::Exactly(ty) => quote!(#ty),
        Takes::Into(_) | Takes::Items { .. } => quote!(impl ::core::marker::Sized),
    };
    let answer = context.once_set(field, names);
    let mut method = |name: &Ident, value: TokenStream| {
        let new = used.insert(name.to_string());
        new.then(|| quote!(#vis fn #name(self, #value) -> #answer { loop {} }))
    };
    let own = method(&field.ident, quote!(_: #value));
    let other = match &field.kind {
        Kind::Choice { opt_out, .. } => method(opt_out, TokenStream::new()),
        Kind::Optional { .. } => {
            let maybe = format_ident!("maybe_{}", field.label);
            method(&maybe, quote!(_: ::core::option::Option<#value>))
        }
        Kind::Required { .. } | Kind::Skipped => None,
    };
    quote!(#own #other)
}
