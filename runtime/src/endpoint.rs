//! The endpoint of a service: the text of the caller, completed to a URL, and the only origin that credentials are sent to.

use crate::error::Shown;
use azure_core::{Error, Result, error::ErrorKind, http::Url};
use std::net::IpAddr;

/// The address of the service, whose origin is the only one that credentials are sent to.
#[derive(Clone, Debug)]
pub struct Endpoint {
    url: Url,
    /// Scheme, host and port, as every URL of this origin begins.
    origin: String,
}

impl Endpoint {
    /// Parses an endpoint, with or without a trailing slash, with or without `https://`. Its path becomes the prefix of the
    /// path of every request.
    ///
    /// # Errors
    ///
    /// When the text is empty, is not a URL, has a query, fragment or user name, is a connection string, or is plain `http`
    /// to a host other than this machine. No error repeats the text, because it may contain a secret.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Err(endpoint_error("is empty"));
        }
        if text.to_ascii_lowercase().contains("accesskey=") {
            return Err(endpoint_error(
                "is a connection string; only the part after `endpoint=` is wanted",
            ));
        }
        let mut url =
            Url::parse(&with_scheme(text)?).map_err(|why| endpoint_error(&format!("is not a URL: {why}")))?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(endpoint_error(&format!(
                "has the scheme `{}`, not https",
                url.scheme()
            )));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(endpoint_error("has a user name or password in it"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(endpoint_error(
                "has a query or fragment; only scheme, host, port and path are wanted",
            ));
        }
        if !is_private(&url) {
            return Err(endpoint_error(
                "is plain http, which would send the token in the clear; use https",
            ));
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        let origin = url.as_str().strip_suffix(url.path()).map(str::to_owned);
        let origin = origin.ok_or_else(|| endpoint_error("is not a URL"))?;
        Ok(Self { url, origin })
    }

    /// Returns the URL; its path has no trailing slash unless it is just `/`.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Returns the endpoint with another path.
    pub(super) fn with_path(&self, path: &str) -> Result<Self> {
        let mut url = self.url.clone();
        url.set_path(path);
        Self::parse(url.as_str())
    }

    /// Tells whether the host is this machine, as that of every plain http endpoint is.
    #[cfg(feature = "reqwest")]
    pub(super) fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// Appends an encoded path, which begins with a slash and may have a query.
    pub(super) fn join(&self, path: &str) -> Result<Url> {
        // The common case, in which scheme and host need not be parsed again. Two slashes would begin another host.
        let plain = match path.as_bytes() {
            [b'/', second, ..] => !matches!(second, b'/' | b'\\' | ..=b' '),
            _ => false,
        };
        if plain && self.url.path() == "/" {
            return self.url.join(path).map_err(Error::from);
        }
        let base = self.url.as_str().trim_end_matches('/');
        Url::parse(&format!("{base}{path}")).map_err(Error::from)
    }

    /// Makes sure that `url` can be sent and may receive the credential.
    ///
    /// # Errors
    ///
    /// When it is too long, when its scheme, host or port is not that of the endpoint, when it names a user, or when it is
    /// neither https nor on this machine.
    pub(crate) fn permit(&self, url: &Url) -> Result<()> {
        check_url_length(url)?;
        let path = url.as_str().strip_prefix(&self.origin);
        if path.is_some_and(|path| path.starts_with('/')) {
            return Ok(()); // the origin was checked by `parse`
        }
        let same = url.scheme() == self.url.scheme()
            && url.host() == self.url.host()
            && url.port_or_known_default() == self.url.port_or_known_default();
        if !same || !url.username().is_empty() || url.password().is_some() {
            let message = format!(
                "refused to send a request to `{}`: the token is for `{}` only",
                Shown(&origin(url)),
                origin(&self.url)
            );
            return Err(Error::with_message(ErrorKind::Other, message));
        }
        if is_private(url) {
            return Ok(());
        }
        Err(Error::with_message(
            ErrorKind::Other,
            "refused to send the token over plain http",
        ))
    }
}

/// The length of the longest URL that is sent, in bytes. The crate `http` stores lengths within a URL in 16 bits; it refuses a
/// longer one so late that it would look like a broken connection.
const MAX_URL_LENGTH: usize = 65_534;

/// Makes sure that `url` is not longer than what can be sent.
///
/// # Errors
///
/// When it is longer. The error does not contain the URL.
pub(super) fn check_url_length(url: &Url) -> Result<()> {
    let length = url.as_str().len();
    if length <= MAX_URL_LENGTH {
        return Ok(());
    }
    Err(Error::with_message(
        ErrorKind::Other,
        format!(
            "the request was not sent: its URL has {length} bytes, and at most {MAX_URL_LENGTH} can be sent; \
             an argument in the path or query is too long"
        ),
    ))
}

/// Writes scheme, host and port, the part of any URL that is safe to print.
pub(crate) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// Tells whether only its host can read what is sent to `url`: by https, or because the host is this machine.
fn is_private(url: &Url) -> bool {
    url.scheme() == "https" || is_loopback(url)
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let host = host
        .strip_prefix('[')
        .and_then(|h| h.strip_suffix(']'))
        .unwrap_or(host);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Puts `https://` before a text without a scheme. `host:8080` has none, although a URL parser would read `host` as one.
fn with_scheme(text: &str) -> Result<String> {
    let Some((scheme, rest)) = text.split_once(':') else {
        return Ok(format!("https://{}", text.trim_start_matches('/')));
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let port = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_port = !port.is_empty() && port.chars().all(|c| c.is_ascii_digit());
    if !is_scheme || is_port {
        return Ok(format!("https://{}", text.trim_start_matches('/')));
    }
    if rest.starts_with("//") {
        return Ok(text.to_owned());
    }
    Err(endpoint_error("is not a URL: `://` is missing after the scheme"))
}

fn endpoint_error(why: &str) -> Error {
    Error::with_message(ErrorKind::Other, format!("the endpoint {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn url(text: &str) -> String {
        Endpoint::parse(text).unwrap().url().to_string()
    }

    #[test]
    fn slash_scheme_and_case_do_not_matter() {
        for text in [
            "https://a.example",
            "https://a.example/",
            "a.example",
            " A.example/ ",
            "HTTPS://a.example//",
            "//a.example",
        ] {
            assert_eq!(url(text), "https://a.example/", "{text}");
        }
    }

    #[test]
    fn a_path_prefix_and_port_are_kept() {
        assert_eq!(
            url("https://a.example/prefix/abc/"),
            "https://a.example/prefix/abc"
        );
        assert_eq!(url("a.example:8443/p"), "https://a.example:8443/p");
        assert_eq!(url("localhost:8443"), "https://localhost:8443/");
        let joined = Endpoint::parse("https://a.example/p/")
            .unwrap()
            .join("/store/x?a=1")
            .unwrap();
        assert_eq!(joined.as_str(), "https://a.example/p/store/x?a=1");
    }

    #[test]
    fn what_is_not_an_endpoint_is_refused_and_says_why() {
        for (text, why) in [
            ("", "empty"),
            ("  ", "empty"),
            ("https://", "not a URL"),
            ("https:a.example", "`://`"),
            ("https://a.example?x=1", "query"),
            ("https://a.example#x", "fragment"),
            ("https://me:pw@a.example", "user name"),
            ("ftp://a.example", "`ftp`"),
            ("wss://a.example", "`wss`"),
            ("http://a.example", "plain http"),
            ("http://127.0.0.1.example.com", "plain http"),
            (
                "endpoint=https://a.example/;accesskey=c2VjcmV0",
                "connection string",
            ),
            ("a b", "not a URL"),
        ] {
            let error = Endpoint::parse(text).unwrap_err().to_string();
            assert!(error.contains(why), "{text:?}: {error}");
            assert!(!error.contains("c2VjcmV0") && !error.contains("pw"), "{error}");
        }
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for text in [
            "http://127.0.0.1:80",
            "http://127.9.9.9",
            "http://[::1]:9",
            "http://localhost:1",
        ] {
            assert!(Endpoint::parse(text).is_ok(), "{text}");
        }
        for text in [
            "http://10.0.0.1",
            "http://[::2]",
            "http://localhost.example",
            "http://0.0.0.0",
        ] {
            assert!(Endpoint::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn only_the_same_origin_is_permitted() {
        let endpoint = Endpoint::parse("https://a.example/p").unwrap();
        let permit = |text: &str| endpoint.permit(&Url::parse(text).unwrap()).is_ok();
        assert!(permit("https://a.example/other?x"));
        assert!(permit("https://a.example:443/"));
        for other in [
            "http://a.example/",
            "https://b.example/",
            "https://a.example:8443/",
            "https://u@a.example/",
        ] {
            assert!(!permit(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_an_endpoint_or_an_error(text in "\\PC*|https?://\\PC*") {
            if let Ok(endpoint) = Endpoint::parse(&text) {
                prop_assert!(is_private(endpoint.url()));
                prop_assert!(endpoint.permit(&endpoint.join("/x?y=1").unwrap()).is_ok());
            }
        }

        #[test]
        fn joining_is_reading_the_text_put_together(
            path in "[/\\\\]{1,2}[a-zA-Z0-9%:@./_~-]{0,30}[?#]?[a-z=/]{0,5}",
            query in "([a-z%0-9=&._~-]{1,20})?",
        ) {
            let mark = if query.is_empty() { "" } else { "?" };
            let path = format!("{path}{mark}{query}");
            let joined = Endpoint::parse("https://a.example").unwrap().join(&path).unwrap();
            let text = format!("https://a.example{path}");
            prop_assert_eq!(joined, Url::parse(&text).unwrap());
        }
    }
}
