//! Long-running operations: begins one, follows it to its end at its own endpoint, and fetches its result.
//!
//! The result is a [`LongRunningPoller`]: awaited, it gives the result; as a stream, it
//! gives a [`LongRunning`] for each time that it asks for the state of the operation:
//!
//! - **Where it asks.** A response with `Azure-AsyncOperation` or `Operation-Location` names a status monitor, a 202 with
//!   `Location` names the address of the result, and a resource made by PUT or PATCH has a `provisioningState`. An address
//!   with another scheme, host or port than the endpoint's is refused before anything is sent.
//! - **When it asks.** After the wait that the service sets with `Retry-After` or a similar header, from a second to an hour;
//!   otherwise every `PollerOptions::frequency`, which is 30 seconds by default and at least a second.
//! - **When it ends.** When the service reports the end. To limit the time, put a [`PollingTime`] into the context of the
//!   options. Dropping the poller does not stop the operation at the service.
//! - **How it fails.** An operation that ends as failed or canceled is an error with an [`OperationFailed`] and a
//!   [`ServiceError`](crate::ServiceError). Any other error after the start has the [`ResumeToken`] to continue with.

mod course;
mod failure;
mod follow;
mod paged;
mod poller;
mod status;
mod token;

pub use failure::OperationFailed;
pub use paged::PagedPoller;
pub use poller::LongRunningPoller;
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
pub(crate) use follow::RESULT;
use follow::{Following, Look};
use std::sync::Arc;

/// Where the result of a long-running operation is, once the operation has succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinalState {
    /// The operation has no result.
    Nothing,
    /// At the usual place: the resource itself after a PUT or PATCH, at the address in `Location` after a POST that returned one,
    /// else in the last response of the status monitor.
    Default,
    /// Behind `Location`, when the service named one.
    Location,
    /// In the last response of the status monitor, except after a PUT or PATCH.
    StatusMonitor,
    /// At the address of the operation itself.
    OriginalUri,
}

/// The longest time that a poller follows an operation, for the context of its options. There is no limit by default.
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
/// After this time the poller fails with an error that has the [`ResumeToken`]; the operation continues at the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollingTime(pub Duration);

impl Call<'_> {
    /// Prepares to begin a long-running operation and to follow it; sends nothing yet.
    ///
    /// # Errors
    ///
    /// When an argument cannot be sent, when the context has a [`ResumeToken`] of another operation, and when the
    /// frequency is less than a second.
    pub fn begin<T, F>(
        self,
        final_state: FinalState,
        options: PollerOptions<'_>,
        success: &'static [u16],
    ) -> Result<LongRunningPoller<T, F>>
    where
        T: Send + 'static,
        F: Format + Send + 'static,
    {
        let following = self.follow(final_state, &options, success)?;
        Ok(follower(following, options))
    }

    fn follow(
        self,
        final_state: FinalState,
        options: &PollerOptions<'_>,
        success: &'static [u16],
    ) -> Result<Arc<Following>> {
        // `azure_core` would panic.
        if options.frequency < Duration::SECOND {
            let message = "`frequency` must be at least one second";
            return Err(Error::with_message(ErrorKind::Other, message));
        }
        Following::new(self.prepare()?, final_state, success, options).map(Arc::new)
    }
}

fn follower<T, F>(following: Arc<Following>, options: PollerOptions<'_>) -> LongRunningPoller<T, F>
where
    T: Send + 'static,
    F: Format + Send + 'static,
{
    let looking = Arc::clone(&following);
    let look = move |_, options: PollerOptions<'static>| {
        let following = Arc::clone(&looking);
        Box::pin(async move {
            let clock = clock_or_system(options.context.value::<Arc<dyn Clock>>());
            Ok(match following.look(&options.context, clock).await? {
                Look::Running { status, next } => PollerResult::InProgress {
                    response: status.into(),
                    // The wait before the next request for the status uses the clock of the call.
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
    LongRunningPoller {
        inner: Poller::new(look, Some(options.into_owned())),
        following,
        failed: false,
    }
}
