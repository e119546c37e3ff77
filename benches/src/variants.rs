//! One full Google connector, made in every way that a Rust program might choose.
//!
//! All structs have the same fields and the same serde attributes; only how they are made differs. The real
//! [`Google`] keeps its fields private, so the literal needs a struct of its own.

mod bon;
mod derive_builder;
mod json;
mod literal;
mod ours;
mod ours_unchecked;
mod typed_builder;
mod values;

use std::hint::black_box;

use nylas_connectors::{Google, GoogleSettings};
use serde::Serialize;

/// A way to make the connector.
pub(crate) struct Variant {
    /// What the table calls it.
    pub(crate) name: &'static str,
    /// Makes it and drops it.
    pub(crate) build: fn(),
    /// Makes it, writes it as JSON, and drops both.
    pub(crate) serialize: fn(),
}

/// Every way, the one that all others are compared with first.
pub(crate) const VARIANTS: [Variant; 7] = [
    Variant {
        name: "struct literal",
        build: || built(literal::make()),
        serialize: || written(&literal::make()),
    },
    Variant {
        name: "this derive, without validation",
        build: || built(ours_unchecked::make()),
        serialize: || written(&ours_unchecked::make()),
    },
    Variant {
        name: "`Google`, with validation",
        build: || built(ours::make()),
        serialize: || written(&ours::make().ok()),
    },
    Variant {
        name: "bon",
        build: || built(bon::make()),
        serialize: || written(&bon::make()),
    },
    Variant {
        name: "typed-builder",
        build: || built(typed_builder::make()),
        serialize: || written(&typed_builder::make()),
    },
    Variant {
        name: "derive_builder",
        build: || built(derive_builder::make()),
        serialize: || written(&derive_builder::make().ok()),
    },
    Variant {
        name: "`serde_json::json!`",
        build: || built(json::make()),
        serialize: || written(&json::make()),
    },
];

fn built<T>(value: T) {
    drop(black_box(value));
}

fn written(value: &impl Serialize) {
    drop(black_box(serde_json::to_vec(black_box(value))));
}

/// A full connector of the library's own type.
pub(crate) fn google() -> Result<Google, nylas_connectors::Invalid> {
    Google::builder()
        .name(values::text(values::NAME))
        .settings(
            GoogleSettings::builder()
                .client_id(values::text(values::CLIENT_ID))
                .client_secret(values::text(values::CLIENT_SECRET))
                .topic_name(values::text(values::TOPIC_NAME)),
        )
        .scope(values::scopes())
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_makes_the_same_json() {
        let expected = serde_json::to_string(&google().unwrap()).unwrap();
        assert_eq!(serde_json::to_string(&literal::make()).unwrap(), expected);
        let unchecked = ours_unchecked::make();
        assert_eq!(serde_json::to_string(&unchecked).unwrap(), expected);
        assert_eq!(serde_json::to_string(&bon::make()).unwrap(), expected);
        let typed = typed_builder::make();
        assert_eq!(serde_json::to_string(&typed).unwrap(), expected);
        let derived = derive_builder::make().unwrap();
        assert_eq!(serde_json::to_string(&derived).unwrap(), expected);
        let value: serde_json::Value = serde_json::from_str(&expected).unwrap();
        assert_eq!(json::make(), value);
    }
}
