//! The service's words, made fit for an error.

use std::fmt;

pub(super) fn write_request_id(
    formatter: &mut fmt::Formatter<'_>,
    request_id: Option<&str>,
) -> fmt::Result {
    match request_id {
        Some(request_id) => write!(formatter, " [request {}]", one_line(request_id)),
        None => Ok(()),
    }
}

/// Text of the service's, made fit for one line of a log: no control characters, not endless.
pub(super) fn one_line(text: &str) -> String {
    const LONGEST: usize = 300;
    let mut line: String = text
        .chars()
        .take(LONGEST)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}
