//! One operation: its request, sent until there is an outcome.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{Request, Response, request};
use zeroize::Zeroizing;

use super::{Machine, Step};
use crate::error::{ApiError, ConfigError, DecodeError, Secrets};
use crate::event::{Event, WaitReason};
use crate::history::{Doubt, History};
use crate::idempotency::Idempotency;
use crate::operation::sealed::Answer;
use crate::request_parts::SecretTexts;
use crate::settings::Settings;
use crate::transport::Limits;
use crate::{Error, Operation, Provider, Secret, TransportError, TransportErrorKind};

/// In place of a timeout that no clock can hold.
const A_CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// When a call began and when it must end.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    /// The number of the call for its observer.
    call: u64,
    start: Instant,
    deadline: Instant,
    give_up: Instant,
}

impl Clock {
    fn new(call: u64, start: Instant, settings: &Settings) -> Self {
        let after = |time| {
            let end = start
                .checked_add(time)
                .or_else(|| start.checked_add(A_CENTURY));
            end.unwrap_or(start)
        };
        Self {
            call,
            start,
            deadline: after(settings.timeout),
            give_up: after(settings.retry.give_up_after()),
        }
    }

    /// Whether an attempt after the first may begin then.
    fn leaves_time(&self, begin: Instant) -> bool {
        begin < self.deadline && begin < self.give_up
    }
}

/// The random parts of the delays, made of one number (splitmix64).
#[derive(Clone, Copy)]
pub(crate) struct Jitter(u64);

impl Jitter {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "any number near will do")]
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as f64 / u64::MAX as f64
    }
}

/// The machine of one operation.
pub(crate) struct Attempts<T> {
    settings: Arc<Settings>,
    /// The request of every attempt. The body is wiped with it.
    head: request::Parts,
    body: Zeroizing<Vec<u8>>,
    operation: &'static str,
    idempotency: Idempotency,
    /// The provider that the operation is about, and that the answer must be about.
    provider: Option<Provider>,
    jitter: Jitter,
    /// When this operation began; the call may have begun before.
    begun: Option<Instant>,
    /// When the call has begun.
    clock: Option<Clock>,
    /// When the last attempt began.
    sent: Option<Instant>,
    /// How long the last attempt took that came to an end.
    attempt_elapsed: Duration,
    history: History,
    state: State<T>,
}

enum State<T> {
    Ready,
    InFlight,
    Outcome(Result<T, Error>),
    /// Waits until this instant, after this failure.
    Waiting(Instant, Error),
    Finished,
}

impl<T> Attempts<T> {
    fn call(&self) -> u64 {
        self.clock.map_or(0, |clock| clock.call)
    }
}

impl<T: Answer> Attempts<T> {
    /// Builds and validates the request of the operation, once for all attempts.
    pub(crate) fn new<O: Operation<Output = T>>(
        settings: &Arc<Settings>,
        operation: &O,
        jitter: Jitter,
    ) -> Result<Self, Error> {
        let parts = operation.to_parts()?;
        let provider = parts.provider.clone();
        let request = parts.request(&settings.base_url, settings.api_key.expose())?;
        let (mut head, body) = request.into_parts();
        let own_headers = std::mem::replace(&mut head.headers, settings.headers.clone());
        head.headers.extend(own_headers);
        Ok(Self {
            settings: Arc::clone(settings),
            head,
            body: Zeroizing::new(body),
            operation: O::NAME,
            idempotency: O::IDEMPOTENCY,
            provider,
            jitter,
            begun: None,
            clock: None,
            sent: None,
            attempt_elapsed: Duration::ZERO,
            history: History::default(),
            state: State::Ready,
        })
    }

    /// The next operation of the same call.
    pub(super) fn then<O: Operation<Output = T>>(&self, operation: &O) -> Result<Self, Error> {
        let next = Self::new(&self.settings, operation, self.jitter)?;
        Ok(next.after(self))
    }

    /// The same as the next operation of a call that has begun: within its time, under its number.
    pub(super) fn after(mut self, previous: &Self) -> Self {
        self.clock = previous.clock;
        self.with_secrets_of(previous)
    }

    /// The same with the secrets of another operation of the call, whose values it may send too.
    pub(super) fn with_secrets_of(mut self, other: &Self) -> Self {
        if let Some(secrets) = other.head.extensions.get::<SecretTexts>() {
            self.head.extensions.insert(secrets.clone());
        }
        self
    }

    /// The secrets that the body has by their type.
    pub(super) fn typed_secrets(&self) -> &[Secret] {
        let secrets = self.head.extensions.get::<SecretTexts>();
        secrets.map_or(&[], |secrets| &secrets.0)
    }

    /// The body of the request.
    pub(super) fn body(&self) -> &[u8] {
        &self.body
    }

    fn send(&mut self, now: Instant, clock: Clock) -> Step<T> {
        self.sent = Some(now);
        let mut request = Request::from_parts(self.head.clone(), self.body.to_vec());
        request.extensions_mut().insert(Limits {
            deadline: clock.deadline,
            connect: self.settings.connect_timeout,
            fresh_connection: self.idempotency == Idempotency::NotIdempotent
                && !self.settings.reuse_connections_for_creates,
            allow_trace_logging: self.settings.allow_trace_logging,
        });
        let number = self.history.attempts + 1;
        self.settings.observer.notify(|| Event::Attempt {
            call: self.call(),
            operation: self.operation,
            provider: self.provider.clone(),
            number,
        });
        self.state = State::InFlight;
        Step::Send(request)
    }

    /// Decides what an outcome leads to.
    fn settle(&mut self, outcome: Result<T, Error>, now: Instant, clock: Clock) -> Step<T> {
        let elapsed = now.saturating_duration_since(clock.start);
        let sent = self.sent.unwrap_or(now);
        self.attempt_elapsed = now.saturating_duration_since(sent);
        match outcome {
            Ok(mut output) => {
                self.history = self.history.after(Doubt::None, elapsed);
                output.set_facts(self.history.attempts, elapsed);
                self.finish(Ok(output), now)
            }
            Err(mut error) => {
                error.mask(&self.secrets());
                self.history = self.history.after(self.doubt(&error), elapsed);
                match self.delay_after(&error, now, clock) {
                    Some(delay) => self.wait(delay, error, now),
                    None => {
                        let history = self.history.at_the_end(error.status());
                        self.finish(Err(error.with_history(history)), now)
                    }
                }
            }
        }
    }

    fn doubt(&self, error: &Error) -> Doubt {
        match self.idempotency {
            Idempotency::Safe => Doubt::None,
            _ if !error.may_have_reached_the_service() => Doubt::None,
            Idempotency::Idempotent => Doubt::Repeatable,
            Idempotency::NotIdempotent => Doubt::MayBeDoubled,
        }
    }

    /// The delay before the next attempt, if there is one and it would begin in time.
    fn delay_after(&mut self, error: &Error, now: Instant, clock: Clock) -> Option<Duration> {
        let jitter = self.jitter.next();
        let attempts = self.history.attempts;
        let retry = &self.settings.retry;
        let delay = retry.delay_after(error, self.idempotency, attempts, jitter)?;
        let begin = now.checked_add(delay);
        self.history.out_of_time = !begin.is_some_and(|begin| clock.leaves_time(begin));
        (!self.history.out_of_time).then_some(delay)
    }

    fn wait(&mut self, delay: Duration, error: Error, now: Instant) -> Step<T> {
        self.settings.observer.notify(|| Event::Waiting {
            call: self.call(),
            operation: self.operation,
            provider: self.provider.clone(),
            delay,
            reason: match (&error, error.status()) {
                // The body of a success broke off.
                (Error::Transport(error), None | Some(200..=299)) => {
                    WaitReason::Transport(error.kind())
                }
                (_, status) => WaitReason::Status(status.unwrap_or_default()),
            },
            attempt_elapsed: self.attempt_elapsed,
            request_id: error.request_id().map(str::to_owned),
        });
        self.state = State::Waiting(now + delay, error);
        Step::Wait(delay)
    }

    fn finish(&mut self, result: Result<T, Error>, now: Instant) -> Step<T> {
        self.settings.observer.notify(|| {
            let (status, request_id) = match &result {
                Ok(output) => (Some(output.status()), output.request_id()),
                Err(error) => (error.status(), error.request_id()),
            };
            let secrets = self.secrets();
            let elapsed = self.begun.map(|begun| now.saturating_duration_since(begun));
            Event::Finished {
                call: self.call(),
                operation: self.operation,
                provider: self.provider.clone(),
                succeeded: result.is_ok(),
                status,
                failure: match &result {
                    Err(Error::Transport(error)) => Some(error.kind()),
                    _ => None,
                },
                request_id: request_id.map(|id| secrets.masked(id)),
                attempts: self.history.attempts,
                elapsed: elapsed.unwrap_or_default(),
                attempt_elapsed: self.attempt_elapsed,
                may_have_been_applied: result.is_err() && self.history.may_have_been_applied(),
            }
        });
        self.state = State::Finished;
        Step::Done(result)
    }

    fn secrets(&self) -> Secrets {
        let key = self.settings.api_key.expose();
        Secrets::of(key, &self.body, self.typed_secrets())
    }

    /// Reads the answer. One about another provider than asked is refused: after a `fork`, two processes share their
    /// connections and may receive each other's answers.
    fn read(&self, response: &Response<Vec<u8>>) -> Result<T, Error> {
        let output = T::read(response)?;
        match (&self.provider, output.provider()) {
            (Some(asked), Some(answered)) if asked != answered => {
                let reason = "it is about another provider than asked".to_owned();
                let request_id = output.request_id().map(ToOwned::to_owned);
                Err(DecodeError::new(response, request_id, reason).into())
            }
            _ => Ok(output),
        }
    }
}

/// Whoever counts the operations under way sees this one end, whatever becomes of it.
impl<T> Drop for Attempts<T> {
    fn drop(&mut self) {
        if self.begun.is_none() || matches!(self.state, State::Finished) {
            return;
        }
        let in_flight = matches!(self.state, State::InFlight | State::Outcome(_));
        let may_act = in_flight && self.idempotency != Idempotency::Safe;
        let request_id = match &self.state {
            State::Waiting(_, error) => error.request_id(),
            _ => None,
        };
        self.settings.observer.notify_from_drop(|| Event::Finished {
            call: self.call(),
            operation: self.operation,
            provider: self.provider.clone(),
            succeeded: false,
            status: None,
            failure: None,
            request_id: request_id.map(str::to_owned),
            attempts: self.history.attempts + u32::from(in_flight),
            elapsed: self.history.elapsed,
            attempt_elapsed: self.attempt_elapsed,
            may_have_been_applied: may_act || self.history.may_have_been_applied(),
        });
    }
}

impl<T: Answer> Machine<T> for Attempts<T> {
    fn next(&mut self, now: Instant) -> Step<T> {
        let observer = &self.settings.observer;
        let new_clock = || Clock::new(observer.next_call(), now, &self.settings);
        let clock = *self.clock.get_or_insert_with(new_clock);
        if self.begun.is_none() {
            self.begun = Some(now);
            observer.notify(|| Event::Started {
                call: clock.call,
                operation: self.operation,
                provider: self.provider.clone(),
            });
        }
        match std::mem::replace(&mut self.state, State::Finished) {
            State::Ready if now >= clock.deadline && now > clock.start => {
                let source = "there was no time left to send the request";
                let error = TransportError::new(TransportErrorKind::Refused, source);
                self.finish(Err(error.into()), now)
            }
            State::InFlight => {
                let source = "neither an answer nor a failure was reported";
                let error = TransportError::new(TransportErrorKind::Other, source);
                self.settle(Err(error.into()), now, clock)
            }
            State::Outcome(outcome) => self.settle(outcome, now, clock),
            State::Waiting(until, error) if now < until => {
                self.state = State::Waiting(until, error);
                Step::Wait(until - now)
            }
            // Whoever drives the call slept for longer than was asked.
            State::Waiting(_, error) if !clock.leaves_time(now) => {
                self.history.out_of_time = true;
                self.finish(Err(error.with_history(self.history)), now)
            }
            State::Ready | State::Waiting(..) => self.send(now, clock),
            State::Finished => {
                let problem = "has ended already: its result was returned before";
                Step::Done(Err(ConfigError::new("call", problem).into()))
            }
        }
    }

    fn received(&mut self, response: Response<Vec<u8>>) {
        if matches!(self.state, State::InFlight) {
            self.state = State::Outcome(self.read(&response));
        }
    }

    fn failed(&mut self, error: TransportError) {
        if matches!(self.state, State::InFlight) {
            // The head of an answer is one, even if its body is missing: only a success isn't known to be one.
            let error = match error.head() {
                Some(head) if !head.status.is_success() => {
                    ApiError::of_head(head.status, &head.headers).into()
                }
                _ => Error::Transport(error),
            };
            self.state = State::Outcome(Err(error));
        }
    }
}
