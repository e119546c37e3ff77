//! What a call does at the service, and so whether it may be sent again.

/// What a call does at the service.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Effect {
    /// It changes nothing, so it may always be sent again.
    Reads,
    /// It makes something as it should be; sent twice, it does the same.
    Replaces,
    /// It adds something. It is sent again only when the first request certainly had no effect.
    Creates,
}
