//! A list to its end.

use std::sync::Arc;
use std::time::Instant;

use super::attempts::{Attempts, Jitter};
use super::{Machine, Paging, Step};
use crate::settings::Settings;
use crate::{Error, Page, Paged, TransportError};

/// The machine that fetches all pages of a list.
pub(crate) struct Collect<O: Paged> {
    paging: Paging<O>,
    items: Vec<O::Item>,
    page: Attempts<Page<O::Item>>,
}

impl<O: Paged> Collect<O> {
    pub(crate) fn new(settings: &Arc<Settings>, list: O, jitter: Jitter) -> Result<Self, Error> {
        let paging = Paging::new(list);
        Ok(Self {
            page: Attempts::new(settings, &paging.page(), jitter)?,
            paging,
            items: Vec::new(),
        })
    }

    /// Takes a page, and begins with the next; false after the last.
    fn take(&mut self, page: Page<O::Item>) -> Result<bool, Error> {
        let (items, more) = self.paging.accept(page)?;
        self.items.extend(items);
        if more {
            self.page = self.page.then(&self.paging.page())?;
        }
        Ok(more)
    }
}

impl<O: Paged> Machine<Vec<O::Item>> for Collect<O> {
    fn next(&mut self, now: Instant) -> Step<Vec<O::Item>> {
        loop {
            let taken = match self.page.next(now) {
                Step::Send(request) => return Step::Send(request),
                Step::Wait(duration) => return Step::Wait(duration),
                Step::Done(Ok(page)) => self.take(page),
                Step::Done(Err(error)) => Err(error),
            };
            match taken {
                Ok(true) => {}
                Ok(false) => return Step::Done(Ok(std::mem::take(&mut self.items))),
                Err(error) => return Step::Done(Err(error)),
            }
        }
    }

    fn received(&mut self, response: http::Response<Vec<u8>>) {
        self.page.received(response);
    }

    fn failed(&mut self, error: TransportError) {
        self.page.failed(error);
    }
}
