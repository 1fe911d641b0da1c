//! The position of a list as text, to continue the list in another request or another process.

use crate::continuation::{Fault, InvalidContinuation, TrustedContinuation};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Context, Url,
        pager::{PageIterator, PagerContinuation, PagerOptions},
    },
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// The longest text that is read, in bytes: no server accepts a longer link.
const MAX_LENGTH: usize = 64 << 10;

/// The position of a list after some of its pages, as a text that can be stored or handed to a caller.
///
/// [`Display`](fmt::Display) writes it and [`FromStr`] reads it, and serde does the same. It becomes the `method_options` of the
/// method that lists, called with the same arguments:
///
/// ```
/// use azure_core::http::{JsonFormat, Response, pager::{PageIterator, PagerOptions}};
/// use client_runtime::ContinuationToken;
///
/// /// What to store after a page; `None` at the end of the list.
/// fn save<P: Send>(pages: &PageIterator<P>) -> azure_core::Result<Option<String>> {
///     let token = ContinuationToken::from_pages(pages)?;
///     Ok(token.map(|token| token.to_string()))
/// }
///
/// /// The options of the call that continues there.
/// fn resume(saved: &str) -> azure_core::Result<PagerOptions<'static>> {
///     let token: ContinuationToken = saved.parse()?;
///     Ok(token.into())
/// }
/// ```
///
/// The text is the address of the next page. Reading it checks only that it is one; the list that gets it checks that it is an
/// address of the same list before it sends anything, and fails with an [`InvalidContinuation`] otherwise. So a program may give
/// the text to its users and take it back. But they can read the address and change its query.
///
/// `{:?}` does not show the address, because its path and query may name things and people.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ContinuationToken(Url);

impl ContinuationToken {
    /// Returns the position after the last page that was read; `None` before the first page and after the last one.
    ///
    /// A pager of items has pages by its `into_pages()`. It then begins with the page of its last item.
    ///
    /// # Errors
    ///
    /// When the service has sent a next page that is not an address, so that the list cannot continue.
    pub fn from_pages<P: Send>(pages: &PageIterator<P>) -> Result<Option<Self>> {
        pages.continuation().map(Self::try_from).transpose()
    }

    /// Returns the options of a call that continues there, for a token that was stored where nobody else can change it. See
    /// [`TrustedContinuation`].
    pub fn into_trusted_options(self) -> PagerOptions<'static> {
        PagerOptions {
            context: Context::new().with_value(TrustedContinuation),
            continuation: Some(self.into()),
        }
    }
}

impl TryFrom<&PagerContinuation> for ContinuationToken {
    type Error = Error;

    fn try_from(continuation: &PagerContinuation) -> Result<Self> {
        continuation.as_ref().parse()
    }
}

impl From<ContinuationToken> for PagerContinuation {
    fn from(token: ContinuationToken) -> Self {
        Self::Link(token.0)
    }
}

/// The options of a call that continues there.
impl From<ContinuationToken> for PagerOptions<'static> {
    fn from(token: ContinuationToken) -> Self {
        Self {
            continuation: Some(token.into()),
            ..Self::default()
        }
    }
}

/// Writes the text that [`FromStr`] reads: an address, in ASCII and on one line.
impl fmt::Display for ContinuationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl fmt::Debug for ContinuationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ContinuationToken").finish_non_exhaustive()
    }
}

/// Fails with an [`InvalidContinuation`] when the text is not the address of a page. The error does not quote the text.
impl FromStr for ContinuationToken {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let invalid = || Error::new(ErrorKind::DataConversion, InvalidContinuation(Fault::NotAUrl));
        if text.len() > MAX_LENGTH {
            return Err(invalid());
        }
        let mut url = Url::parse(text.trim()).map_err(|_| invalid())?;
        let is_page = matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none();
        if !is_page {
            return Err(invalid());
        }
        url.set_fragment(None);
        Ok(Self(url))
    }
}

impl Serialize for ContinuationToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

impl<'de> Deserialize<'de> for ContinuationToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PAGE: &str = "https://a.example/store/boxes/19:a%2Fb@box.v2/messages?page=2&x=a%20b";

    #[test]
    fn a_token_survives_its_text_and_its_json() {
        let token: ContinuationToken = PAGE.parse().unwrap();
        assert_eq!(token.to_string(), PAGE);
        let json = serde_json::to_string(&token).unwrap();
        assert_eq!(serde_json::from_str::<ContinuationToken>(&json).unwrap(), token);
        assert_eq!(PagerContinuation::from(token.clone()).as_ref(), PAGE);
        assert!(!format!("{token:?}").contains("box"));
        let fragment: ContinuationToken = format!(" {PAGE}#top\n").parse().unwrap();
        assert_eq!(fragment, token);
    }

    #[test]
    fn a_text_that_is_no_address_of_a_page_is_an_invalid_continuation_that_does_not_quote_it() {
        let long = format!("https://a.example/{}", "x".repeat(MAX_LENGTH));
        for text in [
            "",
            "19:box.v2",
            "/boxes/19:box.v2",
            "//a.example/19:box.v2",
            "ftp://a.example/19:box.v2",
            "file:///19:box.v2",
            "data:text/plain,19:box.v2",
            "https://",
            "https://19:box.v2@a.example/",
            "https://user@a.example/19:box.v2",
            &long,
        ] {
            let error = text.parse::<ContinuationToken>().unwrap_err();
            assert!(InvalidContinuation::from_error(&error).is_some(), "{text}");
            assert!(!format!("{error} {error:?}").contains("box.v2"), "{error:?}");
            let json = serde_json::json!(text).to_string();
            let error = serde_json::from_str::<ContinuationToken>(&json).unwrap_err();
            assert!(!error.to_string().contains("box.v2"), "{error}");
        }
        for json in ["null", "1", "{}", "[]"] {
            assert!(serde_json::from_str::<ContinuationToken>(json).is_err(), "{json}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_so_that_it_is_read_again(text in "\\PC*|https?://[a-z.]{1,9}/\\PC{0,20}") {
            if let Ok(token) = text.parse::<ContinuationToken>() {
                prop_assert!(token.to_string().is_ascii());
                prop_assert_eq!(token.to_string().parse::<ContinuationToken>().unwrap(), token);
            }
        }
    }
}
