//! What an API key must be.

use http::HeaderValue;

use crate::error::ConfigError;

/// Whether a key can be sent in a header, and doesn't have what is often copied along with one.
pub(crate) fn check(api_key: &str) -> Result<(), ConfigError> {
    let problem = if api_key.trim().is_empty() {
        "is empty: use the key from the Nylas dashboard"
    } else if api_key.contains(['\n', '\r']) {
        "has a newline in it, often left by a file or a copy: trim it"
    } else if api_key.starts_with(['"', '\'', '`', '\u{201c}', '\u{2018}']) {
        "has quotes around it, often left by a file of variables: leave them off"
    } else if has_variable_name(api_key) {
        "begins with the name of a variable: give what follows the `=`"
    } else if api_key.starts_with("${") || api_key.starts_with("$(") || api_key.starts_with("{{") {
        "is a variable that nobody replaced by its value"
    } else if api_key.starts_with('<') && api_key.ends_with('>') {
        "is a placeholder: use the key from the Nylas dashboard"
    } else if api_key.contains(char::is_whitespace) {
        "has white space in it: trim it, and give the key without `Bearer`"
    } else if !api_key.is_ascii() {
        "has a character that isn't ASCII: copy the key again"
    } else if api_key.contains(|letter: char| letter.is_ascii_control()) {
        "has a control character in it: copy the key again"
    } else if api_key.ends_with([';', ',']) {
        "ends with a `;` or `,`, often left by a copy: leave it off"
    } else {
        return Ok(());
    };
    Err(ConfigError::new("api_key", problem))
}

/// Whether a whole line of a file of variables was copied: `NYLAS_API_KEY=…`, `export NYLAS_API_KEY=…`.
fn has_variable_name(api_key: &str) -> bool {
    let line = api_key.strip_prefix("export ").unwrap_or(api_key);
    let is_name = |name: &str| {
        name.contains('_')
            && name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    };
    line.split_once('=')
        .is_some_and(|(name, _)| is_name(name.trim()))
}

/// The value of the `Authorization` header.
pub(crate) fn bearer(api_key: &str) -> Result<HeaderValue, ConfigError> {
    check(api_key)?;
    let mut value = HeaderValue::try_from(format!("Bearer {api_key}"))
        .map_err(|_| ConfigError::new("api_key", "has a character that no HTTP header may have"))?;
    value.set_sensitive(true);
    Ok(value)
}
