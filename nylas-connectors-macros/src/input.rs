//! What the derive was given: the struct, parsed into a model.
//!
//! Every mistake is gathered before anything is answered, and every piece keeps its tokens, so that an error
//! underlines what the user typed.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Generics, Type, Visibility};

use crate::attribute::{self, FieldOptions, StructOptions};
use crate::mistakes::Mistakes;
use crate::types;

/// The struct that asks for a builder.
pub(crate) struct Input {
    pub(crate) name: Ident,
    pub(crate) vis: Visibility,
    pub(crate) generics: Generics,
    pub(crate) options: StructOptions,
    pub(crate) fields: Vec<Field>,
}

/// One field of the struct, with what the builder does for it.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    /// The name as a person writes it: `type` for `r#type`.
    pub(crate) label: String,
    /// The declared type, with `Self` written out: it means the builder where the setters stand.
    pub(crate) ty: Type,
    /// The field's own documentation, repeated on its setter.
    pub(crate) docs: Vec<Attribute>,
    /// The name in JSON, where serde's attributes make it differ from the field's.
    pub(crate) wire: Option<String>,
    pub(crate) kind: Kind,
}

/// How a field gets its value.
pub(crate) enum Kind {
    /// Its setter must be called once before `build`.
    Required { takes: Takes },
    /// Its setter or the method named here must be called once before `build`.
    Choice { takes: Takes, opt_out: Ident },
    /// Its setter may be called, any number of times.
    Optional { takes: Takes },
    /// No setter; filled with `Default`.
    Skipped,
}

/// What a setter accepts.
pub(crate) enum Takes {
    /// `impl Into<T>`.
    Into(Type),
    /// `T` itself, where `Into` would leave the compiler guessing.
    Exactly(Type),
    /// Anything iterable whose items are `Into<T>`.
    Items { item: Type, exactly: bool },
}

impl Input {
    /// Reads the derive's input, or says everything that is wrong with it.
    pub(crate) fn parse(input: &DeriveInput) -> Result<Self, syn::Error> {
        let mut mistakes = Mistakes::default();
        let options = attribute::of_struct(&input.attrs, &mut mistakes);
        let self_type = self_type(input);
        let rename_all = attribute::serde_rename_all(&input.attrs);
        let fields: Vec<Field> = match named_fields(input) {
            Ok(fields) => fields
                .iter()
                .filter_map(|field| {
                    read_field(
                        field,
                        input,
                        &self_type,
                        rename_all.as_deref(),
                        &mut mistakes,
                    )
                })
                .collect(),
            Err(shape) => {
                mistakes.add(shape);
                Vec::new()
            }
        };
        check_names(&fields, &mut mistakes);
        mistakes.into_result()?;
        Ok(Self {
            name: input.ident.clone(),
            vis: input.vis.clone(),
            generics: input.generics.clone(),
            options,
            fields,
        })
    }

    /// The library's path, as `#[builder(crate = …)]` gives it.
    pub(crate) fn krate(&self) -> TokenStream {
        match &self.options.krate {
            Some(path) => path.to_token_stream(),
            None => quote!(::nylas_connectors),
        }
    }
}

/// `Name<'a, T, N>`, to stand where the user wrote `Self`.
fn self_type(input: &DeriveInput) -> TokenStream {
    let name = &input.ident;
    let (_, arguments, _) = input.generics.split_for_impl();
    quote!(#name #arguments)
}

fn named_fields(
    input: &DeriveInput,
) -> Result<&syn::punctuated::Punctuated<syn::Field, syn::Token![,]>, syn::Error> {
    let name = &input.ident;
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Ok(&fields.named),
            Fields::Unnamed(fields) => Err(syn::Error::new(
                fields.span(),
                format!(
                    "`{name}` is a tuple struct, and a builder names its setters after the fields: \
                     give the fields names, as in `struct {name} {{ field: Type }}`"
                ),
            )),
            Fields::Unit => Err(syn::Error::new(
                name.span(),
                format!(
                    "`{name}` has no fields for a builder to set: take `Builder` out of its derives, \
                     or write `struct {name} {{}}`"
                ),
            )),
        },
        Data::Enum(data) => Err(syn::Error::new(
            data.enum_token.span,
            format!(
                "`{name}` is an enum, and a builder is for a struct with named fields: \
                 put `#[derive(Builder)]` on a struct for each variant that needs one"
            ),
        )),
        Data::Union(data) => Err(syn::Error::new(
            data.union_token.span,
            format!(
                "`{name}` is a union, and a builder is for a struct with named fields: make it a struct"
            ),
        )),
    }
}

fn read_field(
    field: &syn::Field,
    input: &DeriveInput,
    self_type: &TokenStream,
    rename_all: Option<&str>,
    mistakes: &mut Mistakes,
) -> Option<Field> {
    let ident = field.ident.clone()?;
    let label = unraw(&ident);
    let options = attribute::of_field(&field.attrs, mistakes);
    let kind = kind_of(
        &field.ty,
        &label,
        &options,
        &input.generics,
        self_type,
        mistakes,
    )?;
    let ty: Type = parse_quote_type(types::without_self(&field.ty, self_type));
    Some(Field {
        wire: attribute::serde_name(&field.attrs, &label, rename_all),
        docs: field
            .attrs
            .iter()
            .filter(|attr| attr.path().is_ident("doc"))
            .cloned()
            .collect(),
        ident,
        label,
        ty,
        kind,
    })
}

/// Decides from the type and the attributes how a field gets its value.
fn kind_of(
    ty: &Type,
    label: &str,
    options: &FieldOptions,
    generics: &Generics,
    self_type: &TokenStream,
    mistakes: &mut Mistakes,
) -> Option<Kind> {
    if options.skip.is_some() {
        return skipped(label, options, mistakes);
    }
    let optional = types::argument_of(ty, "Option");
    if let (None, Some(opt_out)) = (optional, &options.opt_out) {
        mistakes.at(
            opt_out.word,
            format!(
                "`opt_out` is for an `Option` field, and `{label}` is not one: \
                 make it `Option<{}>`, or take `opt_out` away",
                types::readable(ty)
            ),
        );
        return None;
    }
    let inner = optional.unwrap_or(ty);
    let takes = match options.collect {
        None => plain(inner, generics, self_type),
        Some(word) => collected(inner, label, word, generics, self_type, mistakes)?,
    };
    Some(match (optional, &options.opt_out) {
        (None, _) => Kind::Required { takes },
        (Some(_), Some(opt_out)) => Kind::Choice {
            takes,
            opt_out: opt_out.method.clone(),
        },
        (Some(_), None) => Kind::Optional { takes },
    })
}

/// `skip` fills the field, so nothing else can be said about how it is set.
fn skipped(label: &str, options: &FieldOptions, mistakes: &mut Mistakes) -> Option<Kind> {
    let others = [
        (
            "opt_out",
            options.opt_out.as_ref().map(|opt_out| opt_out.word),
        ),
        ("collect", options.collect),
    ];
    let mut alone = true;
    for (other, span) in others {
        let Some(span) = span else { continue };
        alone = false;
        mistakes.at(
            span,
            format!(
                "`{label}` has `skip`, so it has no setter that `{other}` could change: \
                 keep `skip` or `{other}`, not both"
            ),
        );
    }
    alone.then_some(Kind::Skipped)
}

fn plain(ty: &Type, generics: &Generics, self_type: &TokenStream) -> Takes {
    let exactly = types::needs_exact_value(ty, generics);
    let ty = parse_quote_type(types::without_self(ty, self_type));
    if exactly {
        Takes::Exactly(ty)
    } else {
        Takes::Into(ty)
    }
}

fn collected(
    ty: &Type,
    label: &str,
    word: Span,
    generics: &Generics,
    self_type: &TokenStream,
    mistakes: &mut Mistakes,
) -> Option<Takes> {
    let Some(item) = types::argument_of(ty, "Vec") else {
        mistakes.at(
            word,
            format!(
                "`collect` is for a `Vec` or an `Option<Vec>` field, and `{label}` is not one: \
                 make it `Vec<{}>`, or take `collect` away",
                types::readable(ty)
            ),
        );
        return None;
    };
    let exactly = types::needs_exact_value(item, generics);
    let item = parse_quote_type(types::without_self(item, self_type));
    Some(Takes::Items { item, exactly })
}

/// Two methods of one name can't both be on the builder.
fn check_names(fields: &[Field], mistakes: &mut Mistakes) {
    let mut taken: Vec<(String, String)> = vec![
        ("build".into(), "the builder's own `build()`".into()),
        ("builder".into(), "the struct's own `builder()`".into()),
    ];
    for field in fields {
        for (method, span) in field.methods() {
            match taken.iter().find(|(name, _)| *name == method) {
                Some((_, owner)) => mistakes.at(span, clash(&field.label, &method, owner)),
                None => taken.push((method, format!("a setter of `{}`", field.label))),
            }
        }
    }
}

fn clash(label: &str, method: &str, owner: &str) -> String {
    if label == method {
        format!(
            "the setter of `{label}` would have the name of {owner}: rename the field, \
             and keep its name in JSON with `#[serde(rename = \"{label}\")]`"
        )
    } else {
        format!(
            "`{method}`, for the field `{label}`, would have the name of {owner}: choose another name"
        )
    }
}

impl Kind {
    /// The type of the setter's value, where a value of another type gets a message that names the field.
    pub(crate) fn named_value(&self) -> Option<&Type> {
        match self {
            Self::Required { takes } | Self::Choice { takes, .. } | Self::Optional { takes } => {
                match takes {
                    Takes::Into(ty) if types::has_no_builder(ty) => Some(ty),
                    _ => None,
                }
            }
            Self::Skipped => None,
        }
    }
}

impl Field {
    /// Every method that the builder gets for this field.
    fn methods(&self) -> Vec<(String, Span)> {
        let own = (self.label.clone(), self.ident.span());
        match &self.kind {
            Kind::Required { .. } => vec![own],
            Kind::Choice { opt_out, .. } => vec![own, (unraw(opt_out), opt_out.span())],
            Kind::Optional { .. } => {
                vec![own, (format!("maybe_{}", self.label), self.ident.span())]
            }
            Kind::Skipped => Vec::new(),
        }
    }

    /// Whether the builder's type says that this field is set.
    pub(crate) fn is_in_the_type(&self) -> bool {
        matches!(self.kind, Kind::Required { .. } | Kind::Choice { .. })
    }
}

/// The name without `r#`.
pub(crate) fn unraw(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#")
        .map_or_else(|| text.clone(), ToOwned::to_owned)
}

/// `tokens` were a type before `Self` was written out in them, and are one still.
fn parse_quote_type(tokens: TokenStream) -> Type {
    syn::parse2(tokens.clone()).unwrap_or(Type::Verbatim(tokens))
}
