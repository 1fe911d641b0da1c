//! The token of a credential with a refresher: who gets it, who waits, and who fetches the next one.
//!
//! There is no task behind it. A refresh is one future that all its callers share; whichever of them is polled drives it
//! for all, and when one is dropped the others carry on. The state holds it weakly: when all of them are dropped, so is
//! the refresh, and the next caller begins a new one.

use super::{
    options::TokenRefreshOptions,
    refresher::TokenRefresher,
    schedule::{Schedule, backoff},
    token::Token,
};
use crate::clock::{Clock, SystemClock};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    time::{Duration, OffsetDateTime},
};
use futures::{
    FutureExt,
    future::{BoxFuture, Either, Shared, WeakShared, select},
};
use std::{
    fmt,
    panic::AssertUnwindSafe,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The outcome of a refresh, for every caller that waited for it.
type Outcome = std::result::Result<Arc<Token>, Arc<Error>>;
type Flight = Shared<BoxFuture<'static, Outcome>>;

/// A refresher, the current token and the refresh under way.
pub(super) struct Refreshing {
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
    current: Option<(Arc<Token>, Schedule)>,
    flight: Option<WeakShared<BoxFuture<'static, Outcome>>>,
    failures: u32,
    /// Until when the refresher is left alone after a failure.
    rest_until: Option<OffsetDateTime>,
}

impl Refreshing {
    /// Takes a refresher and a token to begin with; asks it for nothing yet.
    pub(super) fn new(
        refresher: Box<dyn TokenRefresher>,
        initial: Option<Token>,
        options: TokenRefreshOptions,
    ) -> Self {
        let window = options.window();
        let current = initial.map(|token| {
            let schedule = Schedule::of_initial(&token, window);
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

    /// Returns a token that is good now: the current one, unless it is about to expire and nobody sees to it yet.
    ///
    /// # Errors
    ///
    /// When there is no good token and the refresher does not bring one.
    pub(super) async fn token(self: &Arc<Self>) -> Result<Arc<Token>> {
        let (current, flight) = {
            let mut state = self.state();
            let now = self.now();
            match &state.current {
                Some((token, schedule)) if now < schedule.refresh_from => return Ok(Arc::clone(token)),
                Some((token, _)) if now < token.expires_on() => {
                    let token = Arc::clone(token);
                    if state.under_way().is_some() || state.is_resting(now) {
                        return Ok(token);
                    }
                    (Some(token), self.begin(&mut state))
                }
                _ => (None, state.under_way().unwrap_or_else(|| self.begin(&mut state))),
            }
        };
        match (flight.await, current) {
            (Ok(token), _) => Ok(token),
            (Err(_), Some(token)) if self.now() < token.expires_on() => Ok(token),
            (Err(error), _) => Err(RefreshError::wrap(error)),
        }
    }

    /// Returns a token other than the one that the service has rejected, fetching it if need be.
    ///
    /// # Errors
    ///
    /// When the refresher does not bring one.
    pub(super) async fn replace(self: &Arc<Self>, rejected: &Token) -> Result<Arc<Token>> {
        let flight = {
            let mut state = self.state();
            match &state.current {
                Some((token, _)) if token.secret() != rejected.secret() => return Ok(Arc::clone(token)),
                _ => state.under_way().unwrap_or_else(|| self.begin(&mut state)),
            }
        };
        flight.await.map_err(RefreshError::wrap)
    }

    /// Returns a token other than `outdated`; or `outdated` itself, if it is good and there is no other for now.
    ///
    /// # Errors
    ///
    /// When `outdated` is expired and the refresher does not bring another.
    pub(super) async fn renew(self: &Arc<Self>, outdated: Arc<Token>) -> Result<Arc<Token>> {
        let is_good = |now| now < outdated.expires_on();
        if self.state().is_resting(self.now()) && is_good(self.now()) {
            return Ok(outdated);
        }
        match self.replace(&outdated).await {
            Err(_) if is_good(self.now()) => Ok(outdated),
            result => result,
        }
    }

    /// Returns how long until the token should be replaced in the background, a second at least; `None` while there is
    /// no token.
    pub(super) fn due_in(&self) -> Option<Duration> {
        let state = self.state();
        let (_, schedule) = state.current.as_ref()?;
        let due = state.rest_until.unwrap_or(schedule.due);
        Some((due - self.now()).max(Duration::SECOND))
    }

    /// Fetches a new token or waits for the one under way; a failure is noted and logged.
    pub(super) async fn refresh(self: &Arc<Self>) {
        let flight = {
            let mut state = self.state();
            state.under_way().unwrap_or_else(|| self.begin(&mut state))
        };
        let _ = flight.await;
    }

    pub(super) fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        match &self.clock {
            Some(clock) => clock.sleep(duration),
            None => SystemClock.sleep(duration),
        }
    }

    fn now(&self) -> OffsetDateTime {
        self.clock
            .as_ref()
            .map_or_else(|| SystemClock.now(), |clock| clock.now())
    }

    /// Begins a refresh; nothing happens until it is polled.
    fn begin(self: &Arc<Self>, state: &mut State) -> Flight {
        let this = Arc::clone(self);
        let flight = async move {
            let result = this.fetch().await;
            this.note(result)
        };
        let flight = flight.boxed().shared();
        state.flight = flight.downgrade();
        flight
    }

    /// Asks the refresher, within the time it has. A panic in it is an error like any other, not the end of the client.
    async fn fetch(&self) -> Result<Token> {
        let refresh = AssertUnwindSafe(async { self.refresher.refresh().await }).catch_unwind();
        let timeout = async { self.sleep(self.timeout).await };
        let token = match select(pin!(refresh), pin!(timeout)).await {
            Either::Left((Ok(result), _)) => result?.check()?,
            Either::Left((Err(_), _)) => return Err(failure("the token refresher panicked")),
            Either::Right(((), _)) => {
                return Err(failure(&format!(
                    "the token refresher did not answer within {}",
                    self.timeout
                )));
            }
        };
        if token.expires_on() <= self.now() {
            return Err(failure(
                "the token refresher brought a token that has expired already",
            ));
        }
        Ok(token)
    }

    /// Makes the new token the current one, or notes the failure.
    fn note(&self, result: Result<Token>) -> Outcome {
        let now = self.now();
        let mut state = self.state();
        state.flight = None;
        match result {
            Ok(token) => {
                let schedule = Schedule::of_refreshed(&token, now, self.window);
                let token = Arc::new(token);
                *state = State {
                    current: Some((Arc::clone(&token), schedule)),
                    ..State::default()
                };
                Ok(token)
            }
            Err(error) => {
                state.failures = state.failures.saturating_add(1);
                let delay = backoff(state.failures, self.retry_delay, self.max_retry_delay);
                state.rest_until = Some(now.saturating_add(delay));
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
    fn under_way(&self) -> Option<Flight> {
        self.flight.as_ref().and_then(WeakShared::upgrade)
    }

    fn is_resting(&self, now: OffsetDateTime) -> bool {
        self.rest_until.is_some_and(|until| now < until)
    }
}

/// Shows the expiry of the current token, never the token.
impl fmt::Debug for Refreshing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        let expires_on = state.current.as_ref().map(|(token, _)| token.expires_on());
        f.debug_struct("Refreshing")
            .field("expires_on", &expires_on)
            .field("failures", &state.failures)
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

fn failure(message: &str) -> Error {
    Error::with_message(ErrorKind::Credential, message.to_owned())
}
