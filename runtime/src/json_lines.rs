//! JSON values, one in each line, as a stream.

use crate::{json, retry::CallLimitReached};
use azure_core::{
    Bytes, Error, Result,
    error::ErrorKind,
    http::{AsyncRawResponse, AsyncResponseBody, StatusCode, headers::Headers},
};
use futures::{Stream, StreamExt as _};
use serde::de::DeserializeOwned;
use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{self, Poll},
};

/// A stream of JSON values of the type `T`, one in each line (`application/x-ndjson`, `application/jsonl`, `application/json-seq`).
///
/// It keeps one piece of the body and the incomplete line in memory; the line may be as large as the body that
/// [`CallLimits`](crate::CallLimits) allow. It ends when the service ends it. A line that is not JSON of the described form is an
/// error, which does not quote the line, and the stream continues with the next line. The stream ends with an error when the
/// connection breaks, or when nothing arrives for the time that a response may take to begin. Nothing is sent again.
pub struct JsonLines<T> {
    status: StatusCode,
    headers: Headers,
    body: AsyncResponseBody,
    piece: Bytes,
    line: Vec<u8>,
    /// How many bytes a line may have.
    most: u64,
    ended: bool,
    phantom: PhantomData<fn() -> T>,
}

impl<T> JsonLines<T> {
    /// Makes the stream of a response; `most` is the largest number of bytes of a line.
    pub(crate) fn new(response: AsyncRawResponse, most: u64) -> Self {
        let (status, headers, body) = response.deconstruct();
        Self {
            status,
            headers,
            body,
            piece: Bytes::new(),
            line: Vec::new(),
            most,
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

    /// Takes a line from the piece; `false` when the piece is used up before a line is complete.
    fn take_line(&mut self) -> Result<bool> {
        let end = memchr::memchr(b'\n', &self.piece);
        let part = self.piece.split_to(end.unwrap_or(self.piece.len()));
        if self.line.len() as u64 + part.len() as u64 > self.most {
            let error = Error::new(ErrorKind::Other, CallLimitReached::BodySize(self.most));
            return Err(error.with_context("a line of the response is too large"));
        }
        self.line.extend_from_slice(&part);
        if end.is_some() {
            drop(self.piece.split_to(1));
        }
        Ok(end.is_some())
    }
}

impl<T: DeserializeOwned> JsonLines<T> {
    /// Reads the line that was taken; `None` when nothing is in it.
    fn read(&mut self) -> Option<Result<T>> {
        let line = std::mem::take(&mut self.line);
        // `application/json-seq` begins each record with a separator.
        let text = line.strip_prefix(b"\x1e").unwrap_or(&line).trim_ascii();
        (!text.is_empty()).then(|| {
            json::from_json(text)
                .map_err(|error| error.with_context("a line of the response is not of the described form"))
        })
    }
}

impl<T: DeserializeOwned> Stream for JsonLines<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if this.ended {
                return Poll::Ready(None);
            }
            match this.take_line() {
                Ok(true) => match this.read() {
                    Some(value) => return Poll::Ready(Some(value)),
                    None => continue,
                },
                Ok(false) => {}
                Err(error) => {
                    this.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
            }
            match task::ready!(this.body.poll_next_unpin(cx)) {
                Some(Ok(piece)) => this.piece = piece,
                Some(Err(error)) => {
                    this.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    this.ended = true;
                    return Poll::Ready(this.read());
                }
            }
        }
    }
}

/// Shows the status.
impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::executor::block_on;

    /// What comes of a body in these pieces: the values, and `None` for an error.
    fn values(pieces: &[&'static [u8]], most: u64) -> Vec<Option<u32>> {
        let pieces: Vec<_> = pieces.iter().map(|piece| Ok(Bytes::from_static(piece))).collect();
        let body = Box::pin(futures::stream::iter(pieces));
        let response = AsyncRawResponse::new(StatusCode::Ok, Headers::new(), body);
        let lines = JsonLines::<u32>::new(response, most);
        block_on(lines.map(Result::ok).collect())
    }

    #[test]
    fn the_pieces_and_the_ends_of_lines_do_not_matter() {
        let all = [Some(1), Some(22), Some(3)];
        for pieces in [
            &[&b"1\n22\n3\n"[..]][..],
            &[b"1\r\n\r\n22", b"\n3"],
            &[b"\x1e1\n\x1e", b"2", b"2\n\n\n\x1e3\n"],
            &[b"", b"1\n2", b"2\n", b"3"],
        ] {
            assert_eq!(values(pieces, 10), all, "{pieces:?}");
        }
        assert_eq!(values(&[], 10), []);
        assert_eq!(values(&[b"\n \n"], 10), []);
    }

    #[test]
    fn a_line_that_is_not_of_the_form_is_an_error_and_one_without_an_end_has_a_bound() {
        assert_eq!(values(&[b"1\n{\n3\n\"a"], 10), [Some(1), None, Some(3), None]);
        assert_eq!(
            values(&[b"1\n", b"22222", b"22222", b"22222\n3\n"], 10),
            [Some(1), None]
        );
    }
}
