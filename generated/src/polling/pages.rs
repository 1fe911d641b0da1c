//! The messages of a listing, page by page, each with the time of its response.

use super::listed::{ListedMessage, MessageFacts};
use azure_core::{
    Result,
    http::{
        DeserializeWith, JsonFormat, Response,
        headers::{HeaderName, Headers},
        pager::Page,
    },
    time::{OffsetDateTime, parse_rfc7231},
};
use futures::{Stream, TryStreamExt, stream};

/// Reads the messages of all pages; messages without `facts` are left out.
pub(super) fn messages<P>(
    pages: impl Stream<Item = Result<Response<P>>>,
    facts: impl Fn(&P::Item) -> Option<MessageFacts> + Copy,
) -> impl Stream<Item = Result<ListedMessage<P::Item>>>
where
    P: DeserializeWith<JsonFormat> + Page + Send,
{
    let read = move |page: Response<P>| async move {
        let answered_on = answer_time(page.headers());
        let items = page.into_items().await?;
        let listed = items.filter_map(move |message| {
            Some(Ok(ListedMessage {
                facts: facts(&message)?,
                message,
                answered_on,
            }))
        });
        Ok(stream::iter(listed))
    };
    pages.and_then(read).try_flatten()
}

/// Reads the time of the response, from its `Date` header.
fn answer_time(headers: &Headers) -> Option<OffsetDateTime> {
    parse_rfc7231(headers.get_optional_str(&HeaderName::from_static("date"))?.trim()).ok()
}
