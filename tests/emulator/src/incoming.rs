//! A received request and its parts, before its operation is known.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;

/// One request; its body is empty until it has been read.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) method: String,
    /// As sent, still encoded.
    pub(crate) path: String,
    /// As sent, still encoded, without the question mark.
    pub(crate) raw_query: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    query: Vec<(String, String)>,
}

impl Incoming {
    pub(crate) fn new(parts: Parts) -> Self {
        let raw_query = parts.uri.query().map(str::to_owned);
        let query = form_urlencoded::parse(raw_query.as_deref().unwrap_or_default().as_bytes())
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        Self {
            method: parts.method.as_str().to_owned(),
            path: parts.uri.path().to_owned(),
            raw_query,
            headers: parts.headers,
            body: Bytes::new(),
            query,
        }
    }

    /// Returns path and query byte for byte as they were sent.
    pub(crate) fn target(&self) -> String {
        match &self.raw_query {
            Some(query) => format!("{}?{query}", self.path),
            None => self.path.clone(),
        }
    }

    /// Returns a query parameter, decoded; the first of several.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns a header that is text; names are the same in any case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the segments of the path, decoded; `None` when one of them is not UTF-8.
    pub(crate) fn segments(&self) -> Option<Vec<String>> {
        self.path
            .split('/')
            .skip(1)
            .map(|segment| {
                percent_decode_str(segment)
                    .decode_utf8()
                    .ok()
                    .map(Cow::into_owned)
            })
            .collect()
    }

    /// Returns the media type of the body in lower case, without parameters; empty when there is none.
    pub(crate) fn media_type(&self) -> String {
        let header = self.header("content-type").unwrap_or_default();
        header
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    }
}
