//! A user's name and password (RFC 7617).

use super::{Authorization, Authorize, Credential};
use azure_core::{
    Error, Result, base64,
    credentials::Secret,
    error::ErrorKind,
    http::{
        Request,
        headers::{AUTHORIZATION, HeaderName},
    },
    time::OffsetDateTime,
};
use futures::future::{BoxFuture, FutureExt, ready};
use std::sync::Arc;

/// A user's name and password, which are sent with each request as RFC 7617 specifies. `{:?}` shows neither.
#[derive(Clone, Debug)]
pub struct BasicCredential(Arc<Basic>);

#[derive(Debug)]
struct Basic {
    header: Secret,
}

impl BasicCredential {
    /// Takes a name and a password, in UTF-8.
    ///
    /// # Errors
    ///
    /// When the name has a `:` in it, which would begin the password, or either has a control character.
    pub fn new(user: &str, password: &str) -> Result<Self> {
        let refused = |why: &'static str| Err(Error::with_message(ErrorKind::Credential, why));
        if user.contains(':') {
            return refused("the user's name has a `:` in it, which would begin the password");
        }
        if user.chars().chain(password.chars()).any(char::is_control) {
            return refused("the user's name or password has a control character in it");
        }
        let header = format!("Basic {}", base64::encode(format!("{user}:{password}")));
        Ok(Self(Arc::new(Basic {
            header: Secret::new(header),
        })))
    }
}

impl Authorize for BasicCredential {
    fn ready(&self) -> Option<Arc<dyn Authorization>> {
        Some(Arc::clone(&self.0) as Arc<dyn Authorization>)
    }

    fn obtain(&self) -> BoxFuture<'_, Result<Arc<dyn Authorization>>> {
        ready(Ok(Arc::clone(&self.0) as Arc<dyn Authorization>)).boxed()
    }
}

impl From<BasicCredential> for Credential {
    fn from(credential: BasicCredential) -> Self {
        Self::new(credential)
    }
}

impl Authorization for Basic {
    fn write(&self, request: &mut Request, _: &dyn Fn() -> OffsetDateTime) -> Result<()> {
        request.insert_header(AUTHORIZATION, self.header.secret().to_owned());
        Ok(())
    }

    fn headers(&self) -> &[HeaderName] {
        static WRITTEN: [HeaderName; 1] = [AUTHORIZATION];
        &WRITTEN
    }
}
