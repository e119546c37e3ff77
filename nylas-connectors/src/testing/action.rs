//! What the server does about a request: the service's answer, or a fault.

use std::collections::VecDeque;

use super::fault::Fault;
use super::request::RecordedRequest;
use super::service::Service;
use super::wire::Answer;

/// What happens on the connection after a request.
#[derive(Debug)]
pub(super) enum Action {
    /// The answer is written.
    Answer(Answer),
    /// The answer is written up to the middle of its body; then the connection
    /// ends.
    Cut(Answer),
    /// The connection ends.
    Close,
    /// Nothing, until the other side gives up.
    Stall,
}

/// All that the connections of one server share.
pub(super) struct State {
    pub(super) service: Service,
    pub(super) requests: Vec<RecordedRequest>,
    pub(super) faults: VecDeque<Fault>,
}

impl State {
    pub(super) fn new(service: Service) -> Self {
        Self {
            service,
            requests: Vec::new(),
            faults: VecDeque::new(),
        }
    }

    /// Records the request and decides about it. The next fault is used up.
    pub(super) fn take(&mut self, request: RecordedRequest) -> Action {
        let action = match self.faults.pop_front() {
            None => Action::Answer(self.answer(&request)),
            Some(Fault::Status {
                status,
                headers,
                body,
            }) => Action::Answer(Answer {
                status,
                headers,
                body: body.into_bytes(),
            }),
            Some(Fault::Reset) => Action::Close,
            Some(Fault::ApplyThenReset) => {
                self.answer(&request);
                Action::Close
            }
            Some(Fault::Stall) => Action::Stall,
            Some(Fault::CutBody) => Action::Cut(self.answer(&request)),
            Some(Fault::MalformedJson) => Action::Answer(malformed(self.answer(&request))),
        };
        self.requests.push(request);
        action
    }

    fn answer(&mut self, request: &RecordedRequest) -> Answer {
        self.service.answer(request).into()
    }
}

/// Half of an object is never JSON.
fn malformed(mut answer: Answer) -> Answer {
    answer.body.truncate(answer.body.len() / 2);
    answer
}
