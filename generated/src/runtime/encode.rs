//! Percent-encoding of path and query arguments, so that a value stays the one segment or value it was meant to be.

use azure_core::{Error, Result, error::ErrorKind};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use std::ops::Range;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes one query name or value; a space becomes `%20`, not `+`.
pub(super) fn component(value: &str) -> PercentEncode<'_> {
    utf8_percent_encode(value, RESERVED)
}

/// Encodes `value` as exactly one path segment.
///
/// # Errors
///
/// When it is empty, `.` or `..`: each would name another path than the one the operation has.
pub(super) fn segment<'a>(name: &str, value: &'a str) -> Result<PercentEncode<'a>> {
    if matches!(value, "" | "." | "..") {
        return Err(refused(name, "must not be empty, `.` or `..`"));
    }
    Ok(component(value))
}

/// Splits a route at `{name}`, if that is the first of its placeholders and there only.
pub(super) fn split<'a>(route: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let (before, after) = route.split_once('{')?;
    let after = after.strip_prefix(name)?.strip_prefix('}')?;
    placeholder(after, name).is_none().then_some((before, after))
}

/// Finds `{name}` in a path.
pub(super) fn placeholder(path: &str, name: &str) -> Option<Range<usize>> {
    path.match_indices('{').find_map(|(start, _)| {
        let rest = path.get(start + 1..)?.strip_prefix(name)?;
        rest.starts_with('}').then(|| start..start + name.len() + 2)
    })
}

/// Takes `value` into the path as it is (`x-ms-skip-url-encoding`); it may hold several segments.
///
/// # Errors
///
/// When it is empty, would end the path (`?`, `#`), climb out of it (`..`, `%2e%2e`) or is not a path at all.
pub(super) fn raw_path<'a>(name: &str, value: &'a str) -> Result<&'a str> {
    let forbidden =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\' | '{' | '}');
    let climbs = |segment: &str| {
        matches!(
            segment.to_ascii_lowercase().replace("%2e", ".").as_str(),
            "." | ".."
        )
    };
    if value.is_empty() || value.contains(forbidden) || value.split('/').any(climbs) {
        return Err(refused(
            name,
            "must be a path without `.`, `..`, spaces, `?`, `#` or `\\`",
        ));
    }
    Ok(value)
}

fn refused(name: &str, why: &str) -> Error {
    Error::with_message(ErrorKind::Other, format!("the path argument `{name}` {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_segment_keeps_only_unreserved_characters() {
        assert_eq!(
            segment("id", "19:a b/c@thread.v2~-_%").unwrap().to_string(),
            "19%3Aa%20b%2Fc%40thread.v2~-_%25"
        );
    }

    #[test]
    fn a_segment_that_would_reach_another_path_is_refused_by_name() {
        for bad in ["", ".", ".."] {
            let error = segment("chatThreadId", bad).err().unwrap();
            assert!(error.to_string().contains("`chatThreadId`"), "{error}");
        }
    }

    #[test]
    fn a_placeholder_is_found_by_its_whole_name() {
        let path = "/a/{ids}/{id}/b";
        assert_eq!(placeholder(path, "id"), Some(9..13));
        assert_eq!(path.get(9..13), Some("{id}"));
        assert_eq!(placeholder(path, "i"), None);
        assert_eq!(split(path, "ids"), Some(("/a/", "/{id}/b")));
        assert_eq!(split(path, "id"), None);
        assert_eq!(split("/a/{id}/{id}", "id"), None);
    }

    #[test]
    fn a_raw_path_may_have_slashes_but_not_climb() {
        assert_eq!(raw_path("p", "a/b:c").unwrap(), "a/b:c");
        for bad in [
            "", "a/../b", "..", "%2E%2e/x", ".%2e", "a?b", "a#b", "a b", "a\\..\\b", "a\nb",
        ] {
            assert!(raw_path("p", bad).is_err(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn any_segment_arrives_as_itself(value in "\\PC+") {
            prop_assume!(value != "." && value != "..");
            let url = format!("https://h/a/{}/b", segment("x", &value).unwrap());
            let url = azure_core::http::Url::parse(&url).unwrap();
            let segments: Vec<_> = url.path_segments().unwrap().collect();
            prop_assert_eq!(segments.len(), 3);
            let back = percent_encoding::percent_decode_str(segments[1]).decode_utf8().unwrap();
            prop_assert_eq!(back, value);
        }
    }
}
