//! Long-running operations whose result is a list in pages.

use super::{FinalState, LongRunning, LongRunningPoller, follow::Following, follower};
use crate::{
    Call, NextPage,
    paging::{self, Rule},
};
use azure_core::{
    Result,
    http::{Context, DeserializeWith, JsonFormat, Pager, Response, pager::Page, poller::PollerOptions},
};
use futures::{Stream, future::BoxFuture};
use std::{
    fmt,
    pin::Pin,
    sync::Arc,
    task::{self, Poll},
};

/// Follows a long-running operation whose result is a list in pages: awaited, it gives a [`Pager`] that begins with the page that
/// the operation resulted in; as a stream, it gives a [`LongRunning`] for each time that it asks for the state of the operation.
///
/// A link to a next page may lead to any path of the endpoint, because the result may be at another path than the operation.
#[must_use = "pollers do nothing unless they are awaited"]
pub struct PagedPoller<P: Send> {
    poller: LongRunningPoller<P>,
    following: Arc<Following>,
    rule: Rule,
    context: Context<'static>,
}

impl<P: Send> PagedPoller<P> {
    /// Returns the poller of the operation, whose result is the first page only.
    pub fn into_first_page(self) -> LongRunningPoller<P> {
        self.poller
    }
}

impl<P: Send> fmt::Debug for PagedPoller<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PagedPoller")
    }
}

impl<P: Send> Stream for PagedPoller<P> {
    type Item = Result<Response<LongRunning<P>>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.poller).poll_next(cx)
    }
}

impl<P> IntoFuture for PagedPoller<P>
where
    P: DeserializeWith<JsonFormat> + Page + Send + 'static,
{
    type Output = Result<Pager<P>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let page = self.poller.await?;
            Ok(paging::pager_after(
                self.following.at_result(),
                page.into(),
                self.rule,
                self.context,
            ))
        })
    }
}

impl Call<'_> {
    /// Prepares to begin a long-running operation whose result is a list in pages, as [`begin`](Call::begin) and
    /// [`pages_by`](Call::pages_by); sends nothing yet.
    ///
    /// # Errors
    ///
    /// As [`begin`](Call::begin).
    pub fn begin_paged<P>(
        self,
        final_state: FinalState,
        next: NextPage,
        items: &'static [&'static str],
        options: PollerOptions<'_>,
        success: &'static [u16],
    ) -> Result<PagedPoller<P>>
    where
        P: DeserializeWith<JsonFormat> + Page + Send + 'static,
    {
        let following = self.follow(final_state, &options, success)?;
        Ok(PagedPoller {
            context: options.context.clone().into_owned(),
            poller: follower(Arc::clone(&following), options),
            following,
            rule: Rule { next, items },
        })
    }
}
