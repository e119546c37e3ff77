//! The builder's setters.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::argument::{self, Argument};
use super::docs::{self, Docs};
use crate::context::Context;
use crate::ident::unraw;
use crate::model::{Field, Kind, Takes};
use crate::names::FieldNames;
use crate::pieces::{Call, Moved};

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
            Kind::Required => self.required(),
            Kind::Choice { opt_out } => self.choice(opt_out),
            Kind::Optional => self.optional(),
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
    fn required(&self) -> TokenStream {
        let argument = Argument::of(self.context, self.field);
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
    fn choice(&self, opt_out: &Ident) -> TokenStream {
        let (set, field) = (self.context.item("Set"), self.field);
        let (option, none) = (self.context.item("Option"), self.context.item("None"));
        let argument = Argument::of(self.context, field);
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
                &docs::of_maybe(field),
                &quote!(#name: #option<#argument>),
                &Call(set, argument.maybe()).into_token_stream(),
            )
        });
        let opt_out = self.once(
            opt_out,
            &docs::of_opt_out(field),
            &TokenStream::new(),
            &quote!(#set(#none)),
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
    fn optional(&self) -> TokenStream {
        let (field, slot) = (self.field, self.context.slots.slot(self.field.position));
        let this = self.this();
        let argument = Argument::of(self.context, field);
        let (name, wrapped) = (&argument.name, self.context.item("Some"));
        let maybe_type = self.context.item("Option");
        // An `Option` with another default than `None` is in an `Option` of its own.
        let put = |option: TokenStream| match field.option_of.as_ref().and(field.default()) {
            Some(_) => quote!(#this.#slot = #wrapped(#option);),
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
                &docs::of_maybe(field),
                &quote!(#name: #maybe_type<#argument>),
                &put(argument.maybe()),
            )
        });
        let each = self.each();
        quote!(#setter #maybe #each)
    }

    /// ```text
    /// pub fn tag(mut self, __value: impl Value<String>) -> Self { add(&mut self.__1.0, Default::default, …); self }
    /// ```
    fn each(&self) -> Option<TokenStream> {
        let Self { context, field, .. } = self;
        let each = field.options.each.as_ref()?;
        let item = |name, item| argument::of_item(context, field, name, item);
        let Takes::Items(items) = &field.takes else {
            return None;
        };
        let (arguments, value) = match &items[..] {
            [one] => item("__value", one),
            [key, value] => {
                let (key, made_key) = item("__key", key);
                let (value, made_value) = item("__value", value);
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
        let maybe = format!("maybe_{}", unraw(&self.field.setter));
        let taken = self.context.names.setters.contains(&maybe);
        (!taken).then(|| Ident::new(&maybe, self.field.ident.span()))
    }

    /// `self` in the field's place, in the signature and in the body: a note about a moved builder then shows the
    /// field, not the derive.
    fn this(&self) -> Ident {
        Ident::new("self", self.field.span)
    }
}
