//! Long-running operations: begins one, follows it to its end at its own endpoint, and fetches its result.
//!
//! The result is an `azure_core` [`Poller`]: awaited, it gives the result; as a stream, it
//! gives a [`LongRunning`] for each look at the operation. What it does:
//!
//! - **Where it looks.** An answer with `Azure-AsyncOperation` or `Operation-Location` names a status monitor, a 202 with
//!   `Location` the place of the result, and the resource that a PUT or PATCH made tells by its `provisioningState`. An address
//!   at another scheme, host or port than the endpoint's is refused before anything is sent.
//! - **When it looks.** As the service asks with `Retry-After` and its like, from a second to an hour; else every
//!   `PollerOptions::frequency`, which is 30 seconds unless it is set, and a second or more.
//! - **When it ends.** When the service says so: a poller of an operation that never ends does not end either, unless the
//!   context of its options has a [`PollingTime`]. Dropping the poller only ends the looking; the operation goes on at the
//!   service.
//! - **How it fails.** An operation that ends as failed or canceled is an error with an [`OperationFailed`] and a
//!   [`ServiceError`](crate::ServiceError). Any other error after the beginning has the [`ResumeToken`] to go on with.

mod course;
mod failure;
mod follow;
mod status;
mod token;

pub use failure::OperationFailed;
pub use status::LongRunning;
pub use token::{InvalidResumeToken, ResumeToken};

use crate::{Call, Clock, clock::clock_or_system};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Format,
        poller::{Poller, PollerContinuation, PollerOptions, PollerResult},
    },
    time::Duration,
};
use follow::{Following, Look};
use std::sync::Arc;

/// Where the result of a long-running operation is, once the operation has succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinalState {
    /// The operation has no result.
    Nothing,
    /// Where the rules have it: the resource itself after a PUT or PATCH, behind `Location` after a POST that named one, else
    /// in the last answer of the status monitor.
    Default,
    /// Behind `Location`, when the service named one.
    Location,
    /// In the last answer of the status monitor, except after a PUT or PATCH.
    StatusMonitor,
    /// At the address of the operation itself.
    OriginalUri,
}

/// The longest time that a poller follows an operation, in the context of its options. It has no limit without one.
///
/// ```
/// use azure_core::{http::{Context, poller::PollerOptions}, time::Duration};
/// use client_runtime::polling::PollingTime;
///
/// let options = PollerOptions {
///     context: Context::new().with_value(PollingTime(Duration::minutes(20))),
///     ..Default::default()
/// };
/// ```
///
/// When it is over, the poller fails with an error that has the [`ResumeToken`]; the operation goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollingTime(pub Duration);

impl Call<'_> {
    /// Prepares to begin a long-running operation and to follow it; sends nothing yet.
    ///
    /// # Errors
    ///
    /// When an argument cannot be sent, when the context has a [`ResumeToken`] that is not of this very operation, and when the
    /// frequency is less than a second.
    pub fn begin<T, F>(
        self,
        final_state: FinalState,
        options: PollerOptions<'_>,
        success: &'static [u16],
    ) -> Result<Poller<LongRunning<T, F>>>
    where
        T: Send + 'static,
        F: Format + Send + 'static,
    {
        // `azure_core` would panic.
        if options.frequency < Duration::SECOND {
            let message = "`frequency` must be at least one second";
            return Err(Error::with_message(ErrorKind::Other, message));
        }
        let following = Following::new(self.prepare()?, final_state, success, &options)?;
        let following = Arc::new(following);
        let look = move |_, options: PollerOptions<'static>| {
            let following = Arc::clone(&following);
            Box::pin(async move {
                let clock = clock_or_system(options.context.value::<Arc<dyn Clock>>());
                Ok(match following.look(&options.context, clock).await? {
                    Look::Running { status, next } => PollerResult::InProgress {
                        response: status.into(),
                        // The time is waited before the next look, by the clock of the call.
                        retry_after: Duration::ZERO,
                        continuation: PollerContinuation::Links {
                            next_link: next,
                            final_link: None,
                        },
                    },
                    Look::Succeeded { status, result } => PollerResult::Succeeded {
                        response: status.into(),
                        target: Box::new(move || {
                            Box::pin(async move { following.result(result, &options.context).await })
                        }),
                    },
                })
            }) as _
        };
        Ok(Poller::new(look, Some(options.into_owned())))
    }
}
