//! Signing in with an Entra account: its token is exchanged for one of the resource.

use super::{
    CommunicationTokenCredential, Source,
    options::TokenRefreshOptions,
    refresher::{RefreshedToken, TokenRefresher},
    refreshing::Refreshing,
    token::Token,
};
use crate::{
    Clock, Resend,
    runtime::{ClientCore, from_json},
};
use async_trait::async_trait;
use azure_core::{
    Error, Result,
    credentials::{AccessToken, TokenCredential},
    error::ErrorKind,
    http::{ClientOptions, Context, Method, RawResponse},
    time::OffsetDateTime,
};
use serde::Deserialize;
use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// How [`CommunicationTokenCredential::from_entra`] reaches the service.
#[derive(Clone, Debug, Default)]
pub struct EntraExchangeOptions {
    /// Transport, retry and policies of the exchange.
    pub client_options: ClientOptions,

    /// The clock to go by; the system's by default.
    pub clock: Option<Arc<dyn Clock>>,
}

impl CommunicationTokenCredential {
    /// Signs in with an Entra account: `credential` brings its token, and the resource at `endpoint` exchanges it.
    ///
    /// The exchange is made anew when its token is about to expire, and when the account's token has become another.
    ///
    /// The scopes are either all of the resource's clients (`https://communication.azure.com/clients/…`) or all of
    /// Teams Phone extensibility (`https://auth.msft.communication.azure.com/…`).
    ///
    /// # Errors
    ///
    /// When the scopes are of neither family or of both, and when the endpoint cannot be used.
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
        let route = Route::of(&scopes)?;
        // The account's token is put in for each exchange; this one only stands in for it.
        let nobody = Self::with_expiry("none", OffsetDateTime::UNIX_EPOCH)?;
        let core = ClientCore::new(endpoint, nobody.into(), &client_options)?;
        let clock_of_calls = clock.clone();
        let hasher = RandomState::new();
        let account = Account {
            credential,
            scopes,
            route,
            core,
            clock: clock_of_calls,
            hasher,
            exchanged: AtomicU64::new(0),
        };
        let account = Arc::new(account);
        let options = TokenRefreshOptions {
            clock,
            ..Default::default()
        };
        let refreshing = Refreshing::new(Box::new(Exchange(Arc::clone(&account))), None, options);
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
    fn of(scopes: &[String]) -> Result<Self> {
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
#[derive(Debug)]
pub(super) struct Account {
    credential: Arc<dyn TokenCredential>,
    scopes: Box<[String]>,
    route: Route,
    core: ClientCore,
    clock: Option<Arc<dyn Clock>>,
    hasher: RandomState,
    /// A hash of the account's token that was exchanged last: enough to see that it is another.
    exchanged: AtomicU64,
}

impl Account {
    /// Returns a token that is good now and was exchanged for the account's current one.
    pub(super) async fn token(&self, refreshing: &Arc<Refreshing>) -> Result<Arc<Token>> {
        let token = refreshing.token().await?;
        match self.entra_token().await {
            Ok(entra) if self.hash(&entra) != self.exchanged.load(Ordering::SeqCst) => {
                refreshing.renew(token).await
            }
            // The account being silent is no reason to give up a token that is good.
            Ok(_) | Err(_) => Ok(token),
        }
    }

    async fn entra_token(&self) -> Result<AccessToken> {
        let scopes: Vec<&str> = self.scopes.iter().map(String::as_str).collect();
        self.credential.get_token(&scopes, None).await
    }

    async fn exchange(&self) -> Result<RefreshedToken> {
        let entra = self.entra_token().await?;
        let bearer = CommunicationTokenCredential::with_expiry(entra.token.secret(), entra.expires_on)?;
        // Exchanging twice only makes two tokens.
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
            .map_err(|error| {
                let message = format!("the Entra token could not be exchanged: {error}");
                error.with_context(message)
            })?;
        let answer: Answer = from_json(response.body()).map_err(|why| {
            let message = format!("the answer to the exchange of the Entra token cannot be read: {why}");
            why.with_context(message)
        })?;
        self.exchanged.store(self.hash(&entra), Ordering::SeqCst);
        Ok(RefreshedToken::with_expiry(
            answer.access_token.token,
            answer.access_token.expires_on,
        ))
    }

    fn hash(&self, token: &AccessToken) -> u64 {
        self.hasher.hash_one(token.token.secret())
    }
}

struct Exchange(Arc<Account>);

#[async_trait]
impl TokenRefresher for Exchange {
    async fn refresh(&self) -> Result<RefreshedToken> {
        self.0.exchange().await
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    access_token: AnswerToken,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AnswerToken {
    token: String,
    #[serde(with = "azure_core::time::rfc3339")]
    expires_on: OffsetDateTime,
}
