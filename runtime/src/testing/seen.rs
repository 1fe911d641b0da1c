//! Requests as they reached a scripted transport.

use azure_core::{
    Bytes,
    http::{Request, Url, headers::Headers},
};

/// A request as it reached the transport.
#[derive(Clone, Debug)]
pub struct SeenRequest {
    /// Method and URL: `GET https://…`.
    pub line: String,
    /// The headers, including those of the credential.
    pub headers: Headers,
    /// The body; bytes that are not UTF-8 are replaced.
    pub body: String,
}

impl SeenRequest {
    /// Returns the value of a header.
    pub fn header(&self, name: &'static str) -> Option<&str> {
        self.headers.get_optional_str(&name.into())
    }

    /// Returns the value of a parameter of the query, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        let (_, url) = self.line.split_once(' ')?;
        let url = Url::parse(url).ok()?;
        let mut pairs = url.query_pairs();
        pairs.find_map(|(found, value)| (found == name).then(|| value.into_owned()))
    }

    /// Returns the body as JSON; `None` when it is not.
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_str(&self.body).ok()
    }

    pub(super) fn of(request: &Request) -> Self {
        Self {
            line: format!("{} {}", request.method(), request.url()),
            headers: request.headers().clone(),
            body: String::from_utf8_lossy(&Bytes::from(request.body())).into_owned(),
        }
    }
}
