//! The options with which an emulator is started.

use std::time::Duration;

/// The options of an emulator; the defaults are made for tests: any free port, and pages as the service sends them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// Whether to serve HTTPS instead of HTTP, with a certificate made at start.
    pub tls: bool,
    /// How lists are cut into pages.
    pub paging: Paging,
    /// How many of the last requests [`Emulator::requests`](crate::Emulator::requests) remembers; 10,000 by default.
    pub remembered_requests: usize,
    /// How long the head of a request may take to arrive, and then again its body; 30 seconds by default. For a head that
    /// takes longer the connection is closed, and a body that takes longer is answered by 408. A connection may be idle for as
    /// long between two requests.
    pub request_timeout: Duration,
}

/// How lists are cut into pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paging {
    /// The items on a page, unless the caller sets a number; 20 by default.
    pub default_size: usize,
    /// The most items on a page, also when the caller sets a larger number; 200 by default.
    pub largest_size: usize,
    /// Every page with a number that is a multiple of this is empty although the list continues, as with the service now and
    /// then; 4 by default, `None` for never. Values below 2 count as 2, because a list would never end otherwise.
    pub empty_every: Option<u32>,
    /// Whether a list of messages whose last page is full goes on to an empty page, as with the service.
    pub empty_last: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            tls: false,
            paging: Paging::default(),
            remembered_requests: 10_000,
            request_timeout: Duration::from_secs(30),
        }
    }
}

impl Default for Paging {
    fn default() -> Self {
        Self {
            default_size: 20,
            largest_size: 200,
            empty_every: Some(4),
            empty_last: true,
        }
    }
}

impl Options {
    /// Serves on `port` instead of on any free one.
    #[must_use]
    pub fn with_port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Serves HTTPS instead of HTTP, with a certificate made at start, by an authority made at start:
    /// [`Emulator::ca_certificate`](crate::Emulator::ca_certificate) is what a client must trust.
    #[must_use]
    pub fn with_tls(mut self) -> Self {
        self.tls = true;
        self
    }

    /// Sets how lists are cut into pages.
    #[must_use]
    pub fn with_paging(mut self, paging: Paging) -> Self {
        self.paging = paging;
        self
    }

    /// Sets how many requests are remembered.
    #[must_use]
    pub fn with_remembered_requests(mut self, count: usize) -> Self {
        self.remembered_requests = count;
        self
    }

    /// Sets how long a request may take to come in.
    #[must_use]
    pub fn with_request_timeout(mut self, timeout: Duration) -> Self {
        self.request_timeout = timeout;
        self
    }
}

impl Paging {
    /// Sets how many items a page holds unless the caller sets a number; at least 1.
    #[must_use]
    pub fn with_default_size(mut self, items: usize) -> Self {
        self.default_size = items.max(1);
        self
    }

    /// Sets how many items a page holds at most, also when the caller sets a larger number; at least 1.
    #[must_use]
    pub fn with_largest_size(mut self, items: usize) -> Self {
        self.largest_size = items.max(1);
        self
    }

    /// Makes every `pages`th page empty although the list goes on.
    #[must_use]
    pub fn with_empty_every(mut self, pages: u32) -> Self {
        self.empty_every = Some(pages.max(2));
        self
    }

    /// Ends a list of messages with its last message, also when that page is full.
    #[must_use]
    pub fn without_empty_last_page(mut self) -> Self {
        self.empty_last = false;
        self
    }

    /// Never sends an empty page, neither before the end of a list nor as its end.
    #[must_use]
    pub fn without_empty_pages(mut self) -> Self {
        self.empty_every = None;
        self.empty_last = false;
        self
    }
}
