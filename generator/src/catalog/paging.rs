//! `paging` of the catalog: how to get the next page of a list.

use openapi_descriptions::diagnostic::{Diagnostic, Place};
use serde::Deserialize;

/// How to get the next page if the description does not say it: by a link, a cursor or a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// The property with the items; without one, the response itself is the list.
    pub items: Option<String>,
    /// The property with the address of the next page.
    pub next_link: Option<String>,
    /// Whether the address of the next page is in the header `Link`.
    #[serde(default)]
    pub link_header: bool,
    /// What the response gives to ask for the next page with.
    pub cursor: Option<Cursor>,
    /// The parameter of the query that counts the items before a page.
    pub offset: Option<String>,
    /// The parameter of the query that counts pages.
    pub page: Option<PageNumber>,
}

/// A value of the response that becomes a parameter of the query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cursor {
    /// The parameter.
    pub parameter: String,
    /// The property that has the value.
    pub property: Option<String>,
    /// The header that has it.
    pub header: Option<String>,
}

/// A parameter that counts pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageNumber {
    /// The parameter.
    pub parameter: String,
    /// The number of the first page.
    #[serde(default = "one")]
    pub first: u32,
}

fn one() -> u32 {
    1
}

impl Paging {
    /// The parameter of the query that leads to the next page.
    pub fn parameter(&self) -> Option<&str> {
        let cursor = self.cursor.as_ref().map(|cursor| cursor.parameter.as_str());
        let page = self.page.as_ref().map(|page| page.parameter.as_str());
        cursor.or(self.offset.as_deref()).or(page)
    }

    /// Its errors.
    pub(super) fn check(&self, place: &Place) -> Option<Diagnostic> {
        let ways = [
            self.next_link.is_some(),
            self.link_header,
            self.cursor.is_some(),
            self.offset.is_some(),
            self.page.is_some(),
        ];
        if ways.into_iter().filter(|way| *way).count() != 1 {
            return Some(Diagnostic::at(
                place,
                "a list needs exactly one way to get the next page",
                "write one of `next_link`, `link_header: true`, `cursor`, `offset` and `page`",
            ));
        }
        if self.items.is_none() && self.next_link.is_some() {
            return Some(Diagnostic::at(
                &place.join("next_link"),
                "a response that is itself the list of items has no property with a link",
                "name the property with the list as `items`",
            ));
        }
        let cursor = self.cursor.as_ref()?;
        match (&cursor.property, &cursor.header) {
            (Some(_), None) if self.items.is_some() => None,
            (Some(_), None) => Some(Diagnostic::at(
                &place.join("cursor").join("property"),
                "a response that is itself the list of items has no property with a cursor",
                "name the property with the list as `items`, or the `header` with the cursor",
            )),
            (None, Some(header)) if is_header(header) => None,
            (None, Some(header)) => Some(Diagnostic::at(
                &place.join("cursor").join("header"),
                format!("`{}` is not the name of a header", header.escape_debug()),
                "use letters, digits and `-`",
            )),
            _ => Some(Diagnostic::at(
                &place.join("cursor"),
                "a cursor needs exactly one source",
                "write one of `property` and `header`",
            )),
        }
    }
}

fn is_header(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}
