//! The effects of a fault on the bytes of a response, and the sending of these.

use std::collections::VecDeque;
use std::io::{self, Write as _};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::{Frame, SizeHint};

use super::{AppliedFault, Content};

/// How many pieces a chunked body is cut into.
const CHUNKS: usize = 16;

/// Marks a response that shall not be sent: the connection is cut instead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CutOff;

/// Returns a response that cuts the connection.
pub(crate) fn cut_off() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(CutOff);
    response
}

/// A part of a body, in the order of sending.
enum Piece {
    Data(Bytes),
    Wait(Pin<Box<dyn Future<Output = ()> + Send>>),
    /// The connection is cut.
    Cut,
}

/// A body that goes out piece by piece.
struct Pieces {
    left: VecDeque<Piece>,
}

impl AppliedFault {
    /// Makes the response with the effects of the fault from the correct one.
    pub(crate) fn respond(&self, status: StatusCode, mut headers: HeaderMap, body: Bytes) -> Response<Body> {
        let effects = self.effects();
        let promised = body.len();
        let body = match &effects.body {
            None => body,
            Some(Content::Empty) => Bytes::new(),
            Some(Content::Given(given)) => Bytes::from(given.clone()),
            Some(Content::Malformed) if body.is_empty() => Bytes::from_static(b"{"),
            Some(Content::Malformed | Content::Truncated) => body.slice(..body.len() / 2),
        };
        if let Some(content_type) = &effects.content_type {
            insert(&mut headers, header::CONTENT_TYPE.as_str(), content_type);
        }
        let body = if effects.gzip && !body.is_empty() {
            insert(&mut headers, header::CONTENT_ENCODING.as_str(), "gzip");
            compressed(&body)
        } else {
            body
        };
        for (name, value) in &effects.headers {
            insert(&mut headers, name, value);
        }
        let truncated = effects.body == Some(Content::Truncated);
        let may_have_body = status != StatusCode::NO_CONTENT && status != StatusCode::NOT_MODIFIED;
        if may_have_body && !effects.chunked {
            // At least one byte is cut off.
            let length = if truncated {
                promised.max(body.len() + 1)
            } else {
                body.len()
            };
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        }
        let mut response = Response::new(if may_have_body {
            Body::new(self.pieces(&body, truncated))
        } else {
            Body::empty()
        });
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        response
    }

    fn pieces(&self, body: &Bytes, truncated: bool) -> Pieces {
        let effects = self.effects();
        let size = if effects.chunked {
            body.len().div_ceil(CHUNKS)
        } else {
            body.len()
        };
        let chunks = |part: Bytes| -> Vec<Piece> {
            part.chunks(size.max(1))
                .map(|chunk| Piece::Data(Bytes::copy_from_slice(chunk)))
                .collect()
        };
        let mut left = VecDeque::new();
        if let Some(pause) = effects.slow_body {
            let middle = body.len() / 2;
            left.extend(chunks(body.slice(..middle)));
            left.push_back(Piece::Wait(Box::pin(self.clone().wait(pause))));
            left.extend(chunks(body.slice(middle..)));
        } else {
            left.extend(chunks(body.clone()));
        }
        if truncated {
            // The part that was written is sent while the connection waits for more.
            left.push_back(Piece::Wait(Box::pin(tokio::task::yield_now())));
            left.push_back(Piece::Cut);
        }
        Pieces { left }
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        loop {
            match self.left.pop_front() {
                None => return Poll::Ready(None),
                Some(Piece::Data(data)) => return Poll::Ready(Some(Ok(Frame::data(data)))),
                Some(Piece::Cut) => return Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
                Some(Piece::Wait(mut wait)) => {
                    if wait.as_mut().poll(context).is_pending() {
                        self.left.push_front(Piece::Wait(wait));
                        return Poll::Pending;
                    }
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    /// Says nothing: the header `Content-Length` does, or its absence.
    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

/// Sets a header; one that HTTP does not allow is left out.
fn insert(headers: &mut HeaderMap, name: &str, value: &str) {
    let name = HeaderName::from_bytes(name.as_bytes());
    if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
        headers.insert(name, value);
    }
}

fn compressed(body: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(body).and_then(|()| encoder.finish());
    // Memory takes all that is written to it.
    Bytes::from(written.unwrap_or_default())
}
