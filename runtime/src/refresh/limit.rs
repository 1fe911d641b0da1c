//! Waits for code of the caller, such as a refresher, with a time limit, and turns a panic in it into an error.

use crate::Clock;
use azure_core::{Error, Result, error::ErrorKind, time::Duration};
use futures::{
    FutureExt,
    future::{Either, select},
};
use std::{panic::AssertUnwindSafe, pin::pin};

/// Waits for `answer`, at most for `timeout`.
///
/// # Errors
///
/// The error of the response; or, when it does not come in time or panics, an error that names `who`.
pub async fn answer_within<T>(
    timeout: Duration,
    clock: &dyn Clock,
    who: &str,
    answer: impl Future<Output = Result<T>>,
) -> Result<T> {
    let answer = AssertUnwindSafe(answer).catch_unwind();
    // The timer is made when first polled, after the response was polled: it may panic where there is no runtime.
    let time = async { clock.sleep(timeout).await };
    match select(pin!(answer), pin!(time)).await {
        Either::Left((Ok(result), _)) => result,
        Either::Left((Err(_), _)) => Err(credential_error(&format!("{who} panicked"))),
        Either::Right(((), _)) => Err(credential_error(&format!(
            "{who} did not answer within {timeout}"
        ))),
    }
}

/// Makes the error of something that did not bring a token.
pub(super) fn credential_error(message: &str) -> Error {
    Error::with_message(ErrorKind::Credential, message.to_owned())
}
