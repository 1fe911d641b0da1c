//! A key of the service, in a header, in the query or in a cookie.

use super::{Authorization, Authorize, Credential};
use azure_core::{
    Error, Result,
    credentials::Secret,
    error::ErrorKind,
    http::{Request, headers::HeaderName},
    time::OffsetDateTime,
};
use futures::future::{BoxFuture, FutureExt, ready};
use std::sync::Arc;

const COOKIE: HeaderName = HeaderName::from_static("cookie");

/// A key of the service, which is sent with each request in a header, in the query or in a cookie.
///
/// The description of the service says where. `{:?}`, logs and traces do not show the key.
#[derive(Clone, Debug)]
pub struct ApiKeyCredential(Arc<ApiKey>);

#[derive(Debug)]
struct ApiKey {
    place: Place,
    key: Secret,
}

#[derive(Debug)]
enum Place {
    Header([HeaderName; 1]),
    /// The name, encoded.
    Query(String),
    /// The name.
    Cookie(String),
}

impl ApiKeyCredential {
    /// Takes a key that is sent in the header of this name.
    ///
    /// # Errors
    ///
    /// When the name is not one of a header, or the key is empty or has characters that a header cannot carry. The error
    /// does not show the key.
    pub fn header(name: impl Into<String>, key: impl Into<String>) -> Result<Self> {
        let (name, key) = (name.into().to_ascii_lowercase(), key.into());
        if !is_token(&name) {
            return Err(refused(format!(
                "`{}` is not the name of a header",
                name.escape_debug()
            )));
        }
        if !key.bytes().all(|b| matches!(b, b' '..=b'~')) {
            return Err(refused(
                "the key has characters that a header cannot carry".to_owned(),
            ));
        }
        Self::new(Place::Header([name.into()]), key)
    }

    /// Takes a key that is sent in the query parameter of this name.
    ///
    /// # Errors
    ///
    /// When the name or the key is empty.
    pub fn query(name: &str, key: impl Into<String>) -> Result<Self> {
        if name.is_empty() {
            return Err(refused("the query parameter of the key has no name".to_owned()));
        }
        let mut encoded = String::new();
        crate::encode::component(&mut encoded, name);
        Self::new(Place::Query(encoded), key.into())
    }

    /// Takes a key that is sent in the cookie of this name.
    ///
    /// # Errors
    ///
    /// When the name is not one of a cookie, or the key is empty or has characters that a cookie cannot carry (RFC 6265).
    pub fn cookie(name: impl Into<String>, key: impl Into<String>) -> Result<Self> {
        let (name, key) = (name.into(), key.into());
        if !is_token(&name) {
            return Err(refused(format!(
                "`{}` is not the name of a cookie",
                name.escape_debug()
            )));
        }
        let carried = |b: u8| b.is_ascii_graphic() && !b"\",;\\".contains(&b);
        if !key.bytes().all(carried) {
            return Err(refused(
                "the key has characters that a cookie cannot carry".to_owned(),
            ));
        }
        Self::new(Place::Cookie(name), key)
    }

    fn new(place: Place, key: String) -> Result<Self> {
        if key.trim().is_empty() {
            return Err(refused("the key is empty".to_owned()));
        }
        let key = Secret::new(key);
        Ok(Self(Arc::new(ApiKey { place, key })))
    }
}

/// Tells whether a text is a token of RFC 9110, as names of headers and cookies are.
fn is_token(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !text.is_empty() && text.bytes().all(allowed)
}

fn refused(message: String) -> Error {
    Error::with_message(ErrorKind::Credential, message)
}

impl Authorize for ApiKeyCredential {
    fn ready(&self) -> Option<Arc<dyn Authorization>> {
        Some(Arc::clone(&self.0) as Arc<dyn Authorization>)
    }

    fn obtain(&self) -> BoxFuture<'_, Result<Arc<dyn Authorization>>> {
        ready(Ok(Arc::clone(&self.0) as Arc<dyn Authorization>)).boxed()
    }
}

impl From<ApiKeyCredential> for Credential {
    fn from(credential: ApiKeyCredential) -> Self {
        Self::new(credential)
    }
}

impl Authorization for ApiKey {
    fn write(&self, request: &mut Request, _: &dyn Fn() -> OffsetDateTime) -> Result<()> {
        let key = self.key.secret();
        match &self.place {
            Place::Header([name]) => request.insert_header(name.clone(), key.to_owned()),
            Place::Query(name) => {
                let url = request.url_mut();
                let mut query = match url.query() {
                    Some(query) if !query.is_empty() => [query, "&", name, "="].concat(),
                    _ => [name, "="].concat(),
                };
                crate::encode::component(&mut query, key);
                url.set_query(Some(&query));
            }
            Place::Cookie(name) => {
                let cookie = match request.headers().get_optional_str(&COOKIE) {
                    Some(others) => [others, "; ", name, "=", key].concat(),
                    None => [name, "=", key].concat(),
                };
                request.insert_header(COOKIE, cookie);
            }
        }
        Ok(())
    }

    fn headers(&self) -> &[HeaderName] {
        static COOKIES: [HeaderName; 1] = [COOKIE];
        match &self.place {
            Place::Header(name) => name,
            Place::Query(_) => &[],
            Place::Cookie(_) => &COOKIES,
        }
    }

    fn writes_url(&self) -> bool {
        matches!(self.place, Place::Query(_))
    }
}
