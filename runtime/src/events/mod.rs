//! Server-sent events as a stream.

mod parser;

use crate::json;
use azure_core::{
    Bytes, Result,
    http::{AsyncRawResponse, AsyncResponseBody, StatusCode, headers::Headers},
    time::Duration,
};
use futures::{Stream, StreamExt as _};
use parser::{Parser, Raw};
use serde::de::DeserializeOwned;
use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{self, Poll},
};

/// A stream of server-sent events (`text/event-stream`), whose data is JSON of the type `T`.
///
/// It keeps one piece of the body and the incomplete event in memory; the event may be as large as the body that
/// [`CallLimits`](crate::CallLimits) allow. It ends when the service ends it; an incomplete event is then left out, as the
/// standard says. It ends with an error when the connection breaks, or when nothing arrives, not even a comment, for the time
/// that a response may take to begin. Nothing is sent again: to continue after an event, call again with its
/// [`id`](ServerSentEvent::id), if the service supports that.
pub struct EventStream<T> {
    status: StatusCode,
    headers: Headers,
    body: AsyncResponseBody,
    piece: Bytes,
    parser: Parser,
    ended: bool,
    phantom: PhantomData<fn() -> T>,
}

impl<T> EventStream<T> {
    /// Makes the stream of a response; `most` is the largest number of bytes of an event.
    pub(crate) fn new(response: AsyncRawResponse, most: u64) -> Self {
        let (status, headers, body) = response.deconstruct();
        Self {
            status,
            headers,
            body,
            piece: Bytes::new(),
            parser: Parser::new(most),
            ended: false,
            phantom: PhantomData,
        }
    }

    /// Returns the status of the response.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers of the response.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<ServerSentEvent<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if this.ended {
                return Poll::Ready(None);
            }
            match this.parser.take(&mut this.piece) {
                Ok(Some(event)) => return Poll::Ready(Some(Ok(event.into()))),
                Ok(None) => {}
                Err(error) => {
                    this.ended = true;
                    return Poll::Ready(Some(Err(
                        error.with_context("an event of the response is too large")
                    )));
                }
            }
            match task::ready!(this.body.poll_next_unpin(cx)) {
                Some(Ok(piece)) => this.piece = piece,
                Some(Err(error)) => {
                    this.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => this.ended = true,
            }
        }
    }
}

/// Shows the status.
impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// One server-sent event.
#[non_exhaustive]
pub struct ServerSentEvent<T> {
    /// The kind of event; `None` when the service does not set it, which means `message`.
    pub kind: Option<String>,
    /// The data as received. Some services end a stream with special data, such as `[DONE]`.
    pub data: String,
    /// The id of this event, or of the last one before it that had one.
    pub id: Option<String>,
    /// How long to wait before connecting again, if the service sends that with this event.
    pub retry: Option<Duration>,
    phantom: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> ServerSentEvent<T> {
    /// Reads the data.
    ///
    /// # Errors
    ///
    /// When it is not JSON of the described form. The error does not quote it.
    pub fn model(&self) -> Result<T> {
        json::from_json(self.data.as_bytes())
            .map_err(|error| error.with_context("the data of an event is not of the described form"))
    }
}

impl<T> From<Raw> for ServerSentEvent<T> {
    fn from(raw: Raw) -> Self {
        Self {
            kind: raw.kind,
            data: raw.data,
            id: raw.id,
            retry: raw.retry,
            phantom: PhantomData,
        }
    }
}

/// Shows the data only with the feature `debug`.
impl<T> fmt::Debug for ServerSentEvent<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ServerSentEvent");
        if cfg!(feature = "debug") {
            shown.field("kind", &self.kind).field("data", &self.data);
        }
        shown.field("id", &self.id).finish_non_exhaustive()
    }
}
