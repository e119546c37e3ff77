//! Sets up the connectors of a made-up application.

use nylas_connectors::{
    Action, Client, Error, Google, GoogleSettings, Microsoft, MicrosoftSettings, Provider, Secret,
    UpdateGoogle, Zoom, ZoomSettings, scope,
};

/// Lets users connect their Gmail.
pub fn connect_google(client: &Client, client_secret: impl Into<Secret>) -> Result<(), Error> {
    let google = Google::builder()
        .name("Acme mail")
        .settings(
            GoogleSettings::builder()
                .client_id("1234.apps.googleusercontent.com")
                .client_secret(client_secret)
                .topic_name("projects/acme/topics/nylas-gmail-realtime"),
        )
        .scope([scope::google::OPENID, scope::google::GMAIL_MODIFY])
        .build()?;
    client.connectors().create(&google)?;
    Ok(())
}

/// Lets users connect their Microsoft calendar.
pub fn connect_microsoft(client: &Client, client_secret: impl Into<Secret>) -> Result<(), Error> {
    let microsoft = Microsoft::builder()
        .settings(
            MicrosoftSettings::builder()
                .client_id("8f2d5c1e-0000-4000-8000-000000000000")
                .client_secret(client_secret)
                .tenant("common"),
        )
        .scope([
            scope::microsoft::OFFLINE_ACCESS,
            scope::microsoft::CALENDARS_READ_WRITE,
        ])
        .build()?;
    client.connectors().create(&microsoft)?;
    Ok(())
}

/// Makes sure that meetings can be held on Zoom, however often it is called.
pub fn ensure_zoom(client: &Client, client_secret: impl Into<Secret>) -> Result<Action, Error> {
    let zoom = Zoom::builder()
        .settings(
            ZoomSettings::builder()
                .client_id("zoom-1234")
                .client_secret(client_secret),
        )
        .build()?;
    Ok(client.connectors().ensure(&zoom)?.action)
}

/// Asks users of Google for their calendar too, from now on.
pub fn ask_for_google_calendar(client: &Client) -> Result<(), Error> {
    let update = UpdateGoogle::builder()
        .scope([
            scope::google::OPENID,
            scope::google::GMAIL_MODIFY,
            scope::google::CALENDAR,
        ])
        .build()?;
    client.connectors().update(&update)?;
    Ok(())
}

/// Whether users can connect their Gmail. A service that doesn't answer is an error.
pub fn has_google(client: &Client) -> Result<bool, Error> {
    match client.connectors().get(Provider::Google) {
        Ok(_) => Ok(true),
        Err(error) if error.status() == Some(404) => Ok(false),
        Err(error) => Err(error),
    }
}
