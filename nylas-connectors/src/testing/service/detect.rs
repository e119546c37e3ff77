//! The detection of an address's provider.

use serde_json::json;

use super::query::Query;
use super::reply::{Outcome, Reply};

/// The domain, its provider, and the `type` that the service shows where the provider is IMAP.
const DOMAINS: &[(&str, &str, Option<&str>)] = &[
    ("gmail.com", "google", None),
    ("googlemail.com", "google", None),
    ("outlook.com", "microsoft", None),
    ("hotmail.com", "microsoft", None),
    ("live.com", "microsoft", None),
    ("yahoo.com", "yahoo", None),
    ("icloud.com", "icloud", None),
    ("me.com", "icloud", None),
    ("aol.com", "imap", Some("aol")),
];

pub(super) fn detect(query: &Query) -> Outcome {
    let address = query
        .get("email")
        .ok_or_else(|| Reply::invalid("email is required"))?;
    let domain = domain(address)
        .ok_or_else(|| Reply::invalid("email must be an address such as a@example.com"))?;
    let mut data = json!({ "email_address": address, "detected": false });
    let known = DOMAINS
        .iter()
        .find(|(known, ..)| known.eq_ignore_ascii_case(domain));
    if let Some((_, provider, kind)) = known {
        data["detected"] = true.into();
        data["provider"] = (*provider).into();
        if let Some(kind) = kind {
            data["type"] = (*kind).into();
        }
    }
    Ok(Reply::data(data))
}

/// What follows the only `@`, if the text looks like an address. It catches an empty part, and a `+` that was sent
/// unencoded and so is a space here.
fn domain(address: &str) -> Option<&str> {
    let (local, domain) = address.split_once('@')?;
    let odd = |letter: char| letter.is_whitespace() || letter.is_control() || letter == '@';
    let valid =
        !local.is_empty() && !domain.is_empty() && !local.contains(odd) && !domain.contains(odd);
    valid.then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::recorded_request::RecordedRequest;

    fn ask(query: &str) -> Outcome {
        let path = format!("/v3/providers/detect{query}");
        detect(&Query::of(&RecordedRequest::new(
            "POST",
            path,
            vec![],
            vec![],
        )))
    }

    #[test]
    fn an_address_has_one_at_sign_and_no_spaces() {
        assert_eq!(domain("a+b@gmail.com"), Some("gmail.com"));
        for wrong in ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\n"] {
            assert_eq!(domain(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_big_domains_are_detected() {
        let detected = |email: &str| {
            ask(&format!("?email={email}"))
                .unwrap()
                .body
                .remove("data")
                .unwrap()
        };
        for (email, provider) in [
            ("a%2Bb%40gmail.com", "google"),
            ("a@Hotmail.com", "microsoft"),
            ("a@yahoo.com", "yahoo"),
            ("a@me.com", "icloud"),
        ] {
            let data = detected(email);
            assert_eq!(
                (&data["provider"], &data["detected"]),
                (&json!(provider), &json!(true))
            );
            assert!(data.get("type").is_none());
        }
        assert_eq!(detected("a@aol.com")["type"], "aol");
        let unknown = json!({ "email_address": "a@example.com", "detected": false });
        assert_eq!(detected("a@example.com"), unknown);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for query in [
            "",
            "?email=",
            "?email=a",
            "?email=a+b@gmail.com",
            "?email=a%20b@gmail.com",
        ] {
            assert!(ask(query).is_err(), "{query}");
        }
    }
}
