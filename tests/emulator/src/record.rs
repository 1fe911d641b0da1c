//! The requests that reached the emulator, which tests compare with what a client should send.

use std::collections::VecDeque;

use crate::incoming::Incoming;

/// A request that reached the emulator.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// The method.
    pub method: String,
    /// The path as sent, still percent-encoded.
    pub path: String,
    /// The query as sent, still percent-encoded, without the question mark.
    pub query: Option<String>,
    /// The headers in the order of arrival, names in lower case; bytes that are not UTF-8 are replaced.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// The status that was answered; absent while the request is handled, and when a fault has cut the connection.
    pub status: Option<u16>,
}

impl Request {
    /// Returns the value of a header; names are the same in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(given, _)| given.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Returns a query parameter, decoded.
    pub fn query_parameter(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_deref()?.as_bytes())
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.into_owned())
    }

    /// Returns the body as JSON; `None` when it is not.
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// The last requests.
#[derive(Debug)]
pub(crate) struct Record {
    requests: VecDeque<Request>,
    /// How many requests came before the first that is kept.
    forgotten: u64,
    limit: usize,
}

/// Stands for a request in the record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry(u64);

impl Record {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            requests: VecDeque::new(),
            forgotten: 0,
            limit: limit.max(1),
        }
    }

    /// Notes a request that has come in.
    pub(crate) fn note_request(&mut self, incoming: &Incoming) -> Entry {
        if self.requests.len() >= self.limit && self.requests.pop_front().is_some() {
            self.forgotten += 1;
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let headers = incoming
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), text(value.as_bytes())));
        self.requests.push_back(Request {
            method: incoming.method.clone(),
            path: incoming.path.clone(),
            query: incoming.raw_query.clone(),
            headers: headers.collect(),
            body: incoming.body.to_vec(),
            status: None,
        });
        Entry(self.forgotten + self.requests.len() as u64 - 1)
    }

    /// Notes how a request was answered.
    pub(crate) fn note_status(&mut self, entry: Entry, status: u16) {
        let index = entry
            .0
            .checked_sub(self.forgotten)
            .and_then(|index| usize::try_from(index).ok());
        if let Some(request) = index.and_then(|index| self.requests.get_mut(index)) {
            request.status = Some(status);
        }
    }

    pub(crate) fn all(&self) -> Vec<Request> {
        self.requests.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.forgotten += self.requests.len() as u64;
        self.requests.clear();
    }
}
