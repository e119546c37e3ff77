//! What is copied by accident along with a value: quotes, the name of a variable, the end of a line.

/// What is wrong with a text that was copied with more than its value, or as a template for one.
pub(crate) fn problem(text: &str) -> Option<&'static str> {
    let starts_with_one_of = |starts: [&str; 3]| starts.iter().any(|start| text.starts_with(start));
    Some(if text.contains(['\n', '\r']) {
        "has a newline in it, often left by a file or a copy: trim it"
    } else if text.contains(['\u{feff}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}']) {
        "has an invisible character in it, often left by a file or a copy: copy the visible part alone"
    } else if text.starts_with(['"', '\'', '`', '\u{201c}', '\u{2018}']) {
        "has quotes around it, often left by a file of variables: leave them off"
    } else if has_variable_name(text) {
        "begins with the name of a variable: give what follows the `=`"
    } else if starts_with_one_of(["${", "$(", "{{"]) {
        "is a variable that nobody replaced by its value"
    } else if text.starts_with('<') && text.ends_with('>') {
        "is a placeholder: use the value from the Nylas dashboard"
    } else if text.ends_with([';', ',']) {
        "ends with a `;` or `,`, often left by a copy: leave it off"
    } else if text.ends_with(['"', '\'', '`', '\u{201d}', '\u{2019}']) {
        "ends with a quote, often left by a copy: leave it off"
    } else {
        return None;
    })
}

/// Whether a whole line of a file of variables was copied: `NYLAS_API_KEY=…`, `export NYLAS_API_KEY=…`.
fn has_variable_name(text: &str) -> bool {
    let line = text.strip_prefix("export ").unwrap_or(text);
    let is_name = |name: &str| {
        name.contains('_')
            && name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    };
    line.split_once('=')
        .is_some_and(|(name, _)| is_name(name.trim()))
}
