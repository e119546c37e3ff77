//! The look-up of the service's addresses.

use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use http::Uri;
use http::uri::{Authority, Scheme};
use ureq::Error;
use ureq::config::Config;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Keeps the last look-up for a while. ureq looks the host up for each call, even if it then uses a connection that
/// it has, and starts a thread for it, which is the only way to give up in time. On a kept connection that is
/// most of what a call costs, besides a question to the name server for each call.
/// All clones share what they know.
#[derive(Debug, Default)]
pub(super) struct Addresses<R = DefaultResolver> {
    resolver: Arc<R>,
    last: Arc<RwLock<Option<Found>>>,
}

#[derive(Debug)]
struct Found {
    scheme: Option<Scheme>,
    authority: Option<Authority>,
    addresses: ResolvedSocketAddrs,
    until: Instant,
}

/// Shorter than the life that name servers commonly give to an answer. An address that can't be reached is forgotten at
/// once.
const KEPT_FOR: Duration = Duration::from_secs(10);

impl<R> Clone for Addresses<R> {
    fn clone(&self) -> Self {
        Self {
            resolver: Arc::clone(&self.resolver),
            last: Arc::clone(&self.last),
        }
    }
}

impl<R> Addresses<R> {
    /// Has the next call look the host up anew: the last addresses couldn't be reached.
    pub(super) fn forget(&self) {
        self.set(None);
    }

    fn known(&self, uri: &Uri) -> Option<ResolvedSocketAddrs> {
        let last = self.last.read().ok()?;
        let found = last.as_ref()?;
        let fits = found.scheme.as_ref() == uri.scheme()
            && found.authority.as_ref() == uri.authority()
            && Instant::now() < found.until;
        fits.then(|| found.addresses.clone())
    }

    fn set(&self, found: Option<Found>) {
        if let Ok(mut last) = self.last.write() {
            *last = found;
        }
    }
}

impl<R: Resolver> Resolver for Addresses<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        if let Some(addresses) = self.known(uri) {
            return Ok(addresses);
        }
        let looked_up = self.resolver.resolve(uri, config, timeout);
        let addresses = looked_up.map_err(|error| match error {
            // The standard library has no kind of its own for a failed look-up, and nothing else is done here.
            Error::Io(_) => Error::HostNotFound,
            other => other,
        })?;
        self.set(Some(Found {
            scheme: uri.scheme().cloned(),
            authority: uri.authority().cloned(),
            addresses: addresses.clone(),
            until: Instant::now() + KEPT_FOR,
        }));
        Ok(addresses)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Counts the look-ups and answers with the first loopback address, or fails as the standard library does.
    #[derive(Debug, Default)]
    struct Pretend {
        asked: AtomicUsize,
        fails: bool,
    }

    impl Resolver for Pretend {
        fn resolve(
            &self,
            _: &Uri,
            _: &Config,
            _: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, Error> {
            self.asked.fetch_add(1, Ordering::Relaxed);
            if self.fails {
                return Err(std::io::Error::other("whatever the platform's words are").into());
            }
            let mut found = self.empty();
            found.push(([127, 0, 0, 1], 443).into());
            Ok(found)
        }
    }

    #[test]
    fn a_look_up_that_fails_means_that_the_host_is_not_found() {
        let addresses = Addresses {
            resolver: Arc::new(Pretend {
                fails: true,
                ..Pretend::default()
            }),
            last: Arc::default(),
        };
        let uri = "https://nowhere.example/".parse().unwrap();
        let error = addresses.resolve(&uri, &Config::default(), NextTimeout::default());
        assert!(matches!(error, Err(Error::HostNotFound)), "{error:?}");
    }

    /// How many look-ups these calls take, one after another.
    fn look_ups(addresses: &Addresses<Pretend>, urls: &[&str]) -> usize {
        let before = addresses.resolver.asked.load(Ordering::Relaxed);
        for url in urls {
            let uri = url.parse().unwrap();
            let found = addresses.resolve(&uri, &Config::default(), NextTimeout::default());
            assert_eq!(found.unwrap().len(), 1);
        }
        addresses.resolver.asked.load(Ordering::Relaxed) - before
    }

    #[test]
    fn a_host_is_looked_up_once_for_calls_that_follow_each_other() {
        let urls = [
            "https://api.eu.nylas.com/v3/a",
            "https://api.eu.nylas.com/v3/b",
        ];
        let addresses = Addresses::default();
        assert_eq!(look_ups(&addresses, &urls), 1);
        assert_eq!(look_ups(&addresses.clone(), &urls), 0);
    }

    #[test]
    fn another_host_port_or_scheme_is_looked_up_by_itself() {
        let urls = ["https://a/", "https://b/", "https://b:8/", "http://b:8/"];
        assert_eq!(look_ups(&Addresses::default(), &urls), urls.len());
    }

    #[test]
    fn what_was_forgotten_is_looked_up_anew() {
        let addresses = Addresses::default();
        assert_eq!(look_ups(&addresses, &["https://a/"]), 1);
        addresses.forget();
        assert_eq!(look_ups(&addresses, &["https://a/"]), 1);
    }
}
