//! Lists, from the first page to the last.

use std::vec;

use super::Client;
use crate::{Error, Paged};

/// How many items a page asks for.
const PAGE: u64 = 50;

/// An iterator over all items of a list: [`Client::list_all`]. It fetches a page when the one before is used up; after
/// an error it ends.
///
/// It asks for 50 items at a time; the service may put fewer on a page. If it says how many, the list ends at a page
/// that isn't full. If it doesn't, only an empty page is surely the last, so one more is asked for; and a page that
/// begins like the one before ends the list too, since it shows that the service doesn't heed the offset.
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
    list: O,
    offset: u64,
    page: vec::IntoIter<O::Item>,
    first: Option<O::Item>,
    ended: bool,
}

impl Client {
    /// All items of a list, fetched page by page as the iterator goes on; a limit and an offset of the list's own are
    /// replaced. After an error it ends.
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
            list,
            offset: 0,
            page: Vec::new().into_iter(),
            first: None,
            ended: false,
        }
    }
}

impl<O: Paged> Pages<'_, O> {
    fn fetch(&mut self) -> Result<(), Error> {
        let page = self.client.send(&self.list.page(self.offset, PAGE))?;
        let length = page.data.len() as u64;
        let first = page.data.first().cloned();
        if page.limit.is_none() && first == self.first {
            // Empty, or the page that was there already.
            self.ended = true;
            return Ok(());
        }
        self.ended = length < page.limit.unwrap_or(1).clamp(1, PAGE);
        self.offset += length;
        self.first = first;
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
