//! Percent-encoding of path and query arguments, so that a value remains one segment or one query value.

use super::style::Kept;
use azure_core::{Error, Result, error::ErrorKind};
use memchr::memchr;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All characters except the unreserved ones of RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// With `allowReserved`, reserved characters are kept too, except those that would end the value or mean a space, and brackets,
/// which a query cannot have. A `%` is handled separately.
const KEPT: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Writes one query name or value, encoded; a space becomes `%20`, not `+`.
pub(super) fn component(to: &mut String, value: &str) {
    let stays = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    if value.bytes().all(stays) {
        to.push_str(value); // the common case
    } else {
        to.extend(utf8_percent_encode(value, RESERVED));
    }
}

/// Makes a query value of `text`; `kept` says which of its characters are not encoded.
///
/// # Errors
///
/// When everything is kept, and the text would not be a single value of a query.
pub(super) fn query_value(name: &str, text: &str, kept: Kept) -> Result<String> {
    let mut value = String::with_capacity(text.len());
    match kept {
        Kept::Unreserved => component(&mut value, text),
        Kept::Reserved => {
            for (at, part) in text.split('%').enumerate() {
                if at > 0 {
                    let is_encoded = part
                        .get(..2)
                        .is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
                    value.push_str(if is_encoded { "%" } else { "%25" });
                }
                value.extend(utf8_percent_encode(part, KEPT));
            }
        }
        Kept::Everything => {
            let forbidden = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '#' | '&');
            if text.contains(forbidden) {
                return Err(Error::with_message(
                    ErrorKind::Other,
                    format!(
                        "the query argument `{name}` is sent as it is, so it must not have spaces, `#` or `&`"
                    ),
                ));
            }
            value.push_str(text);
        }
    }
    Ok(value)
}

/// Refuses an encoded segment that leads to another path than that of the operation.
pub(super) fn check_segment(name: &str, written: &str) -> Result<()> {
    if matches!(written, "" | "." | "..") {
        return Err(path_argument_error(name, "must not be empty, `.` or `..`"));
    }
    Ok(())
}

/// The text that replaces a `{name}` in a path.
#[derive(Clone, Copy, Debug)]
pub(super) enum PathPart<'a> {
    Segment(&'a str),
    Raw(&'a str),
}

impl PathPart<'_> {
    /// Writes the part for a path, without braces.
    pub(super) fn write(self, to: &mut String) {
        match self {
            Self::Segment(value) => component(to, value),
            Self::Raw(value) => to.push_str(value),
        }
    }
}

/// Makes exactly one path segment of `value`, percent-encoded.
///
/// # Errors
///
/// When it is empty, `.` or `..`: each of them would lead to another path than that of the operation.
pub(super) fn path_segment<'a>(name: &str, value: &'a str) -> Result<PathPart<'a>> {
    check_segment(name, value)?;
    Ok(PathPart::Segment(value))
}

/// Splits a route at `{name}`, if that is the first of its placeholders.
pub(super) fn split_at_placeholder<'a>(route: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let (before, after) = route.split_at_checked(first_placeholder(route)?)?;
    let after = after.strip_prefix('{')?.strip_prefix(name)?.strip_prefix('}')?;
    Some((before, after))
}

/// Finds the first placeholder of a route.
pub(super) fn first_placeholder(route: &str) -> Option<usize> {
    memchr(b'{', route.as_bytes())
}

/// Makes a part of the path of `value` without encoding it (`x-ms-skip-url-encoding`); it may have several segments.
///
/// # Errors
///
/// When it is empty, ends the path (`?`, `#`), leaves it (`..`, `%2e%2e`) or has characters that a path cannot have.
pub(super) fn raw_path<'a>(name: &str, value: &'a str) -> Result<PathPart<'a>> {
    let forbidden =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\' | '{' | '}');
    let climbs = |segment: &str| {
        matches!(
            segment.to_ascii_lowercase().replace("%2e", ".").as_str(),
            "." | ".."
        )
    };
    if value.is_empty() || value.contains(forbidden) || value.split('/').any(climbs) {
        return Err(path_argument_error(
            name,
            "must be a path without `.`, `..`, spaces, `?`, `#` or `\\`",
        ));
    }
    Ok(PathPart::Raw(value))
}

fn path_argument_error(name: &str, why: &str) -> Error {
    Error::with_message(ErrorKind::Other, format!("the path argument `{name}` {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(part: Result<PathPart<'_>>) -> String {
        let mut path = "/".to_owned();
        part.unwrap().write(&mut path);
        path
    }

    #[test]
    fn a_segment_keeps_only_unreserved_characters() {
        assert_eq!(
            written(path_segment("id", "19:a b/c@box.v2~-_%")),
            "/19%3Aa%20b%2Fc%40box.v2~-_%25"
        );
    }

    #[test]
    fn a_segment_that_would_reach_another_path_is_refused_by_name() {
        for bad in ["", ".", ".."] {
            let error = path_segment("boxId", bad).err().unwrap();
            assert!(error.to_string().contains("`boxId`"), "{error}");
        }
    }

    #[test]
    fn a_route_is_split_at_the_whole_name_of_what_comes_next() {
        let route = "/a/{ids}/{id}/b";
        assert_eq!(split_at_placeholder(route, "ids"), Some(("/a/", "/{id}/b")));
        assert_eq!(split_at_placeholder(route, "id"), None);
        assert_eq!(split_at_placeholder("/{id}/b", "id"), Some(("/", "/b")));
        assert_eq!(split_at_placeholder("/b", "id"), None);
    }

    #[test]
    fn a_raw_path_may_have_slashes_but_not_climb() {
        assert_eq!(written(raw_path("p", "a/b:c")), "/a/b:c");
        for bad in [
            "", "a/../b", "..", "%2E%2e/x", ".%2e", "a?b", "a#b", "a b", "a\\..\\b", "a\nb",
        ] {
            assert!(raw_path("p", bad).is_err(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn a_component_is_what_the_library_makes_of_it(value in "\\PC*|[ -~]*") {
            let mut written = String::new();
            component(&mut written, &value);
            prop_assert_eq!(written, utf8_percent_encode(&value, RESERVED).to_string());
        }

        #[test]
        fn any_segment_arrives_as_itself(value in "\\PC+") {
            prop_assume!(value != "." && value != "..");
            let url = format!("https://h/a{}/b", written(path_segment("x", &value)));
            let url = azure_core::http::Url::parse(&url).unwrap();
            let segments: Vec<_> = url.path_segments().unwrap().collect();
            prop_assert_eq!(segments.len(), 3);
            let back = percent_encoding::percent_decode_str(segments[1]).decode_utf8().unwrap();
            prop_assert_eq!(back, value);
        }
    }
}
