//! Lists in pages: follows the links that the service returns, and only those that lead to the same list.

use super::{call::Prepared, continuation, next_link};
use crate::error::UnreadableAnswer;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Context, DeserializeWith, JsonFormat, Method, Pager, RawResponse, Request, Response, Url,
        pager::{Page, PagerContinuation, PagerOptions, PagerResult, PagerState},
    },
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Makes the pager of a prepared call; sends nothing.
pub(super) fn pager<P>(
    first: Prepared,
    next_link: &'static str,
    options: PagerOptions<'_>,
    success: &'static [u16],
) -> Result<Pager<P>>
where
    P: DeserializeWith<JsonFormat> + Page + Send + 'static,
{
    let pages = Arc::new(Pages {
        first,
        next_link,
        success,
        trail: Mutex::default(),
    });
    if let Some(continuation) = &options.continuation {
        let first = &pages.first;
        continuation::link_from_caller(continuation, first.request.url(), first.scope.target())?;
    }
    let options = PagerOptions {
        context: options.context.into_owned(),
        continuation: options.continuation.clone(),
    };
    let fetch = move |state, options: PagerOptions<'static>| {
        let pages = Arc::clone(&pages);
        Box::pin(async move {
            let (response, continuation) = pages.fetch(state, &options.context).await?;
            let response = Response::from(response);
            Ok(match continuation {
                Some(continuation) => PagerResult::More {
                    response,
                    continuation,
                },
                None => PagerResult::Done { response },
            })
        }) as _
    };
    Ok(Pager::new(fetch, Some(options)))
}

/// The state that all pages of one list share.
struct Pages {
    first: Prepared,
    next_link: &'static str,
    success: &'static [u16],
    trail: Mutex<LinkTrail>,
}

impl Pages {
    /// Fetches the first page, or the one that `state` names, and the link to the page after it.
    async fn fetch(
        &self,
        state: PagerState,
        context: &Context<'static>,
    ) -> Result<(RawResponse, Option<PagerContinuation>)> {
        let mut call = self.first.clone();
        let mut from = None;
        if let PagerState::More(continuation) = state {
            let first = &self.first;
            let link =
                continuation::link_from_service(&continuation, first.request.url(), first.scope.target())?;
            self.trail().refuse_circle(&link)?;
            let mut request = Request::new(link.clone(), Method::Get);
            *request.headers_mut() = call.request.headers().clone();
            call.request = request;
            from = Some(link);
        }
        let core = &self.first.scope.core;
        let response: RawResponse = call.send(core, context.to_borrowed(), self.success).await?;
        let next = match next_link::read_next_link(response.body(), self.next_link) {
            Ok(next) => next,
            Err(why) => {
                let operation = self.first.scope.operation();
                let why = format!("in the page that `{operation}` returned, {why}");
                return Err(UnreadableAnswer::error(response, &why));
            }
        };
        let next = next.map(|link| match Url::parse(&link) {
            Ok(mut url) => {
                url.set_fragment(None); // it is not sent, and two links that differ in it would hide a circle
                PagerContinuation::Link(url)
            }
            // Kept as it is: this page is good, and the error is returned for the next one.
            Err(_) => PagerContinuation::Token(link),
        });
        if let Some(next) = &next {
            self.trail()
                .note_link(from.as_ref().map(Url::as_str), next.as_ref());
        }
        Ok((response, next))
    }

    fn trail(&self) -> MutexGuard<'_, LinkTrail> {
        self.trail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notices when the links go round in a circle, in constant memory: it remembers one link and replaces it after 1, 2,
/// 4, 8, … pages, so that a circle of any length comes back to it (Brent's method).
#[derive(Default)]
struct LinkTrail {
    /// The last step, to recognise it when it is repeated: a pager that is turned into pages fetches its current page again.
    last: Option<(Option<String>, String)>,
    mark: Option<String>,
    steps: usize,
    limit: usize,
    circle: Option<String>,
}

impl LinkTrail {
    /// Notes that the page at `from` (`None`: the first) links to `next`.
    fn note_link(&mut self, from: Option<&str>, next: &str) {
        let again = self
            .last
            .as_ref()
            .is_some_and(|(f, n)| f.as_deref() == from && n == next);
        if from == Some(next) || (!again && self.mark.as_deref() == Some(next)) {
            self.circle = Some(next.to_owned());
        }
        if again {
            return;
        }
        self.last = Some((from.map(str::to_owned), next.to_owned()));
        self.steps += 1;
        if self.steps > self.limit {
            self.mark = Some(next.to_owned());
            self.limit = self.limit.max(1) * 2;
            self.steps = 0;
        }
    }

    /// Refuses the link that closed a circle.
    fn refuse_circle(&self, link: &Url) -> Result<()> {
        if self.circle.as_deref() == Some(link.as_str()) {
            let message = "the links to the next page go round in a circle; the list is not complete";
            return Err(Error::with_message(ErrorKind::Other, message));
        }
        Ok(())
    }
}
