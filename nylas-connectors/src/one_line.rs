//! Words of the service or of another library, made fit for the one line of an error.

use std::fmt;

pub(crate) fn write_request_id(
    formatter: &mut fmt::Formatter<'_>,
    request_id: Option<&str>,
) -> fmt::Result {
    match request_id {
        Some(request_id) => write!(formatter, " [request {}]", one_line(request_id)),
        None => Ok(()),
    }
}

/// A foreign text for one line of a log: not endless, and without letters that would break the line or change
/// how the rest of it is shown.
pub(crate) fn one_line(text: &str) -> String {
    const LONGEST: usize = 300;
    let plain = |letter: char| if breaks_the_line(letter) { ' ' } else { letter };
    let mut line: String = text.chars().take(LONGEST).map(plain).collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

/// Control characters, line separators, and the marks that change the direction of text.
fn breaks_the_line(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{2028}' | '\u{2029}' | '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}
