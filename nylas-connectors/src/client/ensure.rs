//! Making the service hold a connector, whatever is there.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use validator::{Validate, ValidationErrors};

use super::Client;
use crate::operations::{CreateConnector, GetConnector, UpdateConnector};
use crate::secret_keys::is_secret_key;
use crate::{Connector, ConnectorSpec, Error, Invalid, Provider, Scope, UpdateSpec};

/// What [`Connectors::ensure`](crate::Connectors::ensure) did, and the connector as the service has it now.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Ensured {
    /// What was done.
    pub action: Action,
    /// The connector.
    pub connector: Connector,
}

/// What [`Connectors::ensure`](crate::Connectors::ensure) did.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Action {
    /// There was none, so it was created.
    Created,
    /// There was one, and something in it differed.
    Updated,
    /// There was one, and nothing that can be compared differed.
    Unchanged,
}

pub(super) fn ensure<C: ConnectorSpec>(
    client: &Client,
    wanted: &C,
    overwrite_settings: bool,
) -> Result<Ensured, Error> {
    Invalid::check(wanted)?;
    if let Some(found) = find(client, wanted)? {
        return adjust(client, wanted, found, overwrite_settings);
    }
    let refused = match client.send(&CreateConnector::new(wanted)) {
        Ok(created) => {
            return Ok(Ensured {
                action: Action::Created,
                connector: created.data,
            });
        }
        Err(error) => error,
    };
    // What a second create answers isn't documented: perhaps someone else was quicker.
    if !may_be_there_already(&refused) {
        return Err(refused);
    }
    match find(client, wanted) {
        Ok(Some(found)) => adjust(client, wanted, found, overwrite_settings),
        // Why the create was refused says more than why there was no second look.
        Ok(None) | Err(_) => Err(refused),
    }
}

fn find<C: ConnectorSpec>(client: &Client, wanted: &C) -> Result<Option<Connector>, Error> {
    match client.send(&GetConnector::new(wanted.provider())) {
        Ok(found) => Ok(Some(found.data)),
        Err(error) if error.status() == Some(404) => Ok(None),
        Err(error) => Err(error),
    }
}

fn may_be_there_already(error: &Error) -> bool {
    matches!(error, Error::Api(error) if matches!(error.status, 400..=499) && !matches!(error.status, 401 | 403 | 429))
}

fn adjust<C: ConnectorSpec>(
    client: &Client,
    wanted: &C,
    found: Connector,
    overwrite_settings: bool,
) -> Result<Ensured, Error> {
    let difference = Difference::between(wanted, &found, overwrite_settings)?;
    if difference.is_empty() {
        return Ok(Ensured {
            action: Action::Unchanged,
            connector: found,
        });
    }
    let updated = client.send(&UpdateConnector::new(&difference))?;
    Ok(Ensured {
        action: Action::Updated,
        connector: updated.data,
    })
}

/// The update that makes a connector as it is wanted. It has no `Debug`: a secret is in it.
#[derive(Serialize)]
struct Difference {
    #[serde(skip)]
    provider: Provider,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<Value>,
}

impl Difference {
    fn between<C: ConnectorSpec>(
        wanted: &C,
        found: &Connector,
        overwrite: bool,
    ) -> Result<Self, Error> {
        let Ok(Value::Object(mut body)) = serde_json::to_value(wanted) else {
            return Err(Invalid::one("", "not_json", "can't be written as a JSON object").into());
        };
        let mut differs = |key: &str, differs: &dyn Fn(&Value) -> bool| {
            body.remove(key).filter(|value| differs(value))
        };
        // What the service doesn't show can't be compared: old applications have no `name`.
        Ok(Self {
            provider: wanted.provider(),
            name: differs("name", &|name| {
                found.name.is_some() && name.as_str() != found.name.as_deref()
            }),
            settings: differs("settings", &|settings| {
                overwrite || !are_shown(settings, found.settings.as_ref())
            })
            .map(|settings| laid_over(found.settings.clone().unwrap_or_default(), settings)),
            scope: differs("scope", &|scope| {
                !same_scopes(scope, found.scope.as_deref())
            }),
            scopes: differs("scopes", &|scopes| {
                found.scopes.is_some() && scopes.as_str() != found.scopes.as_deref()
            }),
        })
    }

    fn is_empty(&self) -> bool {
        let parts = [&self.name, &self.settings, &self.scope, &self.scopes];
        parts.into_iter().all(Option::is_none)
    }
}

/// The wanted connector was validated, and its parts are as valid as it was.
impl Validate for Difference {
    fn validate(&self) -> Result<(), ValidationErrors> {
        Ok(())
    }
}

impl UpdateSpec for Difference {
    fn provider(&self) -> Provider {
        self.provider.clone()
    }
}

/// Whether these settings are there, but for secrets, which the service doesn't show.
fn are_shown(wanted: &Value, found: Option<&Map<String, Value>>) -> bool {
    match (wanted, found) {
        (Value::Object(wanted), Some(found)) => members_shown_in(wanted, found),
        _ => false,
    }
}

fn shown_in(wanted: &Value, found: &Value) -> bool {
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => members_shown_in(wanted, found),
        (Value::Array(wanted), Value::Array(found)) => {
            let pairs = || wanted.iter().zip(found);
            wanted.len() == found.len() && pairs().all(|(wanted, found)| shown_in(wanted, found))
        }
        _ => wanted == found,
    }
}

fn members_shown_in(wanted: &Map<String, Value>, found: &Map<String, Value>) -> bool {
    wanted.iter().all(|(key, wanted)| {
        is_secret_key(key) || found.get(key).is_some_and(|found| shown_in(wanted, found))
    })
}

/// The settings to send: the service replaces them whole, so what only it has goes back with what is wanted.
fn laid_over(mut found: Map<String, Value>, wanted: Value) -> Value {
    let Value::Object(wanted) = wanted else {
        return wanted;
    };
    for (key, wanted) in wanted {
        let merged = match found.remove(&key) {
            Some(Value::Object(found)) => laid_over(found, wanted),
            _ => wanted,
        };
        found.insert(key, merged);
    }
    Value::Object(found)
}

/// The order of scopes means nothing, nor does the form of Microsoft's.
fn same_scopes(wanted: &Value, found: Option<&[Scope]>) -> bool {
    let Ok(wanted) = Vec::<Scope>::deserialize(wanted) else {
        return false;
    };
    short_forms(&wanted) == short_forms(found.unwrap_or_default())
}

fn short_forms(scopes: &[Scope]) -> BTreeSet<&str> {
    scopes.iter().map(Scope::short).collect()
}
