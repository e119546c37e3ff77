//! How a list continues, page by page.

use crate::error::{DecodeError, Error};
use crate::{Page, Paged};

/// How many items a page asks for.
const PAGE: u64 = 50;

/// After so many pages the list is taken for one without an end.
const MOST_PAGES: u32 = 2_000;

/// Where a list is.
#[derive(Debug)]
pub(crate) struct Paging<O: Paged> {
    list: O,
    offset: u64,
    pages: u32,
    first: Option<O::Item>,
}

impl<O: Paged> Paging<O> {
    pub(crate) fn new(list: O) -> Self {
        Self {
            list,
            offset: 0,
            pages: 0,
            first: None,
        }
    }

    /// The call for the next page.
    pub(crate) fn page(&self) -> O {
        self.list.page(self.offset, PAGE)
    }

    /// Takes a page. Returns its items, unless they are those of the page before once more, and whether another page may
    /// follow.
    ///
    /// If the service says how many items it puts on a page, the list ends at one that isn't full. If it doesn't, only
    /// an empty one is certainly the last.
    ///
    /// # Errors
    ///
    /// A page that can't follow the one before: the service ignores the offset, and the list would never end.
    pub(crate) fn accept(&mut self, page: Page<O::Item>) -> Result<(Vec<O::Item>, bool), Error> {
        let wrong = |reason: &str| Err(DecodeError::of_page(&page, reason).into());
        if page.offset.is_some_and(|offset| offset != self.offset) {
            return wrong("the page has another `offset` than asked for");
        }
        let length = (page.data.len() + page.unreadable.len()) as u64;
        let first = page.data.first();
        if first.is_some() && first == self.first.as_ref() {
            // A service without pages answers with its whole list every time.
            return match page.limit {
                None if length < PAGE => Ok((Vec::new(), false)),
                _ => wrong("the page starts like the one before: the service ignores `offset`"),
            };
        }
        self.pages += 1;
        if self.pages >= MOST_PAGES {
            return wrong("the list has more than 2,000 pages");
        }
        self.offset += length;
        self.first = first.cloned();
        let is_full = length >= page.limit.unwrap_or(1).clamp(1, PAGE);
        Ok((page.data, is_full))
    }
}
