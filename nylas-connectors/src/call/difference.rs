//! What differs between a connector that is wanted and the one that the service shows.
//!
//! Both are compared as they are written, so that a number of thirty digits stays one.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::fields::words;
use crate::json_path::{Step, render};
use crate::json_text::{Members, value};
use crate::scope::canonical;
use crate::secret_keys::is_secret_key;
use crate::{Connector, Provider, Scope, Secret};

type Items = Vec<Box<RawValue>>;

/// The differences, and what couldn't be compared.
#[derive(Debug, Default)]
pub(super) struct Difference {
    /// The paths of what differs.
    pub(super) differed: Vec<String>,
    /// The paths of what is wanted but isn't shown.
    pub(super) not_compared: Vec<String>,
}

/// Compares what is wanted, the body of a create with these secrets in it, with what is shown.
pub(super) fn compare(wanted: &Members, secrets: &[Secret], shown: &Connector) -> Difference {
    let mut difference = Difference::default();
    if let Some(name) = wanted.get("name") {
        match &shown.name {
            Some(shown) if read(name).as_ref() != Some(shown) => {
                difference.differed.push("name".to_owned());
            }
            Some(_) => {}
            // Older applications show none.
            None => difference.not_compared.push("name".to_owned()),
        }
    }
    for key in ["scope", "scopes"] {
        if let Some(wanted) = wanted.get(key)
            && canonical_scopes(&shown.provider, wanted_scopes(wanted))
                != canonical_scopes(&shown.provider, shown_scopes(shown))
        {
            difference.differed.push(key.to_owned());
        }
    }
    if let Some(settings) = wanted.get("settings").and_then(read::<Members>) {
        let path = &mut vec![Step::key("settings")];
        difference.compare_members(&settings, &shown_settings(shown), secrets, path);
    }
    // A provider that isn't documented may have more keys, of which no update is known.
    let documented = ["provider", "name", "settings", "scope", "scopes"];
    let more = wanted.0.iter().map(|(key, _)| key);
    let more = more.filter(|key| !documented.contains(&key.as_str()));
    difference
        .not_compared
        .extend(more.map(|key| render(&[Step::key(key)])));
    difference
}

impl Difference {
    /// Whether something differs in a member of the body.
    pub(super) fn is_in(&self, key: &str) -> bool {
        let mut paths = self.differed.iter();
        paths.any(|path| path.split('.').next() == Some(key))
    }

    /// Compares the members of the settings, at any depth.
    ///
    /// The service doesn't show secrets, or only masked, and may show no more than an optional member. So a member that isn't shown
    /// differs only if one is shown that is never missing: an app has a `client_id`.
    fn compare_members(
        &mut self,
        wanted: &Members,
        shown: &Members,
        secrets: &[Secret],
        path: &mut Vec<Step>,
    ) {
        let is_secret = |key: &str| {
            let text = wanted.get(key).and_then(read::<String>).map(Secret::from);
            is_secret_key(key) || text.is_some_and(|text| secrets.contains(&text))
        };
        let is_shown = |key: &str| {
            let shown = shown.get(key);
            shown.is_some_and(|shown| !is_secret(key) || !is_masked(shown))
        };
        let shows_all = match wanted.get("client_id") {
            Some(_) => is_shown("client_id"),
            None => wanted.0.iter().any(|(key, _)| is_shown(key)),
        };
        for (key, wanted) in &wanted.0 {
            path.push(Step::key(key));
            match shown.get(key) {
                Some(shown) if is_shown(key) => self.compare_values(wanted, shown, secrets, path),
                None if shows_all && !is_secret(key) => self.differed.push(render(path)),
                _ => self.not_compared.push(render(path)),
            }
            path.pop();
        }
    }

    fn compare_values(
        &mut self,
        wanted: &RawValue,
        shown: &RawValue,
        secrets: &[Secret],
        path: &mut Vec<Step>,
    ) {
        if let (Some(wanted), Some(shown)) = (read(wanted), read::<Members>(shown)) {
            self.compare_members(&wanted, &shown, secrets, path);
        } else if let (Some(wanted), Some(shown)) = (read::<Items>(wanted), read::<Items>(shown))
            && wanted.len() == shown.len()
        {
            for (index, (wanted, shown)) in wanted.iter().zip(&shown).enumerate() {
                path.push(Step::Item(index));
                self.compare_values(wanted, shown, secrets, path);
                path.pop();
            }
        } else if !is_same(wanted, shown) {
            self.differed.push(render(path));
        }
    }
}

/// Whether two values are the same. A long number isn't, unless it is written the same: as a value it would be rounded.
fn is_same(one: &RawValue, other: &RawValue) -> bool {
    let (one, other) = (one.get(), other.get());
    let is_exact =
        !one.starts_with(|first: char| first == '-' || first.is_ascii_digit()) || one.len() < 16;
    one == other || (is_exact && value(one).is_some_and(|one| Some(one) == value(other)))
}

/// Whether a secret is shown without its content: `***`, `GOCSPX-…`, nothing.
fn is_masked(shown: &RawValue) -> bool {
    let text: String = read(shown).unwrap_or_default();
    let letters = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    let mut rest = letters.chars();
    let first = rest.next();
    let all_same = rest.all(|letter| Some(letter) == first);
    all_same || text.contains(['*', '•', '…']) || text.to_lowercase().contains("redacted")
}

/// A value as this type, if it is one.
fn read<T: DeserializeOwned>(raw: &RawValue) -> Option<T> {
    serde_json::from_str(raw.get()).ok()
}

/// The settings as the service wrote them.
pub(super) fn shown_settings(shown: &Connector) -> Members {
    let data: Option<Members> = shown.raw().and_then(|raw| serde_json::from_str(raw).ok());
    let settings = data.as_ref().and_then(|data| data.get("settings"));
    settings.and_then(read::<Members>).unwrap_or_default()
}

/// The service shows EWS's scopes as a list too, and no scopes where a connector has none.
fn shown_scopes(shown: &Connector) -> Vec<String> {
    let list = shown.scope.iter().flatten().map(Scope::as_str);
    let joined = shown.scopes.as_deref().unwrap_or_default();
    list.chain(words(joined)).map(str::to_owned).collect()
}

/// A list of scopes, or several in one string.
fn wanted_scopes(scopes: &RawValue) -> Vec<String> {
    if let Some(list) = read::<Items>(scopes) {
        return list.iter().filter_map(|scope| read(scope)).collect();
    }
    let joined: String = read(scopes).unwrap_or_default();
    words(&joined).map(str::to_owned).collect()
}

/// The order of scopes doesn't matter, nor in which of its forms a scope is.
fn canonical_scopes(provider: &Provider, scopes: Vec<String>) -> BTreeSet<String> {
    let canonical = |scope: String| canonical(provider, &scope).into_owned();
    scopes.into_iter().map(canonical).collect()
}

/// The settings of an update, which the service replaces as a whole: what is wanted, and what is shown beside it of the
/// keys that the provider has. `known` are those keys, if they are known.
pub(super) fn whole_settings(
    wanted: &RawValue,
    shown: Members,
    known: Option<&[&str]>,
) -> Option<Box<RawValue>> {
    let Members(mut whole) = read(wanted)?;
    for (key, wanted) in &mut whole {
        let inner = shown.get(key).and_then(read::<Members>);
        if let Some(merged) = inner.and_then(|shown| whole_settings(wanted, shown, None)) {
            *wanted = merged;
        }
    }
    let is_known = |key: &str| known.is_none_or(|known| known.contains(&key));
    // What a secret was masked with would take its place.
    let is_lost = |key: &str, shown: &RawValue| is_secret_key(key) && is_masked(shown);
    for (key, shown) in shown.0 {
        if is_known(&key)
            && !is_lost(&key, &shown)
            && is_set(&shown, known.is_some())
            && whole.iter().all(|(held, _)| *held != key)
        {
            whole.push((key, shown));
        }
    }
    let text = serde_json::to_string(&Members(whole)).ok()?;
    RawValue::from_string(text).ok()
}

/// Whether a value that is shown can be sent back. A documented setting is a text, and neither `null` nor an empty text
/// is ever sent.
fn is_set(shown: &RawValue, documented: bool) -> bool {
    match value(shown.get()) {
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Null) => false,
        _ => !documented,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{Data, Raw};

    fn connector(text: &str) -> Connector {
        let fields = serde_json::from_str(text).unwrap();
        Connector::from_fields(&fields, Raw::new(text)).unwrap()
    }

    fn differences(wanted: &str, shown: &str) -> (String, String) {
        let difference = compare(
            &serde_json::from_str(wanted).unwrap(),
            &[],
            &connector(shown),
        );
        (
            difference.differed.join(" "),
            difference.not_compared.join(" "),
        )
    }

    #[test]
    fn what_is_shown_is_compared_and_what_is_not_is_reported() {
        let app = r#""client_id":"i","client_secret":"s","topic_name":"t""#;
        let google = |inner: &str| format!(r#"{{"provider":"google",{inner}}}"#);
        let wanted = google(&format!(r#""settings":{{{app}}}"#));
        for (shown, differed, not_compared) in [
            (
                r#""settings":{"client_id":"i","topic_name":"t","project_id":"p"}"#,
                "",
                "settings.client_secret",
            ),
            (
                r#""settings":{"client_id":"j","topic_name":"t"}"#,
                "settings.client_id",
                "settings.client_secret",
            ),
            (
                r#""settings":{"client_id":"i"}"#,
                "settings.topic_name",
                "settings.client_secret",
            ),
            (
                r#""settings":{"topic_name":"t"}"#,
                "",
                "settings.client_id settings.client_secret",
            ),
            (
                r#""settings":{"topic_name":"u"}"#,
                "settings.topic_name",
                "settings.client_id settings.client_secret",
            ),
            (
                r#""settings":[]"#,
                "",
                "settings.client_id settings.client_secret settings.topic_name",
            ),
            (
                r#""name":"n""#,
                "",
                "settings.client_id settings.client_secret settings.topic_name",
            ),
            (
                r#""settings":{"client_id":"i","client_secret":"***","topic_name":"t"}"#,
                "",
                "settings.client_secret",
            ),
            (
                r#""settings":{"client_id":"i","client_secret":"GOCSPX-…","topic_name":"t"}"#,
                "",
                "settings.client_secret",
            ),
            (
                r#""settings":{"client_id":"i","client_secret":"other","topic_name":"t"}"#,
                "settings.client_secret",
                "",
            ),
            (
                r#""settings":{"client_id":"i","client_secret":"s1","topic_name":"t"}"#,
                "settings.client_secret",
                "",
            ),
        ] {
            let found = differences(&wanted, &google(shown));
            assert_eq!(
                found,
                (differed.to_owned(), not_compared.to_owned()),
                "{shown}"
            );
        }
        let named = google(r#""name":"n""#);
        let own = r#"{"provider":"hologram","room":"a"}"#;
        let shown = r#"{"provider":"hologram","room":"b"}"#;
        assert_eq!(differences(own, shown), (String::new(), "room".to_owned()));
        assert_eq!(differences(&named, &google(r#""name":"m""#)).0, "name");
        assert_eq!(differences(&named, &google(r#""scope":[]"#)).1, "name");
    }

    #[test]
    fn scopes_are_compared_in_any_order_and_form() {
        for (wanted, shown, same) in [
            (
                r#""google","scope":["openid","a"]"#,
                r#""google","scope":["a","openid"]"#,
                true,
            ),
            (r#""google","scope":["openid"]"#, r#""google""#, false),
            (
                r#""google","scope":["openid"]"#,
                r#""google","scope":"openid""#,
                true,
            ),
            (
                r#""microsoft","scope":["Mail.Read"]"#,
                r#""microsoft","scope":["https://graph.microsoft.com/Mail.Read"]"#,
                true,
            ),
            (
                r#""ews","scopes":"ews.messages ews.contacts""#,
                r#""ews","scope":["ews.contacts","ews.messages"]"#,
                true,
            ),
            (
                r#""ews","scopes":"ews.messages""#,
                r#""ews","scopes":"ews.messages""#,
                true,
            ),
            (
                r#""ews","scopes":"ews.messages""#,
                r#""ews","scope":["ews.calendar"]"#,
                false,
            ),
        ] {
            let [wanted, shown] = [wanted, shown].map(|inner| format!("{{\"provider\":{inner}}}"));
            assert_eq!(
                differences(&wanted, &shown).0.is_empty(),
                same,
                "{wanted} {shown}"
            );
        }
    }

    #[test]
    fn long_numbers_are_neither_taken_for_each_other_nor_rounded() {
        let digits = "123456789012345678901234567890";
        let other = "123456789012345678901234567891";
        let body = |number: &str| {
            format!(r#"{{"provider":"hologram","settings":{{"room":"7b","number":{number}}}}}"#)
        };
        assert_eq!(differences(&body(digits), &body(digits)).0, "");
        assert_eq!(
            differences(&body(digits), &body(other)).0,
            "settings.number"
        );
        assert_eq!(differences(&body("1.0"), &body("1.00")).0, "");

        let wanted = RawValue::from_string(r#"{"room":"8a"}"#.to_owned()).unwrap();
        let shown = shown_settings(&connector(&body(digits)));
        let whole = whole_settings(&wanted, shown, None).unwrap();
        assert_eq!(whole.get(), format!(r#"{{"room":"8a","number":{digits}}}"#));
    }

    #[test]
    fn what_a_secret_is_masked_with_is_not_sent_back() {
        let wanted = RawValue::from_string(r#"{"room":"8a"}"#.to_owned()).unwrap();
        let shown = r#"{"provider":"hologram","settings":{"token":"***","client_secret":"kept","floor":2}}"#;
        let whole = whole_settings(&wanted, shown_settings(&connector(shown)), None).unwrap();
        assert_eq!(
            whole.get(),
            r#"{"room":"8a","client_secret":"kept","floor":2}"#
        );
    }

    #[test]
    fn only_keys_that_the_provider_has_are_sent_back() {
        let wanted =
            RawValue::from_string(r#"{"client_id":"j","client_secret":"s"}"#.to_owned()).unwrap();
        let shown = r#"{"provider":"google","settings":{"project_id":"p","topic_name":"t","client_id":"i"}}"#;
        let known = ["client_id", "client_secret", "topic_name"];
        for unset in ["null", r#""""#, r#"" ""#, "{}", "7"] {
            let shown = format!(r#"{{"provider":"google","settings":{{"topic_name":{unset}}}}}"#);
            let shown = shown_settings(&connector(&shown));
            let whole = whole_settings(&wanted, shown, Some(&known)).unwrap();
            assert_eq!(whole.get(), wanted.get(), "{unset}");
        }
        let whole =
            whole_settings(&wanted, shown_settings(&connector(shown)), Some(&known)).unwrap();
        assert_eq!(
            whole.get(),
            r#"{"client_id":"j","client_secret":"s","topic_name":"t"}"#
        );
    }
}
