//! An Entra account: its token, and whether its user is still the one whose token was exchanged.

use azure_core::{
    Result,
    credentials::{AccessToken, TokenCredential},
};
use client_runtime::{
    Clock,
    clock::clock_or_system,
    refresh::{Backoff, BearerToken, RefreshingToken, TokenRefreshOptions, answer_within, jwt},
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

/// An account, and its identity when its token was last exchanged.
pub(super) struct EntraAccount {
    credential: Arc<dyn TokenCredential>,
    scopes: Box<[String]>,
    clock: Option<Arc<dyn Clock>>,
    hasher: RandomState,
    /// A hash of the identity, to notice a change of it.
    exchanged_identity: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Whether a call is asking the account for its identity.
    is_asking: bool,
    backoff: Backoff,
}

impl EntraAccount {
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
            exchanged_identity: AtomicU64::new(0),
            state: Mutex::default(),
        }
    }

    /// Returns a valid token that was exchanged for the current user of the account, as far as the account tells.
    ///
    /// # Errors
    ///
    /// When there is no valid token and the exchange fails.
    pub(super) async fn token(&self, refreshing: &Arc<RefreshingToken>) -> Result<Arc<BearerToken>> {
        let token = refreshing.token().await?;
        // After a failure nothing is exchanged for a while, so the account need not be asked either.
        if refreshing.is_backing_off() {
            return Ok(token);
        }
        match self.current_identity().await {
            Some(identity) if identity != self.exchanged_identity.load(Ordering::SeqCst) => {
                refreshing.renew(token).await
            }
            // An account that does not answer is not a reason to give up a valid token.
            Some(_) | None => Ok(token),
        }
    }

    /// Asks the account for its token, without a time limit.
    pub(super) async fn fetch_token(&self) -> Result<AccessToken> {
        let scopes: Vec<&str> = self.scopes.iter().map(String::as_str).collect();
        self.credential.get_token(&scopes, None).await
    }

    /// Notes that a token of the account was exchanged.
    pub(super) fn note_exchange(&self, token: &AccessToken) {
        self.exchanged_identity
            .store(self.identity_hash(token), Ordering::SeqCst);
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        clock_or_system(self.clock.as_ref())
    }

    /// Returns the current identity of the account. `None` while another call is asking, and when the account fails: that is
    /// logged, and the account is not asked again for a while.
    async fn current_identity(&self) -> Option<u64> {
        let mut request = IdentityRequest::start(self)?;
        let TokenRefreshOptions { timeout, .. } = TokenRefreshOptions::default();
        let answer = async { self.fetch_token().await };
        match answer_within(timeout, self.clock(), "the Entra account", answer).await {
            Ok(token) => {
                request.answered = true;
                Some(self.identity_hash(&token))
            }
            Err(error) => {
                tracing::warn!(%error, "it is not known whether the Entra account has changed; the current token is used");
                None
            }
        }
    }

    /// Hashes the identity of a token, or the token itself if it has no identity.
    fn identity_hash(&self, token: &AccessToken) -> u64 {
        let text = token.token.secret();
        match jwt::tenant_and_user(text) {
            Some(identity) => self.hasher.hash_one(identity),
            None => self.hasher.hash_one(text),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows the account and its scopes, never a token.
impl fmt::Debug for EntraAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EntraAccount")
            .field("credential", &self.credential)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// The one call that asks the account. If it is dropped without a response, as by a caller that gives up, that counts as a
/// failure; otherwise each caller would wait in turn.
struct IdentityRequest<'a> {
    account: &'a EntraAccount,
    answered: bool,
}

impl<'a> IdentityRequest<'a> {
    fn start(account: &'a EntraAccount) -> Option<Self> {
        let now = account.clock().now();
        let mut state = account.state();
        if state.is_asking || state.backoff.is_active(now) {
            return None;
        }
        state.is_asking = true;
        Some(Self {
            account,
            answered: false,
        })
    }
}

impl Drop for IdentityRequest<'_> {
    fn drop(&mut self) {
        let TokenRefreshOptions {
            retry_delay,
            max_retry_delay,
            ..
        } = TokenRefreshOptions::default();
        let now = self.account.clock().now();
        let mut state = self.account.state();
        state.is_asking = false;
        if self.answered {
            state.backoff = Backoff::default();
        } else {
            state.backoff.note_failure(now, retry_delay, max_retry_delay);
        }
    }
}
