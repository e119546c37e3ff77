//! The query of a request.

use super::reply::Reply;
use crate::testing::recorded_request::RecordedRequest;

/// The names and values of a query, decoded. Clients encode a space as `+` or as `%20`.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn of(request: &RecordedRequest) -> Self {
        let query = request.query().unwrap_or_default();
        let pairs = form_urlencoded::parse(query.as_bytes());
        Self(pairs.into_owned().collect())
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The first value with this name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let pair = self.0.iter().find(|(held, _)| held == name)?;
        Some(&pair.1)
    }

    /// One of two choices; the first if the query has none.
    pub(super) fn choice(
        &self,
        name: &str,
        choices: [&'static str; 2],
    ) -> Result<&'static str, Reply> {
        let wanted = self.get(name).unwrap_or(choices[0]);
        let known = choices.into_iter().find(|choice| *choice == wanted);
        let [first, second] = choices;
        known.ok_or_else(|| Reply::invalid(&format!("{name} must be {first} or {second}")))
    }

    /// The `limit`, which is at least 1, and the `offset`.
    pub(super) fn window(&self) -> Result<(Option<usize>, Option<usize>), Reply> {
        Ok((self.number("limit", 1)?, self.number("offset", 0)?))
    }

    fn number(&self, name: &str, least: usize) -> Result<Option<usize>, Reply> {
        let parse = |value: &str| {
            let number = value.parse().ok().filter(|number| *number >= least);
            number.ok_or_else(|| {
                Reply::invalid(&format!("{name} must be a number of at least {least}"))
            })
        };
        self.get(name).map(parse).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(path: &str) -> Query {
        Query::of(&RecordedRequest::new("GET", path, vec![], vec![]))
    }

    #[test]
    fn a_query_is_decoded() {
        let query = query("/x?a=1+2%203%2B4&%62=&c");
        assert_eq!(query.get("a"), Some("1 2 3+4"));
        assert_eq!(query.get("b"), Some(""));
        assert_eq!(query.get("c"), Some(""));
        assert_eq!(query.get("d"), None);
    }

    #[test]
    fn a_window_has_whole_numbers() {
        assert_eq!(query("/x?limit=2").window().unwrap(), (Some(2), None));
        for wrong in ["/x?limit=0", "/x?limit=x", "/x?offset=-1"] {
            assert!(query(wrong).window().is_err(), "{wrong}");
        }
    }
}
