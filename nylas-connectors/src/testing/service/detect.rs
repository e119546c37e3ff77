//! The detection of an address's provider.

use serde_json::json;

use super::query::Query;
use super::reply::{Outcome, Reply};
use crate::Provider;

fn domains(provider: &Provider) -> &'static [&'static str] {
    match provider {
        Provider::Google => &["gmail.com", "googlemail.com"],
        Provider::Microsoft => &["outlook.com", "hotmail.com", "live.com"],
        Provider::ICloud => &["icloud.com", "me.com"],
        Provider::Imap => &[AOL],
        Provider::Yahoo => &["yahoo.com"],
        Provider::Zoom
        | Provider::Ews
        | Provider::VirtualCalendar
        | Provider::Nylas
        | Provider::Other(_) => &[],
    }
}

/// The service shows a `type` beside this one's provider.
const AOL: &str = "aol.com";

pub(super) fn detect(query: &Query) -> Outcome {
    let address = query
        .get("email")
        .ok_or_else(|| Reply::invalid("email is required"))?;
    let domain = domain(address)
        .ok_or_else(|| Reply::invalid("email must be an address such as a@example.com"))?;
    let mut data = json!({ "email_address": address, "detected": false });
    let is_domain = |known: &&str| known.eq_ignore_ascii_case(domain);
    let known = |provider: &&Provider| domains(provider).iter().any(is_domain);
    if let Some(provider) = Provider::ALL.iter().find(known) {
        data["detected"] = true.into();
        data["provider"] = provider.as_str().into();
    }
    if is_domain(&AOL) {
        data["type"] = "aol".into();
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
