//! The builder's struct and the way to get one.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Context, States, docs, where_clause};
use crate::kind::Kind;

/// ```text
/// #[must_use = "…"]
/// pub struct GoogleSettingsBuilder<ClientIdState = Unset, ClientSecretState = Unset> {
///     __client_id: ClientIdState,
///     __client_secret: ClientSecretState,
///     __topic_name: Option<String>,
/// }
/// ```
pub(super) fn builder_struct(context: &Context<'_>) -> TokenStream {
    let Context { input, names, .. } = context;
    let (vis, builder) = (&input.vis, &names.builder);
    let parameters = context.declared_parameters();
    let slots = context.stored().map(|(field, names)| {
        let (slot, state, ty) = (&names.slot, &names.state, &field.ty);
        if field.is_in_the_type() {
            quote!(#slot: #state)
        } else {
            quote!(#slot: #ty)
        }
    });
    let marker = marker_type(context).map(|marker| quote!(_marker: #marker));
    let marker = marker.into_iter();
    let clause = where_clause(&context.predicates());
    let docs = docs::of_builder(context);
    let must_use = format!(
        "a builder does nothing until `.build()` makes the `{}`",
        input.name
    );
    quote! {
        #docs
        #[must_use = #must_use]
        #[allow(dead_code, non_camel_case_types)]
        #vis struct #builder #parameters #clause {
            #(#slots,)*
            #(#marker,)*
        }
    }
}

/// The struct's own parameters may stand in no slot, so a marker uses them; as a function's answer it makes the
/// builder neither more nor less `Send`. A slot's name begins with two underscores, so this one is free.
fn marker_type(context: &Context<'_>) -> Option<TokenStream> {
    let target = &context.target;
    let generic = context.is_generic();
    generic.then(|| quote!(::core::marker::PhantomData<fn() -> #target>))
}

/// The marker's value in a builder's literal, if it has one.
pub(super) fn marker_value(context: &Context<'_>) -> TokenStream {
    if context.is_generic() {
        quote!(_marker: ::core::marker::PhantomData,)
    } else {
        TokenStream::new()
    }
}

/// ```text
/// impl GoogleSettings {
///     pub fn builder() -> GoogleSettingsBuilder<Unset, Unset> { … }
/// }
/// ```
pub(super) fn entry(context: &Context<'_>) -> TokenStream {
    let Context {
        input,
        names,
        krate,
        target,
    } = context;
    let (vis, builder) = (&input.vis, &names.builder);
    let (parameters, _, clause) = input.generics.split_for_impl();
    let answer = context.builder(States::AllUnset);
    let slots = context.stored().map(|(field, names)| {
        let slot = &names.slot;
        match field.kind {
            Kind::Optional { .. } => quote!(#slot: ::core::option::Option::None),
            _ => quote!(#slot: #krate::builder::Unset),
        }
    });
    let marker = marker_value(context);
    let entry = Ident::new("builder", input.name.span());
    let doc = format!(
        "Starts the builder of [`{}`], with nothing set.",
        input.name
    );
    quote! {
        #[allow(dead_code)]
        impl #parameters #target #clause {
            #[doc = #doc]
            #vis fn #entry() -> #answer {
                #builder { #(#slots,)* #marker }
            }
        }
    }
}

/// A builder may hold a secret in a plain `String`, so its `Debug` shows no value.
///
/// ```text
/// impl<…> Debug for GoogleSettingsBuilder<…> { fn fmt(…) -> fmt::Result { without_values(formatter, "…") } }
/// ```
pub(super) fn debug(context: &Context<'_>) -> TokenStream {
    let parameters = context.impl_parameters(None, None);
    let builder = context.builder(States::Open);
    let clause = where_clause(&context.predicates());
    let name = context.names.builder.to_string();
    let krate = &context.krate;
    quote! {
        #[automatically_derived]
        impl #parameters ::core::fmt::Debug for #builder #clause {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #krate::builder::without_values(formatter, #name)
            }
        }
    }
}

/// A builder is `Clone` when all that it holds is. The `for` makes the compiler ask for an optional field's
/// `Clone` where the builder is cloned, not where it is declared.
///
/// ```text
/// impl<…> Clone for GoogleSettingsBuilder<…>
/// where ClientIdState: Clone, …, for<'__clone> Option<String>: Clone { fn clone(&self) -> Self { … } }
/// ```
pub(super) fn clone(context: &Context<'_>) -> TokenStream {
    let parameters = context.impl_parameters(None, None);
    let builder_type = context.builder(States::Open);
    let builder = &context.names.builder;
    let mut predicates = context.predicates();
    predicates.extend(context.stored().map(|(field, names)| {
        let (state, ty) = (&names.state, &field.ty);
        if field.is_in_the_type() {
            quote!(#state: ::core::clone::Clone)
        } else {
            quote!(for<'__clone> #ty: ::core::clone::Clone)
        }
    }));
    let clause = where_clause(&predicates);
    let slots = context.stored().map(|(_, names)| &names.slot);
    let copies = slots.map(|slot| quote!(#slot: ::core::clone::Clone::clone(&self.#slot)));
    let marker = marker_value(context);
    quote! {
        #[automatically_derived]
        impl #parameters ::core::clone::Clone for #builder_type #clause {
            fn clone(&self) -> Self {
                #builder { #(#copies,)* #marker }
            }
        }
    }
}
