//! Making the service have a connector, whatever is there.

use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use validator::{Validate, ValidationErrors};
use zeroize::Zeroizing;

use super::attempts::{Attempts, Jitter};
use super::difference::{Difference, compare, shown_settings, whole_settings};
use super::{Machine, Step};
use crate::error::ConfigError;
use crate::fields::words;
use crate::history::Doubt;
use crate::json_text::{self, Members};
use crate::operations::{CreateConnector, GetConnector, UpdateConnector};
use crate::providers::settings_keys;
use crate::rule::Rule;
use crate::settings::Settings;
use crate::{
    Connector, ConnectorSpec, Error, Invalid, Operation, Provider, Response, TransportError,
    UpdateSpec,
};

/// What [`Connectors::ensure`](crate::Connectors::ensure) did, and the connector as the service has it now.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Ensured {
    /// What was done.
    pub action: Action,
    /// The connector.
    pub connector: Connector,
    /// The paths of what differed, such as `scope` and `settings.tenant`. Empty unless the connector was updated.
    pub differed: Vec<String>,
    /// The paths of what is wanted but couldn't be compared, since the service doesn't show it: secrets such as
    /// `settings.client_secret`, and whatever else it leaves out. Empty if the connector was created.
    pub not_compared: Vec<String>,
}

/// What [`Connectors::ensure`](crate::Connectors::ensure) did.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Action {
    /// There was no connector, so it was created.
    Created,
    /// There was one, and something in it differed.
    Updated,
    /// There was one, and nothing that can be compared differed.
    Unchanged,
}

/// The machine that looks, creates or updates.
pub(crate) struct Ensure {
    provider: Provider,
    /// The body of the create.
    wanted: Zeroizing<Vec<u8>>,
    overwrite_settings: bool,
    current: Attempts<Response<Connector>>,
    stage: Stage,
}

enum Stage {
    /// Before the create, if nothing is there.
    Look(Box<Attempts<Response<Connector>>>),
    Create,
    /// After a create that failed with this error.
    LookAgain(Error),
    Update(Difference),
    Ended,
}

impl Ensure {
    pub(crate) fn new<C: ConnectorSpec>(
        settings: &Arc<Settings>,
        wanted: &C,
        overwrite_settings: bool,
        jitter: Jitter,
    ) -> Result<Self, Error> {
        let provider = wanted.provider();
        let create = Attempts::new(settings, &CreateConnector::new(wanted), jitter)?;
        if serde_json::from_slice::<Members>(create.body()).is_err() {
            return Err(
                Invalid::one("", Rule::NOT_JSON, "can't be written as a JSON object").into(),
            );
        }
        Ok(Self {
            current: Attempts::new(settings, &GetConnector::new(&provider), jitter)?
                .with_secrets_of(&create),
            provider,
            wanted: Zeroizing::new(create.body().to_vec()),
            overwrite_settings,
            stage: Stage::Look(Box::new(create)),
        })
    }

    fn begin(
        &mut self,
        stage: Stage,
        operation: &impl Operation<Output = Response<Connector>>,
    ) -> Result<Option<Ensured>, Error> {
        self.current = self.current.then(operation)?;
        self.stage = stage;
        Ok(None)
    }

    /// What follows from the outcome of the current call: the end, or `None` and another call.
    fn advance(
        &mut self,
        outcome: Result<Response<Connector>, Error>,
    ) -> Result<Option<Ensured>, Error> {
        match (std::mem::replace(&mut self.stage, Stage::Ended), outcome) {
            (Stage::Look(_), Ok(found)) => self.adjust(found.data),
            (Stage::Look(create), Err(error)) if error.status() == Some(404) => {
                self.current = create.after(&self.current);
                self.stage = Stage::Create;
                Ok(None)
            }
            (Stage::Create, Ok(created)) => Ok(Some(Ensured {
                action: Action::Created,
                connector: created.data,
                differed: Vec::new(),
                not_compared: Vec::new(),
            })),
            (Stage::Create, Err(error))
                if error.may_have_been_applied() || may_exist_already(&error) =>
            {
                self.begin(Stage::LookAgain(error), &GetConnector::new(&self.provider))
            }
            (Stage::LookAgain(refused), Ok(found)) => {
                let was_cut_off = refused.may_have_been_applied();
                let mut ensured = self.adjust(found.data)?;
                // What was created as it is wanted, was created by this call or by another one like it.
                if let Some(ensured) = &mut ensured
                    && was_cut_off
                {
                    ensured.action = Action::Created;
                }
                Ok(ensured)
            }
            // Why the create was refused says more than why there was no second look.
            (Stage::LookAgain(refused), Err(error)) => {
                let is_there = error.status() != Some(404);
                let doubt = match refused.status() {
                    Some(409) => Doubt::ExistsUnseen,
                    _ if is_there && refused.may_have_been_applied() => Doubt::Ensure,
                    _ => Doubt::None,
                };
                Err(refused.with_doubt(doubt))
            }
            (Stage::Update(difference), Ok(updated)) => Ok(Some(Ensured {
                action: Action::Updated,
                connector: updated.data,
                differed: difference.differed,
                not_compared: difference.not_compared,
            })),
            (_, Err(error)) => Err(error),
            (Stage::Ended, Ok(_)) => Err(ConfigError::new("call", "has ended already").into()),
        }
    }

    /// Updates what differs, if anything does.
    fn adjust(&mut self, found: Connector) -> Result<Option<Ensured>, Error> {
        let wanted: Members = serde_json::from_slice(&self.wanted).unwrap_or_default();
        let difference = compare(&wanted, self.current.typed_secrets(), &found);
        let overwrites = self.overwrite_settings && wanted.get("settings").is_some();
        if difference.differed.is_empty() && !overwrites {
            return Ok(Some(Ensured {
                action: Action::Unchanged,
                connector: found,
                differed: Vec::new(),
                not_compared: difference.not_compared,
            }));
        }
        let changes = |key: &str| difference.is_in(key) || overwrites && key == "settings";
        let update = Update::new(&self.provider, &wanted, &found, changes);
        self.begin(Stage::Update(difference), &UpdateConnector::new(&update))
    }
}

/// What a second create is answered with isn't documented: perhaps another program was quicker.
fn may_exist_already(error: &Error) -> bool {
    let status = error.status().unwrap_or_default();
    matches!(error, Error::Api(_))
        && matches!(status, 400..=499)
        && !matches!(status, 401 | 403 | 429)
}

/// The update that makes the connector as it is wanted. It has no `Debug`, since there is a secret in it.
#[derive(Serialize)]
struct Update {
    #[serde(skip)]
    provider: Provider,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<Value>,
}

impl Update {
    /// The wanted values of the keys that it changes.
    fn new(
        provider: &Provider,
        wanted: &Members,
        found: &Connector,
        changes: impl Fn(&str) -> bool,
    ) -> Self {
        let raw = |key: &str| wanted.get(key).filter(|_| changes(key));
        let value = |key: &str| json_text::value(raw(key)?.get());
        let whole = |settings: &RawValue| {
            whole_settings(settings, shown_settings(found), settings_keys(provider))
                .unwrap_or_else(|| settings.to_owned())
        };
        // A create of EWS takes one string under `scopes`. An update documents only `scope`, a list, and so does the
        // answer.
        let (joined, scopes) = match value("scopes") {
            Some(Value::String(joined)) => (Some(words(&joined).collect()), None),
            other => (None, other),
        };
        Self {
            provider: provider.clone(),
            name: raw("name").map(ToOwned::to_owned),
            settings: raw("settings").map(whole),
            scope: value("scope").or(joined),
            scopes,
        }
    }
}

/// The wanted connector was validated, and its parts are as valid as it was.
impl Validate for Update {
    fn validate(&self) -> Result<(), ValidationErrors> {
        Ok(())
    }
}

impl UpdateSpec for Update {
    fn provider(&self) -> Provider {
        self.provider.clone()
    }
}

impl Machine<Ensured> for Ensure {
    fn next(&mut self, now: Instant) -> Step<Ensured> {
        loop {
            let outcome = match self.current.next(now) {
                Step::Send(request) => return Step::Send(request),
                Step::Wait(duration) => return Step::Wait(duration),
                Step::Done(outcome) => outcome,
            };
            match self.advance(outcome) {
                Ok(None) => {}
                Ok(Some(ensured)) => return Step::Done(Ok(ensured)),
                Err(error) => return Step::Done(Err(error)),
            }
        }
    }

    fn received(&mut self, response: http::Response<Vec<u8>>) {
        self.current.received(response);
    }

    fn failed(&mut self, error: TransportError) {
        self.current.failed(error);
    }
}
