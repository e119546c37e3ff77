//! What an API key must be to go over the wire.

use http::HeaderValue;

use crate::error::ConfigError;

/// An API key must be fit for a header, and what is commonly pasted along with one is named.
pub(crate) fn check(api_key: &str) -> Result<(), ConfigError> {
    let problem = if api_key.trim().is_empty() {
        "is empty: give the key from the Nylas dashboard"
    } else if api_key.contains(['\n', '\r']) {
        "has a newline in it, often left by a file or a copy: trim it"
    } else if api_key.contains(char::is_whitespace) {
        "has white space in it: trim it, and give the key without `Bearer`"
    } else if !api_key.is_ascii() {
        "has a character that isn't ASCII: copy the key anew"
    } else if api_key.contains(|letter: char| letter.is_ascii_control()) {
        "has a control character in it: copy the key anew"
    } else {
        return Ok(());
    };
    Err(ConfigError::new("api_key", problem))
}

/// The value of the `Authorization` header.
pub(crate) fn bearer(api_key: &str) -> Result<HeaderValue, ConfigError> {
    check(api_key)?;
    let mut value = HeaderValue::try_from(format!("Bearer {api_key}"))
        .map_err(|_| ConfigError::new("api_key", "has a character that no HTTP header may have"))?;
    value.set_sensitive(true);
    Ok(value)
}
