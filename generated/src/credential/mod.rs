//! The credential of a user: a token, and the ways to obtain the next one.

mod account;
mod entra;

#[cfg(test)]
mod tests;

pub use entra::EntraExchangeOptions;

use account::EntraAccount;
use azure_core::{
    Result,
    credentials::{AccessToken, Secret, TokenCredential},
    time::OffsetDateTime,
};
use client_runtime::{
    BearerCredential, Credential,
    authorization::{Authorization, Authorize},
    refresh::{BearerToken, RefreshingToken, TokenRefreshOptions, TokenRefresher},
};
use futures::future::{BoxFuture, FutureExt};
use std::{any::Any, sync::Arc};

/// The credential of one user of Communication Services: a token that is fixed or replaced before it expires.
///
/// - [`new`](Self::new): a fixed token.
/// - [`from_refresher`](Self::from_refresher): a closure that fetches a token, called when the current one is about to
///   expire or the service has rejected it.
/// - [`from_entra`](Self::from_entra): an Entra account, whose token the resource exchanges for its own.
/// - [`from_token_credential`](Self::from_token_credential): any credential of the Azure SDK.
///
/// Cloning is cheap, and the clones share the token and its refresh. `{:?}` never shows a token.
#[derive(Clone, Debug)]
#[doc(alias = "AzureCommunicationTokenCredential")]
#[doc(alias = "CommunicationUserCredential")]
pub struct CommunicationTokenCredential {
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    Bearer(BearerCredential),
    /// Refreshing by exchange of an Entra account's token, which may change at any time.
    Entra(Arc<RefreshingToken>, Arc<EntraAccount>),
}

impl CommunicationTokenCredential {
    /// Signs in with a user access token, a JSON Web Token as the Identity service issues it.
    ///
    /// The token is sent even when it has expired: only the service decides whether it is valid.
    ///
    /// # Errors
    ///
    /// When the text is not a JSON Web Token with an expiry. The error names the reason, never the token.
    ///
    /// ```
    /// use acs_chat::CommunicationTokenCredential;
    ///
    /// # fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let credential = CommunicationTokenCredential::new(std::env::var("ACS_TOKEN")?)?;
    /// # let _ = credential;
    /// # Ok(())
    /// # }
    /// ```
    pub fn new(token: impl Into<String>) -> Result<Self> {
        BearerCredential::new(token).map(Self::from)
    }

    /// Signs in with any token, opaque ones included, that expires at the given time.
    ///
    /// # Errors
    ///
    /// When the text is empty or has characters that an HTTP header cannot carry.
    ///
    /// ```
    /// use acs_chat::CommunicationTokenCredential;
    /// use azure_core::time::{Duration, OffsetDateTime};
    ///
    /// let expires_on = OffsetDateTime::now_utc() + Duration::hours(1);
    /// let credential = CommunicationTokenCredential::with_expiry("an-opaque-token", expires_on)?;
    /// # let _ = credential;
    /// # Ok::<(), azure_core::Error>(())
    /// ```
    pub fn with_expiry(token: impl Into<String>, expires_on: OffsetDateTime) -> Result<Self> {
        BearerCredential::with_expiry(token, expires_on).map(Self::from)
    }

    /// Signs in with tokens that `refresher` fetches: the first one with the first call, the next one when less than
    /// two minutes of the current one remain.
    ///
    /// When several tasks need a token at the same time, it is fetched once. While the current token is valid, callers
    /// do not wait for the next one, and do not see an error when fetching it fails.
    ///
    /// A closure that returns a future of a token is a refresher. Its error type has to be named, as in the last line:
    ///
    /// ```
    /// use acs_chat::CommunicationTokenCredential;
    ///
    /// # async fn ask_my_service() -> azure_core::Result<String> { Ok(String::new()) }
    /// let credential = CommunicationTokenCredential::from_refresher(|| async {
    ///     let token = ask_my_service().await?;
    ///     Ok::<_, azure_core::Error>(token)
    /// });
    /// # let _ = credential;
    /// ```
    #[doc(alias = "token_refresher")]
    pub fn from_refresher(refresher: impl TokenRefresher + 'static) -> Self {
        BearerCredential::from_refresher(refresher).into()
    }

    /// Signs in with tokens that `refresher` fetches, with options.
    ///
    /// # Errors
    ///
    /// When the initial token of the options is not valid; see [`new`](Self::new).
    ///
    /// ```
    /// use acs_chat::{CommunicationTokenCredential, TokenRefreshOptions};
    /// use std::time::Duration;
    ///
    /// # async fn ask_my_service() -> std::io::Result<String> { Ok(String::new()) }
    /// let options = TokenRefreshOptions::default().with_proactive(true).with_timeout(Duration::from_secs(10));
    /// let refresher = || async { Ok::<_, std::io::Error>(ask_my_service().await?) };
    /// let credential = CommunicationTokenCredential::from_refresher_with_options(refresher, options)?;
    /// # let _ = credential;
    /// # Ok::<(), azure_core::Error>(())
    /// ```
    #[doc(alias = "CommunicationTokenRefreshOptions")]
    pub fn from_refresher_with_options(
        refresher: impl TokenRefresher + 'static,
        options: TokenRefreshOptions,
    ) -> Result<Self> {
        BearerCredential::from_refresher_with_options(refresher, options).map(Self::from)
    }

    /// Signs in with tokens that a credential of the Azure SDK issues for `scopes`.
    ///
    /// ```
    /// use acs_chat::CommunicationTokenCredential;
    /// use azure_core::credentials::TokenCredential;
    /// use std::sync::Arc;
    ///
    /// # fn example(credential: Arc<dyn TokenCredential>) {
    /// let scopes = ["https://communication.azure.com/.default"];
    /// let credential = CommunicationTokenCredential::from_token_credential(credential, scopes);
    /// # let _ = credential;
    /// # }
    /// ```
    pub fn from_token_credential<S: Into<String>>(
        credential: Arc<dyn TokenCredential>,
        scopes: impl IntoIterator<Item = S>,
    ) -> Self {
        BearerCredential::from_token_credential(credential, scopes).into()
    }

    /// Returns the current token with its expiry, and fetches it first if necessary.
    ///
    /// # Errors
    ///
    /// When there is no valid token and the refresher fails. A fixed token is returned even when it has expired.
    ///
    /// ```no_run
    /// # async fn example(credential: acs_chat::CommunicationTokenCredential) -> azure_core::Result<()> {
    /// let token = credential.get_token().await?;
    /// println!("the token expires on {}", token.expires_on);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get_token(&self) -> Result<AccessToken> {
        match &self.source {
            Source::Bearer(bearer) => bearer.get_token().await,
            Source::Entra(refreshing, account) => {
                let token = account.token(refreshing).await?;
                let secret = Secret::new(token.secret().to_owned());
                Ok(AccessToken::new(secret, token.expires_on()))
            }
        }
    }
}

impl From<BearerCredential> for CommunicationTokenCredential {
    fn from(bearer: BearerCredential) -> Self {
        Self {
            source: Source::Bearer(bearer),
        }
    }
}

impl Authorize for CommunicationTokenCredential {
    fn ready(&self) -> Option<Arc<dyn Authorization>> {
        match &self.source {
            Source::Bearer(bearer) => bearer.ready(),
            // The account has to be asked first.
            Source::Entra(..) => None,
        }
    }

    fn obtain(&self) -> BoxFuture<'_, Result<Arc<dyn Authorization>>> {
        match &self.source {
            Source::Bearer(bearer) => bearer.obtain(),
            Source::Entra(refreshing, account) => async move {
                let token = account.token(refreshing).await?;
                Ok(token as Arc<dyn Authorization>)
            }
            .boxed(),
        }
    }

    fn replace<'a>(
        &'a self,
        rejected: &'a dyn Authorization,
    ) -> BoxFuture<'a, Option<Arc<dyn Authorization>>> {
        let refreshing = match &self.source {
            Source::Bearer(bearer) => return bearer.replace(rejected),
            Source::Entra(refreshing, _) => refreshing,
        };
        let rejected: &dyn Any = rejected;
        let rejected: Option<&BearerToken> = rejected.downcast_ref();
        async move {
            let token = refreshing.replacement(rejected?).await?;
            Some(token as Arc<dyn Authorization>)
        }
        .boxed()
    }

    fn explain_rejection(&self) -> Option<String> {
        match &self.source {
            Source::Bearer(bearer) => bearer.explain_rejection(),
            Source::Entra(..) => None,
        }
    }
}

impl From<CommunicationTokenCredential> for Credential {
    fn from(credential: CommunicationTokenCredential) -> Self {
        Self::new(credential)
    }
}
