//! One call of one operation, built argument by argument.

mod bodies;
mod styled;

use super::{
    authorization::Anonymous,
    body,
    core::ClientCore,
    encode::{self, PathPart},
    endpoint,
    next_page::NextPage,
    outcome,
    paging::{self, Rule},
    progress::Progress,
    scope::{AuthorizationSlot, CallScope, Operation, Reading},
    spans,
    wire::WireValue,
};
use azure_core::{
    Bytes, Error, Result, Uuid,
    error::ErrorKind,
    http::{
        Body, Context, DeserializeWith, JsonFormat, Method, Pager, PipelineStreamOptions, RawResponse,
        Request,
        headers::{ACCEPT, CONTENT_TYPE, Headers},
        pager::{Page, PagerOptions},
    },
    json::to_json,
};
use futures::future::{Either, ready};
use serde::Serialize;
use std::{collections::HashMap, ops::RangeInclusive, sync::OnceLock};

/// A call that is being built, by [`ClientCore::call`]. The first argument that cannot be sent is remembered, and
/// [`send`](Call::send) or [`pages`](Call::pages) returns its error, so that the chain in between needs no `?`.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<'a> {
    core: &'a ClientCore,
    method: Method,
    route: &'static str,
    /// Path and query as far as they are built, and the part of the route that is still to come.
    path: String,
    rest: &'static str,
    has_query: bool,
    headers: Headers,
    body: Body,
    idempotent: bool,
    anonymous: bool,
    /// Boxed, because a call is moved from step to step and seldom has one.
    error: Option<Box<Error>>,
}

/// A finished call: the request, and what the policies need to know about it.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub(super) request: Request,
    pub(super) scope: CallScope,
}

impl<'a> Call<'a> {
    pub(super) fn new(core: &'a ClientCore, method: Method, route: &'static str) -> Self {
        // With room for the headers of the policies, so that the map does not grow later.
        let mut headers = Headers::from(HashMap::with_capacity(7));
        headers.insert(ACCEPT, "application/json");
        Self {
            core,
            method,
            route,
            path: String::with_capacity(route.len() + 128),
            rest: route,
            has_query: false,
            headers,
            body: Body::Bytes(Bytes::new()),
            idempotent: matches!(method, Method::Get | Method::Head | Method::Put | Method::Delete),
            anonymous: false,
            error: None,
        }
    }

    /// Replaces `{name}`, the next placeholder of the route, by `value`, percent-encoded as one segment.
    ///
    /// An empty value, `.` and `..` are errors, and so is a `name` that is not the next placeholder.
    pub fn path(mut self, name: &str, value: &(impl WireValue + ?Sized)) -> Self {
        self.fill_placeholder(name, encode::path_segment(name, &value.wire()));
        self
    }

    /// Replaces `{name}`, the next placeholder of the route, by `value` without encoding it (`x-ms-skip-url-encoding`).
    ///
    /// A value that would leave the path is an error, such as one with `..`, `?` or `#`.
    pub fn raw_path(mut self, name: &str, value: &(impl WireValue + ?Sized)) -> Self {
        self.fill_placeholder(name, encode::raw_path(name, &value.wire()));
        self
    }

    /// Adds a query parameter, percent-encoded, after those before it; `None` adds nothing. The path must be complete.
    pub fn query(mut self, name: &str, value: Option<&(impl WireValue + ?Sized)>) -> Self {
        if let Some(value) = value {
            self.push_query(name, &value.wire());
        }
        self
    }

    /// Adds a header; `None` adds nothing. Anything but printable ASCII is an error.
    pub fn header(mut self, name: &str, value: Option<&(impl WireValue + ?Sized)>) -> Self {
        if let Some(value) = value {
            self.insert_header(name, value.wire().into_owned());
        }
        self
    }

    /// Adds the header that makes a repetition harmless, with the caller's id or a random one (UUID version 4). The call
    /// then counts as idempotent: every try carries the same id.
    ///
    /// An empty id is an error, and so is one with spaces around it: HTTP removes them, so the service would see another id.
    pub fn repeatability(mut self, name: &str, id: Option<&(impl WireValue + ?Sized)>) -> Self {
        let id = id.map_or_else(|| Uuid::new_v4().to_string(), |id| id.wire().into_owned());
        if id.trim().len() != id.len() || id.is_empty() {
            self.fail(Error::with_message(
                ErrorKind::Other,
                format!(
                    "the id in the header `{name}` is empty, blank or has spaces around it; leave it out for a random one"
                ),
            ));
        }
        self.insert_header(name, id);
        self.idempotent = true;
        self
    }

    /// Checks that a number is one that the service accepts; any other is an error. `None` is accepted.
    pub fn range<N: Into<i64>>(mut self, name: &str, value: Option<N>, allowed: RangeInclusive<i64>) -> Self {
        if let Some(value) = value.map(Into::into).filter(|value| !allowed.contains(value)) {
            let (least, most) = (allowed.start(), allowed.end());
            let message = format!("`{name}` is {value}, and must lie between {least} and {most}");
            self.fail(Error::with_message(ErrorKind::Other, message));
        }
        self
    }

    /// Sets the body, as JSON, and its content type; `None` sends neither.
    pub fn json<T: Serialize + ?Sized>(mut self, content_type: &'static str, body: Option<&T>) -> Self {
        match body.map(to_json).transpose() {
            Ok(None) => {}
            Ok(Some(body)) => {
                self.body = Body::Bytes(body);
                self.headers.insert(CONTENT_TYPE, content_type);
            }
            Err(error) => self.fail(error.with_context("the request body cannot be written")),
        }
        self
    }

    /// Lets the call carry no credential, because the description says that it needs none.
    pub fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Sends the call and reads the whole response.
    ///
    /// # Errors
    ///
    /// When an argument cannot be sent, when there is no connection or no credential, and for every status that is not in
    /// `success`: then the response is attached to the error, and [`ServiceError`](crate::ServiceError) can be read from it.
    pub fn send<R: From<RawResponse>>(
        self,
        context: Context<'_>,
        success: &[u16],
    ) -> impl Future<Output = Result<R>> {
        let core = self.core;
        match self.prepare() {
            Ok(prepared) => Either::Left(prepared.send(core, context, success)),
            Err(error) => Either::Right(ready(Err(error))),
        }
    }

    /// Prepares to page through a list; sends nothing yet. `next_link` is the property that holds the next page's URL.
    ///
    /// # Errors
    ///
    /// When an argument cannot be sent, or `options` has a continuation that is not a page of this list; see
    /// [`InvalidContinuation`](crate::InvalidContinuation).
    pub fn pages<P>(
        self,
        next_link: &'static str,
        options: PagerOptions<'_>,
        success: &'static [u16],
    ) -> Result<Pager<P>>
    where
        P: DeserializeWith<JsonFormat> + Page + Send + 'static,
    {
        paging::pager(self.prepare()?, Rule::property(next_link), options, success)
    }

    /// Prepares to page through a list, as [`pages`](Call::pages); `next` says how to find the next page. `items` are the names that
    /// lead to the property with the items; it is empty if the response itself is the list.
    ///
    /// # Errors
    ///
    /// As [`pages`](Call::pages).
    pub fn pages_by<P>(
        self,
        next: NextPage,
        items: &'static [&'static str],
        options: PagerOptions<'_>,
        success: &'static [u16],
    ) -> Result<Pager<P>>
    where
        P: DeserializeWith<JsonFormat> + Page + Send + 'static,
    {
        paging::pager(self.prepare()?, Rule { next, items }, options, success)
    }

    /// Finishes the request.
    pub(crate) fn prepare(mut self) -> Result<Prepared> {
        if !self.has_query {
            self.complete_path();
        }
        if let Some(error) = self.error {
            return Err(*error);
        }
        let url = self.core.target().join(&self.path)?;
        endpoint::check_url_length(&url)?;
        let progress = Progress::default();
        if let Body::SeekableStream(stream) = self.body {
            self.body = bodies::counted(stream, &mut self.headers, &progress);
        }
        let mut request = Request::new(url, self.method);
        *request.headers_mut() = self.headers;
        request.set_body(self.body);
        Ok(Prepared {
            request,
            scope: CallScope {
                core: if self.anonymous {
                    self.core.with_credential(Anonymous::default().into())
                } else {
                    self.core.clone()
                },
                idempotent: self.idempotent,
                deletes: self.method == Method::Delete,
                authorization: AuthorizationSlot::default(),
                progress,
                operation: Operation {
                    method: self.method,
                    route: self.route,
                },
                reading: Reading::Whole,
                settings: OnceLock::new(),
            },
        })
    }

    pub(crate) fn core(&self) -> &'a ClientCore {
        self.core
    }

    pub(crate) fn headers(&self) -> &Headers {
        &self.headers
    }

    pub(crate) fn set_accept(&mut self, media_types: &'static str) {
        self.headers.insert(ACCEPT, media_types);
    }

    fn fill_placeholder(&mut self, name: &str, part: Result<PathPart<'_>>) {
        match (part, encode::split_at_placeholder(self.rest, name)) {
            (Ok(part), Some((before, after))) => {
                self.path.push_str(before);
                part.write(&mut self.path);
                self.rest = after;
            }
            (Ok(_), None) => self.fail(out_of_order(name, self.rest)),
            (Err(error), _) => self.fail(error),
        }
    }

    fn complete_path(&mut self) {
        self.path.push_str(self.rest);
        if encode::first_placeholder(self.rest).is_some() {
            self.fail(Error::with_message(
                ErrorKind::Other,
                format!("`{}` has a part without an argument", self.path),
            ));
        }
        self.rest = "";
    }

    fn push_query(&mut self, name: &str, value: &str) {
        self.begin_query();
        encode::component(&mut self.path, name);
        self.path.push('=');
        encode::component(&mut self.path, value);
    }

    fn begin_query(&mut self) {
        if self.has_query {
            self.path.push('&');
        } else {
            self.complete_path();
            self.path.push('?');
            self.has_query = true;
        }
    }

    fn insert_header(&mut self, name: &str, value: String) {
        let is_name = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
        let is_value = |b: u8| matches!(b, b'\t' | b' '..=b'~');
        if !name.is_empty() && name.bytes().all(is_name) && value.bytes().all(is_value) {
            self.headers.insert(name.to_ascii_lowercase(), value);
            return;
        }
        let message = format!("the header `{name}` can only carry printable ASCII");
        self.fail(Error::with_message(ErrorKind::Other, message));
    }

    fn fail(&mut self, error: Error) {
        self.error.get_or_insert_with(|| Box::new(error));
    }
}

fn out_of_order(name: &str, rest: &str) -> Error {
    let message = format!("the path argument `{name}` is not what comes next in `{rest}`");
    Error::with_message(ErrorKind::Other, message)
}

impl Prepared {
    /// Sends the request. The preparation happens outside of the future, which keeps the future small: it is moved when it is
    /// spawned or boxed.
    pub(super) fn send<R: From<RawResponse>>(
        mut self,
        core: &ClientCore,
        mut context: Context<'_>,
        success: &[u16],
    ) -> impl Future<Output = Result<R>> {
        self.scope.deletes &= success.contains(&204);
        context.insert(self.scope);
        let mut request = self.request;
        async move {
            // The status is checked here because `azure_core` loses the error code when the message has an escape in it, and
            // the body is read here because `azure_core` copies it twice.
            let options = PipelineStreamOptions {
                skip_checks: true,
                ..Default::default()
            };
            let sent = core.pipeline().stream(&context, &mut request, Some(options));
            let response = body::read_whole(spans::of_call(&context, sent).await?).await?;
            outcome::check_status(response, success, &context).map(R::from)
        }
    }
}
