//! What every generated item needs to know, and the tokens that they have in common.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{GenericParam, Generics, Visibility};

use crate::attribute::Named;
use crate::model::{Field, Model};
use crate::names::{FieldNames, Names};
use crate::pieces::{BuilderType, Item, Target};
use crate::slots::Slots;

/// The model with the names and the places of what is generated.
pub(crate) struct Context<'a> {
    pub(crate) model: &'a Model,
    pub(crate) names: Names,
    pub(crate) slots: Slots,
    pub(crate) target: Target<'a>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(model: &'a Model) -> Self {
        Self {
            model,
            names: Names::choose(model),
            slots: Slots::of(model),
            target: Target(model),
        }
    }

    /// An item of the library.
    pub(crate) fn item(&self, name: &'static str) -> Item<'_> {
        Item {
            module: &self.names.library,
            name,
            span: Span::call_site(),
        }
    }

    /// A bound, through the generated module, as if the user had written it at the field: a note about it then shows
    /// the field, not the derive.
    pub(crate) fn bound(&self, field: &Field, name: &'static str) -> Item<'_> {
        Item {
            module: &self.names.traits,
            name,
            span: field.span,
        }
    }

    /// Each field with its generated names.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'a Field, &FieldNames)> {
        self.model.fields.iter().zip(&self.names.fields)
    }

    /// The fields that the builder's type keeps account of.
    pub(crate) fn stateful(&self) -> impl Iterator<Item = (&'a Field, &FieldNames)> {
        self.fields().filter(|(field, _)| field.is_in_the_type())
    }

    /// The builder's type in any state: `GoogleSettingsBuilder<ClientIdState, ClientSecretState>`.
    pub(crate) fn any_builder(&self) -> BuilderType<'_> {
        BuilderType {
            context: self,
            set: None,
        }
    }

    /// The builder's type once this field is set.
    pub(crate) fn once_set<'b>(&'b self, field: &'b Field) -> BuilderType<'b> {
        BuilderType {
            context: self,
            set: Some(field),
        }
    }

    /// The visibility of the builder and of `build`.
    pub(crate) fn builder_vis(&self) -> &Visibility {
        let own = self.model.options.builder.vis.as_ref();
        own.unwrap_or(&self.model.vis)
    }

    /// The function that starts a builder, and its visibility.
    pub(crate) fn entry(&self) -> (&Visibility, Ident) {
        let Named { vis, name, .. } = &self.model.options.entry;
        let name = name
            .as_ref()
            .map_or_else(|| "builder".to_owned(), ToString::to_string);
        let vis = vis.as_ref().unwrap_or(&self.model.vis);
        (vis, format_ident!("{name}", span = self.model.name.span()))
    }

    /// The type of a builder with nothing set.
    pub(crate) fn unset_builder(&self) -> TokenStream {
        let builder = &self.names.builder;
        let own = self.own_arguments();
        quote!(#builder<#(#own,)*>)
    }

    /// The type of a builder with everything set.
    pub(crate) fn set_builder(&self) -> TokenStream {
        let (builder, set) = (&self.names.builder, self.item("Set"));
        let own = self.own_arguments();
        let values = self.stateful().map(|(field, _)| &field.ty);
        quote!(#builder<#(#own,)* #(#set<#values>,)*>)
    }

    /// A builder with these values for its groups of slots.
    pub(crate) fn literal(&self, groups: impl Iterator<Item = TokenStream>) -> TokenStream {
        let builder = &self.names.builder;
        let names = self.slots.groups().iter().map(|group| &group.name);
        let marker = self.marker_value();
        quote!(#builder { #(#names: #groups,)* #marker })
    }

    /// The marker of [`marker_type`](Self::marker_type) in a literal.
    pub(crate) fn marker_value(&self) -> Option<TokenStream> {
        let marker = self.item("PhantomData");
        let generic = !self.model.generics.params.is_empty();
        generic.then(|| quote!(_marker: #marker,))
    }

    /// The struct's own parameters may be in no slot, so a marker uses them; as a function's answer it makes the
    /// builder neither more nor less `Send`. A slot's name begins with two underscores, so the marker's is free.
    pub(crate) fn marker_type(&self) -> Option<TokenStream> {
        let parameters = &self.model.generics.params;
        let uses = parameters.iter().filter_map(|param| match param {
            GenericParam::Type(param) => {
                let name = &param.ident;
                Some(quote!(*const #name))
            }
            GenericParam::Lifetime(param) => {
                let name = &param.lifetime;
                Some(quote!(&#name ()))
            }
            GenericParam::Const(_) => None,
        });
        let marker = self.item("PhantomData");
        (!parameters.is_empty()).then(|| quote!(#marker<fn() -> (#(#uses,)*)>))
    }

    /// `impl<…> Type where … { … }`, with all parameters of the builder and these predicates beside the struct's own.
    pub(crate) fn impl_of_builder(
        &self,
        of: &impl ToTokens,
        predicates: Vec<TokenStream>,
        body: &TokenStream,
    ) -> TokenStream {
        let allowed = &self.model.allowed;
        let own = own_parameters(&self.model.generics);
        let states = self.stateful().map(|(_, names)| &names.state);
        let clause = where_clause(self.predicates().chain(predicates));
        quote!(#(#allowed)* impl<#(#own,)* #(#states,)*> #of #clause { #body })
    }

    /// `impl<…> GoogleSettings where … { … }`.
    pub(crate) fn impl_of_struct(&self, body: &TokenStream) -> TokenStream {
        self.impl_for_struct(&self.target, body)
    }

    /// `impl<…> Trait for GoogleSettings where … { … }`.
    pub(crate) fn impl_for_struct(&self, of: &impl ToTokens, body: &TokenStream) -> TokenStream {
        let allowed = &self.model.allowed;
        let (parameters, _, clause) = self.model.generics.split_for_impl();
        quote!(#(#allowed)* impl #parameters #of #clause { #body })
    }

    /// What follows `struct`: the struct's own parameters and every state, with their defaults.
    pub(crate) fn declared_parameters(&self) -> TokenStream {
        let unset = self.item("Unset");
        let own = self.model.generics.params.iter();
        let states = self.stateful().map(|(_, names)| &names.state);
        quote!(<#(#own,)* #(#states = #unset,)*>)
    }

    /// The names of the struct's own parameters.
    pub(crate) fn own_arguments(&self) -> impl Iterator<Item = TokenStream> {
        self.model.generics.params.iter().map(|param| match param {
            GenericParam::Type(param) => param.ident.to_token_stream(),
            GenericParam::Const(param) => param.ident.to_token_stream(),
            GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
        })
    }

    /// The struct's own `where` predicates.
    pub(crate) fn predicates(&self) -> impl Iterator<Item = TokenStream> {
        let clause = self.model.generics.where_clause.iter();
        let predicates = clause.flat_map(|clause| &clause.predicates);
        predicates.map(ToTokens::to_token_stream)
    }
}

/// The struct's parameters with their bounds, without their defaults.
fn own_parameters(generics: &Generics) -> Vec<GenericParam> {
    let without_default = |param: &GenericParam| {
        let mut param = param.clone();
        match &mut param {
            GenericParam::Type(param) => param.default = None,
            GenericParam::Const(param) => param.default = None,
            GenericParam::Lifetime(_) => {}
        }
        param
    };
    generics.params.iter().map(without_default).collect()
}

/// `where a, b` or nothing.
pub(crate) fn where_clause(predicates: impl Iterator<Item = TokenStream>) -> TokenStream {
    let mut predicates = predicates.peekable();
    if predicates.peek().is_none() {
        return TokenStream::new();
    }
    quote!(where #(#predicates,)*)
}
