//! Signing in as a user: a token, and how to come by the next one.

mod jwt;
mod token;

pub(crate) use token::Token;

use azure_core::{Result, time::OffsetDateTime};
use std::sync::Arc;

/// The credential of one user of Communication Services.
///
/// Cloning is cheap and shares the token. `{:?}` never shows it.
#[derive(Clone, Debug)]
pub struct CommunicationTokenCredential {
    token: Arc<Token>,
}

impl CommunicationTokenCredential {
    /// Signs in with a user access token, a JSON Web Token as the Identity service issues it.
    ///
    /// The token is sent as it is, expired or not: whether it is good is for the service to say.
    ///
    /// # Errors
    ///
    /// When the text is not a JSON Web Token with an expiry. The error names the reason, never the token.
    #[allow(clippy::needless_pass_by_value, reason = "a token is handed over, not lent")]
    pub fn new(token: impl Into<String>) -> Result<Self> {
        Ok(Self {
            token: Arc::new(Token::parse(&token.into())?),
        })
    }

    /// Signs in with any token, opaque ones included, that expires at the given time.
    ///
    /// # Errors
    ///
    /// When the text is empty or has characters that an HTTP header cannot carry.
    pub fn with_expiry(token: impl Into<String>, expires_on: OffsetDateTime) -> Result<Self> {
        Ok(Self {
            token: Arc::new(Token::with_expiry(&token.into(), expires_on)?),
        })
    }

    /// Returns the token to send now.
    pub(crate) async fn token(&self) -> Result<Arc<Token>> {
        Ok(Arc::clone(&self.token))
    }
}
