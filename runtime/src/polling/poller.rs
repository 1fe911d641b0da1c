//! The poller of a long-running operation, which can be awaited whatever its stream has come to.

use super::{LongRunning, follow::Following};
use azure_core::{
    Result,
    http::{Format, JsonFormat, Response, poller},
};
use futures::{Stream, future::BoxFuture};
use std::{
    fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

/// Follows a long-running operation: awaited, it gives the result; as a stream, it gives a [`LongRunning`] for each time that it
/// asks for the state of the operation.
///
/// It can be awaited at any time, also after its stream has ended: then it gives the result at once, or an error if there is
/// none. The stream ends with the first error.
#[must_use = "pollers do nothing unless they are awaited"]
pub struct LongRunningPoller<T: Send, F: Format + Send = JsonFormat> {
    pub(super) inner: poller::Poller<LongRunning<T, F>>,
    pub(super) following: Arc<Following>,
    pub(super) failed: bool,
}

impl<T: Send, F: Format + Send> LongRunningPoller<T, F> {
    /// Returns the poller of `azure_core` in it, which panics when it is awaited after its stream has ended.
    pub fn into_inner(self) -> poller::Poller<LongRunning<T, F>> {
        self.inner
    }
}

impl<T: Send, F: Format + Send> fmt::Debug for LongRunningPoller<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LongRunningPoller")
    }
}

impl<T: Send, F: Format + Send> Stream for LongRunningPoller<T, F> {
    type Item = Result<Response<LongRunning<T, F>, JsonFormat>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // The stream within must not be asked to its end, because awaiting it asks once more.
        if self.failed || self.following.has_succeeded() {
            return Poll::Ready(None);
        }
        let next = Pin::new(&mut self.inner).poll_next(cx);
        self.failed = matches!(next, Poll::Ready(Some(Err(_)) | None));
        next
    }
}

impl<T: Send + 'static, F: Format + Send + 'static> IntoFuture for LongRunningPoller<T, F> {
    type Output = Result<Response<T, F>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.inner.into_future()
    }
}
