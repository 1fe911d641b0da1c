//! An Entra account: its token, and whether it is still that of the user whose token was exchanged.

use azure_core::{
    Result,
    credentials::{AccessToken, TokenCredential},
};
use client_runtime::{
    Clock, clock,
    refresh::{Refreshing, Rest, Token, TokenRefreshOptions, jwt, within},
};
use std::{
    collections::hash_map::RandomState,
    fmt,
    hash::BuildHasher,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// An account, and who it was when its token was exchanged last.
pub(super) struct Account {
    credential: Arc<dyn TokenCredential>,
    scopes: Box<[String]>,
    clock: Option<Arc<dyn Clock>>,
    hasher: RandomState,
    /// A hash of the identity: enough to see that it is another.
    exchanged: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Whether a call is asking the account who it is now.
    asking: bool,
    rest: Rest,
}

impl Account {
    pub(super) fn new(
        credential: Arc<dyn TokenCredential>,
        scopes: Box<[String]>,
        clock: Option<Arc<dyn Clock>>,
    ) -> Self {
        Self {
            credential,
            scopes,
            clock,
            hasher: RandomState::new(),
            exchanged: AtomicU64::new(0),
            state: Mutex::default(),
        }
    }

    /// Returns a token that is good now and was exchanged for the user that the account is now, as far as it says.
    ///
    /// # Errors
    ///
    /// When there is no good token and none comes of an exchange.
    pub(super) async fn token(&self, refreshing: &Arc<Refreshing>) -> Result<Arc<Token>> {
        let token = refreshing.token().await?;
        // After a failure nothing is exchanged for a while, so that the account need not be asked either.
        if refreshing.is_resting() {
            return Ok(token);
        }
        match self.identity().await {
            Some(identity) if identity != self.exchanged.load(Ordering::SeqCst) => {
                refreshing.renew(token).await
            }
            // The account being silent is not a reason to give up a token that is good.
            Some(_) | None => Ok(token),
        }
    }

    /// Asks the account for its token, for as long as it takes.
    pub(super) async fn ask(&self) -> Result<AccessToken> {
        let scopes: Vec<&str> = self.scopes.iter().map(String::as_str).collect();
        self.credential.get_token(&scopes, None).await
    }

    /// Notes that a token of the account was exchanged.
    pub(super) fn note_exchange(&self, token: &AccessToken) {
        self.exchanged.store(self.hash(token), Ordering::SeqCst);
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        clock::or_system(self.clock.as_ref())
    }

    /// Returns who the account is now. `None` while another call is asking, after it failed, and when it fails: that is
    /// logged, and then it is left alone for a while.
    async fn identity(&self) -> Option<u64> {
        let mut asking = Asking::begin(self)?;
        let TokenRefreshOptions { timeout, .. } = TokenRefreshOptions::default();
        let answer = async { self.ask().await };
        match within(timeout, self.clock(), "the Entra account", answer).await {
            Ok(token) => {
                asking.answered = true;
                Some(self.hash(&token))
            }
            Err(error) => {
                tracing::warn!(%error, "it is not known whether the Entra account has changed; the current token is used");
                None
            }
        }
    }

    /// A token that does not say whose it is stands for itself.
    fn hash(&self, token: &AccessToken) -> u64 {
        let text = token.token.secret();
        match jwt::identity(text) {
            Some(identity) => self.hasher.hash_one(identity),
            None => self.hasher.hash_one(text),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows the account and its scopes, never a token.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("credential", &self.credential)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// The one call that asks the account. Dropped without an answer, as by a caller that does not wait any longer, it counts
/// as a failure: else each caller would wait in turn.
struct Asking<'a> {
    account: &'a Account,
    answered: bool,
}

impl<'a> Asking<'a> {
    fn begin(account: &'a Account) -> Option<Self> {
        let now = account.clock().now();
        let mut state = account.state();
        if state.asking || state.rest.is_on(now) {
            return None;
        }
        state.asking = true;
        Some(Self {
            account,
            answered: false,
        })
    }
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        let TokenRefreshOptions {
            retry_delay,
            max_retry_delay,
            ..
        } = TokenRefreshOptions::default();
        let now = self.account.clock().now();
        let mut state = self.account.state();
        state.asking = false;
        if self.answered {
            state.rest = Rest::default();
        } else {
            state.rest.begin(now, retry_delay, max_retry_delay);
        }
    }
}
