//! What the derive was given: the struct, parsed into a model.
//!
//! Every mistake is gathered before anything is answered, and every piece keeps its tokens, so that an error
//! underlines what the user typed.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Attribute, DeriveInput, Generics, Path, Type, VisRestricted, Visibility, parse_quote};

use crate::attribute::{self, StructOptions};
use crate::kind::{Kind, Question};
use crate::mistakes::Mistakes;
use crate::{clash, serde_names, shape, types};

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

impl Input {
    /// Reads the derive's input. With mistakes in it, the model is the nearest to what was written.
    pub(crate) fn read(input: &DeriveInput, mistakes: &mut Mistakes) -> Self {
        let name = unraw(&input.ident);
        let options = attribute::of_struct(&name, &format!("`{name}`"), &input.attrs, mistakes);
        let (_, arguments, _) = input.generics.split_for_impl();
        let own_name = &input.ident;
        let self_type = quote!(#own_name #arguments);
        let generics = types::generics_without_self(&input.generics, &self_type);
        let reader = Reader {
            name: &name,
            generics: &generics,
            self_type,
            rename_all: serde_names::rename_all(&input.attrs),
        };
        let fields: Vec<Field> = shape::named_fields(input, mistakes)
            .into_iter()
            .filter_map(|field| reader.read(field, mistakes))
            .collect();
        if matches!(input.data, syn::Data::Struct(_)) {
            clash::check(&name, &fields, mistakes);
        }
        Self {
            name: input.ident.clone(),
            vis: as_generated(input.vis.clone()),
            generics,
            options,
            fields,
        }
    }

    /// The library's path, as `#[builder(crate = …)]` gives it.
    pub(crate) fn krate(&self) -> Path {
        let krate = self.options.krate.clone();
        krate.unwrap_or_else(|| parse_quote!(::nylas_connectors))
    }
}

/// The visibility with the derive's own span on `pub`. An item's span begins there, and one that begins in a macro of
/// the user's would be judged by the compiler's lints, such as `private_interfaces`, as if the user had written it.
fn as_generated(mut vis: Visibility) -> Visibility {
    if let Visibility::Public(word)
    | Visibility::Restricted(VisRestricted {
        pub_token: word, ..
    }) = &mut vis
    {
        word.span = word.span.resolved_at(Span::call_site());
    }
    vis
}

/// What must be known of the struct to read a field.
struct Reader<'a> {
    name: &'a str,
    generics: &'a Generics,
    /// `Name<'a, T, N>`, to stand where the user wrote `Self`.
    self_type: TokenStream,
    rename_all: Option<String>,
}

impl Reader<'_> {
    fn read(&self, field: &syn::Field, mistakes: &mut Mistakes) -> Option<Field> {
        let ident = field.ident.clone()?;
        let label = unraw(&ident);
        let name = format!("`{label}` of `{}`", self.name);
        let question = Question {
            name: &name,
            ty: &field.ty,
            options: &attribute::of_field(&label, &name, &field.attrs, mistakes),
            generics: self.generics,
            self_type: &self.self_type,
        };
        Some(Field {
            kind: question.answer(mistakes),
            ty: types::without_self(&field.ty, &self.self_type),
            wire: serde_names::of_field(&field.attrs, &label, self.rename_all.as_deref()),
            docs: documentation(&field.attrs),
            ident,
            label,
        })
    }
}

fn documentation(attributes: &[Attribute]) -> Vec<Attribute> {
    let docs = attributes.iter().filter(|one| one.path().is_ident("doc"));
    docs.cloned().collect()
}

impl Field {
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
