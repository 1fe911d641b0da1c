//! Reads the body of a response, and copies it only when it comes in pieces.

use super::{progress::Note, progress::Progress};
use crate::retry::{CallLimitReached, CallLimits};
use azure_core::{
    Bytes, Error, Result,
    error::ErrorKind,
    http::{
        AsyncRawResponse, AsyncResponseBody, RawResponse,
        headers::{CONTENT_LENGTH, Headers},
    },
};
use futures::StreamExt as _;

/// The most memory, in bytes, that is reserved for a body because of its `Content-Length`; the buffer grows beyond that
/// only with the bytes that arrive.
const MAX_PREALLOCATED: usize = 1 << 20;

/// Reads the whole body before the response is passed on, and reports to `progress` as it arrives. An error body that is larger
/// than its limit is cut: the cause of the error is at its beginning.
///
/// # Errors
///
/// When the connection breaks while the body is read, or the body of a success is larger than its limit.
pub(crate) async fn buffered(
    response: AsyncRawResponse,
    limits: CallLimits,
    progress: &Progress,
) -> Result<AsyncRawResponse> {
    let (status, headers, body) = response.deconstruct();
    let most = if status.is_success() {
        limits.body
    } else {
        limits.error_body
    };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let (body, cut) = collect(body, &headers, most, |bytes| progress.received(bytes)).await?;
    if cut && status.is_success() {
        let reached = CallLimitReached::BodySize(limits.body);
        return Err(Error::new(ErrorKind::Other, reached));
    }
    if cut {
        progress.note(Note::BodyCut);
    }
    Ok(AsyncRawResponse::from_bytes(status, headers, body))
}

/// Returns the response with its whole body.
///
/// # Errors
///
/// When a policy of the caller has replaced the body, and the new one cannot be read.
pub(super) async fn read_whole(response: AsyncRawResponse) -> Result<RawResponse> {
    let (status, headers, body) = response.deconstruct();
    let (body, _) = collect(body, &headers, usize::MAX, |_| {}).await?;
    Ok(RawResponse::from_bytes(status, headers, body))
}

/// Collects at most `most` bytes, counted after decompression, and tells whether there were more.
async fn collect(
    mut body: AsyncResponseBody,
    headers: &Headers,
    most: usize,
    received: impl Fn(usize),
) -> Result<(Bytes, bool)> {
    let Some(mut first) = body.next().await.transpose()? else {
        return Ok((Bytes::new(), false));
    };
    received(first.len());
    if first.len() > most {
        first.truncate(most);
        return Ok((first, true));
    }
    let Some(second) = body.next().await.transpose()? else {
        return Ok((first, false));
    };
    let length = headers.get_optional_str(&CONTENT_LENGTH);
    let length = length.and_then(|length| length.parse().ok()).unwrap_or(0);
    let room = MAX_PREALLOCATED.min(length).max(first.len() + second.len());
    let mut whole = Vec::with_capacity(room.min(most));
    whole.extend_from_slice(&first);
    drop(first);
    let mut next = Some(second);
    while let Some(more) = next {
        received(more.len());
        let fits = most.saturating_sub(whole.len());
        if let Some(beginning) = more.get(..fits).filter(|beginning| beginning.len() < more.len()) {
            whole.extend_from_slice(beginning);
            return Ok((whole.into(), true));
        }
        whole.extend_from_slice(&more);
        drop(more);
        next = body.next().await.transpose()?;
    }
    Ok((whole.into(), false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::http::StatusCode;
    use futures::stream;

    fn answer(pieces: Vec<Result<Bytes>>) -> AsyncRawResponse {
        AsyncRawResponse::new(StatusCode::Ok, Headers::new(), stream::iter(pieces).boxed())
    }

    async fn buffered(response: AsyncRawResponse) -> Result<AsyncRawResponse> {
        super::buffered(response, CallLimits::default(), &Progress::default()).await
    }

    async fn both_ways(pieces: &[&'static str]) -> (String, String) {
        let answer = || answer(pieces.iter().map(|piece| Ok(Bytes::from(*piece))).collect());
        let buffered = buffered(answer()).await.unwrap();
        let texts = [
            read_whole(answer()).await.unwrap(),
            read_whole(buffered).await.unwrap(),
        ]
        .map(|read| read.into_body().into_string().unwrap());
        texts.into()
    }

    #[tokio::test]
    async fn a_body_is_read_whole_in_however_many_pieces_it_comes() {
        for pieces in [&[][..], &["abc"], &["a", "bc"], &["a", "", "b", "c"]] {
            let whole = pieces.concat();
            assert_eq!(both_ways(pieces).await, (whole.clone(), whole), "{pieces:?}");
        }
    }

    #[tokio::test]
    async fn a_length_that_is_wrong_changes_nothing() {
        for length in ["0", "-1", "x", "1000000", "18446744073709551615"] {
            let mut headers = Headers::new();
            headers.insert(CONTENT_LENGTH, length);
            let pieces = stream::iter(["a", "b", "c"].map(|piece| Ok(Bytes::from(piece))));
            let answer = AsyncRawResponse::new(StatusCode::Ok, headers, pieces.boxed());
            assert_eq!(&**read_whole(answer).await.unwrap().body(), b"abc", "{length}");
        }
    }

    #[tokio::test]
    async fn a_body_in_one_piece_is_not_copied() {
        let piece = Bytes::from(vec![7; 100]);
        let buffered = buffered(answer(vec![Ok(piece.clone())])).await.unwrap();
        let body = read_whole(buffered).await.unwrap().into_body();
        assert_eq!(body.as_ref().as_ptr(), piece.as_ptr());
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_is_the_error_and_not_a_short_body() {
        for sound in 0..3 {
            let mut pieces: Vec<_> = (0..sound).map(|_| Ok(Bytes::from("x"))).collect();
            pieces.push(Err(Error::with_message(ErrorKind::Io, "reset")));
            let error = buffered(answer(pieces)).await.unwrap_err();
            assert_eq!(error.kind(), &ErrorKind::Io, "after {sound}");
        }
    }
}
