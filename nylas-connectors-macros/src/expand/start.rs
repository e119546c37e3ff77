//! The builder's struct, the function that starts one, and its traits.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::docs;
use crate::context::Context;
use crate::slots::Group;

/// ```text
/// #[must_use = "…"]
/// pub struct GoogleSettingsBuilder<ClientIdState = Unset, ClientSecretState = Unset> {
///     __0: (ClientIdState, ClientSecretState),
///     __1: (Option<String>,),
/// }
/// ```
pub(super) fn builder_struct(context: &Context<'_>) -> TokenStream {
    let Context { model, names, .. } = context;
    let (vis, builder) = (context.builder_vis(), &names.builder);
    let (allowed, hidden) = (&model.allowed, &model.hidden);
    let parameters = context.declared_parameters();
    let groups = context.slots.groups().iter().map(|group| {
        let (name, types) = (&group.name, types(context, group));
        quote!(#name: #types)
    });
    let marker = context.marker_type();
    let marker = marker.map(|marker| quote!(_marker: #marker));
    let predicates = context.predicates();
    let docs = docs::of_builder(context);
    let must_use = format!(
        "a builder does nothing until `.build()` makes the `{}`",
        model.label
    );
    quote! {
        #[doc = #docs]
        #hidden
        #[must_use = #must_use]
        #(#allowed)*
        #vis struct #builder #parameters where #(#predicates,)* {
            #(#groups,)*
            #marker
        }
    }
}

/// The types of a group's values, as a tuple.
fn types(context: &Context<'_>, group: &Group) -> TokenStream {
    group.tuple(|position, tokens| {
        if group.is_in_the_type {
            context.names.fields[position].state.to_tokens(tokens);
        } else {
            context.model.fields[position].slot_type().to_tokens(tokens);
        }
    })
}

/// ```text
/// impl GoogleSettings {
///     pub fn builder() -> GoogleSettingsBuilder { … }
///     pub fn builder_from(__struct: Self) -> GoogleSettingsBuilder<Set<String>, Set<Secret>> { … }
/// }
/// ```
pub(super) fn entry(context: &Context<'_>) -> TokenStream {
    let (model, name) = (context.model, &context.model.label);
    let (hidden, (vis, entry)) = (&model.hidden, context.entry());
    let return_type = context.unset_builder();
    let groups = context.slots.groups().iter().map(|group| {
        let unset = if group.is_in_the_type {
            "Unset"
        } else {
            "None"
        };
        group.tuple(|_, tokens| context.item(unset).to_tokens(tokens))
    });
    let builder = context.literal(groups);
    let doc = format!("Starts the builder of [`{name}`](struct@{name}), with nothing set.");
    let from = model
        .options
        .no_from
        .is_none()
        .then(|| from_struct(context));
    context.impl_for_struct(
        &context.target,
        &quote! {
            #[doc = #doc]
            #hidden
            #vis fn #entry() -> #return_type { #builder }
            #from
        },
    )
}

fn from_struct(context: &Context<'_>) -> TokenStream {
    let (model, name) = (context.model, &context.model.label);
    let (hidden, (vis, entry)) = (&model.hidden, context.entry());
    let (set, some) = (context.item("Set"), context.item("Some"));
    let return_type = context.set_builder();
    let groups = context.slots.groups().iter().map(|group| {
        group.tuple(|position, tokens| {
            let field = &model.fields[position];
            let ident = &field.ident;
            tokens.extend(match field.default() {
                _ if group.is_in_the_type => quote!(#set(__struct.#ident)),
                Some(_) => quote!(#some(__struct.#ident)),
                None => quote!(__struct.#ident),
            });
        })
    });
    let builder = context.literal(groups);
    let from = format_ident!("{entry}_from", span = entry.span());
    let doc = format!(
        "Starts the builder of [`{name}`](struct@{name}), with everything set as it is here; \
         optional fields can change."
    );
    quote! {
        #[doc = #doc]
        #hidden
        #vis fn #from(__struct: Self) -> #return_type { #builder }
    }
}

/// A builder may hold a secret in a plain `String`, so its `Debug` shows no value.
///
/// ```text
/// impl<…> Debug for GoogleSettingsBuilder<…> { fn fmt(…) -> fmt::Result { without_values(formatter, "…") } }
/// ```
pub(super) fn debug(context: &Context<'_>) -> TokenStream {
    let (builder, name) = (context.any_builder(), context.names.builder.to_string());
    let without_values = context.item("without_values");
    let (debug, fmt) = (context.item("Debug"), context.item("fmt"));
    let debug = context.impl_of_builder(
        &quote!(#debug for #builder),
        [],
        &quote! {
            fn fmt(&self, __formatter: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                #without_values(__formatter, #name)
            }
        },
    );
    quote!(#[automatically_derived] #debug)
}

/// A builder is `Clone` when all that it holds is. The `for` makes the compiler ask for an optional field's
/// `Clone` where the builder is cloned, not where it is declared.
///
/// ```text
/// impl<…> Clone for GoogleSettingsBuilder<…>
/// where (ClientIdState, …): Clone, for<'__clone> (Option<String>,): Clone { fn clone(&self) -> Self { … } }
/// ```
pub(super) fn clone(context: &Context<'_>) -> TokenStream {
    let groups = context.slots.groups();
    let trait_ = context.item("Clone");
    let predicates = groups.iter().map(|group| {
        let types = types(context, group);
        let any = (!group.is_in_the_type).then(|| quote!(for<'__clone>));
        quote!(#any #types: #trait_)
    });
    let copies = groups.iter().map(|group| {
        let name = &group.name;
        quote!(#trait_::clone(&self.#name))
    });
    let (builder, copy) = (context.any_builder(), context.literal(copies));
    let clone = context.impl_of_builder(
        &quote!(#trait_ for #builder),
        predicates,
        &quote!(fn clone(&self) -> Self { #copy }),
    );
    quote!(#[automatically_derived] #clone)
}
