//! Google's service accounts.

use serde::Serialize;
use validator::{Validate, ValidationErrors};

use super::checks::{address, pem};
use super::extra_keys::ExtraKeys;
use super::key_file;
use crate::{Builder, Invalid, Secret, validation};

/// A Google service account, most easily from the key file that Google provides.
///
/// Documented under
/// [create a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/create_credential/).
#[derive(Builder, Clone, Debug, PartialEq, Serialize)]
#[builder(getters)]
pub struct ServiceAccount {
    /// The ID of the private key.
    private_key_id: Secret,
    /// The private key, in PEM form with its newlines. A `\n` as two characters is refused.
    private_key: Secret,
    /// The account's address, which ends in `gserviceaccount.com`.
    client_email: String,
    /// What else is in the key file.
    #[builder(skip)]
    #[serde(flatten)]
    extra: ExtraKeys,
}

impl ServiceAccount {
    /// Reads the text of a Google key file. All its keys are sent to the service.
    ///
    /// ```
    /// use nylas_connectors::ServiceAccount;
    ///
    /// let file = r#"{
    ///     "type": "service_account", "private_key_id": "1",
    ///     "private_key": "-----BEGIN…", "client_email": "sync@acme.iam.gserviceaccount.com"
    /// }"#;
    /// let account = ServiceAccount::from_key_file(file)?;
    /// assert_eq!(account.client_email(), "sync@acme.iam.gserviceaccount.com");
    /// # Ok::<(), nylas_connectors::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the text isn't the JSON of such a file or a key that the service needs isn't in it. The paths are those of
    /// the file. A file of another kind, such as an OAuth client's or a signed-in user's, is named as what it is. The
    /// error holds nothing of the file's content.
    pub fn from_key_file(json: &str) -> Result<Self, Invalid> {
        let file = key_file::read(json)?;
        Ok(Self {
            private_key_id: file.private_key_id.into(),
            private_key: file.private_key.into(),
            client_email: file.client_email,
            extra: file.extra.into(),
        })
    }
}

/// By hand, since a PEM key has newlines in it and a derived check would put the key into the error.
impl Validate for ServiceAccount {
    fn validate(&self) -> Result<(), ValidationErrors> {
        validation::all([
            (
                "private_key_id",
                validation::text(self.private_key_id.expose()),
            ),
            ("private_key", pem(self.private_key.expose())),
            ("client_email", address(&self.client_email)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewCredential;

    #[test]
    fn every_problem_of_a_key_file_is_reported_without_its_content() {
        // As an environment variable holds it that was quoted once too often.
        let file =
            r#"{"private_key_id":" hush","private_key":"-----BEGIN\\nhush","client_email":"hush"}"#;
        let account = ServiceAccount::from_key_file(file).unwrap();
        let credential = NewCredential::builder().name("n").credential_data(account);
        let invalid = credential.build().unwrap_err();
        let lines: Vec<String> = invalid
            .iter()
            .map(|problem| format!("{} {}", problem.path(), problem.rule()))
            .collect();
        assert_eq!(
            lines,
            [
                "credential_data.client_email not_an_address",
                "credential_data.private_key escaped_newline",
                "credential_data.private_key_id surrounding_space",
            ]
        );
        assert!(!format!("{invalid} {invalid:?}").contains("hush"));
    }
}
