//! Programs that create a Google connector as the quickstart does: with the library, and by hand over reqwest.
//!
//! Each creates one, says `ready`, and then as many as each line of its input asks for, as every client process does.

use crate::projects::{self, Package};

/// A program of its own, and how it is identified.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) package: Package,
}

pub(crate) fn all() -> [Program; 3] {
    [
        program(
            "nylas-connectors",
            "with_default_features",
            &projects::library(""),
            WITH_CLIENT,
        ),
        program(
            "nylas-connectors without default features, no HTTP client",
            "without_features",
            &(projects::library(", default-features = false") + "http = \"1\"\n"),
            WITHOUT_CLIENT,
        ),
        program(
            "the same by hand over reqwest (blocking, rustls)",
            "by_hand",
            REQWEST,
            BY_HAND,
        ),
    ]
}

fn program(
    name: &'static str,
    package: &str,
    dependencies: &str,
    connector: &'static str,
) -> Program {
    let package = Package {
        name: package.to_owned(),
        dependencies: dependencies.to_owned(),
        source: format!("{connector}\n{LOOP}"),
    };
    Program { name, package }
}

const REQWEST: &str = r#"reqwest = { version = "0.13", default-features = false, features = ["blocking", "json", "rustls"] }
serde = { version = "1", features = ["derive"] }
"#;

const LOOP: &str = r#"
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let base_url = std::env::args().nth(1).ok_or("give the base URL")?;
    let create = creates(&base_url)?;
    create()?;
    println!("ready");
    for line in std::io::stdin().lines() {
        for _ in 0..line?.parse()? {
            create()?;
        }
        println!("0 0");
    }
    Ok(())
}
"#;

/// The connector, with the library.
macro_rules! google {
    () => {
        r#"        let google = Google::builder()
            .settings(
                GoogleSettings::builder()
                    .client_id("1234.apps.googleusercontent.com")
                    .client_secret("GOCSPX-5678")
                    .topic_name("projects/acme/topics/nylas-gmail-realtime"),
            )
            .scope([scope::google::OPENID, scope::google::GMAIL_MODIFY])
            .build()?;
"#
    };
}

const WITH_CLIENT: &str = concat!(
    r#"use nylas_connectors::{Client, Error, Google, GoogleSettings, scope};

fn creates(base_url: &str) -> Result<impl Fn() -> Result<(), Error>, Error> {
    let client = Client::builder()
        .api_key("nyk_bench")
        .base_url(base_url)
        .reuse_connections_for_creates(true)
        .build()?;
    Ok(move || {
"#,
    google!(),
    r#"        client.connectors().create(&google).map(drop)
    })
}
"#
);

/// The call as a value, with an answer at hand in place of the network.
const WITHOUT_CLIENT: &str = concat!(
    r##"use nylas_connectors::operations::CreateConnector;
use nylas_connectors::{Error, Google, GoogleSettings, Operation, scope};

const ANSWER: &str = r#"{"request_id":"r","data":{"name":"google","provider":"google"}}"#;

fn creates(base_url: &str) -> Result<impl Fn() -> Result<(), Error>, Error> {
    let base_url = base_url.to_owned();
    Ok(move || {
"##,
    google!(),
    r##"        std::hint::black_box(CreateConnector::new(&google).request(&base_url, "nyk_bench")?);
        CreateConnector::<Google>::parse(http::Response::new(ANSWER.into())).map(drop)
    })
}
"##
);

const BY_HAND: &str = r#"use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Google<'a> {
    provider: &'a str,
    settings: Settings<'a>,
    scope: Vec<&'a str>,
}

#[derive(Serialize)]
struct Settings<'a> {
    client_id: &'a str,
    client_secret: &'a str,
    topic_name: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    #[expect(dead_code)]
    request_id: Option<String>,
    data: Connector,
}

#[derive(Deserialize)]
struct Connector {
    provider: String,
}

fn creates(base_url: &str) -> Result<impl Fn() -> Result<(), Box<dyn std::error::Error>>, Box<dyn std::error::Error>> {
    let client = reqwest::blocking::Client::new();
    let url = format!("{base_url}/v3/connectors");
    Ok(move || {
        let google = Google {
            provider: "google",
            settings: Settings {
                client_id: "1234.apps.googleusercontent.com",
                client_secret: "GOCSPX-5678",
                topic_name: "projects/acme/topics/nylas-gmail-realtime",
            },
            scope: vec!["openid", "https://www.googleapis.com/auth/gmail.modify"],
        };
        let answer = client.post(&url).bearer_auth("nyk_bench").json(&google).send()?.error_for_status()?;
        let created: Answer = answer.json()?;
        if created.data.provider == "google" { Ok(()) } else { Err("no connector came back".into()) }
    })
}
"#;
