//! [`Secret`]: a text that must not be shown.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Unexpected, Visitor};
use serde::{Serialize, Serializer};
use validator::{Validate, ValidationErrors};
use zeroize::Zeroizing;

use crate::validation::{self, findings::WHOLE};

/// A secret text: a client secret, a private key, an API key.
///
/// `Debug` hides it, there is no `Display`, and its memory is wiped when it is dropped. [`expose`](Self::expose) is the
/// only way to read it. It serializes as the plain value.
///
/// Errors mask it wherever the service repeats it, and so do the requests that a `Recorder` shows. `FakeNylas` reads
/// requests from a socket, and knows a secret by its key alone: see `RecordedRequest::masked` for the words. So let the key
/// of a secret of your own end in one of them.
///
/// ```
/// use nylas_connectors::Secret;
///
/// let secret = Secret::from("GOCSPX-1234");
/// assert_eq!(format!("{secret:?}"), "Secret(***)");
/// assert_eq!(secret.expose(), "GOCSPX-1234");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The secret itself. Search for this name to find every place where a secret is read.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(***)")
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(Zeroizing::new(value))
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        value.to_owned().into()
    }
}

impl From<&String> for Secret {
    fn from(value: &String) -> Self {
        value.as_str().into()
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SecretVisitor)
    }
}

/// Accepts every type in order to refuse it: serde's own error shows the value.
struct SecretVisitor;

macro_rules! refuse {
    ($($visit:ident($Type:ty))*) => {
        $(fn $visit<E: de::Error>(self, _: $Type) -> Result<Secret, E> {
            Err(E::invalid_type(Unexpected::Other("another type"), &self))
        })*
    };
}

impl Visitor<'_> for SecretVisitor {
    type Value = Secret;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Secret, E> {
        Ok(value.into())
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Secret, E> {
        Ok(value.into())
    }

    refuse! {
        visit_bool(bool) visit_i64(i64) visit_i128(i128) visit_u64(u64) visit_u128(u128) visit_f64(f64)
        visit_bytes(&[u8])
    }
}

thread_local! {
    /// The secrets that were serialized, while somebody collects them.
    static SERIALIZED: RefCell<Option<Vec<Secret>>> = const { RefCell::new(None) };
}

/// Serializes something, and returns the secrets in it: their keys don't always say that they are.
pub(crate) fn collect_serialized<T>(serialize: impl FnOnce() -> T) -> (T, Vec<Secret>) {
    /// Ends the collection, also if a type's `Serialize` panics.
    struct End;
    impl Drop for End {
        fn drop(&mut self) {
            SERIALIZED.take();
        }
    }
    let end = End;
    SERIALIZED.replace(Some(Vec::new()));
    let result = serialize();
    let found = SERIALIZED.take().unwrap_or_default();
    drop(end);
    (result, found)
}

/// Serializing gives the plain value, since that is what the service needs.
impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        SERIALIZED.with_borrow_mut(|found| {
            if let Some(found) = found {
                found.push(self.clone());
            }
        });
        serializer.serialize_str(self.expose())
    }
}

impl FromStr for Secret {
    type Err = Infallible;

    fn from_str(value: &str) -> Result<Self, Infallible> {
        Ok(value.into())
    }
}

// By hand, for `#[validate(nested)]`: a derived check would put the value into the error.
impl Validate for Secret {
    fn validate(&self) -> Result<(), ValidationErrors> {
        validation::all([(WHOLE, validation::text(self.expose()))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_the_value_alone_and_inside_other_values() {
        let secret = Secret::from("hush");
        assert_eq!(
            format!("{secret:?} {:?}", Some(&secret)),
            "Secret(***) Some(Secret(***))"
        );
    }

    #[test]
    fn a_value_of_the_wrong_type_is_refused_without_being_shown() {
        for json in [
            "91337",
            "-91337",
            "9133.7",
            "true",
            "[91337]",
            "{\"a\":91337}",
            "null",
        ] {
            let message = serde_json::from_str::<Secret>(json)
                .unwrap_err()
                .to_string();
            assert!(!message.contains("9133"), "{message}");
        }
    }

    #[test]
    fn the_secrets_of_what_is_serialized_are_collected_and_no_others() {
        let write = || serde_json::to_string(&[Secret::from("a"), Secret::from("b")]);
        write().unwrap();
        let (json, found) = collect_serialized(write);
        assert_eq!(json.unwrap(), r#"["a","b"]"#);
        assert_eq!(found, ["a", "b"].map(Secret::from));
        assert_eq!(collect_serialized(|| ()).1, []);
        let panics = std::panic::catch_unwind(|| collect_serialized(|| panic!("on purpose")));
        assert!(panics.is_err());
        write().unwrap();
        assert_eq!(SERIALIZED.take(), None);
    }

    #[test]
    fn json_goes_in_and_out_as_the_plain_value() {
        let secret: Secret = serde_json::from_str("\"a\\nb\"").unwrap();
        assert_eq!(secret.expose(), "a\nb");
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"a\\nb\"");
    }
}
