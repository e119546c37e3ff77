//! What rustls' errors mean for a person.

use rustls::{AlertDescription, CertificateError, Error};

pub(super) const CLIENT_WANTED: &str =
    "it wants a certificate of this client: give one with `client_certificate`";
pub(super) const CLIENT_REFUSED: &str =
    "it doesn't take this client's certificate: check its issuer and its dates";

const UNKNOWN_ISSUER: &str = "its certificate is from an issuer that isn't trusted: if that is your company's CA, or a \
                              proxy's that inspects TLS, add it with `root_certificates`; the feature \
                              `platform-verifier` trusts what the system trusts";
const NOT_TLS: &str =
    "what it answered isn't TLS: check the port, and whether the base URL should begin with http";
const NOTHING_IN_COMMON: &str = "it has no version or cipher of TLS 1.2 and 1.3 in common with this client: it is too old, or set up wrongly";

/// Why there is no session. `presented` is whether the client has a certificate of its own.
pub(super) fn of(error: &Error, presented: bool) -> String {
    match error {
        Error::InvalidCertificate(reason) => of_certificate(reason),
        Error::InvalidMessage(_) => NOT_TLS.to_owned(),
        Error::PeerIncompatible(_)
        | Error::AlertReceived(AlertDescription::ProtocolVersion | AlertDescription::InsufficientSecurity) => {
            NOTHING_IN_COMMON.to_owned()
        }
        _ if is_about_the_client(error) && presented => CLIENT_REFUSED.to_owned(),
        _ if is_about_the_client(error) => CLIENT_WANTED.to_owned(),
        // Servers of TLS 1.2 say no more than this when they miss a certificate.
        Error::AlertReceived(AlertDescription::HandshakeFailure) => {
            "it refused the handshake: it may want a certificate of this client (`client_certificate`), or have no \
             cipher in common with it"
                .to_owned()
        }
        Error::AlertReceived(AlertDescription::UnrecognisedName) => {
            "it doesn't serve this host: check the base URL".to_owned()
        }
        Error::AlertReceived(_) => "it refused the handshake: check the base URL".to_owned(),
        Error::General(_) => {
            "this system's certificates can't be read: install them (ca-certificates), or give roots with \
             `only_root_certificates`"
                .to_owned()
        }
        _ => "the handshake failed: check what answers on this port".to_owned(),
    }
}

fn of_certificate(reason: &CertificateError) -> String {
    use CertificateError::{
        BadSignature, Expired, ExpiredContext, NotValidForName, NotValidForNameContext,
        NotValidYet, NotValidYetContext, Revoked, UnknownIssuer,
    };
    match reason {
        Expired | ExpiredContext { .. } => {
            "its certificate has expired: renew it, or check this machine's clock".to_owned()
        }
        NotValidYet | NotValidYetContext { .. } => {
            "its certificate isn't valid yet: check this machine's clock".to_owned()
        }
        NotValidForNameContext { presented, .. } if !presented.is_empty() => format!(
            "its certificate isn't valid for this name, but for {}: check the base URL",
            names(presented)
        ),
        NotValidForName | NotValidForNameContext { .. } => {
            "its certificate isn't valid for this name: check the base URL".to_owned()
        }
        UnknownIssuer => UNKNOWN_ISSUER.to_owned(),
        Revoked => "its certificate was revoked: ask whoever runs it".to_owned(),
        BadSignature => {
            "its certificate isn't signed by the issuer that it names: don't trust it".to_owned()
        }
        _ => "its certificate can't be used: ask whoever runs it".to_owned(),
    }
}

/// The names of a certificate, as a server sent them, fit for one line.
fn names(presented: &[String]) -> String {
    const MOST: usize = 3;
    let mut names: Vec<String> = presented
        .iter()
        .take(MOST)
        .map(|name| {
            name.chars()
                .filter(|letter| !letter.is_control())
                .take(100)
                .collect()
        })
        .collect();
    if presented.len() > MOST {
        names.push("…".to_owned());
    }
    names.join(", ")
}

/// Whether the server refuses what the client presented, or that it presented nothing. Servers say so instead of
/// looking at a request.
pub(super) fn is_about_the_client(error: &Error) -> bool {
    use AlertDescription::{
        AccessDenied, BadCertificate, CertificateExpired, CertificateRequired, CertificateRevoked,
        CertificateUnknown, NoCertificate, UnknownCA, UnsupportedCertificate,
    };
    matches!(
        error,
        Error::AlertReceived(
            AccessDenied
                | BadCertificate
                | CertificateExpired
                | CertificateRequired
                | CertificateRevoked
                | CertificateUnknown
                | NoCertificate
                | UnknownCA
                | UnsupportedCertificate
        )
    )
}
