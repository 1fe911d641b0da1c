//! Reads the body of an answer, and copies it only when it comes in pieces.

use azure_core::{
    Bytes, Result,
    http::{AsyncRawResponse, AsyncResponseBody, RawResponse},
};
use futures::StreamExt as _;

/// Reads the whole body, so that it is here before the answer goes on.
///
/// # Errors
///
/// When the connection breaks on the way.
pub(crate) async fn buffered(response: AsyncRawResponse) -> Result<AsyncRawResponse> {
    let (status, headers, body) = response.deconstruct();
    Ok(AsyncRawResponse::from_bytes(
        status,
        headers,
        collect(body).await?,
    ))
}

/// Takes the answer with its whole body.
///
/// # Errors
///
/// When the body was not read before, and the connection breaks on the way.
pub(super) async fn read(response: AsyncRawResponse) -> Result<RawResponse> {
    let (status, headers, body) = response.deconstruct();
    Ok(RawResponse::from_bytes(status, headers, collect(body).await?))
}

async fn collect(mut body: AsyncResponseBody) -> Result<Bytes> {
    let Some(first) = body.next().await.transpose()? else {
        return Ok(Bytes::new());
    };
    let Some(second) = body.next().await.transpose()? else {
        return Ok(first);
    };
    let mut whole = [first, second].concat();
    while let Some(more) = body.next().await.transpose()? {
        whole.extend_from_slice(&more);
    }
    Ok(whole.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::{
        Error,
        error::ErrorKind,
        http::{StatusCode, headers::Headers},
    };
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
