//! The builder's setters.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::Token;

use super::argument::{self, Argument};
use super::docs;
use crate::context::Context;
use crate::ident::{generated, unraw};
use crate::model::{Field, Kind, Takes};
use crate::names::FieldNames;

pub(super) fn all(context: &Context<'_>) -> TokenStream {
    let setters = context.fields().map(|(field, names)| Setters {
        context,
        field,
        names,
        argument: Argument::of(context, field),
        this: Ident::new("self", field.span),
    });
    setters.map(|setters| setters.all()).collect()
}

/// The setters of one field.
struct Setters<'a> {
    context: &'a Context<'a>,
    field: &'a Field,
    names: &'a FieldNames,
    argument: Argument<'a>,
    /// `self` in the field's place, in the signature and in the body: a note about a moved builder then shows the
    /// field, not the derive.
    this: Ident,
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
        let (docs, argument) = (docs::of_setter(self.field), self.argument.plain());
        self.once(&self.field.setter, &docs, &argument, &self.argument.set())
    }

    /// The same for an `Option`, from an `Option`, and without a value.
    ///
    /// ```text
    /// pub fn maybe_settings(self, __value: Option<impl Into<GoogleSettings>>) -> GoogleBuilder<…> where … { … }
    /// pub fn without_settings(self) -> GoogleBuilder<Set<Option<GoogleSettings>>> where SettingsState: Once { … }
    /// ```
    fn choice(&self, opt_out: &Ident) -> TokenStream {
        let Self {
            field, argument, ..
        } = self;
        let (set, none) = (self.context.item("Set"), self.context.item("None"));
        let (some, option) = (argument.some(), argument.maybe());
        let docs = docs::of_setter(field);
        let setter = self.once(
            &field.setter,
            &docs,
            &argument.plain(),
            &quote!(#set(#some)),
        );
        let docs = docs::of_maybe(field);
        let maybe = self.maybe();
        let maybe =
            maybe.map(|name| self.once(&name, &docs, &argument.optional(), &quote!(#set(#option))));
        let docs = docs::of_opt_out(field);
        let opt_out = self.once(opt_out, &docs, &TokenStream::new(), &quote!(#set(#none)));
        quote!(#setter #maybe #opt_out)
    }

    /// A setter that is called once, with the state after it.
    ///
    /// ```text
    /// … { GoogleSettingsBuilder { __0: (self.__0.0, Set(…),), __1: self.__1, } }
    /// ```
    fn once(
        &self,
        method: &Ident,
        docs: &TokenStream,
        argument: &TokenStream,
        set: &TokenStream,
    ) -> TokenStream {
        let Self {
            context,
            field,
            this,
            ..
        } = self;
        let (vis, deprecated) = (&field.vis, &field.deprecated);
        let answer = context.once_set(field);
        // In the field's place, so that the compiler's note shows the field.
        let (mut state, once) = (self.names.state.clone(), context.bound(field, "Once"));
        state.set_span(field.span);
        let groups = context.slots.groups().iter().map(|group| {
            if !group.has(field.position) {
                let name = &group.name;
                return quote!(#this.#name);
            }
            group.tuple(|position, tokens| {
                if position == field.position {
                    return set.to_tokens(tokens);
                }
                this.to_tokens(tokens);
                <Token![.]>::default().to_tokens(tokens);
                context.slots.slot(position).to_tokens(tokens);
            })
        });
        let builder = context.literal(groups);
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
        let Self {
            context,
            field,
            argument,
            this,
            ..
        } = self;
        let (slot, some) = (context.slots.slot(field.position), context.item("Some"));
        // An `Option` with another default than `None` is in an `Option` of its own.
        let put = |option: TokenStream| match field.option_of.as_ref().and(field.default()) {
            Some(_) => quote!(#this.#slot = #some(#option);),
            None => quote!(#this.#slot = #option;),
        };
        let (docs, value) = (docs::of_setter(field), put(argument.some()));
        let setter = self.again(&field.setter, &docs, &argument.plain(), &value);
        let (docs, option) = (docs::of_maybe(field), put(argument.maybe()));
        let maybe = self.maybe();
        let maybe = maybe.map(|name| self.again(&name, &docs, &argument.optional(), &option));
        let each = self.each();
        quote!(#setter #maybe #each)
    }

    /// ```text
    /// pub fn tag(mut self, __value: impl Value<String>) -> Self { add(&mut self.__1.0, Default::default, …); self }
    /// ```
    fn each(&self) -> Option<TokenStream> {
        let Self {
            context,
            field,
            this,
            ..
        } = self;
        let each = field.options.each.as_ref()?;
        let Takes::Items(items) = &field.takes else {
            return None;
        };
        let item = |name, item| argument::of_item(context, field, name, item);
        let (arguments, value) = match &items[..] {
            [one] => item("__value", one),
            [key, value] => {
                let (key, made_key) = item("__key", key);
                let (value, made_value) = item("__value", value);
                (quote!(#key, #value), quote!((#made_key, #made_value)))
            }
            _ => return None,
        };
        let (slot, start) = (
            context.slots.slot(field.position),
            super::default(context, field),
        );
        let add = context.item("add");
        let body = quote!(#add(&mut #this.#slot, #start, #value););
        let (name, docs) = (generated(each), docs::of_each(field));
        Some(self.again(&name, &docs, &arguments, &body))
    }

    /// A setter that may be called again.
    fn again(
        &self,
        method: &Ident,
        docs: &TokenStream,
        argument: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let Self { field, this, .. } = self;
        let (vis, deprecated) = (&field.vis, &field.deprecated);
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
}
