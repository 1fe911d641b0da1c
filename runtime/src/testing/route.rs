//! Which requests are calls of an operation: by method and path, whose `{names}` stand for arguments.

use percent_encoding::percent_decode_str;

/// An operation, as the docs of a method name it: `GET /cities/{city}`.
#[derive(Clone, Debug)]
pub(super) struct Route {
    method: String,
    segments: Vec<Vec<Part>>,
}

/// A part of a segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Argument(String),
}

impl Route {
    /// Reads it; text without a method is one that no request fits.
    pub(super) fn parse(text: &str) -> Self {
        let (method, path) = text.trim().split_once(' ').unwrap_or_default();
        let path = path.trim().split('?').next().unwrap_or_default();
        Self {
            method: method.to_owned(),
            segments: path.split('/').map(parts).collect(),
        }
    }

    /// Reads the arguments from the path of a request, decoded; `None` when it is of another operation.
    pub(super) fn arguments(&self, method: &str, path: &str) -> Option<Vec<(&str, String)>> {
        let segments: Vec<&str> = path.split('/').collect();
        if !method.eq_ignore_ascii_case(&self.method) || segments.len() != self.segments.len() {
            return None;
        }
        let mut arguments = Vec::new();
        for (parts, segment) in self.segments.iter().zip(segments) {
            let segment = percent_decode_str(segment).decode_utf8_lossy();
            read_segment(parts, &segment, &mut arguments)?;
        }
        Some(arguments)
    }
}

/// Splits `{id}:cancel` into the argument and the text.
fn parts(segment: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            parts.push(Part::Text(before.to_owned()));
        }
        parts.push(Part::Argument(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    parts
}

/// Reads the arguments of one segment. An argument ends where the text after it begins, and is not empty.
fn read_segment<'a>(parts: &'a [Part], segment: &str, arguments: &mut Vec<(&'a str, String)>) -> Option<()> {
    let mut rest = segment;
    let mut parts = parts.iter().peekable();
    while let Some(part) = parts.next() {
        match part {
            Part::Text(text) => rest = rest.strip_prefix(text.as_str())?,
            Part::Argument(name) => {
                let is_next_last = parts.len() == 1;
                let end = match parts.peek() {
                    Some(Part::Text(text)) if is_next_last => rest
                        .len()
                        .checked_sub(text.len())
                        .filter(|_| rest.ends_with(text.as_str()))?,
                    Some(Part::Text(text)) => rest.find(text.as_str())?,
                    Some(Part::Argument(_)) => rest.chars().next()?.len_utf8(),
                    None => rest.len(),
                };
                let (value, after) = rest
                    .split_at_checked(end)
                    .filter(|(value, _)| !value.is_empty())?;
                arguments.push((name, value.to_owned()));
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(route: &str, method: &str, path: &str) -> Option<String> {
        let route = Route::parse(route);
        let arguments = route.arguments(method, path)?;
        let shown: Vec<String> = arguments
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Some(shown.join(" "))
    }

    #[test]
    fn the_arguments_of_a_path_are_read_decoded() {
        for (route, path, arguments) in [
            ("GET /a", "/a", ""),
            ("GET /a/{x}/b/{y}", "/a/19%3Ab%2Fc@d/b/2", "x=19:b/c@d y=2"),
            ("GET /a/{x}:stop", "/a/1:2:stop", "x=1:2"),
            ("GET /a/v{x}.{y}", "/a/v1.2", "x=1 y=2"),
            ("GET /", "/", ""),
        ] {
            assert_eq!(
                read(route, "GET", path).as_deref(),
                Some(arguments),
                "{route} {path}"
            );
        }
    }

    #[test]
    fn other_requests_do_not_fit() {
        for (route, method, path) in [
            ("GET /a", "POST", "/a"),
            ("GET /a", "GET", "/b/a"),
            ("GET /a", "GET", "/a/"),
            ("GET /a/{x}", "GET", "/a/"),
            ("GET /a/{x}:stop", "GET", "/a/:stop"),
            ("GET /a/{x}:stop", "GET", "/a/1"),
            ("/a", "GET", "/a"),
        ] {
            assert_eq!(read(route, method, path), None, "{route} {path}");
        }
    }

    proptest! {
        #[test]
        fn no_route_and_no_path_panic(route in "GET [/{}a-c:%é]{0,12}", path in "[/a-c:%é]{0,12}") {
            let _ = read(&route, "GET", &path);
        }
    }
}
