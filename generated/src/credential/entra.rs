//! Signing in with an Entra account: its token is exchanged for one of the resource.

use super::{CommunicationTokenCredential, Source, account::EntraAccount};
use crate::PACKAGE;
use async_trait::async_trait;
use azure_core::{
    Error, Result,
    credentials::TokenCredential,
    error::ErrorKind,
    http::{ClientOptions, Context, Method, RawResponse},
    time::OffsetDateTime,
};
use client_runtime::{
    BearerCredential, Clock, Resend,
    authorization::Anonymous,
    generated::ClientCore,
    json::from_json,
    refresh::{RefreshedToken, RefreshingToken, TokenRefreshOptions, TokenRefresher},
};
use serde::Deserialize;
use std::sync::Arc;

/// How [`CommunicationTokenCredential::from_entra`] reaches the service.
#[derive(Clone, Debug, Default)]
pub struct EntraExchangeOptions {
    /// Transport, retry and policies of the exchange.
    pub client_options: ClientOptions,

    /// The clock to use; the system's by default.
    pub clock: Option<Arc<dyn Clock>>,
}

impl CommunicationTokenCredential {
    /// Signs in with an Entra account: `credential` provides its token, and the resource at `endpoint` exchanges it.
    ///
    /// The exchange is repeated when its token is about to expire and when the user of the account has changed. To notice that,
    /// each call asks `credential` for its token, which is cheap because credentials of the Azure SDK cache it. The user is read
    /// from the claims of the token (`tid`, and `oid` or `sub`); if it has none, every other token counts as another user. While
    /// the exchanged token is valid, an account that fails, panics or does not answer within 30 seconds delays at most one call,
    /// and is then not asked again for between a second and a minute.
    ///
    /// The scopes are either all of the resource's clients (`https://communication.azure.com/clients/…`) or all of
    /// Teams Phone extensibility (`https://auth.msft.communication.azure.com/…`).
    ///
    /// # Errors
    ///
    /// When the scopes are of neither family or of both, and when the endpoint cannot be used.
    ///
    /// ```
    /// use acs_chat::CommunicationTokenCredential;
    /// use azure_core::credentials::TokenCredential;
    /// use std::sync::Arc;
    ///
    /// # fn example(account: Arc<dyn TokenCredential>) -> azure_core::Result<()> {
    /// let endpoint = "https://contoso.communication.azure.com";
    /// let scopes = ["https://communication.azure.com/clients/.default"];
    /// let credential = CommunicationTokenCredential::from_entra(endpoint, account, scopes, None)?;
    /// # let _ = credential;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "EntraCommunicationTokenCredentialOptions")]
    pub fn from_entra<S: Into<String>>(
        endpoint: &str,
        credential: Arc<dyn TokenCredential>,
        scopes: impl IntoIterator<Item = S>,
        options: Option<EntraExchangeOptions>,
    ) -> Result<Self> {
        let EntraExchangeOptions {
            client_options,
            clock,
        } = options.unwrap_or_default();
        let scopes: Box<[String]> = scopes.into_iter().map(Into::into).collect();
        let route = Route::for_scopes(&scopes)?;
        // The account's token is set for each exchange.
        let core = ClientCore::new(&PACKAGE, endpoint, Anonymous::default().into(), &client_options)?;
        let account = Arc::new(EntraAccount::new(credential, scopes, clock.clone()));
        let exchange = TokenExchange {
            account: Arc::clone(&account),
            route,
            core,
            clock: clock.clone(),
        };
        let options = TokenRefreshOptions {
            clock,
            ..Default::default()
        };
        let refreshing = RefreshingToken::new(Box::new(exchange), None, options);
        Ok(Self {
            source: Source::Entra(Arc::new(refreshing), account),
        })
    }
}

/// The two ways to exchange, each with its own kind of scopes.
#[derive(Clone, Copy, Debug)]
struct Route {
    scopes: &'static str,
    path: &'static str,
    api_version: &'static str,
}

const ROUTES: [Route; 2] = [
    Route {
        scopes: "https://communication.azure.com/clients/",
        path: "/access/entra/:exchangeAccessToken",
        api_version: "2025-03-02-preview",
    },
    Route {
        scopes: "https://auth.msft.communication.azure.com/",
        path: "/access/teamsExtension/:exchangeAccessToken",
        api_version: "2025-06-30",
    },
];

impl Route {
    fn for_scopes(scopes: &[String]) -> Result<Self> {
        let serves = |route: &Route| scopes.iter().all(|scope| scope.starts_with(route.scopes));
        ROUTES
            .into_iter()
            .find(|route| !scopes.is_empty() && serves(route))
            .ok_or_else(|| {
                let [clients, teams] = ROUTES.map(|route| route.scopes);
                let message = format!("the scopes must all begin with `{clients}`, or all with `{teams}`");
                Error::with_message(ErrorKind::Credential, message)
            })
    }
}

/// An Entra account and where its tokens are exchanged.
struct TokenExchange {
    account: Arc<EntraAccount>,
    route: Route,
    core: ClientCore,
    clock: Option<Arc<dyn Clock>>,
}

#[async_trait]
impl TokenRefresher for TokenExchange {
    async fn refresh(&self) -> Result<RefreshedToken> {
        let entra = self.account.fetch_token().await?;
        let bearer = BearerCredential::with_expiry(entra.token.secret(), entra.expires_on)?;
        // To exchange twice only makes two tokens.
        let mut context = Context::new().with_value(Resend::Always);
        if let Some(clock) = &self.clock {
            context.insert(Arc::clone(clock));
        }
        let response: RawResponse = self
            .core
            .with_credential(bearer.into())
            .call(Method::Post, self.route.path)
            .query("api-version", Some(self.route.api_version))
            .json("application/json", Some(&serde_json::Map::new()))
            .send(context, &[200])
            .await
            .map_err(exchange_error)?;
        let answer: ExchangeAnswer = from_json(response.body()).map_err(|why| {
            let message = format!("the response to the exchange of the Entra token cannot be read: {why}");
            why.with_context(message)
        })?;
        let ExchangedToken { token, expires_on } = answer.access_token;
        let token = RefreshedToken::with_expiry(token, expires_on);
        // With a token that is refused, the exchange for this user is still to be made.
        if token.check()?.expires_on() > self.account.clock().now() {
            self.account.note_exchange(&entra);
        }
        Ok(token)
    }
}

/// Makes the error of an exchange that failed. The body of a success is not quoted, because it may contain the token.
fn exchange_error(error: Error) -> Error {
    match error.http_status() {
        Some(status) if status.is_success() => Error::with_message(
            ErrorKind::DataConversion,
            format!(
                "the exchange of the Entra token was answered with status {}, but only 200 has a token",
                u16::from(status)
            ),
        ),
        _ => {
            let message = format!("the Entra token could not be exchanged: {error}");
            error.with_context(message)
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExchangeAnswer {
    access_token: ExchangedToken,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExchangedToken {
    token: String,
    #[serde(with = "azure_core::time::rfc3339")]
    expires_on: OffsetDateTime,
}
