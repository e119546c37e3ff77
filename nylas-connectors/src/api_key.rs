//! What an API key must be.

use http::HeaderValue;

use crate::error::ConfigError;
use crate::paste_mistake;

/// Whether a key can be sent in a header, and doesn't have what is often copied along with one.
pub(crate) fn check(api_key: &str) -> Result<(), ConfigError> {
    let problem = if api_key.trim().is_empty() {
        "is empty: use the key from the Nylas dashboard"
    } else if let Some(problem) = paste_mistake::find(api_key) {
        problem
    } else if api_key.contains(char::is_whitespace) {
        "has white space in it: trim it, and give the key without `Bearer`"
    } else if !api_key.is_ascii() {
        "has a character that isn't ASCII: copy the key again"
    } else if api_key.contains(|letter: char| letter.is_ascii_control()) {
        "has a control character in it: copy the key again"
    } else {
        return Ok(());
    };
    Err(ConfigError::new("api_key", problem))
}

/// The value of the `Authorization` header, for a key that was checked.
pub(crate) fn bearer(api_key: &str) -> Result<HeaderValue, ConfigError> {
    let mut value = HeaderValue::try_from(format!("Bearer {api_key}"))
        .map_err(|_| ConfigError::new("api_key", "has a character that no HTTP header may have"))?;
    value.set_sensitive(true);
    Ok(value)
}
