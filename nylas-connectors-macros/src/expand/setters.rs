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

/// What a setter is called, says about itself and takes.
struct Method {
    name: Ident,
    docs: TokenStream,
    argument: TokenStream,
}

impl Setters<'_> {
    fn all(&self) -> TokenStream {
        match &self.field.kind {
            Kind::Required => self.once(&self.setter(), &self.argument.set()),
            Kind::Choice { opt_out } => self.choice(opt_out),
            Kind::Optional => self.optional(),
            Kind::Skipped => TokenStream::new(),
        }
    }

    fn setter(&self) -> Method {
        Method {
            name: self.field.setter.clone(),
            docs: docs::of_setter(self.field),
            argument: self.argument.plain(),
        }
    }

    /// The setter that takes an `Option`, unless another field's setter has its name.
    fn maybe(&self) -> Option<Method> {
        let name = format!("maybe_{}", unraw(&self.field.setter));
        let taken = self.context.names.setters.contains(&name);
        (!taken).then(|| Method {
            name: Ident::new(&name, self.field.ident.span()),
            docs: docs::of_maybe(self.field),
            argument: self.argument.optional(),
        })
    }

    /// A required field's setter for an `Option`, from an `Option`, and without a value.
    ///
    /// ```text
    /// pub fn maybe_settings(self, __value: Option<impl Into<GoogleSettings>>) -> GoogleBuilder<…> where … { … }
    /// pub fn without_settings(self) -> GoogleBuilder<Set<Option<GoogleSettings>>> where SettingsState: Once { … }
    /// ```
    fn choice(&self, opt_out: &Ident) -> TokenStream {
        let (set, none) = (self.context.item("Set"), self.context.item("None"));
        let (some, option) = (self.argument.some(), self.argument.maybe());
        let setter = self.once(&self.setter(), &quote!(#set(#some)));
        let maybe = self.maybe();
        let maybe = maybe.map(|maybe| self.once(&maybe, &quote!(#set(#option))));
        let opt_out = Method {
            name: opt_out.clone(),
            docs: docs::of_opt_out(self.field),
            argument: TokenStream::new(),
        };
        let opt_out = self.once(&opt_out, &quote!(#set(#none)));
        quote!(#setter #maybe #opt_out)
    }

    /// A setter that is called once: it takes the builder from `Unset` to `Set`.
    ///
    /// ```text
    /// pub fn client_id(self, __value: impl Value<String>) -> GoogleSettingsBuilder<Set<String>, ClientSecretState>
    /// where
    ///     ClientIdState: Once,
    /// { GoogleSettingsBuilder { __0: (set(__value), self.__0.1,), __1: self.__1, } }
    /// ```
    fn once(&self, method: &Method, set: &TokenStream) -> TokenStream {
        let (context, field, this) = (self.context, self.field, &self.this);
        let (vis, deprecated) = (&field.vis, &field.deprecated);
        let Method {
            name,
            docs,
            argument,
        } = method;
        let return_type = context.once_set(field);
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
            #vis fn #name(#this, #argument) -> #return_type where #state: #once { #builder }
        }
    }

    /// They leave the builder's type alone, so they can be called under an `if`.
    ///
    /// ```text
    /// pub fn topic_name(mut self, __value: impl Value<String>) -> Self { self.__1.0 = Some(…); self }
    /// pub fn maybe_topic_name(mut self, __value: Option<impl Value<String>>) -> Self { … }
    /// ```
    fn optional(&self) -> TokenStream {
        let (context, field, this) = (self.context, self.field, &self.this);
        let (slot, some) = (context.slots.slot(field.position), context.item("Some"));
        // An `Option` with another default than `None` is in an `Option` of its own.
        let put = |option: TokenStream| match field.option_of.as_ref().and(field.default()) {
            Some(_) => quote!(#this.#slot = #some(#option);),
            None => quote!(#this.#slot = #option;),
        };
        let setter = self.again(&self.setter(), &put(self.argument.some()));
        let maybe = self.maybe();
        let maybe = maybe.map(|maybe| self.again(&maybe, &put(self.argument.maybe())));
        let each = self.each();
        quote!(#setter #maybe #each)
    }

    /// ```text
    /// pub fn tag(mut self, __value: impl Value<String>) -> Self { add(&mut self.__1.0, Default::default, …); self }
    /// ```
    fn each(&self) -> Option<TokenStream> {
        let (context, field, this) = (self.context, self.field, &self.this);
        let each = field.options.each.as_ref()?;
        let Takes::Items(items) = &field.takes else {
            return None;
        };
        let item = |name, item| argument::of_item(context, field, name, item);
        let (argument, value) = match &items[..] {
            [one] => item("__value", one),
            [key, value] => {
                let (key, made_key) = item("__key", key);
                let (value, made_value) = item("__value", value);
                (quote!(#key, #value), quote!((#made_key, #made_value)))
            }
            _ => return None,
        };
        let (add, slot) = (context.item("add"), context.slots.slot(field.position));
        let start = super::default(context, field);
        let method = Method {
            name: generated(each),
            docs: docs::of_each(field),
            argument,
        };
        Some(self.again(&method, &quote!(#add(&mut #this.#slot, #start, #value);)))
    }

    /// A setter that may be called again.
    fn again(&self, method: &Method, body: &TokenStream) -> TokenStream {
        let (vis, deprecated, this) = (&self.field.vis, &self.field.deprecated, &self.this);
        let Method {
            name,
            docs,
            argument,
        } = method;
        quote! {
            #docs
            #deprecated
            #vis fn #name(mut #this, #argument) -> Self { #body #this }
        }
    }
}
