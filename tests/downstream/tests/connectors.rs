//! What the application sends, and what it makes of a service that fails.

use acme_onboarding::{
    ask_for_google_calendar, connect_google, connect_microsoft, ensure_zoom, has_google,
};
use nylas_connectors::testing::{FakeNylas, Fault, Recorder};
use nylas_connectors::{Action, Client, Error};

fn recording() -> Result<(Recorder, Client), Error> {
    let recorder = Recorder::new();
    let client = Client::builder()
        .api_key("test-key")
        .transport(recorder.clone())
        .build()?;
    Ok((recorder, client))
}

#[test]
fn google_is_created() -> Result<(), Error> {
    let (recorder, client) = recording()?;
    connect_google(&client, "GOCSPX-1234")?;
    insta::with_settings!({ description => "What the application creates for Google, as it is sent, with secrets masked." }, {
        insta::assert_snapshot!(recorder.last().snapshot());
    });
    Ok(())
}

#[test]
fn microsoft_is_created() -> Result<(), Error> {
    let (recorder, client) = recording()?;
    connect_microsoft(&client, "abc8Q~1234")?;
    insta::with_settings!({ description => "What the application creates for Microsoft, as it is sent, with secrets masked." }, {
        insta::assert_snapshot!(recorder.last().snapshot());
    });
    Ok(())
}

#[test]
fn zoom_is_created_once() -> Result<(), Error> {
    let (recorder, client) = recording()?;
    assert_eq!(ensure_zoom(&client, "1234")?, Action::Created);
    insta::with_settings!({ description => "What the application creates for Zoom the first time, and never again." }, {
        insta::assert_snapshot!(recorder.last().snapshot());
    });
    assert_eq!(ensure_zoom(&client, "1234")?, Action::Unchanged);
    Ok(())
}

#[test]
fn the_calendar_is_added_to_google() -> Result<(), Error> {
    let (recorder, client) = recording()?;
    connect_google(&client, "GOCSPX-1234")?;
    ask_for_google_calendar(&client)?;
    insta::with_settings!({ description => "How the calendar's scope is added to a connector that is there." }, {
        insta::assert_snapshot!(recorder.last().snapshot());
    });
    Ok(())
}

#[test]
fn a_blank_secret_is_not_even_sent() -> Result<(), Error> {
    let (recorder, client) = recording()?;
    let error = connect_google(&client, " ").unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error}");
    assert_eq!(recorder.requests().len(), 0);
    Ok(())
}

#[test]
fn a_create_that_broke_off_is_not_repeated_blindly() -> Result<(), Box<dyn std::error::Error>> {
    let nylas = FakeNylas::start()?;
    let client = Client::builder()
        .api_key(nylas.api_key())
        .base_url(nylas.base_url())
        .build()?;
    nylas.fail_next(Fault::ApplyThenReset);
    let error = connect_google(&client, "GOCSPX-1234").unwrap_err();
    assert!(error.may_have_been_applied());
    assert_eq!(nylas.requests().len(), 1);
    assert!(has_google(&client)?);
    Ok(())
}

#[test]
fn a_gateway_that_answers_html_is_asked_again() -> Result<(), Box<dyn std::error::Error>> {
    let nylas = FakeNylas::start()?;
    let client = Client::builder()
        .api_key(nylas.api_key())
        .base_url(nylas.base_url())
        .build()?;
    nylas.fail_next(
        Fault::status(502)
            .header("Retry-After", "0")
            .body("<html>Bad Gateway</html>"),
    );
    assert!(!has_google(&client)?);
    assert_eq!(nylas.requests().len(), 2);
    Ok(())
}
