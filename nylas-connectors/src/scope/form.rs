//! The spellings of a scope that mean the same.

use std::borrow::Cow;

use crate::Provider;

/// What most of Google's scopes begin with.
pub(crate) const GOOGLE_AUTH: &str = "https://www.googleapis.com/auth/";

/// What the long form of a Microsoft scope has before the short one.
const GRAPH: &str = "https://graph.microsoft.com/";

/// The canonical spelling of a scope that the provider accepts in several.
pub(crate) fn canonical<'a>(provider: &Provider, scope: &'a str) -> Cow<'a, str> {
    match (provider, scope) {
        (Provider::Google, "email") => format!("{GOOGLE_AUTH}userinfo.email").into(),
        (Provider::Google, "profile") => format!("{GOOGLE_AUTH}userinfo.profile").into(),
        (Provider::Microsoft, _) => without_graph(scope).to_ascii_lowercase().into(),
        _ => scope.into(),
    }
}

/// The short form of a Microsoft scope: what follows the address of Microsoft Graph.
fn without_graph(scope: &str) -> &str {
    match scope.split_at_checked(GRAPH.len()) {
        Some((graph, short)) if graph.eq_ignore_ascii_case(GRAPH) => short,
        _ => scope,
    }
}
