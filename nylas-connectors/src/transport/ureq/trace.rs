//! What keeps the API key out of the log.

use log::{Level, log_enabled};

use crate::transport::{Limits, TransportError, TransportErrorKind};

/// Where ureq's protocol library writes the bytes of every request and answer, in hex and as text. All else that
/// ureq logs leaves the values of such headers out.
const TARGET: &str = "ureq_proto::util";

const ADVICE: &str = "a logger takes the target `ureq_proto::util` at TRACE, and the API key would be written to it: \
                      filter it, with `RUST_LOG=trace,ureq_proto=debug` for env_logger, or call \
                      `allow_trace_logging(true)` on the client's builder";

/// Refuses while the log would hold the API key, unless the client was told to let it.
pub(super) fn check(limits: &Limits) -> Result<(), TransportError> {
    if !limits.allow_trace_logging && log_enabled!(target: TARGET, Level::Trace) {
        return Err(TransportError::new(TransportErrorKind::Refused, ADVICE));
    }
    Ok(())
}
