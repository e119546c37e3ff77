//! What the builders can send: for each form of a body, samples with all fields that are required and with all that there
//! are.

use std::collections::BTreeSet;

use nylas_connectors::testing::Recorder;
use nylas_connectors::*;
use nylas_connectors_tests::{apps, recorded};
use serde::Serialize;
use serde_json::{Value, json};

use crate::names::names;
use crate::paths::pointer;

/// One form of a body.
pub(crate) struct Body {
    /// The form's name, in angle brackets as in the schema; empty for a body with one form.
    pub(crate) form: &'static str,
    /// What is sent with fewer and with more fields set.
    pub(crate) samples: Vec<Value>,
    /// Whether it never has all fields, so that it can't be asked which are missing.
    pub(crate) partial: bool,
}

impl Body {
    /// # Panics
    ///
    /// If none of the samples has a field set that the type has.
    fn new<T: Serialize>(form: &'static str, samples: impl IntoIterator<Item = T>) -> Self {
        let (mut written, mut known) = (BTreeSet::new(), BTreeSet::new());
        let samples: Vec<Value> = samples
            .into_iter()
            .map(|sample| {
                known.extend(names(&sample));
                let json = serde_json::to_value(sample).unwrap();
                gather("", &json, &mut written);
                json
            })
            .collect();
        let unset: Vec<&String> = known.difference(&written).collect();
        assert!(
            unset.is_empty(),
            "set {unset:?} in the samples of {form} in tests/schema/bodies.rs"
        );
        Self {
            form,
            samples,
            partial: false,
        }
    }
}

impl Body {
    /// The values of a field in the samples.
    pub(crate) fn values(&self, path: &str) -> impl Iterator<Item = &Value> {
        let (object, name) = pointer(path);
        let pointer = format!("{object}/{name}");
        self.samples
            .iter()
            .filter_map(move |sample| sample.pointer(&pointer))
    }
}

fn gather(prefix: &str, json: &Value, written: &mut BTreeSet<String>) {
    for (name, member) in json.as_object().into_iter().flatten() {
        let path = format!("{prefix}{name}");
        gather(&format!("{path}."), member, written);
        written.insert(path);
    }
}

const NAME: &str = "a name";

/// Create a connector.
pub(crate) fn new_connectors() -> Vec<Body> {
    macro_rules! app {
        // What else the settings require follows their name: `Settings.field("value")`.
        ($form:literal, $Provider:ident, $Settings:ident $(.$more:ident($value:expr))*, $full:expr, $($scope:ident)?) => {{
            let app = $Settings::builder().client_id("i").client_secret("s")$(.$more($value))*;
            let samples = [
                $Provider::builder().without_settings().build(),
                $Provider::builder().settings(app).build(),
                $Provider::builder().name(NAME).settings($full)$(.$scope(["a"]))?.build(),
            ];
            Body::new($form, samples.map(Result::unwrap))
        }};
    }
    macro_rules! bare {
        ($form:literal, $Provider:ident $($scopes:tt)*) => {
            Body::new($form, [
                $Provider::builder().build().unwrap(),
                $Provider::builder().name(NAME)$($scopes)*.build().unwrap(),
            ])
        };
    }
    vec![
        app!("<Google>", Google, GoogleSettings, apps::google(), scope),
        app!(
            "<Microsoft>",
            Microsoft,
            MicrosoftSettings,
            apps::microsoft(),
            scope
        ),
        app!("<Zoom>", Zoom, ZoomSettings, apps::zoom(),),
        app!("<Yahoo>", Yahoo, YahooSettings, apps::yahoo(), scope),
        bare!("<iCloud>", ICloud),
        bare!("<IMAP>", Imap),
        bare!("<EWS>", Ews.scopes("a")),
        bare!("<Virtual calendars>", VirtualCalendar),
        bare!("<Nylas (Agent Account)>", Nylas),
    ]
}

/// Update a connector.
pub(crate) fn connector_updates() -> Vec<Body> {
    macro_rules! update {
        // What else the settings require follows their name: `Settings.field("value")`.
        ($form:literal, $Update:ident, $Settings:ident $(.$more:ident($value:expr))*, $full:expr, $($scope:ident)?) => {{
            let app = $Settings::builder().client_id("i").client_secret("s")$(.$more($value))*;
            let samples = [
                $Update::builder().name(NAME).build(),
                $Update::builder().settings(app).build(),
                $Update::builder()
                    .settings($full)
                    $(.$scope(["a"]))?
                    .active_credential_id("cred-1")
                    .build(),
            ];
            Body::new($form, samples.map(Result::unwrap))
        }};
    }
    let other = || UpdateOther::builder().provider(Provider::Imap);
    let others = [
        other().name(NAME).build(),
        other().active_credential_id("cred-1").build(),
    ];
    vec![
        update!(
            "<UpdateGoogle>",
            UpdateGoogle,
            GoogleSettings,
            apps::google(),
            scope
        ),
        update!(
            "<UpdateMicrosoft>",
            UpdateMicrosoft,
            MicrosoftSettings,
            apps::microsoft(),
            scope
        ),
        update!(
            "<UpdateYahoo>",
            UpdateYahoo,
            YahooSettings,
            apps::yahoo(),
            scope
        ),
        update!("<UpdateZoom>", UpdateZoom, ZoomSettings, apps::zoom(),),
        Body::new("<UpdateOther>", others.map(Result::unwrap)),
        Body {
            form: "<ensure>",
            samples: ensured(),
            partial: true,
        },
    ]
}

/// What `ensure` sends to update each connector, where the service shows another one.
fn ensured() -> Vec<Value> {
    let created = new_connectors()
        .into_iter()
        .map(|body| body.samples.last().cloned());
    created
        .flatten()
        .map(|wanted| {
            let recorder = Recorder::new();
            let shown = json!({"data": {
                "name": "another name",
                "provider": wanted["provider"],
                "settings": {"client_id": "another", "project_id": "computed"},
                "scope": ["b"],
            }});
            recorder.reply(200, shown.to_string());
            recorder.reply(200, shown.to_string());
            let wanted: AnyConnector = serde_json::from_value(wanted).unwrap();
            let ensured = recorded(&recorder).connectors().ensure(&wanted).unwrap();
            assert_eq!(ensured.action, Action::Updated);
            recorder.last().body_json()
        })
        .collect()
}

/// Each kind of credential, with what is required and with everything.
fn credential_data() -> [(&'static str, Vec<CredentialData>); 3] {
    let extra = serde_json::Map::from_iter([("more".to_owned(), json!(1))]);
    let app = || {
        ConnectorCredential::builder()
            .client_id("i")
            .client_secret("s")
    };
    let account = ServiceAccount::builder()
        .private_key_id("i")
        .private_key("k")
        .client_email("a@b.test");
    let key_file = r#"{"type":"service_account","private_key_id":"i","private_key":"k","client_email":"a@b.test"}"#;
    let key_file = ServiceAccount::from_key_file(key_file).unwrap();
    let consent = || AdminConsent::builder();
    let full = consent()
        .client_id("i")
        .client_secret("s")
        .tenant("t")
        .extra(extra.clone());
    [
        (
            "<Connector Override>",
            vec![app().into(), app().tenant("t").extra(extra).into()],
        ),
        ("<Service Account>", vec![account.into(), key_file.into()]),
        ("<Admin Consent>", vec![consent().into(), full.into()]),
    ]
}

/// Create a credential.
pub(crate) fn new_credentials() -> Vec<Body> {
    let new = |data| {
        NewCredential::builder()
            .name(NAME)
            .credential_data(data)
            .build()
            .unwrap()
    };
    credential_data()
        .into_iter()
        .map(|(form, data)| Body::new(form, data.into_iter().map(new)))
        .collect()
}

/// Update a credential.
pub(crate) fn credential_updates() -> Vec<Body> {
    let update = |data| {
        UpdateCredential::builder()
            .credential_data(data)
            .build()
            .unwrap()
    };
    let data = credential_data().into_iter().flat_map(|(_, data)| data);
    let name = UpdateCredential::builder().name(NAME).build().unwrap();
    vec![Body::new("", data.map(update).chain([name]))]
}
