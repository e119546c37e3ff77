//! Which provider an e-mail address belongs to.

use serde_json::json;

use super::answers::{Outcome, Refusal, Reply};
use super::query::Query;

/// Domain, provider, and the kind of server where the provider is IMAP: the
/// service gives `type` only then.
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

/// Answers for the address in the query.
pub(super) fn detect(query: &Query) -> Outcome {
    let address = query
        .get("email")
        .ok_or_else(|| Refusal::invalid("email is required"))?;
    let domain = domain(address)
        .ok_or_else(|| Refusal::invalid("email must be an address such as a@example.com"))?;
    let found = DOMAINS
        .iter()
        .find(|(known, ..)| known.eq_ignore_ascii_case(domain));

    let data = match found {
        None => json!({"email_address": address, "detected": false}),
        Some((_, provider, None)) => {
            json!({"email_address": address, "detected": true, "provider": provider})
        }
        Some((_, provider, Some(kind))) => json!({
            "email_address": address,
            "detected": true,
            "provider": provider,
            "type": kind,
        }),
    };
    Ok(Reply::one(data))
}

/// What follows the only `@`, if the whole looks like an address. This is no
/// full check: it catches an empty part, and a `+` that was sent unencoded and
/// so arrives as a blank.
fn domain(address: &str) -> Option<&str> {
    let (local, domain) = address.split_once('@')?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '@';
    let fine =
        !local.is_empty() && !domain.is_empty() && !address.replacen('@', "", 1).contains(odd);
    fine.then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::domain;
    use crate::testing::service::Service;

    #[test]
    fn an_address_has_one_at_sign_and_no_blanks() {
        assert_eq!(domain("a+b@gmail.com"), Some("gmail.com"));
        for wrong in ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\n"] {
            assert_eq!(domain(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn detection_knows_the_big_domains() {
        let mut service = Service::new(None);
        let mut detect = |email: &str| {
            let path = format!("/v3/providers/detect?email={email}&all_provider_types=true");
            service.ask("POST", &path, "")
        };
        for (email, provider) in [
            ("a%2Bb%40gmail.com", "google"),
            ("a@Hotmail.com", "microsoft"),
            ("a@yahoo.com", "yahoo"),
            ("a@me.com", "icloud"),
        ] {
            let (status, body) = detect(email);
            assert_eq!(status, 200);
            assert_eq!(body["data"]["provider"], provider);
            assert_eq!(body["data"]["detected"], true);
            assert!(body["data"].get("type").is_none());
        }
        assert_eq!(detect("a@aol.com").1["data"]["type"], "aol");
        let (_, unknown) = detect("a@example.com");
        assert_eq!(unknown["data"]["detected"], false);
        assert!(unknown["data"].get("provider").is_none());
        assert_eq!(unknown["data"]["email_address"], "a@example.com");
    }

    #[test]
    fn detection_refuses_what_is_no_address() {
        let mut service = Service::new(None);
        for query in [
            "",
            "?email=",
            "?email=a",
            "?email=a+b@gmail.com",
            "?email=a%20b@gmail.com",
        ] {
            let path = format!("/v3/providers/detect{query}");
            assert_eq!(service.ask("POST", &path, "").0, 400, "{query}");
        }
    }
}
