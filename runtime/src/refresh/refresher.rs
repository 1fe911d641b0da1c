//! The sources of new tokens.

use super::token::BearerToken;
use async_trait::async_trait;
use azure_core::{
    Error, Result,
    credentials::{AccessToken, Secret, TokenCredential},
    error::ErrorKind,
    time::OffsetDateTime,
};
use std::{fmt, sync::Arc};

/// Fetches a user's next token, usually from a server of yours that knows the user.
///
/// Every closure that returns a future of a token implements it, with any error type:
///
/// ```
/// use client_runtime::BearerCredential;
///
/// # async fn ask_my_server() -> Result<String, std::io::Error> { unimplemented!() }
/// let credential = BearerCredential::from_refresher(|| async { ask_my_server().await });
/// ```
///
/// There is at most one refresh at a time for one credential, however many tasks wait for it. When all of them are dropped,
/// so is the refresh, and the next caller begins a new one.
///
/// A refresher must not use the credential that it belongs to, nor a client with that credential: it would wait for itself.
/// Unless the current token is still good, such a refresh fails when
/// [`TokenRefreshOptions::timeout`](crate::refresh::TokenRefreshOptions::timeout) is over. A refresher must not block its
/// thread, because that cannot be interrupted.
#[async_trait]
pub trait TokenRefresher: Send + Sync {
    /// Fetches a token that is valid now.
    ///
    /// # Errors
    ///
    /// Any failure to obtain the token. It is returned to the callers that wait, unless the current token is still good.
    async fn refresh(&self) -> Result<RefreshedToken>;
}

#[async_trait]
impl<F, Fut, T, E> TokenRefresher for F
where
    F: Fn() -> Fut + Send + Sync,
    Fut: Future<Output = std::result::Result<T, E>> + Send,
    T: Into<RefreshedToken>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    async fn refresh(&self) -> Result<RefreshedToken> {
        match self().await {
            Ok(token) => Ok(token.into()),
            Err(error) => Err(Error::new(ErrorKind::Credential, error)),
        }
    }
}

/// A token that a [`TokenRefresher`] has fetched: the text alone if it is a JSON Web Token, and otherwise with its expiry.
///
/// It can be made from a `String`, a `&str` or an [`AccessToken`]. `{:?}` does not show the token.
#[derive(Clone)]
pub struct RefreshedToken {
    token: Secret,
    expires_on: Option<OffsetDateTime>,
}

impl RefreshedToken {
    /// Takes a JSON Web Token, whose expiry is read from it.
    pub fn new(token: impl Into<String>) -> Self {
        Self {
            token: Secret::new(token.into()),
            expires_on: None,
        }
    }

    /// Takes any token, opaque ones included, that expires at the given time.
    pub fn with_expiry(token: impl Into<String>, expires_on: OffsetDateTime) -> Self {
        Self {
            token: Secret::new(token.into()),
            expires_on: Some(expires_on),
        }
    }

    /// Checks that the token can be sent, and reads its expiry if it was not given.
    ///
    /// # Errors
    ///
    /// As [`BearerToken::parse`] or, with an expiry, [`BearerToken::with_expiry`].
    pub fn check(&self) -> Result<BearerToken> {
        match self.expires_on {
            Some(expires_on) => BearerToken::with_expiry(self.token.secret(), expires_on),
            None => BearerToken::parse(self.token.secret()),
        }
    }
}

impl fmt::Debug for RefreshedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshedToken")
            .field("expires_on", &self.expires_on)
            .finish_non_exhaustive()
    }
}

impl From<String> for RefreshedToken {
    fn from(token: String) -> Self {
        Self::new(token)
    }
}

impl From<&str> for RefreshedToken {
    fn from(token: &str) -> Self {
        Self::new(token)
    }
}

impl From<AccessToken> for RefreshedToken {
    fn from(token: AccessToken) -> Self {
        Self {
            token: token.token,
            expires_on: Some(token.expires_on),
        }
    }
}

/// Any credential of the Azure SDK, asked for fixed scopes.
pub(crate) struct AzureCredential {
    pub(crate) credential: Arc<dyn TokenCredential>,
    pub(crate) scopes: Box<[String]>,
}

#[async_trait]
impl TokenRefresher for AzureCredential {
    async fn refresh(&self) -> Result<RefreshedToken> {
        let scopes: Vec<&str> = self.scopes.iter().map(String::as_str).collect();
        Ok(self.credential.get_token(&scopes, None).await?.into())
    }
}
