//! How secret values are hidden.

use super::json::{Kind, Piece, pieces};
use crate::secret_keys::is_secret_key;

/// Headers whose values never appear in a snapshot.
const SECRET_HEADERS: &[&str] = &["authorization", "proxy-authorization", "cookie"];

/// The header's value, or what may be shown in its place. The scheme of an
/// authorization stays, because a wrong scheme is what a test looks for.
pub(super) fn masked_header(name: &str, value: &str) -> String {
    if !SECRET_HEADERS
        .iter()
        .any(|secret| secret.eq_ignore_ascii_case(name))
    {
        return value.to_owned();
    }
    match value.split_once(' ') {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("bearer") => format!("{scheme} ***"),
        _ => "***".to_owned(),
    }
}

/// The body with `"***"` in place of every secret value; all other bytes are
/// as they were. A body that isn't JSON is masked as far as it looks like it.
pub(super) fn masked_body(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut mask = Mask::Off;
    for piece in pieces(body) {
        let (shown, next) = mask.step(piece);
        out.extend_from_slice(shown);
        mask = next;
    }
    out
}

const STARS: &[u8] = b"\"***\"";

/// Where the reader of the pieces stands.
#[derive(Clone, Copy)]
enum Mask {
    /// Nothing secret is near.
    Off,
    /// A string that would be a secret's key, if a colon follows.
    Key,
    /// After the colon: the value comes next.
    Value,
    /// Inside a secret list or object, this many levels deep.
    Inside(usize),
    /// After a bare value, which goes on until the next comma or bracket.
    Bare,
}

impl Mask {
    /// What to show for the piece, and where that leads.
    fn step(self, piece: Piece<'_>) -> (&[u8], Self) {
        match (self, piece.kind) {
            (Self::Inside(depth), kind) => (&[], inside(depth, kind)),
            (Self::Bare, Kind::Bare | Kind::Blank | Kind::Text | Kind::Colon) => (&[], Self::Bare),
            (Self::Key | Self::Value, Kind::Blank) => (piece.raw, self),
            (Self::Key, Kind::Colon) => (piece.raw, Self::Value),
            (Self::Value, Kind::Open) => (STARS, Self::Inside(1)),
            (Self::Value, Kind::Bare) => (STARS, Self::Bare),
            (Self::Value, Kind::Text) => (STARS, Self::Off),
            (_, Kind::Text) if is_secret(piece.raw) => (piece.raw, Self::Key),
            _ => (piece.raw, Self::Off),
        }
    }
}

fn inside(depth: usize, kind: Kind) -> Mask {
    match kind {
        Kind::Open => Mask::Inside(depth + 1),
        Kind::Close if depth <= 1 => Mask::Off,
        Kind::Close => Mask::Inside(depth - 1),
        _ => Mask::Inside(depth),
    }
}

/// Reads the key as JSON first, so that an escaped spelling hides nothing.
fn is_secret(raw: &[u8]) -> bool {
    serde_json::from_slice::<String>(raw).is_ok_and(|key| is_secret_key(&key))
}

#[cfg(test)]
mod tests {
    use super::{masked_body, masked_header};

    fn masked(body: &str) -> String {
        String::from_utf8(masked_body(body.as_bytes())).unwrap()
    }

    #[test]
    fn secrets_are_masked_at_any_depth_and_all_else_keeps_its_bytes() {
        assert_eq!(
            masked("{ \"b\":1,\n\"s\":[{\"client_secret\" : \"a\\\"b\",\"a\" : 2.0}]}"),
            "{ \"b\":1,\n\"s\":[{\"client_secret\" : \"***\",\"a\" : 2.0}]}",
        );
    }

    #[test]
    fn secrets_that_are_no_strings_are_masked_whole() {
        assert_eq!(
            masked(r#"{"password":{"a":[1,{"b":2}]},"private_key":17 ,"refresh_token":null}"#),
            r#"{"password":"***","private_key":"***","refresh_token":"***"}"#,
        );
    }

    #[test]
    fn a_secret_key_spelled_with_an_escape_is_still_secret() {
        assert_eq!(
            masked(r#"{"client\u005fsecret":"x"}"#),
            r#"{"client\u005fsecret":"***"}"#
        );
    }

    #[test]
    fn a_secret_word_that_is_a_value_is_not_a_key() {
        let body = r#"{"a":"password","b":["access_token","x"]}"#;
        assert_eq!(masked(body), body);
    }

    #[test]
    fn a_broken_body_is_masked_too() {
        assert_eq!(
            masked(r#"{"client_secret":"hun"#),
            r#"{"client_secret":"***""#
        );
        assert_eq!(
            masked(r#"{"client_secret": it's hunter 2}"#),
            r#"{"client_secret": "***"}"#
        );
        assert_eq!(masked(r#"{"password":[1,2"#), r#"{"password":"***""#);
        assert_eq!(masked(r#"{"password":}"#), r#"{"password":}"#);
    }

    #[test]
    fn an_authorization_shows_at_most_that_it_is_a_bearer() {
        assert_eq!(masked_header("Authorization", "Bearer abc"), "Bearer ***");
        assert_eq!(masked_header("authorization", "abc"), "***");
        assert_eq!(masked_header("authorization", "my secret"), "***");
        assert_eq!(
            masked_header("accept", "application/json"),
            "application/json"
        );
    }
}
