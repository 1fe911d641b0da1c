//! The pattern of the requests that a fault is for.

/// The method, path and version of requests; absent ones do not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) method: Option<String>,
    pub(super) path: Option<String>,
    pub(super) version: Option<String>,
}

impl Pattern {
    /// Tells whether a request fits; the segments of its path are decoded.
    pub(super) fn fits(&self, method: &str, segments: &[String], version: Option<&str>) -> bool {
        let wanted = |wanted: &Option<String>, given: &str| {
            wanted
                .as_ref()
                .is_none_or(|wanted| wanted.eq_ignore_ascii_case(given))
        };
        wanted(&self.method, method)
            && wanted(&self.version, version.unwrap_or_default())
            && self.path.as_ref().is_none_or(|path| {
                let pattern: Vec<_> = path.split('/').skip(1).collect();
                path_fits(&pattern, segments)
            })
    }
}

fn path_fits(pattern: &[&str], segments: &[String]) -> bool {
    match (pattern.split_first(), segments.split_first()) {
        (None, None) => true,
        (Some((&"**", rest)), _) => (0..=segments.len())
            .any(|skipped| segments.get(skipped..).is_some_and(|left| path_fits(rest, left))),
        (Some((first, rest)), Some((segment, left))) => text_fits(first, segment) && path_fits(rest, left),
        _ => false,
    }
}

/// Tells whether a text fits a pattern in which `*` stands for anything.
fn text_fits(pattern: &str, text: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut rest) = text.strip_prefix(head) else {
        return false;
    };
    let Some((middle, end)) = tail.rsplit_once('*') else {
        return rest.ends_with(tail);
    };
    // What comes earliest leaves the most to those after it.
    for part in middle.split('*') {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, path: &str) -> bool {
        let segments: Vec<_> = path.split('/').skip(1).map(str::to_owned).collect();
        let pattern = Pattern {
            path: Some(pattern.to_owned()),
            ..Pattern::default()
        };
        pattern.fits("GET", &segments, None)
    }

    #[test]
    fn a_star_is_anything_in_a_segment() {
        for path in ["/chat/threads/19:a@thread.v2/messages", "/chat/threads//messages"] {
            assert!(fits("/chat/threads/*/messages", path), "{path}");
        }
        for path in [
            "/chat/threads/a/messages/b",
            "/chat/threads/messages",
            "/chat/threads/a/typing",
        ] {
            assert!(!fits("/chat/threads/*/messages", path), "{path}");
        }
        assert!(fits("/a*c*e/x", "/abcde/x") && fits("/a*b*b", "/abb") && fits("/a*", "/a"));
        assert!(!fits("/a*b*b", "/ab") && !fits("/a*c", "/abcd") && !fits("/*a*a", "/a"));
    }

    #[test]
    fn two_stars_are_any_number_of_segments() {
        for path in ["/chat", "/chat/threads", "/chat/threads/a/messages"] {
            assert!(fits("/chat/**", path), "{path}");
            assert!(fits("/**", path), "{path}");
        }
        assert!(
            fits("/chat/**/messages", "/chat/messages") && fits("/chat/**/messages", "/chat/a/b/messages")
        );
        assert!(!fits("/chat/**/messages", "/chat/a/b/messages/c") && !fits("/chat/**", "/identities"));
    }

    #[test]
    fn method_and_version_must_be_the_same() {
        let pattern = Pattern {
            method: Some("post".to_owned()),
            path: None,
            version: Some("2021-03-07".to_owned()),
        };
        assert!(pattern.fits("POST", &[], Some("2021-03-07")));
        assert!(!pattern.fits("GET", &[], Some("2021-03-07")));
        assert!(!pattern.fits("POST", &[], Some("2025-03-15")));
        assert!(!pattern.fits("POST", &[], None));
    }
}
