//! Where the next page of a list is: at the link in the page or its headers, or at the address of the list with another value
//! of one parameter.

use crate::{
    encode, json,
    next_link::{read_link_at, read_next_link},
};
use azure_core::http::{
    RawResponse, Url,
    headers::{HeaderName, Headers},
};
use percent_encoding::percent_decode_str;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Where the next page of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// Nowhere: the list is one page.
    None,
    /// Behind the link in this property of the page.
    Property(&'static str),
    /// Behind the link in a property of the page, which is found by these names, from the outermost object on.
    Link(&'static [&'static str]),
    /// Behind the link with `rel="next"` in the header `Link` (RFC 8288).
    LinkHeader,
    /// At the address of the list, with the value of a property of the page as a parameter of the query.
    Cursor {
        /// The parameter.
        parameter: &'static str,
        /// The names of the property, from the outermost object on.
        property: &'static [&'static str],
    },
    /// At the address of the list, with the value of a header of the response as a parameter of the query.
    CursorHeader {
        /// The parameter.
        parameter: &'static str,
        /// The header.
        header: &'static str,
    },
    /// At the address of the list, with a parameter of the query that counts the items before it. The list ends with a page without
    /// items.
    Offset {
        /// The parameter.
        parameter: &'static str,
    },
    /// At the address of the list, with a parameter of the query that counts the pages. The list ends with a page without items.
    Number {
        /// The parameter.
        parameter: &'static str,
        /// The number of the first page.
        first: u32,
    },
}

impl NextPage {
    /// Tells whether a next page may be at another path of the endpoint than the list.
    pub(crate) fn may_leave_path(self) -> bool {
        self == Self::LinkHeader
    }

    /// Tells whether the next page is asked for as the first one was, with method and body.
    pub(crate) fn repeats_call(self) -> bool {
        !matches!(
            self,
            Self::None | Self::Property(_) | Self::Link(_) | Self::LinkHeader
        )
    }

    /// Tells whether the address of a page depends only on the address of the page before.
    pub(crate) fn counts(self) -> bool {
        matches!(self, Self::Offset { .. } | Self::Number { .. })
    }

    /// Finds the text that leads to the next page, in the response to a request for `from`; `items` are the names that lead to the
    /// property with the items.
    ///
    /// # Errors
    ///
    /// When the response cannot be read, or its number cannot be increased: the reason, without values of the page.
    pub(crate) fn read(
        self,
        answer: &RawResponse,
        from: &Url,
        items: &[&str],
    ) -> Result<Option<String>, String> {
        let body = answer.body();
        let cursor = |parameter, value: Option<String>| {
            value.map(|value| with_parameter(from, parameter, &value).into())
        };
        match self {
            Self::None | Self::Property("") => Ok(None),
            Self::Property(property) => read_next_link(body, property),
            Self::Link(path) => read_link_at(body, path),
            Self::LinkHeader => Ok(link_header(answer.headers())),
            Self::Cursor { parameter, property } => Ok(cursor(parameter, read_link_at(body, property)?)),
            Self::CursorHeader { parameter, header } => {
                let value = answer
                    .headers()
                    .get_optional_str(&HeaderName::from_static(header));
                Ok(cursor(
                    parameter,
                    value.filter(|value| !value.is_empty()).map(str::to_owned),
                ))
            }
            Self::Offset { parameter } => count_on(from, parameter, 0, count_items(body, items)?),
            Self::Number { parameter, first } => {
                let step = u64::from(count_items(body, items)? > 0);
                count_on(from, parameter, first.into(), step)
            }
        }
    }
}

/// Adds to the value of a parameter, or to its first value.
fn count_on(from: &Url, parameter: &str, first: u64, step: u64) -> Result<Option<String>, String> {
    if step == 0 {
        return Ok(None);
    }
    let value = from.query_pairs().find(|(name, _)| name == parameter);
    let now = value.map_or(Ok(first), |(_, value)| value.parse::<u64>());
    let next = now.ok().and_then(|now| now.checked_add(step));
    let Some(next) = next else {
        return Err(format!(
            "its parameter `{parameter}` is not a number to count on from"
        ));
    };
    Ok(Some(with_parameter(from, parameter, &next.to_string()).into()))
}

/// Sets the value of a query parameter, and leaves everything else unchanged.
fn with_parameter(url: &Url, parameter: &str, value: &str) -> Url {
    let is_other = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default().replace('+', " ");
        !percent_decode_str(&name).eq(parameter.bytes())
    };
    let pairs = url.query().unwrap_or_default().split('&');
    let mut query: Vec<&str> = pairs.filter(|pair| !pair.is_empty()).filter(is_other).collect();
    let mut own = String::new();
    encode::component(&mut own, parameter);
    own.push('=');
    encode::component(&mut own, value);
    query.push(&own);
    let mut url = url.clone();
    url.set_query(Some(&query.join("&")));
    url
}

/// Finds the link to the next page in the header `Link`: `<https://a.example/list?page=2>; rel="next"`.
fn link_header(headers: &Headers) -> Option<String> {
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

/// Counts the items of a page, without reading them.
fn count_items(body: &[u8], path: &[&str]) -> Result<u64, String> {
    let mut json = serde_json::Deserializer::from_slice(body);
    Count(path)
        .deserialize(&mut json)
        .and_then(|count| json.end().map(|()| count))
        .map_err(|why| {
            let why = json::without_values(&why.to_string());
            format!("the items cannot be counted: {why}")
        })
}

/// The length of the list that these names lead to; 0 when there is none.
struct Count<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for Count<'_> {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Count<'_> {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "a list" } else { "an object" })
    }

    fn visit_unit<E>(self) -> Result<u64, E> {
        Ok(0)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<u64, A::Error> {
        let mut count = 0;
        while items.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(if self.0.is_empty() { count } else { 0 })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<u64, A::Error> {
        let mut count = 0;
        while let Some(key) = map.next_key::<String>()? {
            match self.0 {
                [first, rest @ ..] if key == *first => count = map.next_value_seed(Count(rest))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::http::StatusCode;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

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

    #[test]
    fn a_parameter_is_replaced_and_the_rest_stays_as_it_is_written() {
        let from = url("https://a.example/l?a=%41+b&%70age=1&&page=2&c");
        assert_eq!(
            with_parameter(&from, "page", "a&b=c ü").as_str(),
            "https://a.example/l?a=%41+b&c&page=a%26b%3Dc%20%C3%BC"
        );
        assert_eq!(
            with_parameter(&url("https://a.example/l"), "p", "").as_str(),
            "https://a.example/l?p="
        );
    }

    #[test]
    fn items_are_counted_where_they_are() {
        assert_eq!(count_items(b"[1, [2], {}]", &[]), Ok(3));
        assert_eq!(
            count_items(br#"{"a": {"b": [1, 2]}, "b": [1]}"#, &["a", "b"]),
            Ok(2)
        );
        for none in [
            "{}",
            "null",
            r#"{"a": null}"#,
            r#"{"a": {"b": []}}"#,
            r#"{"a": [1]}"#,
        ] {
            assert_eq!(count_items(none.as_bytes(), &["a", "b"]), Ok(0), "{none}");
        }
        for bad in ["", "{", r#"{"a": 1}"#, "[1] 2", "7"] {
            assert!(count_items(bad.as_bytes(), &["a"]).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_number_counts_on_from_what_was_asked_for() {
        let next = |page: NextPage, from: &str, body: &'static str| {
            let answer = RawResponse::from_bytes(StatusCode::Ok, Headers::new(), body);
            page.read(&answer, &url(from), &[])
        };
        let offset = NextPage::Offset { parameter: "skip" };
        let number = NextPage::Number {
            parameter: "page",
            first: 1,
        };
        assert_eq!(
            next(offset, "https://a.example/", "[1,2]"),
            Ok(Some("https://a.example/?skip=2".into()))
        );
        assert_eq!(
            next(offset, "https://a.example/?skip=5&top=2", "[1,2]"),
            Ok(Some("https://a.example/?top=2&skip=7".into()))
        );
        assert_eq!(next(offset, "https://a.example/?skip=5", "[]"), Ok(None));
        assert_eq!(
            next(number, "https://a.example/", "[1,2]"),
            Ok(Some("https://a.example/?page=2".into()))
        );
        assert_eq!(
            next(number, "https://a.example/?page=9", "[1]"),
            Ok(Some("https://a.example/?page=10".into()))
        );
        for odd in ["x", "-1", "18446744073709551615", ""] {
            let from = format!("https://a.example/?page={odd}");
            assert!(next(number, &from, "[1]").is_err(), "{odd}");
        }
    }
}
