//! Bodies that are read as a stream, which keeps one piece in memory and ends when nothing arrives.

use crate::{
    clock::{self, Clock, Timeout},
    error::{Shown, UnreadableAnswer},
    retry::CallLimitReached,
    scope::{CallSettings, Reading},
};
use azure_core::{
    Bytes, Error, Result,
    error::ErrorKind,
    http::{
        AsyncRawResponse, AsyncResponseBody, RawResponse,
        headers::{CONTENT_TYPE, Headers},
    },
    time::Duration,
};
use futures::{Stream, StreamExt as _};
use std::{
    pin::Pin,
    sync::Arc,
    task::{self, Poll},
};

/// Returns the response with a body that ends with an error when nothing of it comes for the stall time of the call's limits.
pub(crate) fn watched(
    response: AsyncRawResponse,
    settings: &CallSettings,
    reading: Reading,
) -> AsyncRawResponse {
    let (status, headers, body) = response.deconstruct();
    let watched = Watched {
        body,
        clock: settings.own_clock.clone(),
        stall: match reading {
            Reading::Whole | Reading::Pieces => settings.limits.stall,
            // Between two events much time may pass.
            Reading::Events => settings.limits.stall.max(settings.limits.answer),
        },
        timer: None,
        received: 0,
        ended: false,
    };
    AsyncRawResponse::new(status, headers, Box::pin(watched))
}

struct Watched {
    body: AsyncResponseBody,
    clock: Option<Arc<dyn Clock>>,
    stall: Duration,
    /// The timer runs only while the stream waits for data, so that callers may take any time for a piece.
    timer: Option<Pin<Box<Timeout>>>,
    received: u64,
    ended: bool,
}

impl Watched {
    fn broken(&mut self, error: Error) -> Error {
        self.ended = true;
        let received = self.received;
        error.with_context(format!(
            "the response broke off after {received} bytes, and is not complete"
        ))
    }
}

impl Stream for Watched {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.ended {
            return Poll::Ready(None);
        }
        match this.body.poll_next_unpin(cx) {
            Poll::Ready(piece) => {
                this.timer = None;
                match piece {
                    Some(Ok(piece)) => {
                        this.received = this.received.saturating_add(piece.len() as u64);
                        Poll::Ready(Some(Ok(piece)))
                    }
                    Some(Err(error)) => Poll::Ready(Some(Err(this.broken(error)))),
                    None => {
                        this.ended = true;
                        Poll::Ready(None)
                    }
                }
            }
            Poll::Pending if this.stall == Duration::MAX => Poll::Pending,
            Poll::Pending => {
                let (clock, stall) = (&this.clock, this.stall);
                let timer = this
                    .timer
                    .get_or_insert_with(|| Box::pin(clock::timeout(clock.as_ref(), stall)));
                task::ready!(timer.as_mut().poll(cx));
                let reached = Error::new(ErrorKind::Io, CallLimitReached::StallTime(stall));
                Poll::Ready(Some(Err(this.broken(reached))))
            }
        }
    }
}

/// Returns the reason if a response is an HTML page that was not asked for, as gateways and sign-in pages send it with a success
/// status; `accept` lists the media types that were asked for.
pub(crate) fn page_instead(headers: &Headers, accept: &str) -> Option<String> {
    let essence = essence(headers);
    let page = ["text/html", "application/xhtml+xml"]
        .into_iter()
        .find(|page| *page == essence)?;
    let asked = [page, "*/*", "text/*"].iter().any(|range| accept.contains(range));
    (!asked).then(|| wrong_type(page))
}

/// Returns the reason if a response has another media type than this; a response without a media type is read.
pub(crate) fn other_type(headers: &Headers, media_type: &str) -> Option<String> {
    let essence = essence(headers);
    (!essence.is_empty() && essence != media_type).then(|| wrong_type(&essence))
}

/// Returns the reason if a response has several parts (`multipart`), because lines between the parts could be read as values.
pub(crate) fn parts_instead(headers: &Headers) -> Option<String> {
    let essence = essence(headers);
    essence.starts_with("multipart/").then(|| wrong_type(&essence))
}

/// The error of a response whose body is not read.
pub(crate) fn unread(response: AsyncRawResponse, why: &str) -> Error {
    let (status, headers, _) = response.deconstruct();
    UnreadableAnswer::error(RawResponse::from_bytes(status, headers, ""), why)
}

fn essence(headers: &Headers) -> String {
    let media_type = headers.get_optional_str(&CONTENT_TYPE).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

fn wrong_type(media_type: &str) -> String {
    let media_type = Shown(media_type);
    format!("its media type is `{media_type}`, which was not asked for")
}

/// A body that can be collected into memory, with a limit.
pub trait CollectWithin {
    /// Collects the whole body.
    ///
    /// # Errors
    ///
    /// When the body is larger, with a [`CallLimitReached`] among the sources, and when the connection breaks.
    fn collect_within(self, bytes: u64) -> impl Future<Output = Result<Bytes>> + Send;
}

impl CollectWithin for AsyncResponseBody {
    async fn collect_within(mut self, bytes: u64) -> Result<Bytes> {
        let mut whole = Vec::new();
        while let Some(piece) = self.next().await.transpose()? {
            let length = whole.len() as u64 + piece.len() as u64;
            if length > bytes {
                return Err(Error::new(ErrorKind::Other, CallLimitReached::BodySize(bytes)));
            }
            whole.extend_from_slice(&piece);
        }
        Ok(whole.into())
    }
}
