//! The builder's setters.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::argument::Argument;
use super::docs::{self, Docs};
use crate::context::Context;
use crate::model::{Field, Kind, Takes};
use crate::names::FieldNames;
use crate::pieces::{Call, Moved};

pub(super) fn all(context: &Context<'_>) -> TokenStream {
    context
        .fields()
        .map(|(field, names)| {
            let setters = Setters {
                context,
                field,
                names,
            };
            match &field.kind {
                Kind::Required { takes } => setters.required(takes),
                Kind::Choice { takes, opt_out } => setters.choice(takes, opt_out),
                Kind::Optional { takes } => setters.optional(takes),
                Kind::Skipped => TokenStream::new(),
            }
        })
        .collect()
}

/// A setter that is called once.
struct Once<'a> {
    method: &'a Ident,
    argument: Option<&'a Argument<'a>>,
    /// The state after it.
    set: TokenStream,
}

/// The setters of one field.
struct Setters<'a> {
    context: &'a Context<'a>,
    field: &'a Field,
    names: &'a FieldNames,
}

impl Setters<'_> {
    /// It takes the builder from `Unset` to `Set`.
    ///
    /// ```text
    /// pub fn client_id(self, __value: impl Value<String>) -> GoogleSettingsBuilder<Set<String>, ClientSecretState>
    /// where
    ///     ClientIdState: Once,
    /// { … }
    /// ```
    fn required(&self, takes: &Takes) -> TokenStream {
        let argument = Argument::of(self.context, self.field, takes);
        let setter = Once {
            method: &self.field.ident,
            argument: Some(&argument),
            set: argument.set(),
        };
        self.once(&docs::of_setter(self.field), &setter)
    }

    /// The same for an `Option`, and a method that leaves it empty.
    ///
    /// ```text
    /// pub fn without_settings(self) -> GoogleBuilder<Set<Option<GoogleSettings>>> where SettingsState: Once { … }
    /// ```
    fn choice(&self, takes: &Takes, opt_out: &Ident) -> TokenStream {
        let set = &self.context.set;
        let argument = Argument::of(self.context, self.field, takes);
        let setter = Once {
            method: &self.field.ident,
            argument: Some(&argument),
            set: Call(set, argument.some()).into_token_stream(),
        };
        let opt_out = Once {
            method: opt_out,
            argument: None,
            set: quote!(#set(::core::option::Option::None)),
        };
        let setter = self.once(&docs::of_setter(self.field), &setter);
        let opt_out = self.once(&docs::of_opt_out(self.field), &opt_out);
        quote!(#setter #opt_out)
    }

    fn once(
        &self,
        docs: &Docs<'_>,
        Once {
            method,
            argument,
            set,
        }: &Once<'_>,
    ) -> TokenStream {
        let Self {
            context,
            field,
            names,
        } = self;
        let (vis, deprecated, this) = (&context.model.vis, &field.deprecated, &self.this());
        let answer = context.once_set(field);
        let argument = argument.map(|argument| {
            let (name, ty) = (&argument.name, &argument.ty);
            quote!(#name: #ty)
        });
        // In the field's place, so that the compiler's note shows the field.
        let (mut state, once) = (names.state.clone(), context.bound(field, "Once"));
        state.set_span(field.span);
        let builder = Moved {
            context,
            this,
            field,
            value: set,
        };
        quote! {
            #docs
            #deprecated
            #vis fn #method(#this, #argument) -> #answer where #state: #once { #builder }
        }
    }

    /// They leave the builder's type alone, so they can be called under an `if`.
    ///
    /// ```text
    /// pub fn topic_name(mut self, __value: impl Value<String>) -> Self { self.__1.0 = Some(…); self }
    /// pub fn maybe_topic_name(mut self, __value: Option<impl Value<String>>) -> Self { … }
    /// ```
    fn optional(&self, takes: &Takes) -> TokenStream {
        let Self { context, field, .. } = self;
        let (vis, setter, deprecated) = (&context.model.vis, &field.ident, &field.deprecated);
        let (this, slot) = (self.this(), context.slots.slot(field.position));
        let argument = Argument::of(context, field, takes);
        let (name, ty, some) = (&argument.name, &argument.ty, argument.some());
        let docs = docs::of_setter(field);
        let mut setters = quote! {
            #docs
            #deprecated
            #vis fn #setter(mut #this, #name: #ty) -> Self {
                #this.#slot = #some;
                #this
            }
        };
        if let Some(maybe) = self.maybe() {
            let (docs, option) = (docs::of_maybe(field, takes), argument.maybe());
            setters.extend(quote! {
                #docs
                #deprecated
                #vis fn #maybe(mut #this, #name: ::core::option::Option<#ty>) -> Self {
                    #this.#slot = #option;
                    #this
                }
            });
        }
        setters
    }

    /// The name of the setter that takes an `Option`, unless another field's setter has it.
    fn maybe(&self) -> Option<Ident> {
        let maybe = format_ident!("maybe_{}", self.field.label, span = self.field.ident.span());
        let taken = self.context.model.methods().any(|method| *method == maybe);
        (!taken).then_some(maybe)
    }

    /// `self` in the field's place, in the signature and in the body: a note about a moved builder then shows the
    /// field, not the derive.
    fn this(&self) -> Ident {
        Ident::new("self", self.field.span)
    }
}
