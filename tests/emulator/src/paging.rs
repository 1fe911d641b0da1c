//! Lists in pages, and the links from one page to the next: absolute, opaque, and in the forms of the service.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::date_time;
use crate::errors::Failure;
use crate::options::Paging;

/// Encodes all characters except the unreserved ones of RFC 3986.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// As [`QUERY`], but leaves `:` and `@` as they are, which the service does in the paths of its links.
const LINK_PATH: &AsciiSet = &QUERY.remove(b':').remove(b'@');

/// As [`QUERY`], but leaves `@` as it is, which the service does in `Location` headers.
const LOCATION_PATH: &AsciiSet = &QUERY.remove(b'@');

/// The parameters of a list that a request has.
#[derive(Debug)]
pub(crate) struct ListRequest {
    list: String,
    size: usize,
    max_page_size: Option<usize>,
    start: Option<OffsetDateTime>,
    cursor: Cursor,
}

/// The position after which a list continues, as the service's `syncState` has it.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Cursor {
    #[serde(rename = "l")]
    list: String,
    /// The page's number, from 1.
    #[serde(rename = "p")]
    page: u32,
    #[serde(rename = "a", skip_serializing_if = "Option::is_none")]
    after: Option<u64>,
    /// The start time in seconds and nanoseconds since 1970; the link shows whole seconds only, or nothing.
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    start: Option<(i64, u32)>,
}

/// A page, and where the next begins.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) next: Option<Next>,
}

/// Where a page begins.
#[derive(Debug)]
pub(crate) struct Next {
    /// The position of the last item so far; absent when all pages so far were empty.
    pub(crate) after: Option<u64>,
    sync_state: String,
    max_page_size: Option<usize>,
}

impl ListRequest {
    /// Reads the parameters of a request for `list`; `given` returns its query parameters.
    ///
    /// # Errors
    /// 400 for a page size below 1 or a `syncState` that is not ours.
    pub(crate) fn from_query<'q>(
        list: &str,
        given: impl Fn(&str) -> Option<&'q str>,
        paging: Paging,
    ) -> Result<Self, Failure> {
        let max_page_size = match given("maxPageSize") {
            None => None,
            Some(text) => {
                let size = text.parse().ok().filter(|size| *size > 0);
                Some(size.ok_or_else(|| Failure::bad_request("maxPageSize must be 1 or more."))?)
            }
        };
        let size = max_page_size
            .unwrap_or(paging.default_size)
            .min(paging.largest_size)
            .max(1);
        let start = given("startTime").and_then(date_time::parse_query);
        let cursor = match given("syncState") {
            None => Cursor {
                list: list.to_owned(),
                page: 1,
                after: None,
                start: start.map(|start| (start.unix_timestamp(), start.nanosecond())),
            },
            Some(text) => Cursor::decode(text)
                .filter(|cursor| cursor.list == list)
                .ok_or_else(|| Failure::bad_request("syncState is not one that this list has sent."))?,
        };
        let start = match cursor.start {
            Some((seconds, nanoseconds)) => OffsetDateTime::from_unix_timestamp(seconds)
                .and_then(|start| start.replace_nanosecond(nanoseconds))
                .ok(),
            None => start,
        };
        Ok(Self {
            list: list.to_owned(),
            size,
            max_page_size,
            start,
            cursor,
        })
    }

    /// Returns the moment before which items are left out.
    pub(crate) fn start(&self) -> Option<OffsetDateTime> {
        self.start
    }

    /// Returns the position after which the page begins; `None` for the first.
    pub(crate) fn after(&self) -> Option<u64> {
        self.cursor.after
    }

    /// Takes a page from the rest of the list, whose items have positions; the items after the page are not evaluated. A list
    /// that `may_end_empty` continues with an empty page when its last one is full, if the paging says so.
    pub(crate) fn cut_page<T>(
        &self,
        rest: impl IntoIterator<Item = (u64, T)>,
        paging: Paging,
        may_end_empty: bool,
    ) -> Page<T> {
        let mut rest = rest.into_iter().peekable();
        let skipped = paging
            .empty_every
            .is_some_and(|every| self.cursor.page.is_multiple_of(every.max(2)));
        if skipped && rest.peek().is_some() {
            return Page {
                items: Vec::new(),
                next: Some(self.next(self.cursor.after)),
            };
        }
        let mut after = self.cursor.after;
        let mut items = Vec::new();
        for (position, item) in rest.by_ref().take(self.size) {
            after = Some(position);
            items.push(item);
        }
        let goes_on =
            rest.peek().is_some() || (may_end_empty && paging.empty_last && items.len() == self.size);
        Page {
            items,
            next: goes_on.then(|| self.next(after)),
        }
    }

    fn next(&self, after: Option<u64>) -> Next {
        let page = self.cursor.page.saturating_add(1);
        let cursor = Cursor {
            list: self.list.clone(),
            page,
            after,
            start: self.cursor.start,
        };
        Next {
            after,
            sync_state: cursor.encode(),
            max_page_size: self.max_page_size,
        }
    }
}

impl Cursor {
    /// Encodes the cursor so that it always ends in `=`, which has to be encoded in a query.
    fn encode(&self) -> String {
        let mut text = serde_json::to_string(self).unwrap_or_default();
        while text.len().is_multiple_of(3) {
            text.push(' ');
        }
        STANDARD.encode(text)
    }

    fn decode(text: &str) -> Option<Self> {
        serde_json::from_slice(&STANDARD.decode(text).ok()?).ok()
    }
}

/// The parameter of a next link that limits its list.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bound {
    /// None: the sync state has everything.
    Nothing,
    /// The moment before which items are left out.
    Start(OffsetDateTime),
    /// How many items come before the page.
    Skip(u64),
}

/// Makes the links of responses: absolute, to the address that the caller used.
#[derive(Clone, Debug)]
pub(crate) struct Links {
    /// Scheme and authority.
    pub(crate) origin: String,
    pub(crate) version: &'static str,
}

impl Links {
    /// Returns the link to a page; `bound` is the parameter that limits the list. The order of the parameters is that of the
    /// service.
    pub(crate) fn next(&self, path: &[impl AsRef<str>], bound: &Bound, next: &Next) -> String {
        let state = Some(("syncState", next.sync_state.clone()));
        let size = next.max_page_size.map(|size| ("maxPageSize", size.to_string()));
        let [first, second, third] = match bound {
            Bound::Nothing => [state, size, None],
            Bound::Start(start) => [
                state,
                Some(("startTime", date_time::format_for_link(*start))),
                size,
            ],
            Bound::Skip(skip) => [Some(("skip", skip.to_string())), size, state],
        };
        let version = Some(("api-version", self.version.to_owned()));
        let query: Vec<_> = [first, second, third, version]
            .into_iter()
            .flatten()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(&value, QUERY)))
            .collect();
        format!("{}?{}", self.url(path, LINK_PATH), query.join("&"))
    }

    /// Returns the value of a `Location` header.
    pub(crate) fn location(&self, path: &[impl AsRef<str>]) -> String {
        self.url(path, LOCATION_PATH)
    }

    fn url(&self, path: &[impl AsRef<str>], encode: &'static AsciiSet) -> String {
        let mut link = self.origin.clone();
        for segment in path {
            link.push('/');
            link.extend(utf8_percent_encode(segment.as_ref(), encode));
        }
        link
    }
}
