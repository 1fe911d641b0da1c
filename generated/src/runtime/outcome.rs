//! From an answer to a result: success is exactly what the description declares, everything else is an error.

use crate::{error::ServiceError, policy::Credential};
use azure_core::{Error, Result, error::ErrorKind, http::RawResponse};

/// Returns the response if its status is one of `success`.
///
/// # Errors
///
/// Any other status, with the response attached and a message of the form `code: message`.
pub(super) fn check(response: RawResponse, success: &[u16], credential: &Credential) -> Result<RawResponse> {
    let status = response.status();
    if success.contains(&status) {
        return Ok(response);
    }
    let error = ServiceError::from_response(&response);
    let kind = ErrorKind::HttpResponse {
        status,
        error_code: error.code.clone(),
        raw_response: Some(Box::new(response)),
    };
    let mut message = error.to_string();
    if let Some(why) = credential.explain_rejection().filter(|_| error.is_unauthorized()) {
        message = format!("{message}; {why}");
    }
    Err(Error::with_message(kind, message))
}
