//! Signing in as a user: a token, and how to come by the next one.

mod account;
mod entra;
mod flight;
mod jwt;
mod limit;
mod options;
mod proactive;
mod refresher;
mod refreshing;
mod schedule;
mod token;

#[cfg(test)]
mod tests;

pub use entra::EntraExchangeOptions;
pub use options::TokenRefreshOptions;
pub use refresher::{RefreshedToken, TokenRefresher};
pub(crate) use token::Token;

use crate::runtime::rfc3339;
use account::Account;
use azure_core::{
    Result,
    credentials::{AccessToken, Secret, TokenCredential},
    time::OffsetDateTime,
};
use proactive::Background;
use refresher::AzureCredential;
use refreshing::Refreshing;
use std::sync::Arc;

/// The credential of one user of Communication Services: a token, or what fetches a new one before it expires.
///
/// - [`new`](Self::new): a token, used as it is.
/// - [`from_refresher`](Self::from_refresher): a closure that fetches a token, called when the current one is about to
///   expire or the service has rejected it.
/// - [`from_entra`](Self::from_entra): an Entra account, whose token the resource exchanges for its own.
/// - [`from_token_credential`](Self::from_token_credential): any credential of the Azure SDK.
///
/// Cloning is cheap, and the clones share the token and its refresh. `{:?}` never shows a token.
#[derive(Clone, Debug)]
pub struct CommunicationTokenCredential {
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    Fixed(Arc<Token>),
    Refreshing(Arc<Refreshing>),
    /// Refreshing in the background as long as there is a clone.
    Proactive(Arc<Refreshing>, Arc<Background>),
    /// Refreshing by exchange of an Entra account's token, which may change at any time.
    Entra(Arc<Refreshing>, Arc<Account>),
}

impl CommunicationTokenCredential {
    /// Signs in with a user access token, a JSON Web Token as the Identity service issues it.
    ///
    /// The token is sent as it is, expired or not: whether it is good is for the service to say.
    ///
    /// # Errors
    ///
    /// When the text is not a JSON Web Token with an expiry. The error names the reason, never the token.
    pub fn new(token: impl Into<String>) -> Result<Self> {
        Ok(Self {
            source: Source::Fixed(Arc::new(Token::parse(&token.into())?)),
        })
    }

    /// Signs in with any token, opaque ones included, that expires at the given time.
    ///
    /// # Errors
    ///
    /// When the text is empty or has characters that an HTTP header cannot carry.
    pub fn with_expiry(token: impl Into<String>, expires_on: OffsetDateTime) -> Result<Self> {
        Ok(Self {
            source: Source::Fixed(Arc::new(Token::with_expiry(&token.into(), expires_on)?)),
        })
    }

    /// Signs in with tokens that `refresher` fetches: the first one with the first call, the next when less than two
    /// minutes of it remain.
    ///
    /// However many tasks wait for a token, it is fetched once. While the current token is good, its callers do not
    /// wait and do not notice when fetching the next one fails.
    pub fn from_refresher(refresher: impl TokenRefresher + 'static) -> Self {
        Self::with_boxed(Box::new(refresher), None, TokenRefreshOptions::default())
    }

    /// Signs in with tokens that `refresher` fetches, in the way that `options` say.
    ///
    /// # Errors
    ///
    /// When the initial token is not a token; see [`new`](Self::new).
    pub fn from_refresher_with_options(
        refresher: impl TokenRefresher + 'static,
        mut options: TokenRefreshOptions,
    ) -> Result<Self> {
        let initial = options
            .initial_token
            .take()
            .map(|token| token.check())
            .transpose()?;
        Ok(Self::with_boxed(Box::new(refresher), initial, options))
    }

    /// Signs in with tokens that a credential of the Azure SDK issues for `scopes`.
    pub fn from_token_credential<S: Into<String>>(
        credential: Arc<dyn TokenCredential>,
        scopes: impl IntoIterator<Item = S>,
    ) -> Self {
        let scopes = scopes.into_iter().map(Into::into).collect();
        Self::from_refresher(AzureCredential { credential, scopes })
    }

    /// Returns a token that is good now, with its expiry, fetching it if need be.
    ///
    /// # Errors
    ///
    /// When there is a refresher and it does not bring a token.
    pub async fn get_token(&self) -> Result<AccessToken> {
        let token = self.token().await?;
        Ok(AccessToken::new(
            Secret::new(token.secret().to_owned()),
            token.expires_on(),
        ))
    }

    fn with_boxed(
        refresher: Box<dyn TokenRefresher>,
        initial: Option<Token>,
        options: TokenRefreshOptions,
    ) -> Self {
        let proactive = options.proactive;
        let refreshing = Arc::new(Refreshing::new(refresher, initial, options));
        let source = if proactive {
            Source::Proactive(refreshing, Arc::default())
        } else {
            Source::Refreshing(refreshing)
        };
        Self { source }
    }

    /// Returns the token to send now.
    pub(crate) async fn token(&self) -> Result<Arc<Token>> {
        match &self.source {
            Source::Fixed(token) => Ok(Arc::clone(token)),
            Source::Refreshing(refreshing) => refreshing.token().await,
            Source::Entra(refreshing, account) => account.token(refreshing).await,
            Source::Proactive(refreshing, background) => {
                let token = refreshing.token().await?;
                background.start(refreshing);
                Ok(token)
            }
        }
    }

    /// Returns another token than the one that the service has just rejected. `None` when there is no other: the token
    /// is fixed, or the refresher brings the same one or none (which is logged).
    pub(crate) async fn replace(&self, rejected: &Token) -> Option<Arc<Token>> {
        let refreshing = match &self.source {
            Source::Fixed(_) => return None,
            Source::Refreshing(refreshing)
            | Source::Proactive(refreshing, _)
            | Source::Entra(refreshing, _) => refreshing,
        };
        let token = refreshing.replace(rejected).await.ok()?;
        (token.secret() != rejected.secret()).then_some(token)
    }

    /// Says why a rejected token was to be expected, if it was.
    pub(crate) fn explain_rejection(&self) -> Option<String> {
        match &self.source {
            Source::Fixed(token) if token.expires_on() <= OffsetDateTime::now_utc() => Some(format!(
                "the token expired at {}, and the credential has no refresher to fetch another",
                rfc3339(token.expires_on())
            )),
            _ => None,
        }
    }
}
