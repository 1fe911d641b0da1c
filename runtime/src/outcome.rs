//! From a response to a result: success is exactly what the description declares, everything else is an error.

use crate::{
    error::{Advised, ServiceError, status_text},
    package::general_advice,
    progress::{Note, why_not_again},
    scope::CallScope,
};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{Context, RawResponse, StatusCode},
};
use std::fmt::Write as _;

/// Returns the response if its status is one of `success`.
///
/// # Errors
///
/// Any other status, with the response attached and a message of the form `code: message`.
pub(super) fn check_status(response: RawResponse, success: &[u16], ctx: &Context<'_>) -> Result<RawResponse> {
    let status = response.status();
    if success.contains(&status) || is_in_range(status, success) {
        return Ok(response);
    }
    let scope = ctx.value::<CallScope>();
    let kind = |error_code, response| ErrorKind::HttpResponse {
        status,
        error_code,
        raw_response: Some(Box::new(response)),
    };
    if status.is_success() {
        let message = undescribed_message(status, success, scope);
        return Err(Error::with_message(kind(None, response), message));
    }
    let advice = scope.map_or_else(|| general_advice(status), |scope| scope.package().advice(status));
    let error = ServiceError::read(&response, advice);
    let message = refusal_message(&error, scope);
    Err(Error::with_error(
        kind(error.code, response),
        Advised(advice),
        message,
    ))
}

/// Stands for all statuses from 200 to 299 among those of a success.
pub const ANY_2XX: u16 = 2;

/// Tells whether a status is among these, or in a range that is.
pub(crate) fn is_among(status: StatusCode, statuses: &[u16]) -> bool {
    statuses.contains(&status) || is_in_range(status, statuses)
}

/// Tells whether a status is in a range that is among these.
fn is_in_range(status: StatusCode, statuses: &[u16]) -> bool {
    status.is_success() && statuses.contains(&ANY_2XX)
}

/// Writes the message for a success status that the description does not have. The body is not quoted: it is not an error of
/// the service, and may contain what people wrote.
fn undescribed_message(status: StatusCode, success: &[u16], scope: Option<&CallScope>) -> String {
    let mut message = "the service answered ".to_owned();
    if let Some(scope) = scope {
        let _ = write!(message, "`{}` with ", scope.operation());
    }
    let described: Vec<_> = success
        .iter()
        .map(|success| match *success {
            ANY_2XX => "any 2XX".to_owned(),
            success => status_text(StatusCode::from(success)),
        })
        .collect();
    let _ = write!(
        message,
        "{}, a success that its description does not have (it has {}); the call may have taken effect",
        status_text(status),
        described.join(", ")
    );
    message
}

fn refusal_message(error: &ServiceError, scope: Option<&CallScope>) -> String {
    let mut message = error.to_string();
    let Some(scope) = scope else { return message };
    let rejection = scope.credential().explain_rejection();
    if let Some(why) = rejection.filter(|_| error.is_unauthorized()) {
        let _ = write!(message, "; {why}");
    }
    if let Some(why) = why_not_again(scope.progress()) {
        let _ = write!(message, "; {why}");
    }
    if scope.progress().has(Note::BodyCut) {
        message.push_str("; the body of the response is too large and was cut");
    }
    message
}
