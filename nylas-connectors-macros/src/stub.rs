//! What stands in for the builder when the derive can't make it, so that the one true error isn't buried under
//! errors about a builder that isn't there.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Fields};

use crate::input::unraw;

/// A builder that takes everything and makes nothing: the program doesn't compile, so it never runs.
pub(crate) fn stub(input: &DeriveInput) -> TokenStream {
    let (name, vis) = (&input.ident, &input.vis);
    let builder = format_ident!("{}Builder", unraw(name));
    let (parameters, arguments, clause) = input.generics.split_for_impl();
    let setters = setters(input);
    quote! {
        #[doc(hidden)]
        #vis struct #builder;
        #[allow(dead_code, private_bounds, private_interfaces, unreachable_pub, clippy::all, clippy::pedantic)]
        const _: () = {
            impl #parameters #name #arguments #clause {
                #vis fn builder() -> #builder { #builder }
            }
            impl #builder {
                #(#setters)*
                #vis fn build<T>(self) -> T { loop {} }
            }
            impl #parameters ::core::convert::From<#builder> for #name #arguments #clause {
                fn from(_: #builder) -> Self { loop {} }
            }
        };
    }
}

fn setters(input: &DeriveInput) -> Vec<TokenStream> {
    let Data::Struct(syn::DataStruct {
        fields: Fields::Named(fields),
        ..
    }) = &input.data
    else {
        return Vec::new();
    };
    let vis = &input.vis;
    let own = fields
        .named
        .iter()
        .filter_map(|field| field.ident.clone())
        .filter(|ident| ident != "build");
    own.map(|setter| {
        let maybe = format_ident!("maybe_{}", unraw(&setter));
        quote! {
            #vis fn #setter(self, _: impl ::core::marker::Sized) -> Self { self }
            #vis fn #maybe(self, _: impl ::core::marker::Sized) -> Self { self }
        }
    })
    .collect()
}
