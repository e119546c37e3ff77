//! Lists, from the first page to the last.

use std::vec;

use super::Client;
use crate::operations::{ListConnectors, ListCredentials, Operation};
use crate::{Error, Page};

/// How many items a page asks for.
const PAGE: u64 = 50;

/// An iterator over all items of a list. It fetches a page when the one before is used up, ends at a page that
/// isn't full, and gives an error once and then ends.
///
/// ```no_run
/// let client = nylas_connectors::Client::from_env()?;
/// for connector in client.connectors().list_all() {
///     println!("{}", connector?.provider);
/// }
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
#[derive(Debug)]
pub struct Pages<'a, O: Paged> {
    client: &'a Client,
    list: O,
    offset: u64,
    page: vec::IntoIter<O::Item>,
    ended: bool,
}

/// A call that gives one page of a list.
pub trait Paged: Operation<Output = Page<Self::Item>> {
    /// What the list is of.
    type Item;

    /// The same call for the page that starts at `offset` and has `limit` items at most.
    #[must_use]
    fn page(&self, offset: u64, limit: u64) -> Self;
}

impl Paged for ListConnectors {
    type Item = crate::Connector;

    fn page(&self, offset: u64, limit: u64) -> Self {
        self.offset(offset).limit(limit)
    }
}

impl Paged for ListCredentials {
    type Item = crate::Credential;

    fn page(&self, offset: u64, limit: u64) -> Self {
        self.clone().offset(offset).limit(limit)
    }
}

impl<'a, O: Paged> Pages<'a, O> {
    pub(super) fn new(client: &'a Client, list: O) -> Self {
        Self {
            client,
            list,
            offset: 0,
            page: Vec::new().into_iter(),
            ended: false,
        }
    }

    fn fetch(&mut self) -> Result<(), Error> {
        let page = self.client.send(&self.list.page(self.offset, PAGE))?;
        let length = page.data.len() as u64;
        // The service may put fewer on a page than it was asked for; it then says how many.
        self.ended = length < page.limit.unwrap_or(PAGE).clamp(1, PAGE);
        self.offset += length;
        self.page = page.data.into_iter();
        Ok(())
    }
}

impl<O: Paged> Iterator for Pages<'_, O> {
    type Item = Result<O::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            if self.ended {
                return None;
            }
            if let Err(error) = self.fetch() {
                self.ended = true;
                return Some(Err(error));
            }
        }
    }
}

impl<O: Paged> std::iter::FusedIterator for Pages<'_, O> {}
