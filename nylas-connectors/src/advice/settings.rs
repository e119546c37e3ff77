//! What looks wrong in a provider app's settings.

use super::Finding;
use crate::Provider;

pub(super) const CLIENT_ID_SUFFIX: Finding = Finding::new(
    "client_id_suffix",
    "doesn't end in `.apps.googleusercontent.com` as Google's client IDs do: copy it from the app's page in the \
     Google Cloud console",
);
pub(super) const SECRET_ID: Finding = Finding::new(
    "secret_id",
    "is a GUID, so it is most likely the secret's ID: give its value, which Microsoft Entra shows only once, when the \
     secret is created",
);
const TOPIC_NAME_FORM: Finding = Finding::new(
    "topic_name_form",
    "isn't of the form `projects/<project>/topics/<topic>`: give the full name of the Pub/Sub topic",
);

/// The advice about one setting.
pub(super) fn about(provider: &Provider, path: &str, text: &str) -> Option<Finding> {
    let (looks_wrong, finding) = match (provider, path) {
        (Provider::Google, "settings.client_id") => (!is_google_client(text), CLIENT_ID_SUFFIX),
        (Provider::Google, "settings.topic_name") => (!is_topic(text), TOPIC_NAME_FORM),
        (Provider::Microsoft, "settings.client_secret") => (is_guid(text), SECRET_ID),
        _ => return None,
    };
    looks_wrong.then_some(finding)
}

pub(super) fn is_google_client(client_id: &str) -> bool {
    let name = client_id.strip_suffix(".apps.googleusercontent.com");
    name.is_some_and(|name| !name.is_empty())
}

fn is_topic(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    matches!(parts.as_slice(), ["projects", project, "topics", topic] if !project.is_empty() && !topic.is_empty())
}

pub(super) fn is_guid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.concat().bytes().all(|byte| byte.is_ascii_hexdigit())
}
