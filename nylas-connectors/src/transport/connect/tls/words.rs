//! What rustls' errors mean for a person.

use std::borrow::Cow;

use rustls::{AlertDescription as Alert, CertificateError, Error};

/// What the program has given already, so that no message tells it to.
#[derive(Clone, Copy)]
pub(super) struct Given {
    /// A certificate of the client.
    pub(super) certificate: bool,
    /// Roots of its own.
    pub(super) roots: bool,
}

/// Why there is no session.
pub(super) fn of(error: &Error, given: Given) -> Cow<'static, str> {
    let words = match error {
        Error::InvalidCertificate(CertificateError::UnknownIssuer) if given.roots => {
            "its certificate is from an issuer that isn't trusted, and none of the roots that this client was given \
             issued it: add the certificate of the CA that did with `root_certificates`"
        }
        Error::InvalidCertificate(reason) => return of_certificate(reason),
        Error::InvalidMessage(_) => {
            "what it answered isn't TLS: check the port, and whether its URL should begin with http"
        }
        Error::PeerIncompatible(_)
        | Error::AlertReceived(Alert::ProtocolVersion | Alert::InsufficientSecurity) => {
            "it has no version or cipher of TLS 1.2 and 1.3 in common with this client: it is too old, or set up wrongly"
        }
        _ if is_about_the_client(error) && given.certificate => {
            "it doesn't take this client's certificate: check its issuer and its dates"
        }
        _ if is_about_the_client(error) => {
            "it wants a certificate of this client: give one with `client_certificate`"
        }
        // Servers of TLS 1.2 say no more than this when they miss a certificate.
        Error::AlertReceived(Alert::HandshakeFailure) => {
            "it refused the handshake: it may want a certificate of this client (`client_certificate`), or have no \
             cipher in common with it"
        }
        Error::AlertReceived(Alert::UnrecognisedName) => {
            "it doesn't serve this host: check the base URL"
        }
        Error::AlertReceived(_) => "it refused the handshake: check the base URL",
        Error::General(_) => {
            "this system's certificates can't be read: install them (ca-certificates), or give roots with \
             `only_root_certificates`"
        }
        _ => "the handshake failed: check what answers on this port",
    };
    words.into()
}

fn of_certificate(reason: &CertificateError) -> Cow<'static, str> {
    use CertificateError as E;
    let words = match reason {
        E::Expired | E::ExpiredContext { .. } => {
            "its certificate has expired: renew it, or check this machine's clock"
        }
        E::NotValidYet | E::NotValidYetContext { .. } => {
            "its certificate isn't valid yet: check this machine's clock"
        }
        E::NotValidForNameContext { presented, .. } if !presented.is_empty() => {
            let names = names(presented);
            let words = format!(
                "its certificate isn't valid for this name, but for {names}: check the base URL"
            );
            return words.into();
        }
        E::NotValidForName | E::NotValidForNameContext { .. } => {
            "its certificate isn't valid for this name: check the base URL"
        }
        E::UnknownIssuer => {
            "its certificate is from an issuer that isn't trusted: if that is your company's CA, or a proxy's that \
             inspects TLS, add it with `root_certificates`; the feature `platform-verifier` trusts what the system \
             trusts"
        }
        E::Revoked => "its certificate was revoked: ask whoever runs it",
        E::BadSignature => {
            "its certificate isn't signed by the key of the issuer that it names: if that issuer is your company's CA, it \
             may have a new certificate, which goes to `root_certificates`; otherwise don't trust it"
        }
        _ => "its certificate can't be used: ask whoever runs it",
    };
    words.into()
}

/// The names of a certificate, as a server sent them, fit for one line.
fn names(presented: &[String]) -> String {
    const MOST: usize = 3;
    let mut names: Vec<String> = presented
        .iter()
        .take(MOST)
        .map(|name| printable(name))
        .collect();
    if presented.len() > MOST {
        names.push("…".to_owned());
    }
    names.join(", ")
}

/// rustls shows `DnsName("example.com")` and `IpAddress(127.0.0.1)`.
fn printable(name: &str) -> String {
    let inner = name
        .split_once('(')
        .and_then(|(_, inner)| inner.strip_suffix(')'));
    let name = inner.unwrap_or(name).trim_matches('"');
    name.chars()
        .filter(|letter| !letter.is_control())
        .take(100)
        .collect()
}

/// Whether the server refuses what the client presented, or that it presented nothing. Servers say so instead of
/// looking at a request.
pub(super) fn is_about_the_client(error: &Error) -> bool {
    matches!(
        error,
        Error::AlertReceived(
            Alert::AccessDenied
                | Alert::BadCertificate
                | Alert::CertificateExpired
                | Alert::CertificateRequired
                | Alert::CertificateRevoked
                | Alert::CertificateUnknown
                | Alert::NoCertificate
                | Alert::UnknownCA
                | Alert::UnsupportedCertificate
        )
    )
}
