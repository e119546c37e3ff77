//! Lists, from the first page to the last.

use std::iter::FusedIterator;
use std::vec;

use super::Client;
use crate::call::Paging;
use crate::{Error, Paged};

impl Client {
    /// All items of a list, fetched page by page while the iterator advances. A limit and an offset of the list's own are
    /// replaced. Each page is a call with a timeout of its own.
    ///
    /// Items that can't be read are left out: [`Page::unreadable`](crate::Page::unreadable) has them. After an error the
    /// iterator ends.
    ///
    /// Don't create or delete items while it advances: the service counts from the start of the list, so later items
    /// would be skipped or repeated. Collect the items first, for instance with
    /// `.collect::<Result<Vec<_>, _>>()`. Credentials come in the order of their creation unless the list says
    /// otherwise, so one that is added meanwhile is at the end.
    ///
    /// ```no_run
    /// use nylas_connectors::operations::ListCredentials;
    /// use nylas_connectors::{Client, CredentialSort, Order, Provider};
    ///
    /// let client = Client::from_env()?;
    /// let newest_first = ListCredentials::new(Provider::Google)
    ///     .sort(CredentialSort::CreatedAt, Order::Descending);
    /// for credential in client.list_all(newest_first) {
    ///     println!("{}", credential?.name);
    /// }
    /// # Ok::<(), nylas_connectors::Error>(())
    /// ```
    pub fn list_all<O: Paged>(&self, list: O) -> Pages<'_, O> {
        Pages {
            client: self,
            paging: Some(Paging::new(list)),
            page: Vec::new().into_iter(),
        }
    }
}

/// An iterator over all items of a list: [`Client::list_all`]. Items that can't be read are left out; a
/// [`Page`](crate::Page::unreadable) has their text.
///
/// It asks for 50 items at a time, and fetches a page when the one before is used up. If the service says how many items
/// it puts on a page, the list ends at one that isn't full; if it doesn't, at an empty one. A page that can't follow the
/// one before, since the service ignores the offset, is an error, and so are more than 2,000 pages.
///
/// ```no_run
/// let client = nylas_connectors::Client::from_env()?;
/// for connector in client.connectors().list_all() {
///     println!("{}", connector?.provider);
/// }
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "nothing is sent until it is iterated"]
pub struct Pages<'a, O: Paged> {
    client: &'a Client,
    /// `None` after the last page.
    paging: Option<Paging<O>>,
    page: vec::IntoIter<O::Item>,
}

impl<O: Paged> Pages<'_, O> {
    fn fetch(&mut self, mut paging: Paging<O>) -> Result<(), Error> {
        let page = self.client.send(&paging.page())?;
        let (items, more) = paging.accept(page)?;
        self.page = items.into_iter();
        self.paging = more.then_some(paging);
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
            if let Err(error) = self.paging.take().map(|paging| self.fetch(paging))? {
                return Some(Err(error));
            }
        }
    }
}

impl<O: Paged> FusedIterator for Pages<'_, O> {}
