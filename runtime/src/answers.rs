//! The steps that send a call whose response is not JSON of a single type.

use crate::{
    body,
    call::{Call, Prepared},
    core::ClientCore,
    error::UnreadableAnswer,
    events::EventStream,
    json_lines::JsonLines,
    or_empty, outcome,
    retry::CallLimits,
    scope::{CallScope, Reading},
    spans, streaming,
};
use azure_core::{
    Result,
    http::{
        AsyncRawResponse, AsyncResponse, Context, PipelineStreamOptions, RawResponse, StatusCode,
        headers::ACCEPT,
    },
};

impl Call<'_> {
    /// Sets the media types to ask for (`Accept`) instead of JSON, the preferred one first.
    pub fn accept(mut self, media_types: &'static str) -> Self {
        self.set_accept(media_types);
        self
    }

    /// Sends the call, as [`send`](Call::send); the response has a body with the statuses in `full`, and none with those in `empty`.
    ///
    /// # Errors
    ///
    /// As [`send`](Call::send), and when a response has no body and its status is one of `full`.
    pub async fn send_or_empty<R: From<RawResponse>>(
        self,
        context: Context<'_>,
        full: &[u16],
        empty: &[u16],
    ) -> Result<R> {
        let success = [full, empty].concat();
        let response = self.send(context, &success).await?;
        or_empty::check_body(response, full, empty).map(R::from)
    }

    /// Sends the call, and returns whether the object exists: the response 404 is `false`.
    ///
    /// # Errors
    ///
    /// As [`send`](Call::send).
    pub async fn exists(self, context: Context<'_>, success: &[u16]) -> Result<bool> {
        let success = [success, &[404]].concat();
        let response: RawResponse = self.send(context, &success).await?;
        Ok(response.status() != StatusCode::NotFound)
    }

    /// Sends the call, as [`send`](Call::send), for a response that is text.
    ///
    /// # Errors
    ///
    /// As [`send`](Call::send), and when the response is an HTML page that was not asked for.
    pub async fn send_for_text<R: From<RawResponse>>(
        self,
        context: Context<'_>,
        success: &[u16],
    ) -> Result<R> {
        let accept = self.accepted();
        let response: RawResponse = self.send(context, success).await?;
        match streaming::page_instead(response.headers(), &accept) {
            Some(why) => Err(UnreadableAnswer::error(response, &why)),
            None => Ok(response.into()),
        }
    }

    /// Sends the call, and returns its response as soon as that begins; the body is read as a stream.
    ///
    /// # Errors
    ///
    /// As [`send`](Call::send), and when the response is an HTML page that was not asked for. The stream fails when the connection
    /// breaks, and when nothing arrives for the stall time of the call's limits. Its size is not limited.
    pub async fn stream(self, context: Context<'_>, success: &[u16]) -> Result<AsyncResponse> {
        let (accept, core) = (self.accepted(), self.core());
        let sent = self.prepare()?.stream(core, context, success, Reading::Pieces);
        let (response, _) = sent.await?;
        match streaming::page_instead(response.headers(), &accept) {
            Some(why) => Err(streaming::unread(response, &why)),
            None => Ok(response.into()),
        }
    }

    /// Sends the call, and returns the events of its response as they arrive.
    ///
    /// # Errors
    ///
    /// As [`send`](Call::send), and when the response has another media type.
    pub async fn events<T>(self, context: Context<'_>, success: &[u16]) -> Result<EventStream<T>> {
        let core = self.core();
        let sent = self.prepare()?.stream(core, context, success, Reading::Events);
        let (response, limits) = sent.await?;
        match streaming::other_type(response.headers(), "text/event-stream") {
            Some(why) => Err(streaming::unread(response, &why)),
            None => Ok(EventStream::new(response, limits.body)),
        }
    }

    /// Sends the call, and returns the JSON values of its response as they arrive, one in each line.
    ///
    /// # Errors
    ///
    /// As [`send`](Call::send), and when the response is an HTML page that was not asked for, or has several parts (`multipart`).
    pub async fn lines<T>(self, context: Context<'_>, success: &[u16]) -> Result<JsonLines<T>> {
        let (accept, core) = (self.accepted(), self.core());
        let sent = self.prepare()?.stream(core, context, success, Reading::Events);
        let (response, limits) = sent.await?;
        let page = streaming::page_instead(response.headers(), &accept);
        match page.or_else(|| streaming::parts_instead(response.headers())) {
            Some(why) => Err(streaming::unread(response, &why)),
            None => Ok(JsonLines::new(response, limits.body)),
        }
    }

    fn accepted(&self) -> String {
        self.headers()
            .get_optional_str(&ACCEPT)
            .unwrap_or_default()
            .to_owned()
    }
}

impl Prepared {
    /// Sends the request, and returns a success with its body not yet read.
    async fn stream(
        mut self,
        core: &ClientCore,
        mut context: Context<'_>,
        success: &[u16],
        reading: Reading,
    ) -> Result<(AsyncRawResponse, CallLimits)> {
        self.scope.reading = reading;
        context.insert(self.scope);
        let options = PipelineStreamOptions {
            skip_checks: true,
            ..Default::default()
        };
        let sent = core.pipeline().stream(&context, &mut self.request, Some(options));
        let response = spans::of_call(&context, sent).await?;
        let settings = context
            .value::<CallScope>()
            .and_then(|scope| scope.settings.get());
        let limits = settings.map(|settings| settings.limits).unwrap_or_default();
        if outcome::is_among(response.status(), success) {
            return Ok((response, limits));
        }
        let response = body::read_whole(response).await?;
        let response = outcome::check_status(response, success, &context)?;
        let (status, headers, body) = response.deconstruct();
        let body = azure_core::Bytes::copy_from_slice(&body);
        Ok((AsyncRawResponse::from_bytes(status, headers, body), limits))
    }
}
