//! The log event of a request that is sent again: enough to find it at the service, without ids of people or things.

use super::verdict::TransientFailure;
use crate::{error::Shown, scope::Operation};
use azure_core::{
    http::{
        AsyncRawResponse, Request,
        headers::{CLIENT_REQUEST_ID, HeaderName},
    },
    time::Duration,
};

/// The ids by which services name a request in their responses.
const REQUEST_IDS: [HeaderName; 2] = [
    HeaderName::from_static("x-ms-request-id"),
    HeaderName::from_static("request-id"),
];

/// Finds the id by which a service names a request in its response.
pub(crate) fn request_id(answer: &AsyncRawResponse) -> Option<&str> {
    let headers = answer.headers();
    REQUEST_IDS.iter().find_map(|name| headers.get_optional_str(name))
}

/// A try that failed, and that is made again after a delay.
pub(super) struct Failed<'a> {
    pub(super) operation: Operation,
    pub(super) tries: u32,
    pub(super) failure: &'a TransientFailure,
    pub(super) delay: Duration,
    pub(super) request: &'a Request,
    pub(super) answer: Option<&'a AsyncRawResponse>,
}

/// Writes an event of the level `INFO`. Its path is that of the description, without arguments.
pub(super) fn sent_again(failed: &Failed<'_>) {
    let cause = match failed.failure {
        TransientFailure::Unreachable => "the host cannot be reached",
        TransientFailure::Broken => "the exchange broke off",
        TransientFailure::Status { .. } => "the service answered with a temporary error",
    };
    let status = match failed.failure {
        TransientFailure::Status { status, .. } => Some(u16::from(*status)),
        TransientFailure::Unreachable | TransientFailure::Broken => None,
    };
    let request_id = failed.answer.and_then(request_id);
    let client_request_id = failed.request.headers().get_optional_str(&CLIENT_REQUEST_ID);
    tracing::info!(
        operation = %failed.operation,
        tries = failed.tries,
        status,
        delay_ms = u64::try_from(failed.delay.whole_milliseconds()).unwrap_or(u64::MAX),
        request_id = request_id.map(|id| display(Shown(id))),
        client_request_id = client_request_id.map(|id| display(Shown(id))),
        "{cause}; the request is sent again"
    );
}
