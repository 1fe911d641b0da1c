//! Request bodies that are read while they are sent: files, and streams that can be read once or repeatedly.

#[cfg(feature = "files")]
mod file;
mod sent;

pub(crate) use sent::Sent;

use azure_core::{Bytes, Error, Result, error::ErrorKind, http::Body, stream::SeekableStream};
use futures::{
    FutureExt as _, StreamExt as _, TryFutureExt as _,
    future::BoxFuture,
    io::AsyncRead,
    ready,
    stream::{BoxStream, Stream},
};
use std::{
    fmt, io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

type Pieces = BoxStream<'static, Result<Bytes>>;
type Opening = BoxFuture<'static, Result<Pieces>>;

/// A request body that is read while it is sent, piece by piece.
///
/// A failed call is sent again where that is safe, and then its body must begin again. A body made by [`file`](Self::file) or
/// [`repeatable`](Self::repeatable) can do that; one made by [`once`](Self::once) cannot. A call with such a body is not sent
/// again once the body has begun, and its error says so.
///
/// Set the length if it is known: it is sent as `Content-Length`, which some services require, and a stream with more or fewer
/// bytes fails.
///
/// ```
/// use azure_core::{Bytes, http::Body};
/// use client_runtime::BodyStream;
/// use futures::stream;
///
/// let lines = || stream::iter(["one\n", "two\n"].map(|line| Ok(Bytes::from(line))));
/// let body: Body = BodyStream::repeatable(lines).with_length(8).into();
/// # let _ = body;
/// ```
pub struct BodyStream {
    source: Source,
    length: Option<u64>,
    state: Mutex<State>,
}

#[derive(Clone)]
enum Source {
    Again(Arc<dyn Fn() -> Opening + Send + Sync>),
    Once(Arc<Mutex<Option<Pieces>>>),
}

enum State {
    Idle,
    Opening(Opening),
    Reading(Pieces, Bytes),
}

impl BodyStream {
    /// Creates a body from a stream that can be read only once.
    pub fn once(stream: impl Stream<Item = Result<Bytes>> + Send + 'static) -> Self {
        Self::new(Source::Once(Arc::new(Mutex::new(Some(stream.boxed())))))
    }

    /// Creates a body from the stream that `make` returns; `make` is called each time that the body is sent.
    pub fn repeatable<S>(make: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = Result<Bytes>> + Send + 'static,
    {
        Self::opened(move || {
            let pieces = make().boxed();
            async move { Ok(pieces) }.boxed()
        })
    }

    /// Sets the number of bytes.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    fn opened(open: impl Fn() -> Opening + Send + Sync + 'static) -> Self {
        Self::new(Source::Again(Arc::new(open)))
    }

    fn new(source: Source) -> Self {
        Self {
            source,
            length: None,
            state: Mutex::new(State::Idle),
        }
    }
}

impl Source {
    fn open(&self) -> Opening {
        match self {
            Self::Again(open) => open(),
            Self::Once(stream) => {
                let stream = stream.lock().unwrap_or_else(PoisonError::into_inner).take();
                async move { stream.ok_or_else(used_up) }.boxed()
            }
        }
    }
}

fn used_up() -> Error {
    Error::with_message(
        ErrorKind::Io,
        "the body is a stream that can be sent only once, and has already been sent",
    )
}

/// A clone begins at the beginning; clones of a body that can be read only once share it.
impl Clone for BodyStream {
    fn clone(&self) -> Self {
        Self {
            source: self.source.clone(),
            length: self.length,
            state: Mutex::new(State::Idle),
        }
    }
}

impl fmt::Debug for BodyStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let again = matches!(self.source, Source::Again(_));
        f.debug_struct("BodyStream")
            .field("repeatable", &again)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

impl From<BodyStream> for Body {
    fn from(stream: BodyStream) -> Self {
        Self::SeekableStream(Box::new(stream))
    }
}

#[async_trait::async_trait]
impl SeekableStream for BodyStream {
    async fn reset(&mut self) -> Result<()> {
        if let Source::Once(stream) = &self.source
            && stream.lock().unwrap_or_else(PoisonError::into_inner).is_none()
        {
            return Err(used_up());
        }
        self.state = Mutex::new(State::Idle);
        Ok(())
    }

    fn len(&self) -> Option<u64> {
        self.length
    }
}

impl AsyncRead for BodyStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        let state = this.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        loop {
            match state {
                State::Idle => *state = State::Opening(this.source.open()),
                State::Opening(opening) => {
                    let pieces = ready!(opening.map_err(io::Error::other).poll_unpin(cx))?;
                    *state = State::Reading(pieces, Bytes::new());
                }
                State::Reading(_, rest) if !rest.is_empty() => {
                    let count = rest.len().min(buffer.len());
                    let piece = rest.split_to(count);
                    if let Some(room) = buffer.get_mut(..count) {
                        room.copy_from_slice(&piece);
                    }
                    return Poll::Ready(Ok(count));
                }
                State::Reading(pieces, rest) => match ready!(pieces.poll_next_unpin(cx)) {
                    Some(piece) => *rest = piece.map_err(io::Error::other)?,
                    None => return Poll::Ready(Ok(0)),
                },
            }
        }
    }
}

#[cfg(test)]
mod tests;
