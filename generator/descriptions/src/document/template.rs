//! A path as written: its template, and the query or fragment after it.

/// A path in parts. Only the template is the path of a call; what is behind it tells operations of one path apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written<'p> {
    /// The path template.
    pub template: &'p str,
    /// The part after the template: empty, or a query or a fragment with its sign.
    pub overload: &'p str,
    /// The query parameters that the path has, decoded: their values are always these.
    pub fixed: Vec<(String, String)>,
}

impl<'p> Written<'p> {
    /// Reads a path. A `?` or `#` in braces is part of a name.
    pub(super) fn read(path: &'p str) -> Self {
        let mut inside = 0_usize;
        let end = path.find(|c| {
            match c {
                '{' => inside += 1,
                '}' => inside = inside.saturating_sub(1),
                _ => {}
            }
            inside == 0 && matches!(c, '?' | '#')
        });
        let end = expansion(path).into_iter().chain(end).min().unwrap_or(path.len());
        let (template, overload) = path.split_at_checked(end).unwrap_or((path, ""));
        let query = overload.strip_prefix('?').unwrap_or_default();
        let query = query.split('#').next().unwrap_or_default();
        Self {
            template,
            overload,
            fixed: query.split('&').filter_map(fixed).collect(),
        }
    }
}

/// Where the expansion of a query begins, such as `{?limit}`: it ends the path, and only repeats declared parameters. If anything
/// but further expansions follows, it is the name of a parameter.
fn expansion(path: &str) -> Option<usize> {
    let at = path.find("{?")?;
    let mut rest = path.get(at..)?;
    while let Some(inner) = rest.strip_prefix('{') {
        rest = inner.split_once('}')?.1;
    }
    rest.is_empty().then_some(at)
}

/// One parameter of a query. What is in braces is declared as a parameter, and `_overload` is a mark of `TypeSpec` that only
/// tells operations apart and that no service expects.
fn fixed(pair: &str) -> Option<(String, String)> {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let plain = !name.is_empty() && name != "_overload" && !pair.contains(['{', '}']);
    plain.then(|| (decoded(name), decoded(value)))
}

/// Decodes a text of a query; a text with invalid encoding is kept unchanged.
fn decoded(text: &str) -> String {
    crate::reference::percent_decode(&text.replace('+', " ")).unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Written;

    #[test]
    fn a_query_tells_operations_apart_and_is_sent() {
        for (path, template, overload, fixed) in [
            ("/a", "/a", "", &[][..]),
            ("/a/{b}?op=list", "/a/{b}", "?op=list", &[("op", "list")]),
            (
                "/a?x=1&y=a%20b+c",
                "/a",
                "?x=1&y=a%20b+c",
                &[("x", "1"), ("y", "a b c")],
            ),
            ("/a?acl", "/a", "?acl", &[("acl", "")]),
            ("/a?_overload=other", "/a", "?_overload=other", &[]),
            ("/a#Target=List", "/a", "#Target=List", &[]),
            ("/a?b={b}&c=1#d", "/a", "?b={b}&c=1#d", &[("c", "1")]),
            ("/a{?b,c}", "/a", "{?b,c}", &[]),
            ("/a{?b}{&c}", "/a", "{?b}{&c}", &[]),
            ("/a/{?b}/c", "/a/{?b}/c", "", &[]),
            ("/a{?b", "/a{?b", "", &[]),
            ("/a/{b?}/c", "/a/{b?}/c", "", &[]),
            ("/a?x=%zz", "/a", "?x=%zz", &[("x", "%zz")]),
            ("", "", "", &[]),
            ("?", "", "?", &[]),
        ] {
            let fixed = fixed
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            let expected = Written {
                template,
                overload,
                fixed: fixed.collect(),
            };
            assert_eq!(Written::read(path), expected, "{path}");
        }
    }
}
