//! The credential with a bearer token, which is fixed or replaced before it expires.

#[cfg(test)]
mod tests;

use crate::{
    authorization::{Authorization, Authorize, Credential},
    refresh::{
        AzureCredential, BackgroundRefresh, BearerToken, RefreshedToken, RefreshingToken,
        TokenRefreshOptions, TokenRefresher,
    },
    wire::rfc3339,
};
use azure_core::{
    Result,
    credentials::{AccessToken, Secret, TokenCredential},
    time::OffsetDateTime,
};
use futures::future::{BoxFuture, FutureExt};
use std::{any::Any, sync::Arc};

/// A credential with a bearer token (RFC 6750), which is fixed or replaced before it expires.
///
/// - [`new`](Self::new): a fixed token.
/// - [`from_refresher`](Self::from_refresher): a closure that fetches a token, called when the current one is about to
///   expire or the service has rejected it.
/// - [`from_token_credential`](Self::from_token_credential): any credential of the Azure SDK.
///
/// Cloning is cheap, and the clones share the token and its refresh. `{:?}` never shows a token.
#[derive(Clone, Debug)]
pub struct BearerCredential {
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    Fixed(Arc<BearerToken>),
    Refreshing(Arc<RefreshingToken>),
    /// Refreshing in the background as long as a clone exists.
    Proactive(Arc<RefreshingToken>, Arc<BackgroundRefresh>),
}

impl BearerCredential {
    /// Takes a JSON Web Token, whose expiry is read from it.
    ///
    /// The token is sent even when it has expired: only the service decides whether it is valid.
    ///
    /// # Errors
    ///
    /// When the text is not a JSON Web Token with an expiry. The error names the reason, never the token.
    pub fn new(token: impl Into<String>) -> Result<Self> {
        Ok(BearerToken::parse(&token.into())?.into())
    }

    /// Takes any token, opaque ones included, that expires at the given time.
    ///
    /// # Errors
    ///
    /// When the text is empty or has characters that an HTTP header cannot carry.
    pub fn with_expiry(token: impl Into<String>, expires_on: OffsetDateTime) -> Result<Self> {
        Ok(BearerToken::with_expiry(&token.into(), expires_on)?.into())
    }

    /// Takes tokens that `refresher` fetches: the first one with the first call, the next one when less than two minutes of
    /// the current one remain.
    ///
    /// When several tasks need a token at the same time, it is fetched once. While the current token is valid, callers
    /// do not wait for the next one, and do not see an error when fetching it fails.
    pub fn from_refresher(refresher: impl TokenRefresher + 'static) -> Self {
        Self::with_boxed(Box::new(refresher), None, TokenRefreshOptions::default())
    }

    /// Takes tokens that `refresher` fetches, with options.
    ///
    /// # Errors
    ///
    /// When the initial token of the options is not valid; see [`new`](Self::new).
    pub fn from_refresher_with_options(
        refresher: impl TokenRefresher + 'static,
        mut options: TokenRefreshOptions,
    ) -> Result<Self> {
        let initial = options.initial_token.take();
        let initial = initial.as_ref().map(RefreshedToken::check).transpose()?;
        Ok(Self::with_boxed(Box::new(refresher), initial, options))
    }

    /// Takes tokens that a credential of the Azure SDK issues for `scopes`.
    pub fn from_token_credential<S: Into<String>>(
        credential: Arc<dyn TokenCredential>,
        scopes: impl IntoIterator<Item = S>,
    ) -> Self {
        let scopes = scopes.into_iter().map(Into::into).collect();
        Self::from_refresher(AzureCredential { credential, scopes })
    }

    /// Returns the current token with its expiry, and fetches it first if necessary.
    ///
    /// # Errors
    ///
    /// When there is no valid token and the refresher fails. A fixed token is returned even when it has expired.
    pub async fn get_token(&self) -> Result<AccessToken> {
        let token = self.token().await?;
        Ok(AccessToken::new(
            Secret::new(token.secret().to_owned()),
            token.expires_on(),
        ))
    }

    fn with_boxed(
        refresher: Box<dyn TokenRefresher>,
        initial: Option<BearerToken>,
        options: TokenRefreshOptions,
    ) -> Self {
        let proactive = options.proactive;
        let refreshing = Arc::new(RefreshingToken::new(refresher, initial, options));
        let source = if proactive {
            Source::Proactive(refreshing, Arc::default())
        } else {
            Source::Refreshing(refreshing)
        };
        Self { source }
    }

    /// Returns the token to send now, if it need not be fetched.
    fn current(&self) -> Option<Arc<BearerToken>> {
        match &self.source {
            Source::Fixed(token) => Some(Arc::clone(token)),
            Source::Refreshing(refreshing) => refreshing.current(),
            Source::Proactive(refreshing, background) => {
                let token = refreshing.current()?;
                background.start(refreshing);
                Some(token)
            }
        }
    }

    /// Returns the token to send now.
    async fn token(&self) -> Result<Arc<BearerToken>> {
        match &self.source {
            Source::Fixed(token) => Ok(Arc::clone(token)),
            Source::Refreshing(refreshing) => refreshing.token().await,
            Source::Proactive(refreshing, background) => {
                let token = refreshing.token().await?;
                background.start(refreshing);
                Ok(token)
            }
        }
    }
}

impl BearerCredential {
    /// Returns a token other than the one that the service has just rejected, if there is one.
    async fn replacement(&self, rejected: &BearerToken) -> Option<Arc<BearerToken>> {
        match &self.source {
            Source::Fixed(_) => None,
            Source::Refreshing(refreshing) | Source::Proactive(refreshing, _) => {
                refreshing.replacement(rejected).await
            }
        }
    }
}

impl From<BearerToken> for BearerCredential {
    fn from(token: BearerToken) -> Self {
        Self {
            source: Source::Fixed(Arc::new(token)),
        }
    }
}

impl Authorize for BearerCredential {
    fn ready(&self) -> Option<Arc<dyn Authorization>> {
        self.current().map(|token| token as Arc<dyn Authorization>)
    }

    fn obtain(&self) -> BoxFuture<'_, Result<Arc<dyn Authorization>>> {
        self.token()
            .map(|token| token.map(|token| token as Arc<dyn Authorization>))
            .boxed()
    }

    fn replace<'a>(
        &'a self,
        rejected: &'a dyn Authorization,
    ) -> BoxFuture<'a, Option<Arc<dyn Authorization>>> {
        let rejected: &dyn Any = rejected;
        let rejected: Option<&BearerToken> = rejected.downcast_ref();
        async move {
            let token = self.replacement(rejected?).await?;
            Some(token as Arc<dyn Authorization>)
        }
        .boxed()
    }

    fn explain_rejection(&self) -> Option<String> {
        match &self.source {
            Source::Fixed(token) if token.expires_on() <= OffsetDateTime::now_utc() => Some(format!(
                "the token expired at {}, and the credential has no refresher to fetch another",
                rfc3339(token.expires_on())
            )),
            _ => None,
        }
    }
}

impl From<BearerCredential> for Credential {
    fn from(credential: BearerCredential) -> Self {
        Self::new(credential)
    }
}
