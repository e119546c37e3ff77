//! The library's own type, which checks its content.

use nylas_connectors::{Google, Invalid};

#[inline(never)]
pub(super) fn make() -> Result<Google, Invalid> {
    super::google()
}
