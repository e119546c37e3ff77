//! Two methods of one name can't both be on the builder; `builder` is the struct's, where a getter may stand too.

use proc_macro2::Span;

use crate::input::{Field, unraw};
use crate::kind::Kind;
use crate::mistakes::Mistakes;

/// Finds the methods whose names are taken.
pub(crate) fn check(name: &str, fields: &[Field], mistakes: &mut Mistakes) {
    let mut taken: Vec<(String, String)> = vec![
        ("build".into(), "the builder's own `build()`".into()),
        ("builder".into(), format!("`{name}::builder()`")),
    ];
    for field in fields {
        for method in methods(field) {
            match taken.iter().find(|(name, _)| *name == method.name) {
                Some((_, owner)) => {
                    mistakes.at(method.span, clash(name, &field.label, &method, owner));
                }
                None => taken.push((method.name, format!("a setter of `{}`", field.label))),
            }
        }
    }
}

struct Method {
    name: String,
    span: Span,
    /// Whether it has the field's own name.
    is_own: bool,
}

/// Every method that the builder gets for this field.
fn methods(field: &Field) -> Vec<Method> {
    let method = |name, span, is_own| Method { name, span, is_own };
    let place = field.ident.span();
    let own = method(field.label.clone(), place, true);
    match &field.kind {
        Kind::Required { .. } => vec![own],
        Kind::Choice { opt_out, .. } => vec![own, method(unraw(opt_out), opt_out.span(), false)],
        Kind::Optional { .. } => {
            vec![own, method(format!("maybe_{}", field.label), place, false)]
        }
        Kind::Skipped => Vec::new(),
    }
}

fn clash(name: &str, label: &str, method: &Method, owner: &str) -> String {
    let Method {
        name: method,
        is_own,
        ..
    } = method;
    if *is_own {
        format!(
            "the setter of `{label}` of `{name}` would have the name of {owner}: rename the field, \
             and keep its key in JSON with `#[serde(rename = \"{label}\")]`"
        )
    } else {
        format!(
            "`{method}`, for `{label}` of `{name}`, would have the name of {owner}: choose another name"
        )
    }
}
