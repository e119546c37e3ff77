//! A scanner that cuts JSON text into pieces without changing a byte.
//!
//! It doesn't judge the text: whatever the input, the pieces put together are
//! the input again. That is what masking needs (a broken body holds secrets
//! too), and `serde_json::Value` wouldn't keep the order and the spelling.

/// What a piece of JSON text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `{` or `[`.
    Open,
    /// `}` or `]`.
    Close,
    Comma,
    Colon,
    /// A string with its quotes; without the last one if the text ends early.
    Text,
    /// A number, `true`, `false`, `null`, or anything that isn't JSON.
    Bare,
    /// White space.
    Blank,
}

/// A piece of the text, as it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) kind: Kind,
    pub(super) raw: &'a [u8],
}

/// Cuts the text into its pieces.
pub(super) fn pieces(text: &[u8]) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let kind = kind_of(*rest.first()?);
        let (raw, after) = rest.split_at(length(kind, rest));
        rest = after;
        Some(Piece { kind, raw })
    })
}

fn kind_of(first: u8) -> Kind {
    match first {
        b'{' | b'[' => Kind::Open,
        b'}' | b']' => Kind::Close,
        b',' => Kind::Comma,
        b':' => Kind::Colon,
        b'"' => Kind::Text,
        b' ' | b'\t' | b'\r' | b'\n' => Kind::Blank,
        _ => Kind::Bare,
    }
}

/// How many bytes the piece at the start of `rest` takes; at least one.
fn length(kind: Kind, rest: &[u8]) -> usize {
    match kind {
        Kind::Text => text_length(rest),
        Kind::Bare | Kind::Blank => rest
            .iter()
            .position(|&byte| kind_of(byte) != kind)
            .unwrap_or(rest.len()),
        Kind::Open | Kind::Close | Kind::Comma | Kind::Colon => 1,
    }
}

fn text_length(rest: &[u8]) -> usize {
    let mut escaped = false;
    for (index, &byte) in rest.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The text with two blanks of indentation a level, its order and its spelling
/// kept; `None` if it isn't JSON.
pub(super) fn pretty(text: &[u8]) -> Option<String> {
    serde_json::from_slice::<serde_json::Value>(text).ok()?;
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut before = None;
    for piece in pieces(text).filter(|piece| piece.kind != Kind::Blank) {
        if piece.kind == Kind::Close {
            depth = depth.saturating_sub(1);
        }
        if breaks_line(before, piece.kind) {
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
        }
        out.push_str(&String::from_utf8_lossy(piece.raw));
        if piece.kind == Kind::Colon {
            out.push(' ');
        }
        if piece.kind == Kind::Open {
            depth += 1;
        }
        before = Some(piece.kind);
    }
    Some(out)
}

/// Whether a line ends between two pieces. An empty list or object stays on
/// its line.
fn breaks_line(before: Option<Kind>, next: Kind) -> bool {
    match before {
        Some(Kind::Open) => next != Kind::Close,
        Some(Kind::Comma) => true,
        Some(_) => next == Kind::Close,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{pieces, pretty};

    #[test]
    fn pieces_together_are_the_text_even_if_it_is_broken() {
        for text in [
            r#" {"a\"b": [1.5e3 ,true],"c":{}} "#,
            r#"{"open"#,
            r#"{"a":tru"#,
            "\u{feff}nonsense \\ \" x",
            "",
        ] {
            let joined: Vec<u8> = pieces(text.as_bytes())
                .flat_map(|p| p.raw)
                .copied()
                .collect();
            assert_eq!(joined, text.as_bytes());
        }
    }

    #[test]
    fn pretty_keeps_the_order_the_repeats_and_the_spelling() {
        let text = br#"{"z":1.50,"a":["x\u0041",{}, [ ]],"a":{"b":null}}"#;
        let expected = "{\n  \"z\": 1.50,\n  \"a\": [\n    \"x\\u0041\",\n    {},\n    []\n  ],\n  \"a\": {\n    \"b\": null\n  }\n}";
        assert_eq!(pretty(text).as_deref(), Some(expected));
    }

    #[test]
    fn pretty_refuses_what_is_not_json() {
        assert_eq!(pretty(b"{\"a\":}"), None);
        assert_eq!(pretty(b""), None);
        assert_eq!(pretty(b"\"alone\"").as_deref(), Some("\"alone\""));
    }
}
