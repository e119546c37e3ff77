//! Calls that give a list page by page.

use super::{ListConnectors, ListCredentials, Operation};
use crate::{Connector, Credential, Page};

/// A call that gives one page of a list, for [`Client::list_all`](crate::Client::list_all).
pub trait Paged: Operation<Output = Page<Self::Item>> {
    /// What the list is of.
    type Item: Clone + PartialEq;

    /// The same call for the page that passes over `offset` items and has `limit` of them at most.
    #[must_use]
    fn page(&self, offset: u64, limit: u64) -> Self;
}

impl Paged for ListConnectors {
    type Item = Connector;

    fn page(&self, offset: u64, limit: u64) -> Self {
        self.offset(offset).limit(limit)
    }
}

impl Paged for ListCredentials {
    type Item = Credential;

    fn page(&self, offset: u64, limit: u64) -> Self {
        self.clone().offset(offset).limit(limit)
    }
}
