//! What is copied by accident along with a value: quotes, the name of a variable, the end of a line.

/// What is wrong with a text that was copied with more than its value, or as a template for one.
pub(crate) fn find(text: &str) -> Option<&'static str> {
    let is_between =
        |first, last| text.len() > 1 && text.starts_with(first) && text.ends_with::<char>(last);
    Some(if text.contains(['\n', '\r']) {
        "has a newline in it, often left by a file or a copy: trim it"
    } else if text.contains(['\u{feff}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}']) {
        "has an invisible character in it, often left by a file or a copy: copy the visible part alone"
    } else if text.starts_with(['"', '\'', '`', '\u{201c}', '\u{2018}']) {
        "has quotes around it, often left by a file of variables: leave them off"
    } else if has_variable_name(text) {
        "begins with the name of a variable: give what follows the `=`"
    } else if text.starts_with('$') || is_between('{', '}') || is_between('%', '%') {
        "is a variable that nobody replaced by its value"
    } else if ["${", "$(", "{{"].iter().any(|open| text.contains(open)) {
        "has a variable in it that nobody replaced by its value"
    } else if text.starts_with('<') || text.ends_with('>') || is_between('[', ']') {
        "is a placeholder: use the value from the Nylas dashboard"
    } else if text.ends_with("\\n") || text.ends_with("\\r") {
        "ends with a newline written as a backslash and a letter: leave it off"
    } else if text.ends_with([';', ',']) {
        "ends with a `;` or `,`, often left by a copy: leave it off"
    } else if text.ends_with(['"', '\'', '`', '\u{201d}', '\u{2019}']) {
        "ends with a quote, often left by a copy: leave it off"
    } else {
        return None;
    })
}

/// Whether a whole line of a file of variables was copied: `NYLAS_API_KEY=…`, `export KEY=…`. A key itself may end with
/// `=`, and a URL's path may have one anywhere.
fn has_variable_name(text: &str) -> bool {
    let line = text.strip_prefix("export ").unwrap_or(text);
    let Some((name, value)) = line.split_once('=') else {
        return false;
    };
    let is_of_a_name = |letter: char| letter.is_ascii_alphanumeric() || "_- .".contains(letter);
    name.chars().all(is_of_a_name) && !value.trim_matches('=').is_empty()
}
