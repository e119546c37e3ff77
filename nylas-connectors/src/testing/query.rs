//! The query of a request: its decoding, and the part of a list it asks for.

use percent_encoding::percent_decode_str;

use super::answers::Refusal;
use super::request::RecordedRequest;

/// The names and values of a query, decoded.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn of(request: &RecordedRequest) -> Self {
        let query = request.query().unwrap_or_default();
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decode(name), decode(value))
                })
                .collect(),
        )
    }

    /// The first value of that name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let pair = self.0.iter().find(|(held, _)| held == name)?;
        Some(&pair.1)
    }

    /// The value as a whole number.
    pub(super) fn number(&self, name: &str) -> Result<Option<usize>, Refusal> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let number = value.parse().map(Some);
        number.map_err(|_| Refusal::invalid(format!("{name} must be a whole number")))
    }

    /// The value, which must be one of the choices; the first if it is absent.
    pub(super) fn choice(
        &self,
        name: &str,
        choices: [&'static str; 2],
    ) -> Result<&'static str, Refusal> {
        let Some(value) = self.get(name) else {
            return Ok(choices[0]);
        };
        let known = choices.into_iter().find(|choice| *choice == value);
        known.ok_or_else(|| {
            Refusal::invalid(format!("{name} must be {} or {}", choices[0], choices[1]))
        })
    }
}

/// The part of a list that a request asks for.
pub(super) struct Window {
    pub(super) limit: Option<usize>,
    pub(super) offset: Option<usize>,
}

impl Window {
    pub(super) fn of(query: &Query) -> Result<Self, Refusal> {
        let limit = query.number("limit")?;
        if limit == Some(0) {
            return Err(Refusal::invalid("limit must be at least 1"));
        }
        Ok(Self {
            limit,
            offset: query.number("offset")?,
        })
    }

    /// The items inside the window.
    pub(super) fn cut<T>(&self, items: impl Iterator<Item = T>) -> Vec<T> {
        items
            .skip(self.offset.unwrap_or(0))
            .take(self.limit.unwrap_or(usize::MAX))
            .collect()
    }
}

/// Decodes a name or value. A blank arrives as `+` from some clients and as
/// `%20` from others.
fn decode(text: &str) -> String {
    let blanks = text.replace('+', " ");
    percent_decode_str(&blanks).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Query, RecordedRequest, Window};

    fn query(path: &str) -> Query {
        Query::of(&RecordedRequest::new(
            "GET".into(),
            path.into(),
            vec![],
            vec![],
        ))
    }

    #[test]
    fn both_spellings_of_a_blank_and_an_encoded_plus_are_decoded() {
        let query = query("/x?a=1+2%203%2B4&%62=&c");
        assert_eq!(query.get("a"), Some("1 2 3+4"));
        assert_eq!(query.get("b"), Some(""));
        assert_eq!(query.get("c"), Some(""));
        assert_eq!(query.get("d"), None);
    }

    #[test]
    fn a_window_cuts_and_never_overflows() {
        let window = Window::of(&query("/x?limit=2&offset=1")).unwrap();
        assert_eq!(window.cut(0..9), [1, 2]);
        assert_eq!(window.cut(0..1), [0; 0]);
        assert!(Window::of(&query("/x?limit=0")).is_err());
        assert!(Window::of(&query("/x?offset=-1")).is_err());
    }
}
