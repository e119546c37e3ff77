//! What to do about each kind of error. A fake service on this machine makes them happen.
//!
//! `cargo run -p nylas-connectors --example errors --features testing`

use nylas_connectors::testing::{FakeNylas, Fault};
use nylas_connectors::{
    Client, Error, ICloud, Imap, Problem, Provider, RetryPolicy, Zoom, ZoomSettings,
};

/// What a program does about an error, in words. The order matters: whether the service may have acted comes first.
fn what_to_do(error: &Error) -> String {
    match error {
        error if error.may_have_been_applied() => {
            "the service may have done it: look with `get`, or use `ensure`, before repeating it"
                .to_owned()
        }
        Error::Invalid(invalid) => {
            let paths: Vec<&str> = invalid.iter().map(Problem::path).collect();
            format!(
                "nothing was sent: show the user what to fix at {}",
                paths.join(", ")
            )
        }
        Error::Config(config) => {
            format!("nothing was sent: fix the client's `{}`", config.option())
        }
        Error::Api(refusal) => match (refusal.status, refusal.retry_after) {
            (401 | 403, _) => "stop: the key, its region or its permissions are wrong".to_owned(),
            (404, _) => "there is none: create it".to_owned(),
            (409, _) => "there is one: use `ensure` to bring it up to date".to_owned(),
            (429, Some(wait)) => format!("put the work back into the queue for {wait:?}"),
            _ if error.is_retryable() => "put the work back into the queue".to_owned(),
            _ => "fix the request; the service's support asks for the request ID".to_owned(),
        },
        error if error.is_retryable() => "put the work back into the queue".to_owned(),
        _ => "look at what answered: it may be a proxy and not the service".to_owned(),
    }
}

fn report<T>(what: &str, outcome: Result<T, Error>) {
    match outcome {
        Ok(_) => println!("{what}: done"),
        Err(error) => println!("{what}:\n  {error}\n  -> {}", what_to_do(&error)),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let nylas = FakeNylas::start()?;
    // The client's own retries are switched off here, so that each fault shows.
    let client = |api_key: &str| {
        Client::builder()
            .api_key(api_key)
            .base_url(nylas.base_url())
            .retry(RetryPolicy::none())
            .build()
    };
    report("a key with a newline", client("key\n"));

    let stranger = client("another-application's-key")?;
    report("a key of another application", stranger.connectors().list());

    let client = client(nylas.api_key())?;
    let blank = Zoom::builder()
        .settings(ZoomSettings::builder().client_id(" ").client_secret(""))
        .build();
    report("two blank fields", blank.map_err(Error::from));

    report("no connector yet", client.connectors().get(Provider::Imap));
    let imap = Imap::builder().build()?;
    client.connectors().create(&imap)?;
    report("a second connector", client.connectors().create(&imap));

    let icloud = ICloud::builder().build()?;
    for (what, fault) in [
        (
            "too many requests",
            Fault::status(429).header("Retry-After", "2"),
        ),
        ("a broken connection", Fault::Reset),
        ("half an answer", Fault::MalformedJson),
    ] {
        nylas.fail_next(fault.clone());
        report(
            &format!("{what}, while reading"),
            client.connectors().list(),
        );
        nylas.fail_next(fault);
        report(
            &format!("{what}, while creating"),
            client.connectors().create(&icloud),
        );
    }
    Ok(())
}
