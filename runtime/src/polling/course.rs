//! Reads from a response whether an operation has ended, and where to ask next.

use super::FinalState;
use crate::{
    call::Prepared,
    error::{UnreadableAnswer, retry_after},
};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Method, RawResponse, Url,
        headers::{HeaderName, Headers},
        poller::PollerStatus,
    },
    time::{Duration, OffsetDateTime},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

const AZURE_ASYNC_OPERATION: HeaderName = HeaderName::from_static("azure-asyncoperation");
const OPERATION_LOCATION: HeaderName = HeaderName::from_static("operation-location");
const LOCATION: HeaderName = HeaderName::from_static("location");

/// The shortest and the longest time between two requests for the status. A service that asks for less or more gets these.
const WAIT: (Duration, Duration) = (Duration::SECOND, Duration::HOUR);

/// How an operation reports its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Way {
    /// By a status monitor, whose responses have a `status`.
    Monitor,
    /// By the status 202 at the place of its result, until that is there.
    Location,
    /// By the `provisioningState` of the resource that the operation makes.
    Resource,
}

/// Where an operation is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Course {
    pub(super) way: Way,
    /// Where to ask next; at the endpoint.
    pub(super) next: Url,
    /// What the service last wrote as `Location`, which may be at another origin.
    pub(super) location: Option<String>,
    /// How long to wait before that.
    pub(super) wait: Duration,
}

/// What a response says about an operation.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It continues; with the service's word for that.
    Running(String),
    Succeeded,
    /// It failed or was canceled.
    Ended(PollerStatus),
}

impl Course {
    /// Reads the response to the call that began an operation.
    pub(super) fn begin(
        first: &Prepared,
        final_state: FinalState,
        answer: &RawResponse,
    ) -> Result<(Self, State)> {
        let headers = answer.headers();
        let status = u16::from(answer.status());
        let location = text(headers, &LOCATION);
        let course = |way, next| Self {
            way,
            next,
            location: location.map(str::to_owned),
            wait: Duration::ZERO,
        };
        let here = || course(Way::Resource, first.request.url().clone());
        let accepted = status == 202 || (status == 201 && final_state == FinalState::Location);
        let (course, state) = match (monitor(headers), location) {
            _ if status == 204 => (here(), State::Succeeded),
            (Some(monitor), _) => (course(Way::Monitor, link(first, monitor)?), State::running()),
            (None, Some(location)) if accepted => {
                (course(Way::Location, link(first, location)?), State::running())
            }
            _ if makes_resource(first.request.method()) => (here(), State::of_resource(answer)),
            _ if status == 202 => {
                return Err(Error::with_message(
                    ErrorKind::Other,
                    format!(
                        "the service accepted `{}` but gave no address to follow it; it may continue at the service",
                        first.scope.operation()
                    ),
                ));
            }
            _ => (here(), State::Succeeded),
        };
        Ok((course, state))
    }

    /// Reads the response to a request for the status.
    pub(super) fn read(&mut self, first: &Prepared, answer: &RawResponse) -> Result<State> {
        let headers = answer.headers();
        if let Some(location) = text(headers, &LOCATION) {
            self.location = Some(location.to_owned());
        }
        let status = u16::from(answer.status());
        if status == 204 {
            return Ok(State::Succeeded);
        }
        let state = match self.way {
            Way::Monitor => State::of_monitor(answer)?,
            Way::Location if status == 202 => State::running(),
            Way::Location => State::Succeeded,
            Way::Resource => State::of_resource(answer),
        };
        let next = match self.way {
            Way::Monitor => monitor(headers),
            Way::Location => text(headers, &LOCATION),
            Way::Resource => None,
        };
        if let (Some(next), State::Running(_)) = (next, &state) {
            self.next = link(first, next)?;
        }
        Ok(state)
    }

    /// Sets how long to wait: as the service asks, within bounds, or `frequency`.
    pub(super) fn pace(&mut self, headers: &Headers, now: OffsetDateTime, frequency: Duration) {
        let asked = retry_after(headers, now).map(|asked| asked.clamp(WAIT.0, WAIT.1));
        self.wait = asked.unwrap_or(frequency);
    }

    /// Finds the address of the result; `None` when the response contains the result.
    pub(super) fn result(
        &self,
        first: &Prepared,
        final_state: FinalState,
        answer: &RawResponse,
    ) -> Result<Option<Url>> {
        let method = first.request.method();
        if self.way != Way::Monitor || final_state == FinalState::Nothing || method == Method::Delete {
            return Ok(None);
        }
        let own = || Ok(Some(first.request.url().clone()));
        let location = || self.location.as_deref().map(|location| link(first, location));
        match final_state {
            FinalState::Location if self.location.is_some() => return location().transpose(),
            FinalState::StatusMonitor if !makes_resource(method) => return Ok(None),
            FinalState::OriginalUri => return own(),
            _ => {}
        }
        let body: Option<Value> = serde_json::from_slice(answer.body()).ok();
        let resource = body
            .as_ref()
            .and_then(|body| body.get("resourceLocation")?.as_str());
        match resource {
            Some(resource) if !resource.is_empty() => link(first, resource).map(Some),
            _ if makes_resource(method) => own(),
            _ if method == Method::Post => location().transpose(),
            _ => Ok(None),
        }
    }
}

impl State {
    fn running() -> Self {
        Self::Running("InProgress".to_owned())
    }

    fn from_word(word: &str) -> Self {
        match PollerStatus::from(word) {
            PollerStatus::Succeeded => Self::Succeeded,
            ended @ (PollerStatus::Failed | PollerStatus::Canceled) => Self::Ended(ended),
            _ => Self::Running(word.to_owned()),
        }
    }

    /// Reads the response of a status monitor.
    fn of_monitor(answer: &RawResponse) -> Result<Self> {
        let accepted = u16::from(answer.status()) == 202;
        let body: Option<Value> = serde_json::from_slice(answer.body()).ok();
        match body.as_ref().and_then(|body| body.get("status")?.as_str()) {
            Some(word) => Ok(Self::from_word(word)),
            None if accepted && answer.body().is_empty() => Ok(Self::running()),
            None => Err(UnreadableAnswer::error(
                answer.clone(),
                "the state of a long-running operation has no text `status`",
            )),
        }
    }

    /// Reads a resource that an operation makes.
    fn of_resource(answer: &RawResponse) -> Self {
        if u16::from(answer.status()) == 202 {
            return Self::running();
        }
        let body: Option<Value> = serde_json::from_slice(answer.body()).ok();
        let state = body
            .as_ref()
            .and_then(|body| body.get("properties")?.get("provisioningState")?.as_str());
        state
            .filter(|state| !state.is_empty())
            .map_or(Self::Succeeded, Self::from_word)
    }
}

/// Tells whether a method makes or changes the resource at its own address.
fn makes_resource(method: Method) -> bool {
    matches!(method, Method::Put | Method::Patch)
}

/// Returns the address of the status monitor.
fn monitor(headers: &Headers) -> Option<&str> {
    text(headers, &AZURE_ASYNC_OPERATION).or_else(|| text(headers, &OPERATION_LOCATION))
}

fn text<'a>(headers: &'a Headers, name: &HeaderName) -> Option<&'a str> {
    headers
        .get_optional_str(name)
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// Reads an address that the service wrote, which may be relative to that of the call.
///
/// # Errors
///
/// When it is not an address, or not at the endpoint.
fn link(first: &Prepared, text: &str) -> Result<Url> {
    let refused = |why: &str| {
        let operation = first.scope.operation();
        let message = format!("the progress of `{operation}` is not followed, though it may go on: {why}");
        Error::with_message(ErrorKind::Other, message)
    };
    let mut url = first
        .request
        .url()
        .join(text)
        .map_err(|_| refused("the service gave an address that is not valid"))?;
    url.set_fragment(None);
    let permitted = first.scope.target().permit(&url);
    permitted.map_err(|why| refused(&why.to_string()))?;
    Ok(url)
}
