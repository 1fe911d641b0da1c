//! Splits a delivery into its events without parsing them, so that an event that is not JSON does not affect the others.

/// The texts of the events of a delivery.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    pub(super) events: Vec<&'a [u8]>,
    /// Whether there are more events, which were left out.
    pub(super) more: bool,
    /// Whether the end is missing, or something follows it.
    pub(super) unfinished: bool,
}

/// Splits a delivery: one object, or an array of which at most `most` elements are taken.
pub(super) fn split(body: &[u8], most: usize) -> Parts<'_> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii();
    let Some(mut rest) = body.strip_prefix(b"[") else {
        return Parts {
            events: vec![body],
            ..Parts::default()
        };
    };
    let mut parts = Parts::default();
    loop {
        let element = Element::first_of(rest);
        rest = element.rest;
        let empty_array = element.text.is_empty() && parts.events.is_empty() && element.end == End::Bracket;
        if parts.events.len() == most && !empty_array {
            parts.more = true;
            return parts;
        }
        // A body that breaks off behind a comma has no event there.
        let broken_off = element.text.is_empty() && element.end == End::Missing;
        if !empty_array && !broken_off {
            parts.events.push(element.text);
        }
        if element.end != End::Comma {
            parts.unfinished = element.end == End::Missing || !rest.trim_ascii().is_empty();
            return parts;
        }
    }
}

/// What ends an element of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Comma,
    Bracket,
    Missing,
}

struct Element<'a> {
    text: &'a [u8],
    end: End,
    rest: &'a [u8],
}

impl<'a> Element<'a> {
    /// The text up to the comma or bracket that ends the element, which does not stand in a text or in an inner object.
    fn first_of(text: &'a [u8]) -> Self {
        let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
        for (at, byte) in text.iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b'{' | b'[' => depth += 1,
                b',' | b']' if depth == 0 => {
                    let end = if *byte == b',' { End::Comma } else { End::Bracket };
                    return Self::cut(text, at, end);
                }
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        Self::cut(text, text.len(), End::Missing)
    }

    fn cut(text: &'a [u8], at: usize, end: End) -> Self {
        let (element, rest) = text.split_at_checked(at).unwrap_or((text, &[]));
        Self {
            text: element.trim_ascii(),
            end,
            rest: rest.get(1..).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Parts, split};

    fn parts<'a>(events: &[&'a str], more: bool, unfinished: bool) -> Parts<'a> {
        Parts {
            events: events.iter().map(|event| event.as_bytes()).collect(),
            more,
            unfinished,
        }
    }

    #[test]
    fn one_object_is_one_event_and_an_array_has_many() {
        assert_eq!(
            split(b" {\"a\": [1, 2]} ", 9),
            parts(&["{\"a\": [1, 2]}"], false, false)
        );
        assert_eq!(split(b"\xEF\xBB\xBF[ ]", 9), parts(&[], false, false));
        assert_eq!(
            split(br#"[{"a":"],\"[{"} , {"b":[{},{}]}]"#, 9),
            parts(&[r#"{"a":"],\"[{"}"#, r#"{"b":[{},{}]}"#], false, false)
        );
    }

    #[test]
    fn what_is_not_json_stays_by_itself() {
        assert_eq!(
            split(b"[{nope}, ,{}]", 9),
            parts(&["{nope}", "", "{}"], false, false)
        );
        assert_eq!(split(b"[{},{\"a\":", 9), parts(&["{}", "{\"a\":"], false, true));
        assert_eq!(split(b"[{},", 9), parts(&["{}"], false, true));
        assert_eq!(split(b"[{}] x", 9), parts(&["{}"], false, true));
        assert_eq!(split(b"[1}},2]", 9), parts(&["1}}", "2"], false, false));
    }

    #[test]
    fn no_more_than_asked_for_are_taken() {
        assert_eq!(split(b"[1,2,3]", 2), parts(&["1", "2"], true, false));
        assert_eq!(split(b"[1,2]", 2), parts(&["1", "2"], false, false));
    }
}
