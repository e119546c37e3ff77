//! The life of a connector at a service: every call, on a provider that has no connector there.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use nylas_connectors::{
    Action, AnyConnector, Client, ClientBuilder, ConnectorCredential, Error, NewCredential,
    Provider, Transport, UpdateCredential, UpdateOther,
};
use nylas_connectors_tests::published::Schema;
use serde_json::json;

use crate::watched::{Lines, Watched};

/// Providers whose connectors need no app, in the order in which they are tried.
pub(crate) const PROVIDERS: [Provider; 4] = [
    Provider::VirtualCalendar,
    Provider::ICloud,
    Provider::Imap,
    Provider::Ews,
];

/// The name of the connector and of its credential.
pub(crate) const NAME: &str = "nylas-connectors live test";

/// What came of it.
pub(crate) struct Run {
    /// The provider whose connector was created and deleted; `None` if all had one. A failed assertion is the outer
    /// error.
    pub(crate) outcome: thread::Result<Result<Option<Provider>, Error>>,
    /// Where an answer differs from the schema, or from what was asked for.
    pub(crate) differences: Lines,
    /// What else there is to say.
    pub(crate) notes: Lines,
}

impl Run {
    /// What there is to say; the error if not all went well.
    pub(crate) fn report(&self) -> Result<String, String> {
        let mut lines = self.notes.all();
        let all_well = match &self.outcome {
            Ok(Ok(Some(provider))) => {
                lines.push(format!(
                    "a connector of {provider} was created, changed and deleted"
                ));
                self.differences.all().is_empty()
            }
            Ok(Ok(None)) => {
                let all: Vec<&str> = PROVIDERS.iter().map(Provider::as_str).collect();
                lines.push(format!(
                    "nothing was tried and nothing was changed: each of {} has a connector here",
                    all.join(", ")
                ));
                false
            }
            Ok(Err(error)) => {
                lines.push(format!("it ended early: {error}"));
                false
            }
            Err(_) => {
                lines.push("it ended early, with a failed assertion".to_owned());
                false
            }
        };
        lines.extend(
            self.differences
                .all()
                .into_iter()
                .map(|line| format!("differs from the schema: {line}")),
        );
        let text = lines.join("\n");
        if all_well { Ok(text) } else { Err(text) }
    }
}

/// Creates a connector, does everything with it, and deletes it, whatever happens in between.
pub(crate) fn run(options: ClientBuilder, transport: impl Transport + 'static) -> Run {
    let (differences, notes) = (Lines::default(), Lines::default());
    let transport = Watched {
        inner: transport,
        schema: Schema::published(),
        differences: differences.clone(),
    };
    let life = || {
        let client = options.transport(transport).build()?;
        let (client, differences, notes) = (&client, &differences, &notes);
        let Some(provider) = free_provider(client)? else {
            return Ok(None);
        };
        Life {
            client,
            provider: provider.clone(),
            differences,
            notes,
        }
        .live()?;
        Ok(Some(provider))
    };
    let outcome = catch_unwind(AssertUnwindSafe(life));
    Run {
        outcome,
        differences,
        notes,
    }
}

/// The first provider without a connector, by the list and by a look at it alone.
fn free_provider(client: &Client) -> Result<Option<Provider>, Error> {
    let taken: Vec<Provider> = client
        .connectors()
        .list_all()
        .map(|connector| Ok(connector?.provider))
        .collect::<Result<_, Error>>()?;
    for provider in PROVIDERS
        .into_iter()
        .filter(|provider| !taken.contains(provider))
    {
        match client.connectors().get(&provider) {
            Err(error) if error.status() == Some(404) => return Ok(Some(provider)),
            Err(error) => return Err(error),
            Ok(_) => {}
        }
    }
    Ok(None)
}

struct Life<'a> {
    client: &'a Client,
    provider: Provider,
    differences: &'a Lines,
    notes: &'a Lines,
}

/// Deletes the connector at the end, also when the end is a failed assertion.
struct Cleanup<'a>(&'a Life<'a>);

impl Drop for Cleanup<'_> {
    fn drop(&mut self) {
        let Life {
            client,
            provider,
            notes,
            ..
        } = self.0;
        match client.connectors().delete(provider) {
            Err(error) if error.status() != Some(404) => {
                notes.add(format!(
                    "the connector of {provider} may be left, so delete it: {error}"
                ));
            }
            _ => {}
        }
    }
}

impl Life<'_> {
    fn live(&self) -> Result<(), Error> {
        let mut wanted = json!({"provider": self.provider, "name": NAME});
        if self.provider == Provider::Ews {
            wanted["scopes"] = json!("ews.messages");
        }
        let wanted: AnyConnector = serde_json::from_value(wanted).expect("a connector");
        let cleanup = self.create(&wanted)?;
        self.look_and_change(&wanted)?;
        self.credentials()?;
        self.client.detect_provider("someone@gmail.com")?;

        self.client.connectors().delete(&self.provider)?;
        let gone = self.client.connectors().get(&self.provider);
        let status = gone.err().and_then(|error| error.status());
        assert_eq!(status, Some(404), "the deleted connector is still there");
        std::mem::forget(cleanup);
        Ok(())
    }

    fn create(&self, wanted: &AnyConnector) -> Result<Cleanup<'_>, Error> {
        match self.client.connectors().create(wanted) {
            Ok(created) => {
                let cleanup = Cleanup(self);
                self.expect_name("created connector", created.data.name.as_deref(), NAME);
                Ok(cleanup)
            }
            Err(error) => {
                if error.may_have_been_applied() {
                    self.clean_up_a_doubtful_create();
                }
                Err(error)
            }
        }
    }

    /// There was no connector a moment ago, so one with this name is the test's.
    fn clean_up_a_doubtful_create(&self) {
        match self.client.connectors().get(&self.provider) {
            Ok(found) if found.data.name.as_deref() == Some(NAME) => drop(Cleanup(self)),
            Err(error) if error.status() == Some(404) => {}
            _ => self.notes.add(format!(
                "the create was cut off: if {} has a connector named {NAME:?}, delete it",
                self.provider
            )),
        }
    }

    fn look_and_change(&self, wanted: &AnyConnector) -> Result<(), Error> {
        let connectors = self.client.connectors();
        let found = connectors.get(&self.provider)?.data;
        self.expect_name("found connector", found.name.as_deref(), NAME);
        let listed = connectors.list_all().collect::<Result<Vec<_>, _>>()?;
        assert!(
            listed
                .iter()
                .any(|connector| connector.provider == self.provider),
            "the connector isn't in the list"
        );

        let renamed = format!("{NAME}, renamed");
        let update = UpdateOther::builder()
            .provider(&self.provider)
            .name(&renamed)
            .build()?;
        let updated = connectors.update(&update)?.data;
        self.expect_name("updated connector", updated.name.as_deref(), &renamed);
        let ensured = connectors.ensure(wanted)?;
        self.expect_name("ensured connector", ensured.connector.name.as_deref(), NAME);
        let again = connectors.ensure(wanted)?;
        assert_eq!(
            again.action,
            Action::Unchanged,
            "{:?} differs after an update",
            again.differed
        );
        Ok(())
    }

    /// A service need not take a credential for each provider.
    fn credentials(&self) -> Result<(), Error> {
        let credentials = self.client.credentials(&self.provider);
        let app = ConnectorCredential::builder()
            .client_id("live-test")
            .client_secret("no-secret");
        let new = NewCredential::builder()
            .name(NAME)
            .credential_data(app)
            .build()?;
        let created = match credentials.create(&new) {
            Ok(created) => created.data,
            Err(error)
                if error
                    .status()
                    .is_some_and(|status| (400..500).contains(&status)) =>
            {
                self.notes
                    .add(format!("{} takes no credential: {error}", self.provider));
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let listed = credentials.list_all().collect::<Result<Vec<_>, _>>()?;
        assert!(
            listed.iter().any(|listed| listed.id == created.id),
            "the credential isn't in the list"
        );
        assert_eq!(credentials.get(&created.id)?.data.id, created.id);
        let renamed = format!("{NAME}, renamed");
        let update = UpdateCredential::builder().name(&renamed).build()?;
        let updated = credentials.update(&created.id, &update)?.data;
        self.expect_name("updated credential", Some(&updated.name), &renamed);
        credentials.delete(&created.id)?;
        let left = credentials.list_all().collect::<Result<Vec<_>, _>>()?;
        assert!(
            left.iter().all(|left| left.id != created.id),
            "the deleted credential is still there"
        );
        Ok(())
    }

    /// A service that shows no name is seen where answers are compared with the schema.
    fn expect_name(&self, what: &str, shown: Option<&str>, wanted: &str) {
        if shown.is_some_and(|shown| shown != wanted) {
            self.differences.add(format!(
                "the {what} has another name than the one that was sent"
            ));
        }
    }
}
