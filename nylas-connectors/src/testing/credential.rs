//! One credential of a pretend connector.

use serde_json::{Value, json};

use super::fields::Object;
use super::service::Counters;

/// One credential.
pub(super) struct Credential {
    id: String,
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) data: Object,
    pub(super) created_at: u64,
    pub(super) updated_at: u64,
}

impl Credential {
    pub(super) fn new(
        name: String,
        kind: &'static str,
        data: Object,
        counters: &mut Counters,
    ) -> Self {
        let now = counters.now();
        let id = counters.credential_id();
        Self {
            id,
            name,
            kind,
            data,
            created_at: now,
            updated_at: now,
        }
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// What the service shows of it: the data only as a hash.
    pub(super) fn shown(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "credential_type": self.kind,
            "hashed_data": hash(&self.data),
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        })
    }
}

/// A short fingerprint (FNV-1a), so that a test can see whether data changed.
/// The members are sorted first: their order isn't part of the data.
fn hash(data: &Object) -> String {
    let mut members: Vec<String> = data
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    members.sort_unstable();
    let start = 0xcbf2_9ce4_8422_2325_u64;
    let hash = members.join("\n").bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::{Object, hash};

    #[test]
    fn the_hash_depends_on_the_data_and_not_on_its_order() {
        let of = |text: &str| hash(&serde_json::from_str::<Object>(text).unwrap());
        assert_eq!(of(r#"{"a":1,"b":2}"#), of(r#"{"b":2,"a":1}"#));
        assert_ne!(of(r#"{"a":1,"b":2}"#), of(r#"{"a":2,"b":1}"#));
    }
}
