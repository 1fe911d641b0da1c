//! A bearer token and its expiry.

use super::jwt;
use crate::authorization::Authorization;
use azure_core::{
    Error, Result,
    credentials::Secret,
    error::ErrorKind,
    http::{
        Request,
        headers::{AUTHORIZATION, HeaderName},
    },
    time::OffsetDateTime,
};

/// A bearer token (RFC 6750) that a header can carry, and its expiry. `{:?}` shows only the expiry.
#[derive(Debug)]
pub struct BearerToken {
    secret: Secret,
    expires_on: OffsetDateTime,
}

impl BearerToken {
    /// Takes a JSON Web Token and reads its expiry.
    ///
    /// # Errors
    ///
    /// When the text is empty, has characters that a header cannot carry, or is not a JSON Web Token with an expiry.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        check_header_text(text)?;
        let expires_on = jwt::expiry(text).map_err(|why| {
            token_error(&format!(
                "is not a JSON Web Token: {why} (an opaque token needs `with_expiry`)"
            ))
        })?;
        Ok(Self {
            secret: Secret::new(text.to_owned()),
            expires_on,
        })
    }

    /// Takes any token, with the expiry that its issuer has given.
    ///
    /// # Errors
    ///
    /// When the text is empty or has characters that a header cannot carry.
    pub fn with_expiry(text: &str, expires_on: OffsetDateTime) -> Result<Self> {
        let text = text.trim();
        check_header_text(text)?;
        Ok(Self {
            secret: Secret::new(text.to_owned()),
            expires_on,
        })
    }

    /// Returns the token itself.
    pub fn secret(&self) -> &str {
        self.secret.secret()
    }

    /// Returns the time at which the token expires.
    pub fn expires_on(&self) -> OffsetDateTime {
        self.expires_on
    }
}

impl Authorization for BearerToken {
    fn write(&self, request: &mut Request, _: &dyn Fn() -> OffsetDateTime) -> Result<()> {
        request.insert_header(AUTHORIZATION, ["Bearer ", self.secret()].concat());
        Ok(())
    }

    fn headers(&self) -> &[HeaderName] {
        static WRITTEN: [HeaderName; 1] = [AUTHORIZATION];
        &WRITTEN
    }
}

/// Refuses texts that a header cannot carry.
fn check_header_text(text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(token_error("is empty"));
    }
    if text
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("bearer "))
    {
        return Err(token_error("begins with `Bearer `; pass only the part after it"));
    }
    if !text.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(token_error(
            "has a space, a control character or a letter outside ASCII in it",
        ));
    }
    Ok(())
}

fn token_error(why: &str) -> Error {
    Error::with_message(ErrorKind::Credential, format!("the token {why}"))
}
