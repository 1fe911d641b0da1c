//! The faults of the table.

use acs_emulator::{Fault, RetryAfter};
use azure_core::time::{Duration, OffsetDateTime};

/// A fault and what it takes to try it.
#[derive(Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a property of its own")]
pub struct Trouble {
    /// Its part of the table.
    pub part: &'static str,
    /// The fault.
    pub name: String,
    pub fault: Fault,
    /// Whether the caller can get another token.
    pub refresher: bool,
    /// Whether it holds a response up until it is released.
    pub slow: bool,
    /// Whether it is over after one request and such that it may pass: then what may be repeated must succeed.
    pub passing: bool,
    /// Whether it is about lists only.
    pub lists: bool,
}

fn trouble(part: &'static str, name: impl Into<String>, fault: Fault) -> Trouble {
    Trouble {
        part,
        name: name.into(),
        fault,
        refresher: false,
        slow: false,
        passing: false,
        lists: false,
    }
}

impl Trouble {
    fn passing(mut self) -> Self {
        self.passing = true;
        self.fault = self.fault.once();
        self
    }

    fn once(mut self) -> Self {
        self.fault = self.fault.once();
        self
    }

    fn refreshed(mut self) -> Self {
        self.refresher = true;
        self
    }

    fn slow(mut self) -> Self {
        self.slow = true;
        self
    }

    fn on_lists(mut self) -> Self {
        self.lists = true;
        self
    }
}

/// All of them, in the order of the table.
pub fn all() -> Vec<Trouble> {
    [statuses(), connections(), bodies(), links(), tokens()].concat()
}

fn statuses() -> Vec<Trouble> {
    let part = "Statuses";
    // Far enough that it is still to come when a busy machine is at the last of them.
    let soon = OffsetDateTime::now_utc() + Duration::seconds(25);
    let waits = [
        (", `Retry-After` in seconds", RetryAfter::Seconds(3)),
        (", `Retry-After` as a date", RetryAfter::Date(soon)),
        (", `retry-after-ms`", RetryAfter::Milliseconds(1_500)),
        (", `x-ms-retry-after-ms`", RetryAfter::XMsMilliseconds(1_500)),
    ];
    let mut all = Vec::new();
    for status in [408, 429, 500, 503] {
        all.push(trouble(part, format!("{status} once"), Fault::status(status)).passing());
        for (how, wait) in waits {
            let fault = Fault::status(status).with_retry_after(wait);
            all.push(trouble(part, format!("{status} once{how}"), fault).passing());
        }
    }
    for status in [502, 504] {
        all.push(trouble(part, format!("{status} once"), Fault::status(status)).passing());
    }
    for status in [408, 500, 503] {
        let name = format!("{status} once, the request carried out all the same");
        all.push(trouble(part, name, Fault::status(status).carried_out()).passing());
    }
    let far = OffsetDateTime::from_unix_timestamp(4_102_444_800).unwrap();
    let distant = Fault::status(429).with_retry_after(RetryAfter::Date(far));
    let html = Fault::answer(502, "text/html", "<html><h1>Bad Gateway</h1></html>");
    all.extend([
        trouble(part, "429 once, `Retry-After` a date in 2100", distant).passing(),
        trouble(part, "502 once, with HTML by a proxy", html).passing(),
        trouble(part, "429 for ever", Fault::status(429)),
        trouble(part, "500 for ever", Fault::status(500)),
        trouble(part, "503 for ever", Fault::status(503)),
        trouble(part, "501 once", Fault::status(501)).once(),
        trouble(
            part,
            "307 once, to another origin",
            Fault::status(307).with_header("location", "http://127.0.0.1:9/elsewhere"),
        )
        .once(),
    ]);
    all
}

fn connections() -> Vec<Trouble> {
    let part = "Connections";
    let unanswered = Fault::drop_unanswered;
    vec![
        trouble(part, "dropped once, the request unread", Fault::drop_unread()).passing(),
        trouble(
            part,
            "dropped once, the request read but not carried out",
            unanswered(),
        )
        .passing(),
        trouble(
            part,
            "dropped once, the request carried out",
            unanswered().carried_out(),
        )
        .passing(),
        trouble(part, "dropped for ever, the request unread", Fault::drop_unread()),
        trouble(
            part,
            "dropped for ever, the request carried out",
            unanswered().carried_out(),
        ),
        trouble(part, "headers come late", Fault::slow_headers())
            .once()
            .slow(),
        trouble(part, "half of the body comes late", Fault::slow_body())
            .once()
            .slow(),
    ]
}

fn bodies() -> Vec<Trouble> {
    let part = "Bodies of a success";
    vec![
        trouble(part, "empty once", Fault::empty_body()).once(),
        trouble(part, "malformed once", Fault::malformed_body()).once(),
        trouble(
            part,
            "truncated once: the connection drops within",
            Fault::truncated_body(),
        )
        .passing(),
        trouble(part, "truncated for ever", Fault::truncated_body()),
        trouble(part, "said to be `text/html`", Fault::content_type("text/html")),
        trouble(part, "1 MB", Fault::large_body(1 << 20)),
        trouble(part, "chunked", Fault::chunked()),
        trouble(part, "gzip", Fault::gzip()),
        trouble(
            part,
            "gzip, chunked, 1 MB",
            Fault::gzip()
                .and(Fault::chunked())
                .and(Fault::large_body(1 << 20)),
        ),
    ]
}

fn links() -> Vec<Trouble> {
    let part = "Links to the next page";
    let foreign = Fault::foreign_next_link("http://127.0.0.1:9");
    let second = Fault::status(500).after(1);
    vec![
        trouble(part, "to another origin", foreign).on_lists(),
        trouble(part, "to the same page", Fault::looping_next_link()).on_lists(),
        trouble(part, "no link at all, but text", Fault::next_link("page two")).on_lists(),
        trouble(part, "right, and the next page fails once with 500", second)
            .on_lists()
            .passing(),
    ]
}

fn tokens() -> Vec<Trouble> {
    let part = "Tokens";
    let (expired, revoked) = (Fault::expired_token, Fault::revoked_token);
    let (ahead, behind) = (Duration::hours(25), Duration::hours(-25));
    vec![
        trouble(part, "expired, without a refresher", expired()),
        trouble(part, "expired once, with a refresher", expired())
            .once()
            .refreshed(),
        trouble(part, "each one expired, with a refresher", expired()).refreshed(),
        trouble(part, "revoked, without a refresher", revoked()).once(),
        trouble(part, "revoked once, with a refresher", revoked())
            .once()
            .refreshed(),
        trouble(part, "each one revoked, with a refresher", revoked()).refreshed(),
        trouble(part, "the service's clock a day ahead", Fault::clock_skew(ahead)),
        trouble(
            part,
            "the service's clock a day ahead once, with a refresher",
            Fault::clock_skew(ahead),
        )
        .once()
        .refreshed(),
        trouble(
            part,
            "the service's clock a day behind",
            Fault::clock_skew(behind),
        ),
    ]
}
