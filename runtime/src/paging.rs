//! Lists in pages: follows the links that the service returns, and only those that lead to the same list.

use super::{
    call::Prepared,
    continuation::{self, TrustedContinuation},
    next_page::NextPage,
};
use crate::{error::UnreadableAnswer, polling};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Context, DeserializeWith, JsonFormat, Method, Pager, RawResponse, Request, Response, Url,
        pager::{Page, PagerContinuation, PagerOptions, PagerResult, PagerState},
    },
};
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Makes the pager of a prepared call; sends nothing.
pub(super) fn pager<P>(
    first: Prepared,
    rule: Rule,
    options: PagerOptions<'_>,
    success: &'static [u16],
) -> Result<Pager<P>>
where
    P: DeserializeWith<JsonFormat> + Page + Send + 'static,
{
    let trusted = options.context.value::<TrustedContinuation>().is_some();
    let list = (!trusted || !rule.next.may_leave_path()).then(|| first.request.url());
    let continuation = options.continuation.as_ref().map(|continuation| {
        let link = continuation::link_from_caller(continuation, list, first.scope.target());
        link.map(PagerContinuation::Link)
    });
    let options = PagerOptions {
        continuation: continuation.transpose()?,
        context: options.context.into_owned(),
    };
    let pages = Pages::new(first, None, rule, success);
    Ok(fetched(pages, options))
}

/// Makes the pager of a list whose first page was already fetched.
pub(crate) fn pager_after<P>(
    first: Prepared,
    page: RawResponse,
    rule: Rule,
    context: Context<'static>,
) -> Pager<P>
where
    P: DeserializeWith<JsonFormat> + Page + Send + 'static,
{
    let options = PagerOptions {
        continuation: None,
        context,
    };
    fetched(Pages::new(first, Some(page), rule, polling::RESULT), options)
}

fn fetched<P>(pages: Pages, options: PagerOptions<'static>) -> Pager<P>
where
    P: DeserializeWith<JsonFormat> + Page + Send + 'static,
{
    let pages = Arc::new(pages);
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
    Pager::new(fetch, Some(options))
}

/// How the next page of a list is found.
pub(crate) struct Rule {
    pub(crate) next: NextPage,
    /// The names of the property that has the items.
    pub(crate) items: &'static [&'static str],
}

impl Rule {
    /// By the link in one property.
    pub(super) fn property(next_link: &'static str) -> Self {
        Self {
            next: NextPage::Property(next_link),
            items: &[],
        }
    }
}

/// The state that all pages of one list share.
struct Pages {
    first: Prepared,
    /// The first page, if it is the result of another call.
    given: Option<RawResponse>,
    rule: Rule,
    success: &'static [u16],
    repeated: Mutex<Repeated>,
    trail: Mutex<LinkTrail>,
}

impl Pages {
    fn new(first: Prepared, given: Option<RawResponse>, rule: Rule, success: &'static [u16]) -> Self {
        Self {
            first,
            given,
            rule,
            success,
            repeated: Mutex::default(),
            trail: Mutex::default(),
        }
    }

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
            let may_leave = self.given.is_some() || self.rule.next.may_leave_path();
            let list = (!may_leave).then(|| first.request.url());
            let link = continuation::link_from_service(&continuation, list, first.scope.target())?;
            self.trail().refuse_circle(&link)?;
            if self.rule.next.repeats_call() {
                *call.request.url_mut() = link.clone();
            } else {
                let mut request = Request::new(link.clone(), Method::Get);
                *request.headers_mut() = call.request.headers().clone();
                call.request = request;
            }
            from = Some(link);
        }
        let core = &self.first.scope.core;
        let response = match &self.given {
            Some(page) if from.is_none() => page.clone(),
            _ => {
                call.send::<RawResponse>(core, context.to_borrowed(), self.success)
                    .await?
            }
        };
        if u16::from(response.status()) == 204 {
            return Ok((empty_page(&response, self.rule.items), None));
        }
        let url = from.as_ref().unwrap_or_else(|| self.first.request.url());
        let next = match self.rule.next.read(&response, url, self.rule.items) {
            Ok(next) => next,
            Err(why) => {
                let operation = self.first.scope.operation();
                let why = format!("in the page that `{operation}` returned, {why}");
                return Err(UnreadableAnswer::error(response, &why));
            }
        };
        if next.is_some() && self.rule.next.counts() {
            let mut repeated = self.repeated.lock().unwrap_or_else(PoisonError::into_inner);
            repeated.refuse(url, response.body())?;
        }
        let next = next.map(|link| match url.join(&link) {
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

/// Makes an empty page for a response without a body.
fn empty_page(answer: &RawResponse, items: &[&str]) -> RawResponse {
    let page = items.iter().rfold(
        serde_json::json!([]),
        |inner, name| serde_json::json!({ *name: inner }),
    );
    RawResponse::from_bytes(answer.status(), answer.headers().clone(), page.to_string())
}

/// Detects a service that returns the same page again and again, because it ignores the requested number.
#[derive(Default)]
struct Repeated {
    last: Option<(Url, u64)>,
    times: u32,
}

impl Repeated {
    /// The most pages in a row that may be the same, as may be when the items of a list are.
    const MOST: u32 = 3;

    fn refuse(&mut self, url: &Url, page: &[u8]) -> Result<()> {
        let mut hasher = DefaultHasher::new();
        page.hash(&mut hasher);
        let hash = hasher.finish();
        match &self.last {
            Some((last, _)) if last == url => return Ok(()),
            Some((_, same)) if *same == hash => self.times += 1,
            _ => self.times = 1,
        }
        self.last = Some((url.clone(), hash));
        if self.times > Self::MOST {
            let message =
                "the service answers with the same page whichever is asked for; the list is not complete";
            return Err(Error::with_message(ErrorKind::Other, message));
        }
        Ok(())
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
