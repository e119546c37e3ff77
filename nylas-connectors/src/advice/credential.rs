//! What looks wrong in the data of a credential.

use super::Finding;
use super::settings::{CLIENT_ID_SUFFIX, SECRET_ID, is_google_client, is_guid};
use crate::{ConnectorCredential, CredentialData};

const PRIVATE_KEY_FRAME: Finding = Finding::new(
    "private_key_frame",
    "isn't between the lines `-----BEGIN PRIVATE KEY-----` and `-----END PRIVATE KEY-----`: give it as it is in the key \
     file, with these lines and its newlines",
);
const CLIENT_EMAIL_DOMAIN: Finding = Finding::new(
    "client_email_domain",
    "doesn't end in `gserviceaccount.com` as the addresses of service accounts do: give `client_email` of the key file, \
     not a user's address",
);

/// The advice about one text of the data; the key is the one below `credential_data`.
pub(super) fn about(data: &CredentialData, key: &str, text: &str) -> Option<Finding> {
    let (looks_wrong, finding) = match (data, key) {
        (CredentialData::ServiceAccount(_), "private_key") => (!is_framed(text), PRIVATE_KEY_FRAME),
        (CredentialData::ServiceAccount(_), "client_email") => {
            (!is_of_service_account(text), CLIENT_EMAIL_DOMAIN)
        }
        (CredentialData::AdminConsent(_), "client_secret") => (is_guid(text), SECRET_ID),
        (CredentialData::Connector(app), "client_secret") => {
            (is_microsofts(app) && is_guid(text), SECRET_ID)
        }
        (CredentialData::Connector(app), "client_id") => {
            (is_googles(app) && !is_google_client(text), CLIENT_ID_SUFFIX)
        }
        _ => return None,
    };
    looks_wrong.then_some(finding)
}

/// Only Microsoft's apps have a tenant, and their IDs are GUIDs.
fn is_microsofts(app: &ConnectorCredential) -> bool {
    app.tenant().is_some() || is_guid(app.client_id())
}

/// Google's secrets begin so, unless they are older than 2021.
fn is_googles(app: &ConnectorCredential) -> bool {
    app.client_secret().expose().starts_with("GOCSPX-")
}

/// Whether the key is between its two lines. Other text may stand before and after them.
fn is_framed(pem: &str) -> bool {
    let mut lines = pem.lines().map(str::trim);
    let label = lines.find_map(|line| kind_of_key(line, "-----BEGIN "));
    label.is_some() && lines.any(|line| kind_of_key(line, "-----END ") == label)
}

/// What comes before `PRIVATE KEY` in such a line: nothing, or `RSA `.
fn kind_of_key<'a>(line: &'a str, begin: &str) -> Option<&'a str> {
    line.strip_prefix(begin)?.strip_suffix("PRIVATE KEY-----")
}

fn is_of_service_account(address: &str) -> bool {
    address
        .to_ascii_lowercase()
        .ends_with("gserviceaccount.com")
}
