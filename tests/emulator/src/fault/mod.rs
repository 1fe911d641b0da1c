//! Faults that the emulator produces on request: those of a service, and of the network in between.
//!
//! A [`Fault`] has one or several effects, a pattern of requests, the number of matching requests to skip, and the number of
//! requests to affect after that. A request gets the first added fault that matches and is not used up, so several faults for the
//! same requests occur one after the other.
//!
//! ```
//! use acs_emulator::{Fault, RetryAfter};
//!
//! # async fn example(emulator: &acs_emulator::Emulator) {
//! // The first two messages: too many requests. The third: carried out, but the response is lost.
//! let messages = "/chat/threads/*/messages";
//! let busy = Fault::status(429).with_retry_after(RetryAfter::Seconds(1));
//! emulator.fault(busy.on("POST", messages).times(2));
//! emulator.fault(Fault::drop_unanswered().carried_out().on("POST", messages).once());
//!
//! // A list that does not come until the test says so.
//! let slow = emulator.fault(Fault::slow_headers().on("GET", messages).once());
//! // ... call it in another task, then:
//! slow.reached(1).await;
//! slow.release();
//! # }
//! ```

mod answer;
mod body;
mod effects;
mod handle;
mod parse;
mod pattern;

use std::time::Duration;

use time::OffsetDateTime;

pub(crate) use body::{CutOff, cut_off};
use effects::{Content, Link};
pub(crate) use effects::{Cut, Effects, Pause, Token};
pub use handle::FaultHandle;
pub(crate) use handle::{AppliedFault, Faults};
pub use parse::ParseFaultError;
use pattern::Pattern;

/// A fault, and the requests that it affects.
///
/// By default it is for every request until it is removed. As text, which `--fault` takes, a fault is a
/// list with commas: `status=503,retry-after=1,method=POST,path=/chat/threads/*/messages,times=2`.
#[derive(Clone, Debug, Default)]
#[must_use = "a fault does nothing until it is given to an emulator"]
pub struct Fault {
    effects: Effects,
    pattern: Pattern,
    after: usize,
    times: Option<usize>,
}

/// The header that tells a caller to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryAfter {
    /// `Retry-After`, in seconds.
    Seconds(u64),
    /// `Retry-After`, as a date.
    Date(OffsetDateTime),
    /// `retry-after-ms`, in milliseconds.
    Milliseconds(u64),
    /// `x-ms-retry-after-ms`, in milliseconds.
    XMsMilliseconds(u64),
}

impl Fault {
    /// Answers with a status from 200 to 599 instead of carrying the request out. The body is an error of the API
    /// version, and empty where the service sends none.
    pub fn status(status: u16) -> Self {
        let status = if (200..600).contains(&status) { status } else { 500 };
        Self::with(|effects| effects.status = Some(status))
    }

    /// Answers with a status and a body of any kind instead of carrying the request out, as a proxy does.
    pub fn answer(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let mut fault = Self::status(status);
        fault.effects.content_type = Some(content_type.to_owned());
        fault.effects.body = Some(Content::Given(body.into()));
        fault
    }

    /// Leaves the body of the response out.
    pub fn empty_body() -> Self {
        Self::with(|effects| effects.body = Some(Content::Empty))
    }

    /// Sends the first half of the body as if it were all, which is not valid JSON.
    pub fn malformed_body() -> Self {
        Self::with(|effects| effects.body = Some(Content::Malformed))
    }

    /// Sends the first half of the body and cuts the connection.
    pub fn truncated_body() -> Self {
        Self::with(|effects| effects.body = Some(Content::Truncated))
    }

    /// Sends another `Content-Type` than that of the body.
    pub fn content_type(content_type: &str) -> Self {
        Self::with(|effects| effects.content_type = Some(content_type.to_owned()))
    }

    /// Carries the request out, but does not begin to answer until the handle [releases](FaultHandle::release) it.
    pub fn slow_headers() -> Self {
        Self::with(|effects| effects.slow_headers = Some(Pause::UntilReleased))
    }

    /// Sends the headers and the first half of the body, and the rest when the handle [releases](FaultHandle::release)
    /// it.
    pub fn slow_body() -> Self {
        Self::with(|effects| effects.slow_body = Some(Pause::UntilReleased))
    }

    /// Cuts the connection as soon as the headers of the request are there, without reading its body.
    pub fn drop_unread() -> Self {
        Self::with(|effects| effects.cut = Some(Cut::Unread))
    }

    /// Cuts the connection once the request is read; nothing is carried out, unless it is
    /// [said to be](Fault::carried_out).
    pub fn drop_unanswered() -> Self {
        Self::with(|effects| effects.cut = Some(Cut::Unanswered))
    }

    /// Makes the next link of a page lead to another origin, such as `https://example.com`; a last page, which has none, gets
    /// one.
    pub fn foreign_next_link(origin: &str) -> Self {
        let origin = origin.trim_end_matches('/').to_owned();
        Self::with(|effects| effects.link = Some(Link::Foreign(origin)))
    }

    /// Makes the next link of a page lead to the same page.
    pub fn looping_next_link() -> Self {
        Self::with(|effects| effects.link = Some(Link::Looping))
    }

    /// Replaces the next link of a page by any text.
    pub fn next_link(link: &str) -> Self {
        Self::with(|effects| effects.link = Some(Link::Given(link.to_owned())))
    }

    /// Treats the caller's token as expired.
    pub fn expired_token() -> Self {
        Self::with(|effects| effects.token = Some(Token::Expired))
    }

    /// Revokes all tokens of the caller, this one included. A caller without a user, such as an access key, is refused this
    /// time.
    pub fn revoked_token() -> Self {
        Self::with(|effects| effects.token = Some(Token::Revoked))
    }

    /// Checks the request at another time than the emulator's, earlier or later, which is also in the `Date` header.
    pub fn clock_skew(skew: time::Duration) -> Self {
        Self::with(|effects| effects.skew = skew)
    }

    /// Makes the body larger by at least this number of bytes, with a property that is not described.
    pub fn large_body(bytes: usize) -> Self {
        Self::with(|effects| effects.padding = bytes)
    }

    /// Sends the body in many chunks, without a length.
    pub fn chunked() -> Self {
        Self::with(|effects| effects.chunked = true)
    }

    /// Compresses the body by gzip, whether the caller asked for it or not.
    pub fn gzip() -> Self {
        Self::with(|effects| effects.gzip = true)
    }

    fn with(set: impl FnOnce(&mut Effects)) -> Self {
        let mut fault = Self::default();
        set(&mut fault.effects);
        fault
    }

    /// Carries the request out before failing, so that its effects stay and only the response is lost.
    pub fn carried_out(mut self) -> Self {
        self.effects.carried_out = true;
        self
    }

    /// Tells the caller how long to wait.
    pub fn with_retry_after(self, wait: RetryAfter) -> Self {
        let (name, value) = match wait {
            RetryAfter::Seconds(seconds) => ("retry-after", seconds.to_string()),
            RetryAfter::Date(date) => ("retry-after", crate::date_time::format_http(date)),
            RetryAfter::Milliseconds(milliseconds) => ("retry-after-ms", milliseconds.to_string()),
            RetryAfter::XMsMilliseconds(milliseconds) => ("x-ms-retry-after-ms", milliseconds.to_string()),
        };
        self.with_header(name, &value)
    }

    /// Adds a header to the response, or replaces it; one that HTTP does not allow is left out.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.effects.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Ends a slow response after a time, and not when it is released. The time is that of tokio, which a test can pause.
    pub fn lasting(mut self, duration: Duration) -> Self {
        let pauses = [&mut self.effects.slow_headers, &mut self.effects.slow_body];
        for pause in pauses.into_iter().flatten() {
            *pause = Pause::For(duration);
        }
        self
    }

    /// Adds the effects of another fault, which take precedence where both set the same.
    pub fn and(mut self, other: Self) -> Self {
        self.effects.add(other.effects);
        self
    }

    /// Limits the fault to requests with this method and path.
    ///
    /// `*` is any method. In a path `*` stands for anything within a segment and a segment `**` for any number of
    /// segments: `/chat/threads/*/messages`, `/chat/**`. Segments are compared decoded.
    pub fn on(mut self, method: &str, path: &str) -> Self {
        self.pattern.method = Some(method.to_owned()).filter(|method| method != "*");
        self.pattern.path = Some(path.to_owned());
        self
    }

    /// Limits the fault to requests of this API version.
    pub fn for_version(mut self, version: &str) -> Self {
        self.pattern.version = Some(version.to_owned());
        self
    }

    /// Skips this number of matching requests at first.
    pub fn after(mut self, requests: usize) -> Self {
        self.after = requests;
        self
    }

    /// Affects only as many requests as given.
    pub fn times(mut self, requests: usize) -> Self {
        self.times = Some(requests);
        self
    }

    /// Affects only one request.
    pub fn once(self) -> Self {
        self.times(1)
    }
}
