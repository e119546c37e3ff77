//! What can be created: [`ConnectorSpec`] and the pieces that make one.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::{Serialize, Serializer};
use validator::Validate;

use crate::Provider;

/// The body of a request to create a connector.
///
/// Implemented for every type that is [`ForProvider`], `Serialize` and `Validate`, and for
/// [`AnyConnector`](crate::AnyConnector). An application can so describe a provider before this library knows it:
/// see [`ForProvider`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a connector",
    label = "give a connector; a builder becomes one with `.build()?`",
    note = "a type of your own is a connector with `#[derive(serde::Serialize, validator::Validate)]` and `impl ForProvider`"
)]
pub trait ConnectorSpec: Serialize + Validate {
    /// The provider that the connector reaches.
    fn provider(&self) -> Provider;
}

/// Says which provider a connector type is for. The one thing to write beside the struct itself.
///
/// ```
/// use nylas_connectors::{Builder, ForProvider, Provider, ProviderTag};
/// use serde::Serialize;
/// use validator::Validate;
///
/// #[derive(Builder, Serialize, Validate)]
/// #[builder(validate)]
/// struct Hologram {
///     #[builder(skip)]
///     provider: ProviderTag<Self>,
///     #[validate(length(min = 1))]
///     room: String,
///     #[serde(skip_serializing_if = "Option::is_none")]
///     floor: Option<u32>,
/// }
///
/// impl ForProvider for Hologram {
///     const PROVIDER: Provider = Provider::other("hologram");
/// }
///
/// let hologram = Hologram::builder().room("7b").build()?;
/// assert_eq!(serde_json::to_string(&hologram)?, r#"{"provider":"hologram","room":"7b"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Keep secrets in a [`Secret`](crate::Secret), under a key that ends in a word such as `secret`, and leave absent options
/// out as above: an `Option` without `skip_serializing_if` is sent as `null`, which the service doesn't take and
/// [`advice`](crate::advice()) finds.
/// In tests, `also_knows("hologram")` makes the fake service accept it. `ensure` compares the keys that all connectors
/// have; one that only yours has is sent when the connector is created, and not compared after that.
#[diagnostic::on_unimplemented(
    message = "`{Self}` names no provider",
    label = "write `impl ForProvider for {Self} {{ const PROVIDER: Provider = Provider::other(\"…\"); }}`"
)]
pub trait ForProvider {
    /// The provider that the connector reaches.
    const PROVIDER: Provider;
}

#[diagnostic::do_not_recommend]
impl<T: ForProvider + Serialize + Validate> ConnectorSpec for T {
    fn provider(&self) -> Provider {
        T::PROVIDER
    }
}

/// The `provider` key of a connector: it takes no space and is always [`ForProvider::PROVIDER`] of its connector.
///
/// Decoding another provider's name is an error. Put `#[serde(default)]` on the field, so that the key may be
/// missing where an enum tagged by `provider` has taken it away.
pub struct ProviderTag<T>(PhantomData<fn() -> T>);

impl<T> Default for ProviderTag<T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<T> Clone for ProviderTag<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ProviderTag<T> {}

impl<T> PartialEq for ProviderTag<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for ProviderTag<T> {}

impl<T: ForProvider> fmt::Debug for ProviderTag<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&T::PROVIDER, formatter)
    }
}

impl<T: ForProvider> Serialize for ProviderTag<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::PROVIDER.serialize(serializer)
    }
}

impl<'de, T: ForProvider> Deserialize<'de> for ProviderTag<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = Provider::deserialize(deserializer)?;
        if found == T::PROVIDER {
            Ok(Self::default())
        } else {
            Err(D::Error::custom(format_args!(
                "`provider` must be `{}` here, not `{found}`",
                T::PROVIDER
            )))
        }
    }
}
