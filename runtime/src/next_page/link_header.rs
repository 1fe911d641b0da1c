//! The header `Link` (RFC 8288) of a page.

use azure_core::http::headers::{HeaderName, Headers};

/// Finds the link to the next page in the header `Link`: `<https://a.example/list?page=2>; rel="next"`.
pub(super) fn link_header(headers: &Headers) -> Option<String> {
    let mut rest = headers.get_optional_str(&HeaderName::from_static("link"))?;
    while let Some((_, link)) = rest.split_once('<') {
        let (target, parameters) = link.split_once('>')?;
        let (mut parameters, others) = split(parameters, ',');
        while !parameters.is_empty() {
            let (parameter, left) = split(parameters, ';');
            if is_next(parameter) {
                return Some(target.trim().to_owned()).filter(|target| !target.is_empty());
            }
            parameters = left;
        }
        rest = others;
    }
    None
}

/// Splits a text at the first of these characters that is not in quotes.
fn split(text: &str, at: char) -> (&str, &str) {
    let mut quoted = false;
    let found = text.find(|c: char| {
        quoted ^= c == '"';
        c == at && !quoted
    });
    let (before, after) = found
        .and_then(|found| text.split_at_checked(found))
        .unwrap_or((text, ""));
    (before, after.strip_prefix(at).unwrap_or(after))
}

/// Tells whether a parameter of a link is `rel` with `next` among its values.
fn is_next(parameter: &str) -> bool {
    parameter.split_once('=').is_some_and(|(name, value)| {
        let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
        name.trim().eq_ignore_ascii_case("rel") && relations.any(|one| one.eq_ignore_ascii_case("next"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Option<String> {
        let mut headers = Headers::new();
        headers.insert("link", text.to_owned());
        link_header(&headers)
    }

    #[test]
    fn the_next_link_is_found_among_those_of_a_header() {
        let two = r#"<https://a.example/l?page=1>; rel="prev", <https://a.example/l?a=1,2;3&page=3>; rel="next", <x>; rel=last"#;
        assert_eq!(header(two).as_deref(), Some("https://a.example/l?a=1,2;3&page=3"));
        assert_eq!(header("</l?page=2>;REL=Next").as_deref(), Some("/l?page=2"));
        assert_eq!(
            header(r#"<a>; title="x, <b>; rel=next"; rel="prev", <c>; rel="up next""#).as_deref(),
            Some("c")
        );
        for none in [
            "",
            "<",
            "<a",
            "<a>",
            "<a>; rel=",
            "<>; rel=next",
            "<a>; rel=nextish",
            "a; rel=next",
            "<a>; rel",
        ] {
            assert_eq!(header(none), None, "{none}");
        }
    }
}
