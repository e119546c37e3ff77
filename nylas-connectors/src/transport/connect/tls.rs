//! TLS with the library that the features and the program chose.

mod library;
#[cfg(feature = "native-tls")]
mod native;
#[cfg(feature = "rustls")]
mod rustls;
#[cfg(feature = "rustls")]
mod words;

pub(in crate::transport) use self::library::{Library, Options};
use crate::ConfigError;

/// rustls, unless it isn't compiled in or the other one was asked for.
pub(in crate::transport) fn library(options: &Options) -> Result<Box<dyn Library>, ConfigError> {
    #[cfg(feature = "native-tls")]
    if options.native || cfg!(not(feature = "rustls")) {
        return Ok(Box::new(native::Native::new(options)?));
    }
    #[cfg(feature = "rustls")]
    return Ok(Box::new(rustls::Rustls::new(options)?));
    #[cfg(not(feature = "rustls"))]
    Err(ConfigError::new(
        "transport",
        "has no TLS: turn on the feature `rustls` or `native-tls`",
    ))
}
