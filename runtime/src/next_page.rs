//! Where the next page of a list is: at the link in the page or its headers, or at the address of the list with another value
//! of one parameter.

mod items;
mod link_header;

use crate::{
    encode,
    next_link::{read_link_at, read_next_link},
};
use azure_core::http::{RawResponse, Url, headers::HeaderName};
use items::count_items;
use link_header::link_header;
use percent_encoding::percent_decode_str;

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

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::http::{StatusCode, headers::Headers};

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
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
