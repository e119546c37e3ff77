//! What every generated item needs to know, and the tokens that they have in common.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};
use syn::{GenericParam, Generics, Token, TypeParam, Visibility, WherePredicate};

use crate::attribute::Named;
use crate::model::{Field, Model};
use crate::names::{FieldNames, Names};
use crate::slots::Slots;

/// The model with the names and the places of what is generated.
pub(crate) struct Context<'a> {
    pub(crate) model: &'a Model,
    pub(crate) names: Names,
    pub(crate) slots: Slots,
    /// The struct with its arguments: `Google` or `Pair<'a, T, N>`.
    pub(crate) target: TokenStream,
    /// The parameters of the builder: the struct's own, and the states.
    generics: Generics,
}

impl<'a> Context<'a> {
    pub(crate) fn new(model: &'a Model) -> Self {
        let names = Names::choose(model);
        let mut generics = model.generics.clone();
        for (field, names) in model.fields.iter().zip(&names.fields) {
            if field.is_in_the_type() {
                let state = TypeParam::from(names.state.clone());
                generics.params.push(GenericParam::Type(state));
            }
        }
        let (name, (_, arguments, _)) = (&model.name, model.generics.split_for_impl());
        Self {
            model,
            names,
            slots: Slots::of(model),
            target: quote!(#name #arguments),
            generics,
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

    /// A bound, as if the user had written it at the field: a note about it then shows the field, not the derive.
    pub(crate) fn bound(&self, field: &Field, name: &'static str) -> Item<'_> {
        Item {
            span: field.span,
            ..self.item(name)
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

    /// The visibility of the builder and of `build`.
    pub(crate) fn builder_vis(&self) -> &Visibility {
        let own = self.model.options.builder.vis.as_ref();
        own.unwrap_or(&self.model.vis)
    }

    /// The function that starts a builder, and its visibility.
    pub(crate) fn entry(&self) -> (&Visibility, Ident) {
        let Named { vis, name, .. } = &self.model.options.entry;
        let name = name.as_ref().map_or("builder".into(), Ident::to_string);
        let vis = vis.as_ref().unwrap_or(&self.model.vis);
        (vis, Ident::new(&name, self.model.name.span()))
    }

    /// The type of a builder with nothing set.
    pub(crate) fn unset_builder(&self) -> TokenStream {
        let (builder, own) = (&self.names.builder, self.own_arguments());
        quote!(#builder<#(#own,)*>)
    }

    /// The builder's type in any state: `GoogleSettingsBuilder<ClientIdState, ClientSecretState>`.
    pub(crate) fn any_builder(&self) -> TokenStream {
        self.builder(|_| false)
    }

    /// The type of a builder with everything set.
    pub(crate) fn set_builder(&self) -> TokenStream {
        self.builder(|_| true)
    }

    /// The builder's type once this field is set.
    pub(crate) fn once_set(&self, field: &Field) -> TokenStream {
        self.builder(|other| other.position == field.position)
    }

    fn builder(&self, is_set: impl Fn(&Field) -> bool) -> TokenStream {
        let (builder, own, set) = (&self.names.builder, self.own_arguments(), self.item("Set"));
        let mut states = TokenStream::new();
        for (field, names) in self.stateful() {
            if is_set(field) {
                set.with(&field.ty, &mut states);
            } else {
                names.state.to_tokens(&mut states);
            }
            <Token![,]>::default().to_tokens(&mut states);
        }
        quote!(#builder<#(#own,)* #states>)
    }

    /// A builder with these values for its groups of slots.
    pub(crate) fn literal(&self, groups: impl Iterator<Item = TokenStream>) -> TokenStream {
        let builder = &self.names.builder;
        let names = self.slots.groups().iter().map(|group| &group.name);
        let marker = self.item("PhantomData");
        let generic = !self.model.generics.params.is_empty();
        let marker = generic.then(|| quote!(_marker: #marker,));
        quote!(#builder { #(#names: #groups,)* #marker })
    }

    /// The struct's own parameters may be in no slot, so a marker uses them; as a function's return type it makes the
    /// builder neither more nor less `Send`. A slot's name begins with two underscores, so the marker's is free.
    pub(crate) fn marker_type(&self) -> Option<TokenStream> {
        let parameters = &self.model.generics.params;
        let uses = parameters.iter().filter_map(|param| match param {
            GenericParam::Type(TypeParam { ident, .. }) => Some(quote!(*const #ident)),
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
        of: &TokenStream,
        predicates: impl IntoIterator<Item = TokenStream>,
        body: &TokenStream,
    ) -> TokenStream {
        let (allowed, own) = (&self.model.allowed, self.predicates());
        let (parameters, ..) = self.generics.split_for_impl();
        let predicates = predicates.into_iter();
        quote!(#(#allowed)* impl #parameters #of where #(#own,)* #(#predicates,)* { #body })
    }

    /// `impl<…> Trait for GoogleSettings where … { … }`.
    pub(crate) fn impl_for_struct(&self, of: &TokenStream, body: &TokenStream) -> TokenStream {
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
    fn own_arguments(&self) -> impl Iterator<Item = TokenStream> {
        self.model.generics.params.iter().map(|param| match param {
            GenericParam::Type(param) => param.ident.to_token_stream(),
            GenericParam::Const(param) => param.ident.to_token_stream(),
            GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
        })
    }

    /// The struct's own `where` predicates.
    pub(crate) fn predicates(&self) -> impl Iterator<Item = &'a WherePredicate> {
        let clause = self.model.generics.where_clause.iter();
        clause.flat_map(|clause| &clause.predicates)
    }
}

/// An item of the library by a short path, which is fewer tokens than its own: `__room_library::Set`. It is also too short
/// for the lints about long paths.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    module: &'a Ident,
    name: &'static str,
    span: Span,
}

impl Item<'_> {
    /// `Item<Arguments>`.
    pub(crate) fn with(&self, arguments: &impl ToTokens, tokens: &mut TokenStream) {
        self.to_tokens(tokens);
        Token![<](self.span).to_tokens(tokens);
        arguments.to_tokens(tokens);
        Token![>](self.span).to_tokens(tokens);
    }
}

impl ToTokens for Item<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let mut module = self.module.clone();
        module.set_span(self.span);
        tokens.append(module);
        Token![::](self.span).to_tokens(tokens);
        tokens.append(Ident::new(self.name, self.span));
    }
}
