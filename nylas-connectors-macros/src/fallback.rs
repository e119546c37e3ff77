//! What takes the builder's place when the derive can't write it, so that the one true error isn't buried under errors
//! about a builder that isn't there.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::context::{Context, where_clause};
use crate::expand::{getters, required};
use crate::ident::unraw;
use crate::model::{Field, Kind, Model, Takes};

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
pub(crate) fn expand(model: &Model) -> TokenStream {
    let context = Context::new(model);
    let items = [
        required::module(&context, &[]),
        builder_struct(&context),
        entry(&context),
        methods(&context),
        getters::of_fallback(&context),
    ];
    items.into_iter().collect()
}

fn builder_struct(context: &Context<'_>) -> TokenStream {
    let (vis, builder) = (context.builder_vis(), &context.names.builder);
    let parameters = context.declared_parameters();
    let states = context.stateful().map(|(_, names)| &names.state);
    let clause = where_clause(context.predicates());
    let own = context.marker_type().into_iter();
    quote! {
        #[doc(hidden)]
        #vis struct #builder #parameters(#(#own,)* ::core::marker::PhantomData<fn() -> (#(#states,)*)>) #clause;
    }
}

fn entry(context: &Context<'_>) -> TokenStream {
    let (vis, entry) = context.entry();
    let answer = context.unset_builder();
    let (from, set) = (format_ident!("{entry}_from"), context.set_builder());
    context.impl_of_struct(&quote! {
        #vis fn #entry() -> #answer { loop {} }
        #vis fn #from(_: Self) -> #set { loop {} }
    })
}

fn methods(context: &Context<'_>) -> TokenStream {
    let (model, target) = (context.model, &context.target);
    let (vis, builder) = (context.builder_vis(), context.any_builder());
    let mut used = HashSet::from(["build".to_owned()]);
    let setters = model.fields.iter();
    let setters: TokenStream = setters
        .map(|field| setters_of(context, field, &mut used))
        .collect();
    let (answer, from) = if model.options.validate.is_some() {
        let invalid = context.item("Invalid");
        let answer = quote!(::core::result::Result<#target, #invalid>);
        (answer, TokenStream::new())
    } else {
        let from = context.impl_of_builder(
            &quote!(::core::convert::From<#builder> for #target),
            Vec::new(),
            &quote!(fn from(_: #builder) -> Self { loop {} }),
        );
        (quote!(#target), from)
    };
    let methods = quote!(#setters #vis fn build(self) -> #answer { loop {} });
    let methods = context.impl_of_builder(&builder, Vec::new(), &methods);
    quote!(#methods #from)
}

/// Every method that the field may have, each name once.
fn setters_of(context: &Context<'_>, field: &Field, used: &mut HashSet<String>) -> TokenStream {
    if matches!(field.kind, Kind::Skipped) {
        return TokenStream::new();
    }
    let vis = &field.vis;
    let value = match &field.takes {
        Takes::Exactly(ty) => quote!(#ty),
        Takes::Into(_) | Takes::Items(_) => quote!(impl ::core::marker::Sized),
    };
    let answer = match field.kind {
        Kind::Optional => quote!(Self),
        _ => context.once_set(field).to_token_stream(),
    };
    let mut method = |name: &Ident, argument: TokenStream| {
        let new = used.insert(name.to_string());
        new.then(|| quote!(#vis fn #name(self, #argument) -> #answer { loop {} }))
    };
    let own = method(&field.setter, quote!(_: #value));
    let maybe = format_ident!("maybe_{}", unraw(&field.setter));
    let maybe = match &field.kind {
        Kind::Choice { .. } | Kind::Optional => {
            method(&maybe, quote!(_: ::core::option::Option<#value>))
        }
        Kind::Required | Kind::Skipped => None,
    };
    let opt_out = match &field.kind {
        Kind::Choice { opt_out, .. } => method(opt_out, TokenStream::new()),
        _ => None,
    };
    let each = field.options.each.as_ref();
    let each = each.map(|each| method(&each.name, quote!(_: #value)));
    quote!(#own #maybe #opt_out #each)
}
