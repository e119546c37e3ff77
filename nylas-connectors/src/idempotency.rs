//! [`Idempotency`], which decides whether a request may be sent again.

/// What a request does at the service, in the terms of
/// [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#name-common-method-properties).
///
/// It decides when the client sends a request again: see [`RetryPolicy`](crate::RetryPolicy).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Idempotency {
    /// It changes nothing, so it may always be sent again.
    Safe,
    /// Sent twice, it has the effect of being sent once.
    Idempotent,
    /// Sent twice, it may act twice. It is sent again only when the service certainly didn't act on it.
    NotIdempotent,
}
