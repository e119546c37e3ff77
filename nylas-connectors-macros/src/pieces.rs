//! Pieces of generated code.
//!
//! Cargo builds a macro without optimization, and a token stream inside another one costs three calls of the compiler. So
//! what every setter has in it pushes its tokens one by one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use syn::Token;
use syn::token::{Brace, Bracket, Paren};

use crate::context::Context;
use crate::model::{Field, Model};
use crate::slots::Slot;

/// `#[doc = "…"]`.
pub(crate) struct Doc(pub(crate) String);

impl ToTokens for Doc {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        <Token![#]>::default().to_tokens(tokens);
        Bracket::default().surround(tokens, |tokens| {
            tokens.append(Ident::new("doc", Span::call_site()));
            <Token![=]>::default().to_tokens(tokens);
            self.0.to_tokens(tokens);
        });
    }
}

/// An item of the library by a short path, which is fewer tokens than its own: `__room_library::Set`. It is also too short
/// for the lints about long paths.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    pub(crate) module: &'a Ident,
    pub(crate) name: &'static str,
    pub(crate) span: Span,
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

/// `Type<Argument>`.
pub(crate) struct Generic<'a, A>(pub(crate) Item<'a>, pub(crate) A);

impl<A: ToTokens> ToTokens for Generic<'_, A> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(ty, argument) = self;
        ty.to_tokens(tokens);
        Token![<](ty.span).to_tokens(tokens);
        argument.to_tokens(tokens);
        Token![>](ty.span).to_tokens(tokens);
    }
}

/// `function(argument)`.
pub(crate) struct Call<'a, A>(pub(crate) Item<'a>, pub(crate) A);

impl<A: ToTokens> ToTokens for Call<'_, A> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(function, argument) = self;
        function.to_tokens(tokens);
        Paren::default().surround(tokens, |tokens| argument.to_tokens(tokens));
    }
}

/// `self.__0.1`.
pub(crate) struct Stored<'a>(pub(crate) &'a Ident, pub(crate) Slot<'a>);

impl ToTokens for Stored<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(this, slot) = self;
        this.to_tokens(tokens);
        <Token![.]>::default().to_tokens(tokens);
        slot.to_tokens(tokens);
    }
}

/// The struct with its arguments: `Google` or `Pair<'a, T, N>`.
pub(crate) struct Target<'a>(pub(crate) &'a Model);

impl ToTokens for Target<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (_, arguments, _) = self.0.generics.split_for_impl();
        self.0.name.to_tokens(tokens);
        arguments.to_tokens(tokens);
    }
}

/// The builder's type in any state, or with one field set: `GoogleSettingsBuilder<Set<String>, ClientSecretState>`.
pub(crate) struct BuilderType<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) set: Option<&'a Field>,
}

impl ToTokens for BuilderType<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { context, set } = self;
        let comma = <Token![,]>::default();
        context.names.builder.to_tokens(tokens);
        <Token![<]>::default().to_tokens(tokens);
        for argument in context.own_arguments() {
            argument.to_tokens(tokens);
            comma.to_tokens(tokens);
        }
        for (field, names) in context.stateful() {
            if set.is_some_and(|set| set.position == field.position) {
                Generic(context.item("Set"), &field.ty).to_tokens(tokens);
            } else {
                names.state.to_tokens(tokens);
            }
            comma.to_tokens(tokens);
        }
        <Token![>]>::default().to_tokens(tokens);
    }
}

/// A builder with the values of `self`, but for one field.
///
/// ```text
/// GoogleSettingsBuilder { __0: (self.__0.0, Set(…),), __1: self.__1, }
/// ```
pub(crate) struct Moved<'a, V> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) this: &'a Ident,
    pub(crate) field: &'a Field,
    pub(crate) value: V,
}

impl<V: ToTokens> ToTokens for Moved<'_, V> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let context = self.context;
        context.names.builder.to_tokens(tokens);
        Brace::default().surround(tokens, |tokens| {
            for group in context.slots.groups() {
                group.name.to_tokens(tokens);
                <Token![:]>::default().to_tokens(tokens);
                if group.fields.contains(&self.field.position) {
                    group.tuple_to_tokens(tokens, |position, tokens| self.slot(position, tokens));
                } else {
                    self.this.to_tokens(tokens);
                    <Token![.]>::default().to_tokens(tokens);
                    group.name.to_tokens(tokens);
                }
                <Token![,]>::default().to_tokens(tokens);
            }
            context.marker_value().to_tokens(tokens);
        });
    }
}

impl<V: ToTokens> Moved<'_, V> {
    fn slot(&self, position: usize, tokens: &mut TokenStream) {
        match self.context.slots.slot(position) {
            Some(slot) if position != self.field.position => {
                Stored(self.this, slot).to_tokens(tokens);
            }
            _ => self.value.to_tokens(tokens),
        }
    }
}
