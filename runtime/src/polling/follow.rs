//! Follows one operation: begins it, asks for its status, and fetches its result.

use super::{
    FinalState, OperationFailed, PollingTime, ResumeToken,
    course::{Course, State},
    failure::Interrupted,
    status,
};
use crate::{call::Prepared, clock::Clock, scope::CallScope};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Context, Format, Method, RawResponse, Request, Response, Url, headers::Headers, poller::PollerOptions,
    },
    time::{Duration, OffsetDateTime},
};
use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

/// The HTTP statuses that the response to a request for the status may have; any other is an error of the service.
const LOOKED: &[u16] = &[200, 201, 202, 204];

/// The HTTP statuses that the response with a result may have.
pub(crate) const RESULT: &[u16] = &[200, 201, 204];

/// The prefixes of headers that belong to the call that begins an operation, and not to later requests for its status.
const OF_THE_FIRST: [&str; 6] = ["content-", "if-", "repeatability-", "prefer", "range", "expect"];

/// An operation, and how far it is followed.
pub(super) struct Following {
    first: Prepared,
    final_state: FinalState,
    success: &'static [u16],
    frequency: Duration,
    /// `None` until the operation is begun.
    course: Mutex<Option<Course>>,
    /// Where the result was fetched from, if it was not in a response before.
    found_at: Mutex<Option<Url>>,
    /// Whether it has succeeded.
    succeeded: AtomicBool,
    /// When it was first waited for.
    since: Mutex<Option<OffsetDateTime>>,
}

/// The result of a request for the status.
pub(super) enum Look {
    /// It continues.
    Running { status: RawResponse, next: Url },
    /// It is over.
    Succeeded { status: RawResponse, result: Target },
}

/// Where the result is.
pub(super) enum Target {
    Here(RawResponse),
    At(Url, ResumeToken),
}

impl Following {
    pub(super) fn new(
        first: Prepared,
        final_state: FinalState,
        success: &'static [u16],
        options: &PollerOptions<'_>,
    ) -> Result<Self> {
        let token: Option<&ResumeToken> = options.context.value();
        let course = token.map(|token| token.course(&first)).transpose()?;
        Ok(Self {
            first,
            final_state,
            success,
            frequency: options.frequency,
            course: Mutex::new(course),
            found_at: Mutex::default(),
            succeeded: AtomicBool::new(false),
            since: Mutex::default(),
        })
    }

    /// Begins the operation, or waits and asks for its status.
    pub(super) async fn look(&self, context: &Context<'static>, clock: &dyn Clock) -> Result<Look> {
        let course = lock(&self.course).clone();
        let Some(course) = course else {
            let answer = self.send(self.first.clone(), context, self.success).await?;
            let (course, state) = Course::begin(&self.first, self.final_state, &answer)?;
            return self.advance(course, state, answer, clock);
        };
        let looked = async {
            self.wait(course.wait, context, clock).await?;
            let answer = self
                .send(self.request(course.next.clone()), context, LOOKED)
                .await?;
            let mut next = course.clone();
            let state = next.read(&self.first, &answer)?;
            Ok((next, state, answer))
        };
        match looked.await {
            Ok((next, state, answer)) => self.advance(next, state, answer, clock),
            Err(why) => Err(Interrupted::error(why, ResumeToken::new(&self.first, &course))),
        }
    }

    /// Updates the state of an operation, and returns it.
    fn advance(
        &self,
        mut course: Course,
        state: State,
        answer: RawResponse,
        clock: &dyn Clock,
    ) -> Result<Look> {
        let token = ResumeToken::new(&self.first, &course);
        match state {
            State::Running(word) => {
                course.pace(answer.headers(), clock.now(), self.frequency);
                let next = course.next.clone();
                *lock(&self.course) = Some(course);
                let status = status::response(&answer, word, token)?;
                Ok(Look::Running { status, next })
            }
            State::Succeeded => {
                self.succeeded.store(true, Ordering::Release);
                let result = course.result(&self.first, self.final_state, &answer);
                let status = status::response(&answer, "Succeeded".to_owned(), token.clone())?;
                let result = match result {
                    Ok(None) => Target::Here(answer),
                    Ok(Some(url)) => Target::At(url, token),
                    Err(why) => return Err(Interrupted::error(why, token)),
                };
                Ok(Look::Succeeded { status, result })
            }
            State::Ended(status) => {
                let operation = self.first.scope.operation().to_string();
                Err(OperationFailed::error(&operation, &status, answer))
            }
        }
    }

    /// Fetches the result of an operation that has succeeded.
    pub(super) async fn result<T, F: Format>(
        &self,
        target: Target,
        context: &Context<'static>,
    ) -> Result<Response<T, F>> {
        let (url, token) = match target {
            Target::Here(answer) => return Ok(answer.into()),
            Target::At(url, token) => (url, token),
        };
        *lock(&self.found_at) = Some(url.clone());
        let answer = self.send(self.request(url), context, RESULT).await;
        answer.map(Response::from).map_err(|why| {
            let operation = self.first.scope.operation();
            let message = format!("`{operation}` succeeded, but its result cannot be fetched: {why}");
            Interrupted::error(why.with_context(message), token)
        })
    }

    /// Whether the last response said that the operation has succeeded.
    pub(super) fn has_succeeded(&self) -> bool {
        self.succeeded.load(Ordering::Acquire)
    }

    /// A call to the address of the result, if that is known, or else to that of the operation.
    pub(super) fn at_result(&self) -> Prepared {
        let found_at = lock(&self.found_at).clone();
        let looked_at = || lock(&self.course).as_ref().map(|course| course.next.clone());
        let url = found_at.or_else(looked_at);
        self.request(url.unwrap_or_else(|| self.first.request.url().clone()))
    }

    /// Waits before the next request for the status, if there is time for that.
    async fn wait(&self, wait: Duration, context: &Context<'static>, clock: &dyn Clock) -> Result<()> {
        if let Some(PollingTime(most)) = context.value() {
            let now = clock.now();
            let since = *lock(&self.since).get_or_insert(now);
            if (now - since).saturating_add(wait) > *most {
                let operation = self.first.scope.operation();
                let seconds = most.as_seconds_f64();
                let message = format!(
                    "`{operation}` did not finish within {seconds:.1} seconds, and may continue at the service"
                );
                return Err(Error::with_message(ErrorKind::Other, message));
            }
        }
        if wait > Duration::ZERO {
            clock.sleep(wait).await;
        }
        Ok(())
    }

    async fn send(&self, call: Prepared, context: &Context<'static>, success: &[u16]) -> Result<RawResponse> {
        let core = &self.first.scope.core;
        call.send(core, context.to_borrowed(), success).await
    }

    /// Makes the request for a status or a result: a GET, which may be sent again.
    fn request(&self, url: Url) -> Prepared {
        let mut request = Request::new(url, Method::Get);
        let mut headers = Headers::new();
        for (name, value) in self.first.request.headers().iter() {
            let of_the_first = OF_THE_FIRST.iter().any(|start| name.as_str().starts_with(start));
            if !of_the_first {
                headers.insert(name.clone(), value.clone());
            }
        }
        *request.headers_mut() = headers;
        let scope = CallScope {
            idempotent: true,
            deletes: false,
            ..self.first.scope.clone()
        };
        Prepared { request, scope }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
