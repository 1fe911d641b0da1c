//! The token of a credential with a refresher: keeps the current one and fetches the next.
//!
//! It needs no task. A refresh is one future that all its callers share; any of them that is polled drives it for all, and
//! when one is dropped the others carry on. The state holds the future weakly: when all callers are dropped, so is the
//! refresh, and the next caller begins a new one. A refresher that waits for its own credential fails when its time is over.

use super::{
    flight::{Flight, WeakFlight},
    limit::{answer_within, credential_error},
    options::TokenRefreshOptions,
    refresher::TokenRefresher,
    schedule::{Backoff, Schedule},
    token::BearerToken,
};
use crate::clock::{Clock, clock_or_system};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    time::{Duration, OffsetDateTime},
};
use futures::{FutureExt, future::BoxFuture};
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The outcome of a refresh, for every caller that waited for it.
type Outcome = std::result::Result<Arc<BearerToken>, Arc<Error>>;

/// A refresher, its current token and the refresh in progress, for a credential that a crate makes for its service.
///
/// `{:?}` does not show the token.
pub struct RefreshingToken {
    refresher: Box<dyn TokenRefresher>,
    clock: Option<Arc<dyn Clock>>,
    window: Duration,
    timeout: Duration,
    retry_delay: Duration,
    max_retry_delay: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<(Arc<BearerToken>, Schedule)>,
    flight: Option<WeakFlight<Outcome>>,
    backoff: Backoff,
}

impl RefreshingToken {
    /// Takes a refresher and, if there is one, the first token; does not call the refresher yet.
    ///
    /// [`proactive`](TokenRefreshOptions::proactive) and [`initial_token`](TokenRefreshOptions::initial_token) of the options
    /// are for [`BearerCredential`](crate::BearerCredential) and have no effect here, but that `proactive` changes the default
    /// of [`refresh_before_expiry`](TokenRefreshOptions::refresh_before_expiry).
    pub fn new(
        refresher: Box<dyn TokenRefresher>,
        initial: Option<BearerToken>,
        options: TokenRefreshOptions,
    ) -> Self {
        let window = options.window();
        let current = initial.map(|token| {
            let schedule = Schedule::for_initial_token(&token, window);
            (Arc::new(token), schedule)
        });
        Self {
            refresher,
            clock: options.clock,
            window,
            timeout: options.timeout,
            retry_delay: options.retry_delay,
            max_retry_delay: options.max_retry_delay,
            state: Mutex::new(State {
                current,
                ..State::default()
            }),
        }
    }

    /// Returns the current token; `None` when there is none or it is due to be replaced.
    pub fn current(&self) -> Option<Arc<BearerToken>> {
        let now = self.now();
        match &self.state().current {
            Some((token, schedule)) if now < schedule.refresh_from => Some(Arc::clone(token)),
            _ => None,
        }
    }

    /// Returns a token that has not expired. A current token that is due to be replaced is replaced by the first caller; until
    /// then the others get the current one.
    ///
    /// # Errors
    ///
    /// When the current token has expired, or there is none, and the refresher fails.
    pub async fn token(self: &Arc<Self>) -> Result<Arc<BearerToken>> {
        let (current, flight) = {
            let mut state = self.state();
            let now = self.now();
            match &state.current {
                Some((token, schedule)) if now < schedule.refresh_from => return Ok(Arc::clone(token)),
                Some((token, _)) if now < token.expires_on() => {
                    let token = Arc::clone(token);
                    if state.backoff.is_active(now) {
                        return Ok(token);
                    }
                    if let Some(flight) = state.under_way() {
                        drop(state);
                        drop(flight);
                        return Ok(token);
                    }
                    (Some(token), self.begin(&mut state))
                }
                _ => (None, state.under_way().unwrap_or_else(|| self.begin(&mut state))),
            }
        };
        match (self.outcome(flight).await, current) {
            (Ok(token), _) => Ok(token),
            (Err(_), Some(token)) if self.now() < token.expires_on() => Ok(token),
            (Err(error), _) => Err(RefreshError::wrap(error)),
        }
    }

    /// Returns a token other than the one that the service has rejected, fetching it if need be.
    ///
    /// # Errors
    ///
    /// When the refresher fails.
    async fn replace(self: &Arc<Self>, rejected: &BearerToken) -> Result<Arc<BearerToken>> {
        let flight = {
            let mut state = self.state();
            match &state.current {
                Some((token, _)) if token.secret() != rejected.secret() => return Ok(Arc::clone(token)),
                _ => state.under_way().unwrap_or_else(|| self.begin(&mut state)),
            }
        };
        self.outcome(flight).await.map_err(RefreshError::wrap)
    }

    /// Returns a token other than the one that the service has just rejected, fetching it if need be. `None` when the
    /// refresher brings the same token again, or fails, which is logged.
    pub async fn replacement(self: &Arc<Self>, rejected: &BearerToken) -> Option<Arc<BearerToken>> {
        let token = self.replace(rejected).await.ok()?;
        (token.secret() != rejected.secret()).then_some(token)
    }

    /// Returns a token other than `outdated`, fetching it if need be; or `outdated` itself, if it has not expired and the
    /// refresher fails.
    ///
    /// # Errors
    ///
    /// When `outdated` has expired and the refresher fails.
    pub async fn renew(self: &Arc<Self>, outdated: Arc<BearerToken>) -> Result<Arc<BearerToken>> {
        let is_good = |now| now < outdated.expires_on();
        if self.is_backing_off() && is_good(self.now()) {
            return Ok(outdated);
        }
        match self.replace(&outdated).await {
            Err(_) if is_good(self.now()) => Ok(outdated),
            result => result,
        }
    }

    /// Tells whether the refresher has failed and is not called again yet; see [`TokenRefreshOptions::retry_delay`].
    pub fn is_backing_off(&self) -> bool {
        let now = self.now();
        self.state().backoff.is_active(now)
    }

    /// Returns the time until the token is replaced in the background, at least a second; `None` while there is no token.
    pub(super) fn time_to_refresh(&self) -> Option<Duration> {
        let state = self.state();
        let (_, schedule) = state.current.as_ref()?;
        let due = state.backoff.until().unwrap_or(schedule.due);
        Some((due - self.now()).max(Duration::SECOND))
    }

    /// Fetches a new token or waits for the refresh in progress; a failure is noted and logged.
    pub(super) async fn refresh(self: &Arc<Self>) {
        let flight = {
            let mut state = self.state();
            state.under_way().unwrap_or_else(|| self.begin(&mut state))
        };
        let _ = self.outcome(flight).await;
    }

    pub(super) fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.clock().sleep(duration)
    }

    fn now(&self) -> OffsetDateTime {
        self.clock().now()
    }

    fn clock(&self) -> &dyn Clock {
        clock_or_system(self.clock.as_ref())
    }

    /// Waits for a refresh, and for another one if that panics: a clock or a subscriber to the logs may panic.
    async fn outcome(self: &Arc<Self>, mut flight: Flight<Outcome>) -> Outcome {
        loop {
            if let Some(outcome) = flight.await {
                return outcome;
            }
            let mut state = self.state();
            flight = state.under_way().unwrap_or_else(|| self.begin(&mut state));
        }
    }

    /// Begins a refresh; it does nothing until it is polled.
    fn begin(self: &Arc<Self>, state: &mut State) -> Flight<Outcome> {
        let this = Arc::clone(self);
        let flight = async move {
            let result = this.fetch().await;
            this.note(result)
        };
        let flight = Flight::new(flight.boxed());
        state.flight = Some(flight.downgrade());
        flight
    }

    /// Calls the refresher, with its time limit. A panic in it becomes an error.
    async fn fetch(&self) -> Result<BearerToken> {
        let refresh = async { self.refresher.refresh().await };
        let token = answer_within(self.timeout, self.clock(), "the token refresher", refresh)
            .await?
            .check()?;
        if token.expires_on() <= self.now() {
            return Err(credential_error("the token refresher returned an expired token"));
        }
        Ok(token)
    }

    /// Makes the new token the current one, or notes the failure.
    fn note(&self, result: Result<BearerToken>) -> Outcome {
        let now = self.now();
        let mut state = self.state();
        state.flight = None;
        match result {
            Ok(token) => {
                let schedule = Schedule::for_new_token(&token, now, self.window);
                let token = Arc::new(token);
                *state = State {
                    current: Some((Arc::clone(&token), schedule)),
                    ..State::default()
                };
                Ok(token)
            }
            Err(error) => {
                state
                    .backoff
                    .note_failure(now, self.retry_delay, self.max_retry_delay);
                let still_good = state
                    .current
                    .as_ref()
                    .is_some_and(|(token, _)| now < token.expires_on());
                drop(state);
                tracing::warn!(%error, still_good, "a token could not be refreshed");
                Err(Arc::new(error))
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Joins the refresh in progress, if there is one. The result must not be dropped while the state is locked.
    fn under_way(&self) -> Option<Flight<Outcome>> {
        self.flight.as_ref().and_then(WeakFlight::join)
    }
}

/// Shows the expiry of the current token and the failures in a row.
impl fmt::Debug for RefreshingToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        let expires_on = state.current.as_ref().map(|(token, _)| token.expires_on());
        f.debug_struct("RefreshingToken")
            .field("expires_on", &expires_on)
            .field("failures", &state.backoff.failures())
            .finish_non_exhaustive()
    }
}

/// One failed refresh as the error of each of its callers.
#[derive(Debug)]
struct RefreshError(Arc<Error>);

impl RefreshError {
    fn wrap(error: Arc<Error>) -> Error {
        let message = format!("there is no valid token, and it could not be refreshed: {error}");
        Error::with_error(ErrorKind::Credential, Self(error), message)
    }
}

impl fmt::Display for RefreshError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for RefreshError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}
