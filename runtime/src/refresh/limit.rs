//! Asking what is not ours, a refresher or an account: for a limited time, and a panic in it is an error.

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
/// That of the answer; and when there is none in time, or it panics, an error that says so of `who`.
pub async fn answer_within<T>(
    timeout: Duration,
    clock: &dyn Clock,
    who: &str,
    answer: impl Future<Output = Result<T>>,
) -> Result<T> {
    let answer = AssertUnwindSafe(answer).catch_unwind();
    // Made when first polled, and after what it limits: a timer may panic where there is no runtime.
    let time = async { clock.sleep(timeout).await };
    match select(pin!(answer), pin!(time)).await {
        Either::Left((Ok(result), _)) => result,
        Either::Left((Err(_), _)) => Err(credential_error(&format!("{who} panicked"))),
        Either::Right(((), _)) => Err(credential_error(&format!(
            "{who} did not answer within {timeout}"
        ))),
    }
}

/// Makes the error of something that brought no token.
pub(super) fn credential_error(message: &str) -> Error {
    Error::with_message(ErrorKind::Credential, message.to_owned())
}
