//! The struct that asks for a builder, parsed.
//!
//! Everything keeps its tokens, so that an error underlines what the user typed. What contradicts itself is parsed as
//! what is nearest to it; [`crate::check`] reports it.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{
    Attribute, Data, DeriveInput, Expr, ExprLit, Generics, Lit, LitStr, Meta, Path, Type,
    VisRestricted, Visibility,
};

use crate::attribute::{self, FieldOptions, Filled, StructOptions};
use crate::errors::Errors;
use crate::ident::{generated, unraw};
use crate::serde_names::{self, WireName};
use crate::types;

/// The struct that asks for a builder.
pub(crate) struct Model {
    /// The name, for generated code.
    pub(crate) name: Ident,
    /// The name as a person writes it: `struct` for `r#struct`.
    pub(crate) label: String,
    pub(crate) vis: Visibility,
    pub(crate) generics: Generics,
    pub(crate) options: StructOptions,
    /// The lints that the struct and its fields allow.
    pub(crate) allowed: Vec<Attribute>,
    /// `#[doc(hidden)]`, if the struct has it.
    pub(crate) hidden: Option<Attribute>,
    pub(crate) fields: Vec<Field>,
}

/// One field of the struct, with what the builder does for it.
pub(crate) struct Field {
    /// Which field of the struct it is, from zero.
    pub(crate) position: usize,
    /// The name, for generated code.
    pub(crate) ident: Ident,
    /// Where the user wrote it: for errors, and for bounds, whose notes then show the field.
    pub(crate) span: Span,
    /// The name as a person writes it: `type` for `r#type`.
    pub(crate) label: String,
    /// The field in a sentence: `` `cache` of `Job` ``.
    pub(crate) in_words: String,
    pub(crate) ty: Type,
    /// The identifiers in its type.
    pub(crate) idents: HashSet<String>,
    /// `T`, if the type is `Option<T>`.
    pub(crate) option_of: Option<Type>,
    /// The setter's name, for generated code.
    pub(crate) setter: Ident,
    pub(crate) vis: Visibility,
    /// The field's own documentation, repeated on its setter.
    pub(crate) docs: Vec<Attribute>,
    /// `#[deprecated]`, if the field has it.
    pub(crate) deprecated: Option<Attribute>,
    /// The name in JSON, where serde's attributes make it differ from the field's.
    pub(crate) wire: Option<WireName>,
    /// Whether its value is checked by rules of its own.
    pub(crate) is_nested: bool,
    pub(crate) options: FieldOptions,
    pub(crate) kind: Kind,
    pub(crate) takes: Takes,
}

/// How a field gets its value.
pub(crate) enum Kind {
    /// Its setter must be called once before `build`.
    Required,
    /// Its setter or the method named here must be called once before `build`.
    Choice { opt_out: Ident },
    /// Its setter may be called, any number of times.
    Optional,
    /// No setter.
    Skipped,
}

/// What a setter takes.
pub(crate) enum Takes {
    /// `impl Into<T>`.
    Into,
    /// `T` itself, where `Into` would leave the compiler guessing.
    Exactly,
    /// Anything iterable, to be collected: into a list of an item, or a map of a key and a value. There is neither where
    /// the collection's type doesn't show what it holds.
    Items(Vec<Item>),
}

/// One item of a collection: its type, and the library's rule for it.
pub(crate) struct Item {
    pub(crate) ty: Type,
    pub(crate) rule: &'static str,
}

impl Model {
    /// Parses the derive's input.
    pub(crate) fn parse(input: &DeriveInput, errors: &mut Errors) -> Self {
        let label = unraw(&input.ident);
        let options = attribute::of_struct(&label, &input.attrs, errors);
        let vis = vis_of_generated(input.vis.clone());
        let name = generated(&input.ident);
        let (_, arguments, _) = input.generics.split_for_impl();
        let parser = FieldParser {
            input,
            vis: &vis,
            exact: options.exact.is_some(),
            struct_label: &label,
            self_type: quote!(#name #arguments),
        };
        let declared = named_fields(&input.data);
        let fields = declared
            .iter()
            .enumerate()
            .filter_map(|(position, field)| parser.parse(position, field, errors))
            .collect();
        Self {
            generics: parser.generics(),
            allowed: allowed(input, &declared),
            hidden: input.attrs.iter().find(|one| is_hidden(one)).cloned(),
            name,
            vis,
            label,
            options,
            fields,
        }
    }

    /// Where the library is.
    pub(crate) fn library(&self) -> Path {
        let own = self.options.krate.clone();
        own.unwrap_or_else(|| syn::parse_quote!(::nylas_connectors))
    }
}

/// The fields that have a name, also those of an enum or a union: the fallback has setters for them.
fn named_fields(data: &Data) -> Vec<&syn::Field> {
    let mut fields: Vec<&syn::Field> = match data {
        Data::Struct(data) => data.fields.iter().collect(),
        Data::Enum(data) => data.variants.iter().flat_map(|one| &one.fields).collect(),
        Data::Union(data) => data.fields.named.iter().collect(),
    };
    fields.retain(|field| field.ident.is_some());
    fields
}

/// The visibility with the derive's own span on `pub`. An item's span begins there, and one that begins in a macro of
/// the user's would be judged by the compiler's lints, such as `private_interfaces`, as if the user had written it.
fn vis_of_generated(mut vis: Visibility) -> Visibility {
    if let Visibility::Public(word)
    | Visibility::Restricted(VisRestricted {
        pub_token: word, ..
    }) = &mut vis
    {
        word.span = word.span.resolved_at(Span::call_site());
    }
    vis
}

/// The lints that are allowed or expected, as attributes for generated code, where an expectation may not be met; and
/// clippy's only lint that doesn't leave a derive's methods alone.
fn allowed(input: &DeriveInput, fields: &[&syn::Field]) -> Vec<Attribute> {
    let on_fields = fields.iter().flat_map(|field| &field.attrs);
    let copied = input.attrs.iter().chain(on_fields).filter_map(|attribute| {
        let path = attribute.path();
        let list = attribute.meta.require_list().ok()?;
        let lints = (path.is_ident("allow") || path.is_ident("expect")).then_some(&list.tokens)?;
        Some(syn::parse_quote!(#[allow(#lints)]))
    });
    let mut names = fields.iter().filter_map(|field| field.ident.as_ref());
    let iter = names.find(|name| *name == "iter" || *name == "iter_mut");
    let iter = iter.map(|_| syn::parse_quote!(#[allow(clippy::iter_not_returning_iterator)]));
    copied.chain(iter).collect()
}

/// Whether it is `#[doc(hidden)]`.
pub(crate) fn is_hidden(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
        && attribute
            .parse_args::<Ident>()
            .is_ok_and(|word| word == "hidden")
}

/// What must be known of the struct to parse a field.
struct FieldParser<'a> {
    input: &'a DeriveInput,
    vis: &'a Visibility,
    exact: bool,
    struct_label: &'a str,
    /// `Name<'a, T, N>`, in place of `Self`: that means the builder where the setters are.
    self_type: TokenStream,
}

impl FieldParser<'_> {
    fn parse(&self, position: usize, field: &syn::Field, errors: &mut Errors) -> Option<Field> {
        let ident = field.ident.as_ref()?;
        let label = unraw(ident);
        let in_words = format!("`{label}` of `{}`", self.struct_label);
        let options = attribute::of_field(&label, &in_words, &field.attrs, errors);
        let with_name = |name| move |one: &&Attribute| one.path().is_ident(name);
        let docs = field.attrs.iter().filter(with_name("doc"));
        let vis = options.setter.vis.clone().map(vis_of_generated);
        let idents = types::idents(&field.ty);
        let without_self = |ty: &Type| types::without_self(ty, &idents, &self.self_type);
        let option_of = types::argument_of(&field.ty, "Option");
        Some(Field {
            position,
            kind: kind(&options, option_of.is_some()),
            takes: self.takes(option_of.unwrap_or(&field.ty), &idents, &options),
            option_of: option_of.map(without_self),
            ty: without_self(&field.ty),
            idents,
            wire: serde_names::of_field(&label, &field.attrs, &self.input.attrs),
            is_nested: field
                .attrs
                .iter()
                .any(|attribute| types::says(attribute, "validate", "nested")),
            docs: docs
                .map(|doc| without_self_links(doc, self.struct_label))
                .collect(),
            deprecated: field.attrs.iter().find(with_name("deprecated")).cloned(),
            setter: generated(options.setter.name.as_ref().unwrap_or(ident)),
            vis: vis.unwrap_or_else(|| self.vis.clone()),
            ident: generated(ident),
            span: ident.span(),
            label,
            in_words,
            options,
        })
    }

    /// What the setter takes for a value of the type, whose identifiers these are.
    fn takes(&self, ty: &Type, idents: &HashSet<String>, options: &FieldOptions) -> Takes {
        let exact = self.exact || options.exact.is_some();
        if options.collect.is_some() {
            let items = types::contents(ty).into_iter();
            Takes::Items(items.map(|ty| self.item(ty, exact)).collect())
        } else if exact || types::needs_exact_value(ty, idents, &self.input.generics) {
            Takes::Exactly
        } else {
            Takes::Into
        }
    }

    fn item(&self, ty: &Type, exact: bool) -> Item {
        let idents = types::idents(ty);
        let exact = exact || types::needs_exact_value(ty, &idents, &self.input.generics);
        Item {
            rule: match (exact, types::has_no_builder(ty)) {
                (true, _) => "Exact",
                (false, true) => "Converted",
                (false, false) => "Built",
            },
            ty: types::without_self(ty, &idents, &self.self_type),
        }
    }

    fn generics(&self) -> Generics {
        let generics = &self.input.generics;
        let clause = generics.where_clause.as_ref();
        let without_self =
            |clause| types::without_self(clause, &types::idents(clause), &self.self_type);
        Generics {
            where_clause: clause.map(without_self),
            ..types::without_self(generics, &types::idents(generics), &self.self_type)
        }
    }
}

fn kind(options: &FieldOptions, is_option: bool) -> Kind {
    let skipped = options.skip.is_some() && options.collect.is_none();
    match &options.opt_out {
        None if skipped => Kind::Skipped,
        None if is_option || options.default.is_some() => Kind::Optional,
        None => Kind::Required,
        Some(opt_out) => Kind::Choice {
            opt_out: generated(opt_out),
        },
    }
}

/// A link to `Self` means the struct, also where the documentation is the setter's.
fn without_self_links(doc: &Attribute, name: &str) -> Attribute {
    let mut doc = doc.clone();
    if let Meta::NameValue(pair) = &mut doc.meta
        && let Expr::Lit(ExprLit { lit, .. }) = &mut pair.value
        && let Lit::Str(text) = lit
        && text.value().contains("Self")
    {
        let mut links = text.value();
        for before in ["[", "[`", "("] {
            for after in ["::", "]", "`]", ")"] {
                let link = |to| format!("{before}{to}{after}");
                links = links.replace(&link("Self"), &link(name));
            }
        }
        *text = LitStr::new(&links, text.span());
    }
    doc
}

impl Field {
    /// The setter, the method that leaves an `Option` empty, and the one that adds an item, each where the user named it.
    pub(crate) fn methods(&self) -> Vec<(&Ident, Span)> {
        let setter = self.options.setter.name.as_ref();
        let setter = (&self.setter, setter.map_or(self.span, Ident::span));
        let more = [&self.options.opt_out, &self.options.each];
        let more = more.into_iter().flatten();
        let more = more.map(|method| (method, method.span()));
        match &self.kind {
            Kind::Skipped => Vec::new(),
            _ => [setter].into_iter().chain(more).collect(),
        }
    }

    /// The type of its value: without the `Option`, if it is one.
    pub(crate) fn value_type(&self) -> &Type {
        self.option_of.as_ref().unwrap_or(&self.ty)
    }

    /// Whether the builder's type says that this field is set.
    pub(crate) fn is_in_the_type(&self) -> bool {
        matches!(self.kind, Kind::Required | Kind::Choice { .. })
    }

    /// The value of an optional field that isn't set, where that isn't `None`.
    pub(crate) fn default(&self) -> Option<&Filled> {
        let default = self.options.default.as_ref();
        default.filter(|default| self.option_of.is_none() || matches!(default, Filled::With(_)))
    }

    /// What the builder holds for an optional field.
    pub(crate) fn slot_type(&self) -> TokenStream {
        let ty = &self.ty;
        match self.default() {
            Some(_) => quote!(::core::option::Option<#ty>),
            None => quote!(#ty),
        }
    }
}
