//! Reads the body of an answer, and copies it only when it comes in pieces.

use azure_core::{
    Bytes, Result,
    http::{
        AsyncRawResponse, AsyncResponseBody, RawResponse,
        headers::{CONTENT_LENGTH, Headers},
    },
};
use futures::StreamExt as _;

/// How much room is made for a body because its header says so; more than that is believed when it is there.
const BELIEVED: usize = 1 << 20;

/// Reads the whole body, so that it is here before the answer goes on.
///
/// # Errors
///
/// When the connection breaks on the way.
pub(crate) async fn buffered(response: AsyncRawResponse) -> Result<AsyncRawResponse> {
    let (status, headers, body) = response.deconstruct();
    let body = collect(body, &headers).await?;
    Ok(AsyncRawResponse::from_bytes(status, headers, body))
}

/// Takes the answer with its whole body.
///
/// # Errors
///
/// When the body was not read before, and the connection breaks on the way.
pub(super) async fn read(response: AsyncRawResponse) -> Result<RawResponse> {
    let (status, headers, body) = response.deconstruct();
    let body = collect(body, &headers).await?;
    Ok(RawResponse::from_bytes(status, headers, body))
}

async fn collect(mut body: AsyncResponseBody, headers: &Headers) -> Result<Bytes> {
    let Some(first) = body.next().await.transpose()? else {
        return Ok(Bytes::new());
    };
    let Some(second) = body.next().await.transpose()? else {
        return Ok(first);
    };
    let length = headers.get_optional_str(&CONTENT_LENGTH);
    let length = length.and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut whole = Vec::with_capacity(BELIEVED.min(length).max(first.len() + second.len()));
    whole.extend_from_slice(&first);
    whole.extend_from_slice(&second);
    drop((first, second));
    while let Some(more) = body.next().await.transpose()? {
        whole.extend_from_slice(&more);
    }
    Ok(whole.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::{Error, error::ErrorKind, http::StatusCode};
    use futures::stream;

    fn answer(pieces: Vec<Result<Bytes>>) -> AsyncRawResponse {
        AsyncRawResponse::new(StatusCode::Ok, Headers::new(), stream::iter(pieces).boxed())
    }

    async fn both_ways(pieces: &[&'static str]) -> (String, String) {
        let answer = || answer(pieces.iter().map(|piece| Ok(Bytes::from(*piece))).collect());
        let buffered = buffered(answer()).await.unwrap();
        let texts = [read(answer()).await.unwrap(), read(buffered).await.unwrap()]
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
            assert_eq!(&**read(answer).await.unwrap().body(), b"abc", "{length}");
        }
    }

    #[tokio::test]
    async fn a_body_in_one_piece_is_not_copied() {
        let piece = Bytes::from(vec![7; 100]);
        let buffered = buffered(answer(vec![Ok(piece.clone())])).await.unwrap();
        let body = read(buffered).await.unwrap().into_body();
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
