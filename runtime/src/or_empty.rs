//! Responses that have a body with one status and none with another.

use crate::{error::UnreadableAnswer, outcome::is_among};
use azure_core::{
    Result,
    http::{DeserializeWith, Format, JsonFormat, RawResponse, response::ResponseBody},
};
use serde::de::DeserializeOwned;
use std::marker::PhantomData;

/// The format of a response that has a body in the format `F`, or none: `into_model` returns an `Option`.
///
/// The status decides whether a response has a body. If the body is missing, the call fails; if there should be no body, it is
/// dropped.
///
/// ```
/// use azure_core::http::Response;
/// use client_runtime::JsonOrEmpty;
///
/// # fn read(response: Response<Option<String>, JsonOrEmpty>) -> azure_core::Result<()> {
/// match response.into_model()? {
///     Some(text) => println!("{text}"),
///     None => println!("accepted; there is nothing to see yet"),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct OrEmpty<F>(PhantomData<F>);

/// The format of a response that has a JSON body, or none.
pub type JsonOrEmpty = OrEmpty<JsonFormat>;

impl<F: Format> Format for OrEmpty<F> {
    fn deserialize<T: DeserializeOwned, S: AsRef<[u8]>>(body: S) -> Result<T> {
        F::deserialize(body)
    }
}

impl<T: DeserializeWith<F>, F: Format> DeserializeWith<OrEmpty<F>> for Option<T> {
    fn deserialize_with(body: ResponseBody) -> Result<Self> {
        if body.is_empty() {
            return Ok(None);
        }
        T::deserialize_with(body).map(Some)
    }
}

/// Checks that a response has a body if its status requires one, and removes a body that should not be there.
///
/// # Errors
///
/// When the body is missing.
pub(crate) fn check_body(response: RawResponse, full: &[u16], empty: &[u16]) -> Result<RawResponse> {
    let status = response.status();
    // A status that is named counts before a range that it is in.
    let has_body = full.contains(&status) || (!empty.contains(&status) && is_among(status, full));
    match (has_body, response.body().is_empty()) {
        (true, true) => Err(UnreadableAnswer::error(response, "its body is empty")),
        (true, false) | (false, true) => Ok(response),
        (false, false) => {
            let (status, headers, _) = response.deconstruct();
            Ok(RawResponse::from_bytes(status, headers, ""))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::http::{Response, StatusCode, headers::Headers};

    fn answer(status: u16, body: &'static str) -> RawResponse {
        RawResponse::from_bytes(StatusCode::from(status), Headers::new(), body)
    }

    fn read(status: u16, body: &'static str, full: &[u16], empty: &[u16]) -> Result<Option<u32>> {
        let response = check_body(answer(status, body), full, empty)?;
        Response::<Option<u32>, JsonOrEmpty>::from(response).into_model()
    }

    #[test]
    fn the_status_tells_whether_there_is_a_body() {
        assert_eq!(read(200, "7", &[200], &[204]).unwrap(), Some(7));
        assert_eq!(read(204, "", &[200], &[204]).unwrap(), None);
        assert_eq!(read(202, "<html>", &[200], &[202]).unwrap(), None);
        let error = read(200, "", &[200], &[204]).unwrap_err();
        assert!(UnreadableAnswer::from_error(&error).is_some(), "{error}");
        assert_eq!(
            error.to_string(),
            "the service answered 200 OK with a response that cannot be read: its body is empty"
        );
        assert!(read(200, "null", &[200], &[204]).is_err(), "a number is not null");
    }

    #[test]
    fn a_named_status_counts_before_a_range() {
        let any = crate::generated::ANY_2XX;
        assert_eq!(read(204, "", &[any], &[204]).unwrap(), None);
        assert_eq!(read(201, "7", &[any], &[204]).unwrap(), Some(7));
        assert_eq!(read(200, "7", &[200], &[any]).unwrap(), Some(7));
        assert_eq!(read(203, "7", &[200], &[any]).unwrap(), None);
        assert!(read(201, "", &[any], &[204]).is_err());
    }
}
