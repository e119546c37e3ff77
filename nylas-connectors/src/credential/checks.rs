//! The rules that only credentials have.

use validator::ValidationError;

use crate::rule::Rule;
use crate::validation;

/// Checks a key in PEM form: newlines are part of it, and a backslash never is.
pub(super) fn pem(key: &str) -> Result<(), ValidationError> {
    validation::not_blank(key)?;
    if key.contains(|letter: char| letter.is_control() && !matches!(letter, '\n' | '\r')) {
        let message = "has a control character in it: copy the key again, from the key file";
        return Err(Rule::CONTROL_CHARACTER.error(message));
    }
    if key.contains('\\') {
        let message = "has a backslash in it, which a PEM key never has: `\\n` was copied as two characters, from JSON or \
                       from an environment variable; put a newline in its place, or read the key file with \
                       `ServiceAccount::from_key_file`";
        return Err(Rule::ESCAPED_NEWLINE.error(message));
    }
    Ok(())
}

/// Checks an email address: something before and after an `@`. What else an address may be is up to its server.
pub(super) fn address(address: &str) -> Result<(), ValidationError> {
    validation::text(address)?;
    // A quoted name may have an `@` of its own.
    let is_one = |name: &str| !name.is_empty() && (name.starts_with('"') || !name.contains('@'));
    match address.rsplit_once('@') {
        Some((name, server)) if is_one(name) && !server.is_empty() => Ok(()),
        _ => {
            let message = "is not an email address: take `client_email` from the key file, which ends in \
                           `gserviceaccount.com`";
            Err(Rule::NOT_AN_ADDRESS.error(message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(result: Result<(), ValidationError>) -> Option<String> {
        result.err().map(|error| error.code.into_owned())
    }

    #[test]
    fn a_key_with_a_backslash_is_refused_with_where_it_comes_from() {
        for key in [
            r"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n",
            r"-----BEGIN PRIVATE KEY-----\\nMIIE",
            "MIIE\\",
        ] {
            let error = pem(key).unwrap_err();
            assert_eq!(error.code, "escaped_newline");
            assert!(
                error
                    .message
                    .unwrap()
                    .contains(r"`\n` was copied as two characters")
            );
        }
        for key in [
            "-----BEGIN PRIVATE KEY-----\nMIIE/+=\n",
            "MIIE",
            "\r\nMIIE\r\n",
        ] {
            assert_eq!(rule(pem(key)), None, "{key}");
        }
        assert!(pem(" \n").is_err());
    }

    #[test]
    fn an_address_has_two_parts() {
        for no_address in ["sync", "@acme.test", "sync@", "@", "a@b@c"] {
            assert_eq!(
                rule(address(no_address)).as_deref(),
                Some("not_an_address"),
                "{no_address}"
            );
        }
        for an_address in [
            "a@b",
            "sync@acme.iam.gserviceaccount.com",
            "\"a@b c\"@d",
            "ä@ö.test",
        ] {
            assert_eq!(rule(address(an_address)), None, "{an_address}");
        }
        assert!(address("").is_err_and(|error| error.code != "not_an_address"));
    }
}
