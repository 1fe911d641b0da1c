//! Lists: how the next page is found, and where the items of a page are.

use super::Type;
use crate::names::Ident;

/// The paging of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// What leads to the next page.
    pub next: NextPage,
    /// The type of a page.
    pub page: Page,
    /// The properties that lead to the items, from the page on; none when the page is the list.
    pub items: Vec<Items>,
    /// The type of an item.
    pub item: Type,
}

/// The type of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// An object.
    Named(Ident),
    /// The list of items itself.
    List,
}

/// A property that has the items, or what has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Items {
    /// Its name on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub name: Ident,
    /// Whether it may be absent.
    pub optional: bool,
}

/// What leads to the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// Nothing: the listing is one page.
    None,
    /// A link in the page, at these names.
    Link(Vec<String>),
    /// The header `Link`.
    LinkHeader,
    /// A text of the page, at these names, as a parameter of the query.
    Cursor {
        /// The parameter.
        parameter: String,
        /// The names.
        property: Vec<String>,
    },
    /// A header of the response as a parameter of the query.
    CursorHeader {
        /// The parameter.
        parameter: String,
        /// The header, in lower case.
        header: String,
    },
    /// A parameter of the query that counts items.
    Offset {
        /// The parameter.
        parameter: String,
    },
    /// A parameter of the query that counts pages.
    Number {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: u32,
    },
}

impl Paging {
    /// The name of the type of a page, unless that is a list.
    pub fn named_page(&self) -> Option<&Ident> {
        match &self.page {
            Page::Named(name) => Some(name),
            Page::List => None,
        }
    }
}
