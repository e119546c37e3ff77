//! From the model to the code: one function for each generated item, in the files of `expand/`.

mod argument;
mod docs;
mod finish;
mod getters;
mod optional;
mod setters;
mod start;
mod stub;
mod traits;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Path};

use crate::input::{Field, Input};
use crate::kind::Kind;
use crate::names::{FieldNames, Names};

pub(crate) use self::stub::stub;

/// Everything that the derive adds.
///
/// ```text
/// pub struct GoogleSettingsBuilder<ClientIdState = Unset, ClientSecretState = Unset> { … }  // start
/// impl GoogleSettings { pub fn builder() … }
/// impl<…> Debug for GoogleSettingsBuilder<…> { … }
/// impl<…> Clone for GoogleSettingsBuilder<…> { … }
/// mod __google_settings_builder { pub trait HasClientId { … } … }                           // traits
/// impl<T> __google_settings_builder::HasClientId for Set<T> { … }
/// impl<…> GoogleSettingsBuilder<Unset, …> { pub fn client_id … }                            // setters
/// impl<…> GoogleSettingsBuilder<Set<__Value>, …> { #[doc(hidden)] pub fn client_id … }
/// impl<…> GoogleSettingsBuilder<…> { pub fn topic_name … pub fn build … }              // optional, finish
/// impl<…> From<GoogleSettingsBuilder<…>> for GoogleSettings { … }
/// impl GoogleSettings { pub fn client_id(&self) … }                                         // getters
/// ```
pub(crate) fn expand(input: &Input) -> TokenStream {
    let context = Context::new(input);
    let items = [
        start::builder_struct(&context),
        start::entry(&context),
        start::debug(&context),
        start::clone(&context),
        traits::all(&context),
        setters::all(&context),
        whenever(&context),
        finish::into_struct(&context),
        getters::all(&context),
    ];
    quote!(#(#items)*)
}

/// The methods that the builder has in every state.
fn whenever(context: &Context<'_>) -> TokenStream {
    let (optional, build) = (optional::all(context), finish::build(context));
    let parameters = context.impl_parameters(None, None);
    let builder = context.builder(States::Open);
    context.methods(&parameters, &builder, &quote!(#optional #build))
}

/// What every generated item needs to know.
struct Context<'a> {
    input: &'a Input,
    names: Names,
    /// The path of the library.
    krate: Path,
    /// The struct with its arguments: `Google` or `Pair<'a, T, N>`.
    target: TokenStream,
}

/// The state parameters of a builder in one impl: what stands in each place.
#[derive(Clone, Copy)]
enum States<'a> {
    /// Every state open.
    Open,
    /// Every state open but one.
    With {
        field: &'a Ident,
        is: &'a TokenStream,
    },
    /// No field set.
    AllUnset,
}

impl<'a> Context<'a> {
    fn new(input: &'a Input) -> Self {
        let name = &input.name;
        let (_, arguments, _) = input.generics.split_for_impl();
        Self {
            input,
            names: Names::choose(input),
            krate: input.krate(),
            target: quote!(#name #arguments),
        }
    }

    /// Whether the struct has parameters of its own.
    fn is_generic(&self) -> bool {
        !self.input.generics.params.is_empty()
    }

    /// Each field with its generated names.
    fn fields(&self) -> impl Iterator<Item = (&'a Field, &FieldNames)> {
        self.input.fields.iter().zip(&self.names.fields)
    }

    /// The fields that the builder's type keeps account of.
    fn stateful(&self) -> impl Iterator<Item = (&'a Field, &FieldNames)> {
        self.fields().filter(|(field, _)| field.is_in_the_type())
    }

    /// The fields that the builder stores.
    fn stored(&self) -> impl Iterator<Item = (&'a Field, &FieldNames)> {
        self.fields()
            .filter(|(field, _)| !matches!(field.kind, Kind::Skipped))
    }

    /// The builder's type: `GoogleSettingsBuilder<Unset, ClientSecretState>`.
    fn builder(&self, states: States<'_>) -> TokenStream {
        let builder = &self.names.builder;
        let krate = &self.krate;
        let own = own_arguments(&self.input.generics);
        let states = self.stateful().map(|(_, names)| match states {
            States::AllUnset => quote!(#krate::builder::Unset),
            States::With { field, is } if names.state == *field => is.clone(),
            States::With { .. } | States::Open => names.state.to_token_stream(),
        });
        quote!(#builder<#(#own,)* #(#states,)*>)
    }

    /// What stands behind `struct`: the struct's own parameters and every state, with their defaults.
    fn declared_parameters(&self) -> TokenStream {
        let krate = &self.krate;
        let own = self.input.generics.params.iter();
        let states = self.stateful().map(|(_, names)| &names.state);
        quote!(<#(#own,)* #(#states = #krate::builder::Unset,)*>)
    }

    /// The builder's type once this field is set; an optional field doesn't change it.
    fn once_set(&self, field: &Field, names: &FieldNames) -> TokenStream {
        let (krate, ty) = (&self.krate, &field.ty);
        self.builder(States::With {
            field: &names.state,
            is: &quote!(#krate::builder::Set<#ty>),
        })
    }

    /// What stands behind `impl`: the struct's own parameters and every state but the one named.
    fn impl_parameters(&self, without: Option<&Ident>, extra: Option<TokenStream>) -> TokenStream {
        let own = own_parameters(&self.input.generics);
        let states = self
            .stateful()
            .map(|(_, names)| &names.state)
            .filter(|state| Some(*state) != without);
        let extra = extra.into_iter();
        quote!(<#(#own,)* #(#extra,)* #(#states,)*>)
    }

    /// An impl of the builder with these methods. Their names bear the fields' spans, so the user's lints would judge
    /// them; but what a program doesn't call, or what a field is called, is no mistake of the builder's.
    fn methods(
        &self,
        parameters: &TokenStream,
        builder: &TokenStream,
        methods: &TokenStream,
    ) -> TokenStream {
        let clause = where_clause(&self.predicates());
        quote! {
            #[allow(dead_code, non_snake_case, clippy::all, clippy::pedantic)]
            impl #parameters #builder #clause { #methods }
        }
    }

    /// The struct's own `where` predicates.
    fn predicates(&self) -> Vec<TokenStream> {
        let clause = self.input.generics.where_clause.as_ref();
        clause
            .into_iter()
            .flat_map(|clause| &clause.predicates)
            .map(ToTokens::to_token_stream)
            .collect()
    }
}

/// The struct's parameters with their bounds, without their defaults.
fn own_parameters(generics: &Generics) -> Vec<TokenStream> {
    let without_defaults = |param: &GenericParam| match param.clone() {
        GenericParam::Type(mut param) => {
            param.default = None;
            param.into_token_stream()
        }
        GenericParam::Const(mut param) => {
            param.default = None;
            param.into_token_stream()
        }
        GenericParam::Lifetime(param) => param.into_token_stream(),
    };
    generics.params.iter().map(without_defaults).collect()
}

/// The names of the struct's parameters.
fn own_arguments(generics: &Generics) -> Vec<TokenStream> {
    let name = |param: &GenericParam| match param {
        GenericParam::Type(param) => param.ident.to_token_stream(),
        GenericParam::Const(param) => param.ident.to_token_stream(),
        GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
    };
    generics.params.iter().map(name).collect()
}

/// `where a, b` or nothing.
fn where_clause(predicates: &[TokenStream]) -> TokenStream {
    if predicates.is_empty() {
        TokenStream::new()
    } else {
        quote!(where #(#predicates,)*)
    }
}
