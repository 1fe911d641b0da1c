//! Checks links to a next page: only links to the endpoint and the path of the list are followed.

use super::endpoint::Endpoint;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{Url, pager::PagerContinuation},
};
use percent_encoding::percent_decode_str;
use std::fmt;

/// The error of a list whose options have a continuation that is not a page of this list.
///
/// A continuation names its page by URL. A program that hands continuations to its users and takes them back cannot trust
/// them: one that is not a URL, or that leads to another endpoint or another path, such as another list, is refused before
/// anything is sent. The caller who passed the continuation made the mistake, so a web service answers with status
/// 400:
///
/// ```
/// use client_runtime::InvalidContinuation;
///
/// # fn status(error: &azure_core::Error) -> u16 {
/// match InvalidContinuation::from_error(error) {
///     Some(_) => 400,
///     None => 502,
/// }
/// # }
/// ```
///
/// Services that name the next page in the header `Link` may use any path of the endpoint for it. Such a continuation is refused
/// too, unless the context of the call has a [`TrustedContinuation`].
///
/// The query of a continuation belongs to the service and is not checked: a caller can change it, such as the page size or
/// the start time. A program that must prevent that has to sign the continuations that it hands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidContinuation(pub(super) Fault);

impl InvalidContinuation {
    /// Finds this error in an error or its sources; `None` when it is not among them.
    pub fn from_error(error: &Error) -> Option<&Self> {
        crate::error::find(error)
    }
}

/// States that a continuation was stored where nobody else can change it. Put it into the context of the options that have the
/// continuation.
///
/// The continuation of a list with the header `Link` may then have any path of the endpoint. For other lists it changes nothing:
/// their pages are at the path of the list.
///
/// ```
/// use azure_core::http::{Context, pager::{PagerContinuation, PagerOptions}};
/// use client_runtime::TrustedContinuation;
///
/// # fn options(kept: String) -> PagerOptions<'static> {
/// PagerOptions {
///     context: Context::new().with_value(TrustedContinuation),
///     continuation: Some(PagerContinuation::Token(kept)),
/// }
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrustedContinuation;

/// Never shows the continuation: its path and query may name things and people.
impl fmt::Display for InvalidContinuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the continuation {}; pass one that this list has returned",
            self.0
        )
    }
}

impl std::error::Error for InvalidContinuation {}

/// Why a link is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    NotAUrl,
    OtherOrigin,
    OtherPath,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAUrl => "is not an absolute URL",
            Self::OtherOrigin => "leads to another host, scheme or port than the endpoint's",
            Self::OtherPath => "leads to another path than that of the list",
        })
    }
}

/// Reads a continuation that the caller passed; nothing has been sent yet. Without a `list` it may lead to any path.
///
/// If its path differs from that of the list only in case, as some services write it, the path of the list is used, because the
/// continuation may not have come from the service.
///
/// # Errors
///
/// [`InvalidContinuation`], when it is not a page of the list at `list`.
pub(super) fn link_from_caller(
    continuation: &PagerContinuation,
    list: Option<&Url>,
    endpoint: &Endpoint,
) -> Result<Url> {
    let (mut link, likeness) = read(continuation, list, endpoint).map_err(|fault| {
        let kind = match fault {
            Fault::NotAUrl => ErrorKind::DataConversion,
            Fault::OtherOrigin | Fault::OtherPath => ErrorKind::Other,
        };
        Error::new(kind, InvalidContinuation(fault))
    })?;
    if let (Some(list), Likeness::ButForCase) = (list, likeness) {
        link.set_path(list.path());
    }
    Ok(link)
}

/// Reads the link to the next page that the service has written.
///
/// # Errors
///
/// When it is not a page of the list at `list`, or of the endpoint when there is no `list`; that is not the caller's fault, so not an [`InvalidContinuation`].
pub(super) fn link_from_service(
    continuation: &PagerContinuation,
    list: Option<&Url>,
    endpoint: &Endpoint,
) -> Result<Url> {
    let found = read(continuation, list, endpoint);
    found.map(|(link, _)| link).map_err(|fault| match fault {
        Fault::NotAUrl => Error::with_message(
            ErrorKind::DataConversion,
            "the link to the next page is not an absolute URL",
        ),
        Fault::OtherOrigin => {
            let why = url(continuation).ok().and_then(|url| endpoint.permit(&url).err());
            let why = why.map_or_else(|| format!("it {fault}"), |why| why.to_string());
            Error::with_message(
                ErrorKind::Other,
                format!("the link to the next page was not followed: {why}"),
            )
        }
        Fault::OtherPath => Error::with_message(
            ErrorKind::Other,
            format!("the link to the next page was not followed: it {fault}"),
        ),
    })
}

fn read(
    continuation: &PagerContinuation,
    list: Option<&Url>,
    endpoint: &Endpoint,
) -> std::result::Result<(Url, Likeness), Fault> {
    let link = url(continuation)?;
    endpoint.permit(&link).map_err(|_| Fault::OtherOrigin)?;
    let likeness = match list {
        Some(list) => likeness(link.path(), list.path()).ok_or(Fault::OtherPath)?,
        None => Likeness::Same,
    };
    Ok((link, likeness))
}

/// Reads a continuation as a URL, without its fragment, which is not sent.
fn url(continuation: &PagerContinuation) -> std::result::Result<Url, Fault> {
    let mut url = match continuation {
        PagerContinuation::Link(link) => link.clone(),
        other => Url::parse(other.as_ref()).map_err(|_| Fault::NotAUrl)?,
    };
    url.set_fragment(None);
    Ok(url)
}

/// How similar two paths are that count as the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    Same,
    /// Some of their letters differ in case.
    ButForCase,
}

/// Compares two paths segment by segment, each decoded once: the service writes `:` and `@` where we write `%3A` and
/// `%40`. A slash that is encoded is part of its segment, and a path that ends in a slash has one segment more.
///
/// A parsed URL has no segments `.` and `..`, encoded or not.
pub(super) fn is_same_path(one: &str, other: &str) -> bool {
    one == other || are_alike(one, other, |one, other| one == other)
}

fn likeness(one: &str, other: &str) -> Option<Likeness> {
    if is_same_path(one, other) {
        return Some(Likeness::Same);
    }
    let alike = are_alike(one, other, |one, other| one.eq_ignore_ascii_case(&other));
    alike.then_some(Likeness::ButForCase)
}

fn are_alike(one: &str, other: &str, is_same: impl Fn(u8, u8) -> bool) -> bool {
    let mut others = other.split('/');
    let same = |segment| {
        let Some(other) = others.next() else { return false };
        let (mut one, mut other) = (percent_decode_str(segment), percent_decode_str(other));
        loop {
            match (one.next(), other.next()) {
                (None, None) => return true,
                (Some(one), Some(other)) if is_same(one, other) => {}
                _ => return false,
            }
        }
    };
    one.split('/').all(same) && others.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_are_the_same_when_their_decoded_segments_are() {
        let own = "/p/store/boxes/19%3Aa%2Fb%40box.v2/messages";
        for same in [
            own,
            "/p/store/boxes/19:a%2Fb@box.v2/messages",
            "/p/store/boxes/19%3aa%2fb%40box%2Ev2/messages",
            "/p/%73tore/boxes/19:a%2fb@box.v2/messages",
        ] {
            assert!(is_same_path(same, own) && is_same_path(own, same), "{same}");
        }
        for other in [
            "",
            "/",
            "/store/boxes/19:a%2Fb@box.v2/messages",
            "/p/store/boxes/19:a/b@box.v2/messages",
            "/p/store/boxes/19:a%252Fb@box.v2/messages",
            "/p/store/boxes/19:A%2Fb@box.v2/messages",
            "/p/store/boxes/19:a%2Fb@box.v2/messages/",
            "/p/store/boxes/19:a%2Fb@box.v2/messages/1",
            "/p/store/boxes/19:a%2Fb@box.v2",
            "/p//store/boxes/19:a%2Fb@box.v2/messages",
        ] {
            assert!(!is_same_path(other, own) && !is_same_path(own, other), "{other}");
        }
    }

    #[test]
    fn a_service_may_write_the_path_in_another_case_and_a_caller_gets_the_own_one() {
        let endpoint = Endpoint::parse("https://a.example").unwrap();
        let list = Url::parse("https://a.example/groups/19:aB/boxes").unwrap();
        let text = "https://a.example/Groups/19:Ab/boxes?p=2";
        let link = PagerContinuation::Token(text.to_owned());
        let followed = link_from_service(&link, Some(&list), &endpoint).unwrap();
        assert_eq!(followed.as_str(), text);
        let resumed = link_from_caller(&link, Some(&list), &endpoint).unwrap();
        assert_eq!(resumed.as_str(), "https://a.example/groups/19:aB/boxes?p=2");
        for other in [
            "/Groups/19:Abc/boxes",
            "/groups/19:\u{e4}/boxes",
            "/groups/19%3AaB%2Fboxes",
        ] {
            let link = PagerContinuation::Token(format!("https://a.example{other}"));
            assert!(
                link_from_service(&link, Some(&list), &endpoint).is_err(),
                "{other}"
            );
            assert!(
                link_from_caller(&link, Some(&list), &endpoint).is_err(),
                "{other}"
            );
            assert!(link_from_caller(&link, None, &endpoint).is_ok(), "{other}");
        }
    }

    #[test]
    fn a_continuation_is_found_in_what_led_to_an_error() {
        let error = Error::new(ErrorKind::Other, InvalidContinuation(Fault::OtherPath));
        let wrapped = error.with_context("inner").with_context("outer");
        assert_eq!(
            InvalidContinuation::from_error(&wrapped),
            Some(&InvalidContinuation(Fault::OtherPath))
        );
        let other = Error::with_message(ErrorKind::Other, "x");
        assert_eq!(InvalidContinuation::from_error(&other), None);
    }

    proptest! {
        /// The comparison uses the path as another part of the service would see it: a text is not accepted as a page of the list
        /// if its path, as a URL, is a different one.
        #[test]
        fn no_text_leads_elsewhere(text in "\\PC*|https://a\\.example/[a-z/.%2FfeE\\\\?#@:]{0,30}") {
            let endpoint = Endpoint::parse("https://a.example").unwrap();
            let list = Url::parse("https://a.example/a/b%2Fc").unwrap();
            if let Ok(url) = link_from_caller(&PagerContinuation::Token(text), Some(&list), &endpoint) {
                let decoded: Vec<Vec<u8>> = url.path().split('/').map(|part| percent_decode_str(part).collect()).collect();
                prop_assert_eq!(decoded, [&b""[..], b"a", b"b/c"]);
                prop_assert_eq!(url.host_str(), Some("a.example"));
                prop_assert_eq!((url.scheme(), url.username(), url.fragment()), ("https", "", None));
            }
        }
    }
}
