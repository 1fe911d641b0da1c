//! The state of a long-running operation, in one form for all the ways in which services report it.

use super::ResumeToken;
use azure_core::{
    http::{
        Format, JsonFormat, RawResponse, StatusCode,
        poller::{PollerStatus, StatusMonitor},
    },
    json::to_json,
};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use std::{fmt, marker::PhantomData};

/// The state of a long-running operation whose result is a `T`, as one look at it found it.
///
/// The items of a [`Poller`](azure_core::http::poller::Poller) are responses with one of these. It has the same form for every
/// operation; what the service sent is in [`answer`](Self::answer), and the headers are those that it sent.
///
/// ```
/// # use azure_core::{Result, http::poller::{Poller, PollerStatus}};
/// # use client_runtime::polling::LongRunning;
/// use futures::TryStreamExt as _;
///
/// # async fn follow(mut poller: Poller<LongRunning<u8>>) -> Result<u8> {
/// while let Some(look) = poller.try_next().await? {
///     let look = look.into_model()?;
///     println!("{:?}, {:?} percent", look.status, look.percent_complete());
///     // To go on in another process, keep the text of the token.
///     println!("{}", look.resume_token());
///     // The poller must not be asked again after that.
///     if look.status == PollerStatus::Succeeded {
///         break;
///     }
/// }
/// poller.await?.into_model()
/// # }
/// ```
#[non_exhaustive]
pub struct LongRunning<T, F = JsonFormat> {
    /// The status: in progress, succeeded, or another word of the service, which means that it is still in progress.
    pub status: PollerStatus,
    /// The response of the service, if it was JSON.
    pub answer: Option<Value>,
    token: ResumeToken,
    result: PhantomData<fn() -> (T, F)>,
}

impl<T, F> LongRunning<T, F> {
    /// Returns the progress in percent, if the service reports it.
    pub fn percent_complete(&self) -> Option<f64> {
        self.answer.as_ref()?.get("percentComplete")?.as_f64()
    }

    /// Returns the token by which the operation can be followed again, from another poller or process.
    pub fn resume_token(&self) -> &ResumeToken {
        &self.token
    }
}

impl<T, F> Clone for LongRunning<T, F> {
    fn clone(&self) -> Self {
        Self {
            status: self.status.clone(),
            answer: self.answer.clone(),
            token: self.token.clone(),
            result: PhantomData,
        }
    }
}

/// Shows the status only, because the response may contain texts of people.
impl<T, F> fmt::Debug for LongRunning<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LongRunning")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl<T, F: Format + Send> StatusMonitor for LongRunning<T, F> {
    type Output = T;
    type Format = F;

    fn status(&self) -> PollerStatus {
        self.status.clone()
    }
}

/// The body of the responses that a poller gives.
#[derive(Deserialize, Serialize)]
struct Written {
    status: String,
    answer: Option<Value>,
    token: ResumeToken,
}

impl<'de, T, F> Deserialize<'de> for LongRunning<T, F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        Ok(Self {
            status: PollerStatus::from(&*written.status),
            answer: written.answer,
            token: written.token,
            result: PhantomData,
        })
    }
}

/// Writes the response that a poller gives for one of the service: its headers, and a [`LongRunning`] as the body.
pub(super) fn response(
    answer: &RawResponse,
    status: String,
    token: ResumeToken,
) -> azure_core::Result<RawResponse> {
    let written = Written {
        status,
        answer: serde_json::from_slice(answer.body()).ok(),
        token,
    };
    // `azure_core` takes any other success for a failure.
    let code = match u16::from(answer.status()) {
        200..=202 => answer.status(),
        _ => StatusCode::Ok,
    };
    Ok(RawResponse::from_bytes(
        code,
        answer.headers().clone(),
        to_json(&written)?,
    ))
}
