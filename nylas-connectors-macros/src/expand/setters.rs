//! The builder's setters.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::argument::{self, Argument};
use super::docs::{self, Docs};
use crate::context::Context;
use crate::ident::unraw;
use crate::model::{Field, Kind, Takes};
use crate::names::FieldNames;
use crate::pieces::{Call, Moved};
use crate::types::Contents;

pub(super) fn all(context: &Context<'_>) -> TokenStream {
    let setters = context.fields().map(|(field, names)| Setters {
        context,
        field,
        names,
    });
    setters.map(|setters| setters.all()).collect()
}

/// The setters of one field.
struct Setters<'a> {
    context: &'a Context<'a>,
    field: &'a Field,
    names: &'a FieldNames,
}

impl Setters<'_> {
    fn all(&self) -> TokenStream {
        match &self.field.kind {
            Kind::Required { takes } => self.required(takes),
            Kind::Choice { takes, opt_out } => self.choice(takes, opt_out),
            Kind::Optional { takes } => self.optional(takes),
            Kind::Skipped => TokenStream::new(),
        }
    }

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
        let (name, docs) = (&argument.name, docs::of_setter(self.field));
        self.once(
            &self.field.setter,
            &docs,
            &quote!(#name: #argument),
            &argument.set(),
        )
    }

    /// The same for an `Option`, from an `Option`, and without a value.
    ///
    /// ```text
    /// pub fn maybe_settings(self, __value: Option<impl Into<GoogleSettings>>) -> GoogleBuilder<…> where … { … }
    /// pub fn without_settings(self) -> GoogleBuilder<Set<Option<GoogleSettings>>> where SettingsState: Once { … }
    /// ```
    fn choice(&self, takes: &Takes, opt_out: &Ident) -> TokenStream {
        let (set, field) = (&self.context.set, self.field);
        let argument = Argument::of(self.context, field, takes);
        let name = &argument.name;
        let setter = self.once(
            &field.setter,
            &docs::of_setter(field),
            &quote!(#name: #argument),
            &Call(set, argument.some()).into_token_stream(),
        );
        let maybe = self.maybe().map(|maybe| {
            self.once(
                &maybe,
                &docs::of_maybe(field, takes),
                &quote!(#name: ::core::option::Option<#argument>),
                &Call(set, argument.maybe()).into_token_stream(),
            )
        });
        let opt_out = self.once(
            opt_out,
            &docs::of_opt_out(field),
            &TokenStream::new(),
            &quote!(#set(::core::option::Option::None)),
        );
        quote!(#setter #maybe #opt_out)
    }

    /// A setter that is called once, with the state after it.
    fn once(
        &self,
        method: &Ident,
        docs: &Docs<'_>,
        argument: &TokenStream,
        set: &TokenStream,
    ) -> TokenStream {
        let Self { context, field, .. } = self;
        let (vis, deprecated, this) = (&field.vis, &field.deprecated, &self.this());
        let answer = context.once_set(field);
        // In the field's place, so that the compiler's note shows the field.
        let (mut state, once) = (self.names.state.clone(), context.bound(field, "Once"));
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
        let (field, slot) = (self.field, self.context.slots.slot(self.field.position));
        let this = self.this();
        let argument = Argument::of(self.context, field, takes);
        let name = &argument.name;
        // An `Option` with another default than `None` is in an `Option` of its own.
        let put = |option: TokenStream| match field.option_of.as_ref().and(field.default()) {
            Some(_) => quote!(#this.#slot = ::core::option::Option::Some(#option);),
            None => quote!(#this.#slot = #option;),
        };
        let setter = self.again(
            &field.setter,
            &docs::of_setter(field),
            &quote!(#name: #argument),
            &put(argument.some()),
        );
        let maybe = self.maybe().map(|maybe| {
            self.again(
                &maybe,
                &docs::of_maybe(field, takes),
                &quote!(#name: ::core::option::Option<#argument>),
                &put(argument.maybe()),
            )
        });
        let each = self.each(takes);
        quote!(#setter #maybe #each)
    }

    /// ```text
    /// pub fn tag(mut self, __value: impl Value<String>) -> Self { add(&mut self.__1.0, Default::default, …); self }
    /// ```
    fn each(&self, takes: &Takes) -> Option<TokenStream> {
        let Self { context, field, .. } = self;
        let each = field.options.each.as_ref()?;
        let item = |name, item| argument::of_item(context, field, name, item);
        let (arguments, value) = match takes {
            Takes::Items(Contents::Of(one)) => item("__value", one),
            Takes::Items(Contents::Pairs(pair)) => {
                let (key, made_key) = item("__key", &pair.0);
                let (value, made_value) = item("__value", &pair.1);
                (quote!(#key, #value), quote!((#made_key, #made_value)))
            }
            _ => return None,
        };
        let (this, slot) = (self.this(), context.slots.slot(field.position));
        let (add, start) = (context.item("add"), super::default(context, field));
        let body = quote!(#add(&mut #this.#slot, #start, #value););
        let name = crate::ident::generated(&each.name);
        Some(self.again(&name, &docs::of_each(field), &arguments, &body))
    }

    /// A setter that may be called again.
    fn again(
        &self,
        method: &Ident,
        docs: &Docs<'_>,
        argument: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let (vis, deprecated, this) = (&self.field.vis, &self.field.deprecated, self.this());
        quote! {
            #docs
            #deprecated
            #vis fn #method(mut #this, #argument) -> Self { #body #this }
        }
    }

    /// The name of the setter that takes an `Option`, unless another field's setter has it.
    fn maybe(&self) -> Option<Ident> {
        let (setter, place) = (&self.field.setter, self.field.ident.span());
        let maybe = format_ident!("maybe_{}", unraw(setter), span = place);
        let taken = self.context.model.methods().any(|method| *method == maybe);
        (!taken).then_some(maybe)
    }

    /// `self` in the field's place, in the signature and in the body: a note about a moved builder then shows the
    /// field, not the derive.
    fn this(&self) -> Ident {
        Ident::new("self", self.field.span)
    }
}
