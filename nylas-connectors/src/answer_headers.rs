//! What the headers of an answer say.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// The request ID in the headers. An empty one is none.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    ["x-request-id", "request-id"].into_iter().find_map(|name| {
        let value = headers.get(name)?.to_str().ok()?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    })
}

/// `Retry-After`, in seconds or as a date. A fraction is rounded up, a past date asks for no delay, and a number that is
/// too large for a delay is the largest.
///
/// The date is compared with the answer's own `Date`, in case this machine's clock is wrong.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if value.starts_with(|first: char| first.is_ascii_digit())
        && let Ok(seconds) = value.parse::<f64>()
    {
        return Some(Duration::try_from_secs_f64(seconds.ceil()).unwrap_or(Duration::MAX));
    }
    let then = httpdate::parse_http_date(value).ok()?;
    let sent_at = |date: &http::HeaderValue| httpdate::parse_http_date(date.to_str().ok()?).ok();
    let now = headers
        .get(DATE)
        .and_then(sent_at)
        .unwrap_or_else(SystemTime::now);
    Some(then.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use http::header::HeaderName;

    use super::*;

    #[test]
    fn an_empty_request_id_is_none() {
        let headers = |name: HeaderName, value| {
            HeaderMap::from_iter([(name, http::HeaderValue::from_static(value))])
        };
        let [first, second] = ["x-request-id", "request-id"].map(HeaderName::from_static);
        assert_eq!(
            request_id(&headers(first.clone(), "r-1")).as_deref(),
            Some("r-1")
        );
        assert_eq!(request_id(&headers(first, " ")), None);
        assert_eq!(request_id(&headers(second, "r-2")).as_deref(), Some("r-2"));
    }

    fn delay(headers: &[(HeaderName, &'static str)]) -> Option<Duration> {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), http::HeaderValue::from_static(value)));
        retry_after(&headers.collect())
    }

    #[test]
    fn retry_after_is_a_number_of_seconds_or_a_date() {
        let date = (DATE, "Tue, 24 Nov 2026 10:00:00 GMT");
        for (value, seconds) in [
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("0", Some(0)),
            ("1.5", Some(2)),
            ("Tue, 24 Nov 2026 10:00:30 GMT", Some(30)),
            ("Tuesday, 24-Nov-26 10:01:00 GMT", Some(60)),
            ("Tue Nov 24 10:00:05 2026", Some(5)),
            ("Tue, 24 Nov 2026 09:00:00 GMT", Some(0)),
            ("-1", None),
            ("soon", None),
            ("", None),
        ] {
            let found = delay(&[date.clone(), (RETRY_AFTER, value)]);
            assert_eq!(found, seconds.map(Duration::from_secs), "{value:?}");
        }
        assert_eq!(delay(&[date]), None);
        assert_eq!(
            delay(&[(RETRY_AFTER, "99999999999999999999999")]),
            Some(Duration::MAX)
        );
    }

    #[test]
    fn a_past_date_asks_for_no_delay_when_the_answer_has_no_date() {
        let past = (RETRY_AFTER, "Fri, 01 Jan 1999 00:00:00 GMT");
        assert_eq!(delay(&[past]), Some(Duration::ZERO));
    }
}
