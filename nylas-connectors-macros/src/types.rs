//! Questions about a type that can be answered from its tokens.

use std::collections::HashSet;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parse;
use syn::{
    Attribute, GenericArgument, Generics, PathArguments, PathSegment, Type, TypeParamBound,
    WherePredicate,
};

use crate::ident::unraw;

/// Types for which `impl Into<T>` makes a literal ambiguous: `5` would be an `i32`, which is no `u64`.
const PRIMITIVES: [&str; 16] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32",
    "f64", "bool", "char",
];

/// Looks through the invisible groups that a macro by example puts around a `$ty:ty`.
fn ungrouped(mut ty: &Type) -> &Type {
    while let Type::Group(group) = ty {
        ty = &group.elem;
    }
    ty
}

/// `T` of `Option<T>`, `std::option::Option<T>` and so on, for the wrapper's last name.
pub(crate) fn argument_of<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let last = last_segment(ty).filter(|last| last.ident == wrapper)?;
    match arguments(last)[..] {
        [argument] => Some(argument),
        _ => None,
    }
}

/// What the collection holds, by its name: the item of a `Vec<T>`, `HashSet<T, S>`, `Box<[T]>` and their like, the key
/// and the value of a `HashMap<K, V, S>`, and otherwise nothing.
pub(crate) fn contents(ty: &Type) -> Vec<&Type> {
    let Some(last) = last_segment(ty) else {
        return Vec::new();
    };
    let name = last.ident.to_string();
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    match arguments(last)[..] {
        [key, value] | [key, value, _] if ends(&["Map"]) => vec![key, value],
        [item] | [item, _] if ends(&["Vec", "Set", "VecDeque", "LinkedList", "BinaryHeap"]) => {
            vec![item]
        }
        [Type::Slice(slice)] if ends(&["Box", "Rc", "Arc"]) => vec![&slice.elem],
        _ => Vec::new(),
    }
}

/// The type arguments of a path's last name.
fn arguments(last: &PathSegment) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return Vec::new();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ungrouped(ty)),
        _ => None,
    });
    types.collect()
}

fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ungrouped(ty) {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    }
}

/// Whether a setter must take the type itself, since `Into` would leave something to guess or keep the compiler
/// from adapting the value: a number's literal, a type parameter of the struct that nothing else fixes, a reference
/// such as `&[u8]`, a boxed closure.
pub(crate) fn needs_exact_value(ty: &Type, idents: &HashSet<String>, generics: &Generics) -> bool {
    let in_type = |name: &Ident| idents.contains(&unraw(name));
    !matches!(ungrouped(ty), Type::Path(_))
        || is_primitive(ty)
        || idents.contains("dyn")
        || generics.type_params().any(|param| in_type(&param.ident))
        || generics.const_params().any(|param| in_type(&param.ident))
}

/// Whether the type is a number, `bool` or `char`.
pub(crate) fn is_primitive(ty: &Type) -> bool {
    match ungrouped(ty) {
        Type::Path(path) => path
            .path
            .get_ident()
            .is_some_and(|ident| PRIMITIVES.contains(&&*ident.to_string())),
        _ => false,
    }
}

/// Every identifier in the tokens.
pub(crate) fn idents(node: &impl ToTokens) -> HashSet<String> {
    fn collect(tokens: TokenStream, found: &mut HashSet<String>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => collect(group.stream(), found),
                TokenTree::Ident(ident) => drop(found.insert(unraw(&ident))),
                _ => {}
            }
        }
    }
    let mut found = HashSet::new();
    collect(node.to_token_stream(), &mut found);
    found
}

/// Whether an attribute says a word, as `#[repr(packed)]` does, perhaps among others.
pub(crate) fn says(attribute: &Attribute, name: &str, word: &str) -> bool {
    let list = attribute.meta.require_list();
    attribute.path().is_ident(name) && list.is_ok_and(|list| idents(&list.tokens).contains(word))
}

/// The type, or whatever has these identifiers, with `Self` written out.
pub(crate) fn without_self<T: Parse + ToTokens + Clone>(
    node: &T,
    idents: &HashSet<String>,
    self_type: &TokenStream,
) -> T {
    let written_out = idents
        .contains("Self")
        .then(|| syn::parse2(replace(node.to_token_stream(), self_type)).ok());
    written_out.flatten().unwrap_or_else(|| node.clone())
}

fn replace(tokens: TokenStream, self_type: &TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Ident(ident) if ident == "Self" => self_type.clone(),
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), replace(group.stream(), self_type));
                inner.set_span(group.span());
                TokenTree::Group(inner).into()
            }
            other => other.into(),
        })
        .collect()
}

/// The type or value as a person would write it in a sentence.
pub(crate) fn readable(ty: &impl ToTokens) -> String {
    let mut text = ty.to_token_stream().to_string();
    for (wide, narrow) in [
        (" < ", "<"),
        (" >", ">"),
        (" :: ", "::"),
        (" ,", ","),
        (" ;", ";"),
        ("& ", "&"),
        (":: ", "::"),
    ] {
        text = text.replace(wide, narrow);
    }
    text
}

/// Types of the standard library that have no fixed size.
const UNSIZED: [&str; 4] = ["str", "Path", "OsStr", "CStr"];

/// Whether a value of the type has no fixed size, as far as it can be seen.
pub(crate) fn is_unsized(ty: &Type, generics: &Generics) -> bool {
    match ungrouped(ty) {
        Type::Slice(_) | Type::TraitObject(_) => true,
        Type::Path(path) => {
            let alone = path.path.get_ident();
            (last_name_is(ty, &UNSIZED) && !has_arguments(ty))
                || alone.is_some_and(|ident| may_be_unsized(ident, generics))
        }
        _ => false,
    }
}

/// Whether it is a parameter with the bound `?Sized`.
fn may_be_unsized(ident: &Ident, generics: &Generics) -> bool {
    bounds(generics)
        .any(|(ty, bound)| *ident == ty && bound.to_token_stream().to_string().starts_with('?'))
}

/// Every bound of the parameters with what it is for, where they are declared and behind `where`.
pub(crate) fn bounds(generics: &Generics) -> impl Iterator<Item = (String, &TypeParamBound)> {
    let declared = generics
        .type_params()
        .map(|param| (param.ident.to_string(), &param.bounds));
    let clause = generics.where_clause.iter();
    let predicates = clause.flat_map(|clause| &clause.predicates);
    let in_clause = predicates.filter_map(|predicate| match predicate {
        WherePredicate::Type(one) => Some((readable(&one.bounded_ty), &one.bounds)),
        _ => None,
    });
    let all = declared.chain(in_clause);
    all.flat_map(|(ty, bounds)| bounds.iter().map(move |bound| (ty.clone(), bound)))
}

/// Whether the type is a `String`: one with arguments is another crate's.
pub(crate) fn is_string(ty: &Type) -> bool {
    last_name_is(ty, &["String"]) && !has_arguments(ty)
}

/// Whether the type is the library's `ProviderTag`.
pub(crate) fn is_provider_tag(ty: &Type) -> bool {
    last_name_is(ty, &["ProviderTag"])
}

/// Types that are never made by a builder, unless a struct of the user's has one of these names.
const WITHOUT_BUILDER: [&str; 24] = [
    "String",
    "Secret",
    "Scope",
    "PathBuf",
    "Box",
    "Arc",
    "Rc",
    "Cow",
    "Vec",
    "VecDeque",
    "HashMap",
    "HashSet",
    "BTreeMap",
    "BTreeSet",
    "Url",
    "Uri",
    "Uuid",
    "Duration",
    "SystemTime",
    "IpAddr",
    "Ipv4Addr",
    "Ipv6Addr",
    "SocketAddr",
    "Value",
];

/// Whether the type is never made by a builder, by its name. A value of a wrong type can then be refused in one short
/// message; elsewhere that message would hide what a half-built builder lacks.
pub(crate) fn has_no_builder(ty: &Type) -> bool {
    last_name_is(ty, &WITHOUT_BUILDER)
}

fn has_arguments(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|last| !last.arguments.is_none())
}

fn last_name_is(ty: &Type, names: &[&str]) -> bool {
    last_segment(ty).is_some_and(|last| names.contains(&&*last.ident.to_string()))
}
