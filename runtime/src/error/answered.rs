//! The response that an error was read from, for error types that the service describes.

use super::ServiceError;
use crate::json;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        RawResponse,
        headers::{CONTENT_TYPE, Headers},
    },
};
use serde::de::DeserializeOwned;
use std::{fmt, sync::LazyLock};

/// The response that an error was read from.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Answered(pub(super) Option<Box<RawResponse>>);

/// Shows nothing of it.
impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "…" } else { "none" })
    }
}

static NO_HEADERS: LazyLock<Headers> = LazyLock::new(Headers::new);

impl ServiceError {
    /// Reads the body of the error as the type that the service describes; the docs of a method name the type for each status.
    ///
    /// ```
    /// use client_runtime::ServiceError;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct OutOfStock {
    ///     left: u32,
    /// }
    ///
    /// # fn handle(error: azure_core::Error) {
    /// let refusal = ServiceError::from_error(&error).filter(|refusal| u16::from(refusal.status) == 409);
    /// if let Some(Ok(body)) = refusal.map(|refusal| refusal.body::<OutOfStock>()) {
    ///     println!("{} are left", body.left);
    /// }
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When the body does not have the form of `T`, as that of a gateway, or was too large and has been cut; when the error
    /// came without a response.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T> {
        let Some(answer) = &self.answer.0 else {
            let message = "the error came without a response of the service";
            return Err(Error::with_message(ErrorKind::DataConversion, message));
        };
        read(answer).map_err(|error| error.with_context("the body of the error is not of the described form"))
    }

    /// Returns the headers of the response.
    pub fn headers(&self) -> &Headers {
        self.answer
            .0
            .as_ref()
            .map_or(&*NO_HEADERS, |answer| answer.headers())
    }
}

fn read<T: DeserializeOwned>(answer: &RawResponse) -> Result<T> {
    let media_type = answer
        .headers()
        .get_optional_str(&CONTENT_TYPE)
        .unwrap_or_default();
    if !media_type.contains("xml") {
        return json::from_json(answer.body());
    }
    #[cfg(feature = "xml")]
    return crate::xml::read_any(answer.body());
    #[cfg(not(feature = "xml"))]
    Err(Error::with_message(
        ErrorKind::DataConversion,
        "it is XML, which this client does not read",
    ))
}
