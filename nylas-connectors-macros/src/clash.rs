//! Two methods of one name can't both be on the builder.

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
        for (method, span) in methods(field) {
            match taken.iter().find(|(name, _)| *name == method) {
                Some((_, owner)) => mistakes.at(span, clash(name, &field.label, &method, owner)),
                None => taken.push((method, format!("a setter of `{}`", field.label))),
            }
        }
    }
}

/// Every method that the builder gets for this field.
fn methods(field: &Field) -> Vec<(String, Span)> {
    let own = (field.label.clone(), field.ident.span());
    match &field.kind {
        Kind::Required { .. } => vec![own],
        Kind::Choice { opt_out, .. } => vec![own, (unraw(opt_out), opt_out.span())],
        Kind::Optional { .. } => vec![own, (format!("maybe_{}", field.label), field.ident.span())],
        Kind::Skipped => Vec::new(),
    }
}

fn clash(name: &str, label: &str, method: &str, owner: &str) -> String {
    if label == method {
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
