//! What takes the builder's place when the derive can't write it, so that the one true error isn't buried under errors
//! about a builder that isn't there.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use crate::context::Context;
use crate::expand::{getters, in_one_macro};
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
        builder_struct(&context),
        entry(&context),
        methods(&context),
        conversion(&context).unwrap_or_default(),
        getters::of_fallback(&context).unwrap_or_default(),
    ];
    in_one_macro(&context, &TokenStream::new(), &items)
}

fn builder_struct(context: &Context<'_>) -> TokenStream {
    let (vis, builder) = (context.builder_vis(), &context.names.builder);
    let parameters = context.declared_parameters();
    let states = context.stateful().map(|(_, names)| &names.state);
    let (own, predicates) = (context.marker_type().into_iter(), context.predicates());
    let marker = context.item("PhantomData");
    quote! {
        #[doc(hidden)]
        #vis struct #builder #parameters(#(#own,)* #marker<fn() -> (#(#states,)*)>)
        where #(#predicates,)*;
    }
}

fn entry(context: &Context<'_>) -> TokenStream {
    let (vis, entry) = context.entry();
    let return_type = context.unset_builder();
    let (from, set) = (format_ident!("{entry}_from"), context.set_builder());
    context.impl_for_struct(
        &context.target,
        &quote! {
            #vis fn #entry() -> #return_type { loop {} }
            #vis fn #from(_: Self) -> #set { loop {} }
        },
    )
}

fn methods(context: &Context<'_>) -> TokenStream {
    let vis = context.builder_vis();
    let mut used = HashSet::from(["build".to_owned()]);
    let fields = context.model.fields.iter();
    let fields = fields.filter(|field| !matches!(field.kind, Kind::Skipped));
    let setters = fields.map(|field| setters_of(context, field, &mut used));
    let setters: TokenStream = setters.collect();
    let (target, result, invalid) = (
        &context.target,
        context.item("Result"),
        context.item("Invalid"),
    );
    let return_type = match context.model.options.validate {
        Some(_) => quote!(#result<#target, #invalid>),
        None => target.clone(),
    };
    let methods = quote!(#setters #vis fn build(self) -> #return_type { loop {} });
    context.impl_of_builder(&context.any_builder(), [], &methods)
}

fn conversion(context: &Context<'_>) -> Option<TokenStream> {
    let (builder, target, from) = (context.any_builder(), &context.target, context.item("From"));
    let of = quote!(#from<#builder> for #target);
    let body = quote!(fn from(_: #builder) -> Self { loop {} });
    let wanted = context.model.options.validate.is_none();
    wanted.then(|| context.impl_of_builder(&of, [], &body))
}

/// Every method that the field may have, each name once.
fn setters_of(context: &Context<'_>, field: &Field, used: &mut HashSet<String>) -> TokenStream {
    let (vis, option) = (&field.vis, context.item("Option"));
    let value = match &field.takes {
        Takes::Exactly => field.value_type().to_token_stream(),
        Takes::Into | Takes::Items(_) => {
            let sized = context.item("Sized");
            quote!(impl #sized)
        }
    };
    let maybe = format_ident!("maybe_{}", unraw(&field.setter));
    let mut methods = vec![(&field.setter, quote!(_: #value))];
    if !matches!(field.kind, Kind::Required) {
        methods.push((&maybe, quote!(_: #option<#value>)));
    }
    if let Kind::Choice { opt_out } = &field.kind {
        methods.push((opt_out, TokenStream::new()));
    }
    if let Some(each) = &field.options.each {
        methods.push((each, quote!(_: #value)));
    }
    let return_type = match field.kind {
        Kind::Optional => quote!(Self),
        _ => context.once_set(field),
    };
    methods.retain(|(name, _)| used.insert(name.to_string()));
    let methods = methods.iter();
    methods
        .map(|(name, argument)| quote!(#vis fn #name(self, #argument) -> #return_type { loop {} }))
        .collect()
}
