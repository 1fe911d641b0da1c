//! Responses whose body depends on their status.

#[cfg(feature = "xml")]
use crate::XmlFormat;
use crate::{error::UnreadableAnswer, json};
#[cfg(feature = "xml")]
use azure_core::http::DeserializeWith;
use azure_core::{
    Bytes, Error, Result,
    http::{RawResponse, StatusCode, headers::Headers, response::ResponseBody},
};
use serde::de::DeserializeOwned;
use std::{fmt, marker::PhantomData};

/// The body of a response, by its status. Generated enums implement it.
pub trait ByStatus: Sized {
    /// Reads the response.
    ///
    /// # Errors
    ///
    /// When its status is none of those described, and when its body does not have the form that is described for it.
    fn by_status(answer: &RawResponse) -> Result<Self>;
}

/// A response whose body depends on its status: what [`Response`](azure_core::http::Response) is for one type of body.
pub struct ResponseByStatus<T> {
    raw: RawResponse,
    phantom: PhantomData<T>,
}

impl<T> ResponseByStatus<T> {
    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.raw.status()
    }

    /// Returns the headers.
    pub fn headers(&self) -> &Headers {
        self.raw.headers()
    }

    /// Returns the body.
    pub fn body(&self) -> &ResponseBody {
        self.raw.body()
    }

    /// Returns the whole response, without a copy of its body.
    pub fn to_raw_response(&self) -> RawResponse {
        self.raw.clone()
    }
}

impl<T: ByStatus> ResponseByStatus<T> {
    /// Reads the body.
    ///
    /// # Errors
    ///
    /// When the body does not have the form that is described for the status; the whole response, an
    /// [`UnreadableAnswer`], is among the sources then.
    pub fn into_model(self) -> Result<T> {
        T::by_status(&self.raw)
    }
}

impl<T> From<RawResponse> for ResponseByStatus<T> {
    fn from(raw: RawResponse) -> Self {
        Self {
            raw,
            phantom: PhantomData,
        }
    }
}

impl<T> From<ResponseByStatus<T>> for RawResponse {
    fn from(response: ResponseByStatus<T>) -> Self {
        response.raw
    }
}

/// Shows the status.
impl<T> fmt::Debug for ResponseByStatus<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseByStatus")
            .field("status", &self.raw.status())
            .finish_non_exhaustive()
    }
}

/// Only for generated code: reads JSON.
///
/// # Errors
///
/// When the body is something else.
pub fn json<T: DeserializeOwned>(answer: &RawResponse) -> Result<T> {
    json::from_json(answer.body()).map_err(|why| UnreadableAnswer::error(answer.clone(), &why.to_string()))
}

/// Only for generated code: reads XML.
///
/// # Errors
///
/// When the body is something else.
#[cfg(feature = "xml")]
pub fn xml<T: DeserializeWith<XmlFormat>>(answer: &RawResponse) -> Result<T> {
    let read = T::deserialize_with(answer.body().clone());
    read.map_err(|why| UnreadableAnswer::error(answer.clone(), &why.to_string()))
}

/// Only for generated code: reads text.
///
/// # Errors
///
/// When the body is something else.
pub fn text(answer: &RawResponse) -> Result<String> {
    let text = str::from_utf8(answer.body()).map(str::to_owned);
    text.map_err(|_| UnreadableAnswer::error(answer.clone(), "its body is not text in UTF-8"))
}

/// Only for generated code: takes the bytes.
///
/// # Errors
///
/// When the body is something else.
#[allow(clippy::unnecessary_wraps, reason = "as the others")]
pub fn bytes(answer: &RawResponse) -> Result<Bytes> {
    Ok(Bytes::copy_from_slice(answer.body()))
}

/// Only for generated code: the error of a status that is not described.
pub fn undescribed(answer: &RawResponse) -> Error {
    UnreadableAnswer::error(answer.clone(), "nothing is described for its status")
}
