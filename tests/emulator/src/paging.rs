//! Lists in pages, and the links from one page to the next: absolute, opaque, and as odd as those of the service.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::dates;
use crate::errors::Failure;
use crate::options::Paging;

/// Encodes all but the unreserved characters of RFC 3986.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// As [`QUERY`], but leaves `:` and `@` as they are, which the service does in the paths of its links.
const LINK_PATH: &AsciiSet = &QUERY.remove(b':').remove(b'@');

/// As [`QUERY`], but leaves `@` as it is, which the service does in `Location` headers.
const LOCATION_PATH: &AsciiSet = &QUERY.remove(b'@');

/// What a caller asks of a list.
#[derive(Debug)]
pub(crate) struct Ask {
    list: String,
    size: usize,
    max_page_size: Option<usize>,
    start: Option<OffsetDateTime>,
    cursor: Cursor,
}

/// How a list goes on: by the position after which it does.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Cursor {
    #[serde(rename = "l")]
    list: String,
    /// The page's number, from 1.
    #[serde(rename = "p")]
    page: u32,
    #[serde(rename = "a", skip_serializing_if = "Option::is_none")]
    after: Option<u64>,
    /// The start time in nanoseconds since 1970; the link shows it in whole seconds only.
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    start: Option<i64>,
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

impl Ask {
    /// Reads what a request asks of `list`; `given` returns its query parameters.
    ///
    /// # Errors
    /// 400 for a page size below 1 or a `syncState` that is not ours.
    pub(crate) fn read<'q>(
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
        let start = given("startTime").and_then(dates::read_query);
        let cursor = match given("syncState") {
            None => Cursor {
                list: list.to_owned(),
                page: 1,
                after: None,
                start: start.and_then(nanoseconds),
            },
            Some(text) => Cursor::decode(text)
                .filter(|cursor| cursor.list == list)
                .ok_or_else(|| Failure::bad_request("syncState is not one that this list has sent."))?,
        };
        let start = match cursor.start {
            Some(start) => OffsetDateTime::from_unix_timestamp_nanos(start.into()).ok(),
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

    /// Cuts the page from what is left of the list, each item with its position; what comes after is not looked at.
    pub(crate) fn cut<T>(&self, rest: impl IntoIterator<Item = (u64, T)>, paging: Paging) -> Page<T> {
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
        Page {
            items,
            next: rest.peek().is_some().then(|| self.next(after)),
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

fn nanoseconds(moment: OffsetDateTime) -> Option<i64> {
    i64::try_from(moment.unix_timestamp_nanos()).ok()
}

/// Makes the links of answers: absolute, to the address that the caller used.
#[derive(Clone, Debug)]
pub(crate) struct Links {
    /// Scheme and authority.
    pub(crate) origin: String,
    pub(crate) version: &'static str,
}

impl Links {
    /// Returns the link to a page; `bound` is the query parameter that the list has of its own.
    pub(crate) fn next(&self, path: &[impl AsRef<str>], bound: (&str, String), next: &Next) -> String {
        let (name, value) = bound;
        let mut query = vec![(name, value)];
        query.extend(next.max_page_size.map(|size| ("maxPageSize", size.to_string())));
        query.push(("syncState", next.sync_state.clone()));
        query.push(("api-version", self.version.to_owned()));
        let query: Vec<_> = query
            .iter()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, QUERY)))
            .collect();
        format!("{}?{}", self.to(path, LINK_PATH), query.join("&"))
    }

    /// Returns the value of a `Location` header.
    pub(crate) fn location(&self, path: &[impl AsRef<str>]) -> String {
        self.to(path, LOCATION_PATH)
    }

    fn to(&self, path: &[impl AsRef<str>], encode: &'static AsciiSet) -> String {
        let mut link = self.origin.clone();
        for segment in path {
            link.push('/');
            link.extend(utf8_percent_encode(segment.as_ref(), encode));
        }
        link
    }
}

/// Writes the `startTime` of a next link; the service writes 1970 when the caller gave none.
pub(crate) fn start_time(given: Option<OffsetDateTime>) -> (&'static str, String) {
    (
        "startTime",
        dates::write_in_link(given.unwrap_or(OffsetDateTime::UNIX_EPOCH)),
    )
}
