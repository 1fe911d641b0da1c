//! Literals and paths, which print as Rust by construction.

use std::fmt;

use openapi_client_model::api::Status;

/// A literal, or an expression made of literals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Literal(String);

impl Literal {
    /// A string literal; characters that are not printable or change the direction of text are escaped.
    pub fn string(text: &str) -> Self {
        let mut out = String::with_capacity(text.len() + 2);
        out.push('"');
        for c in text.chars() {
            // `escape_debug` would keep most characters too, but is slower.
            let plain = c == ' ' || (c.is_ascii_graphic() && c != '"' && c != '\\');
            if plain {
                out.push(c);
            } else {
                out.extend(c.escape_debug());
            }
        }
        out.push('"');
        Self(out)
    }

    /// A status code, or the constant that stands for a range of them.
    pub fn status(status: Status) -> Self {
        Self(match status {
            Status::Code(code) => code.to_string(),
            Status::Range(_) => format!("ANY_{status}"),
        })
    }

    /// A place in a list.
    pub fn count(number: usize) -> Self {
        Self(number.to_string())
    }

    /// A whole number.
    pub fn integer(number: i128) -> Self {
        Self(number.to_string())
    }

    /// `true` or `false`.
    pub fn boolean(value: bool) -> Self {
        Self(value.to_string())
    }

    /// A finite number with a fraction.
    pub fn number(value: f64) -> Self {
        Self(format!("{value:?}"))
    }

    /// All whole numbers from one to another.
    pub fn range(first: u16, last: u16) -> Self {
        Self(format!("{first}..={last}"))
    }

    /// An expression from the catalog; `None` when it does not parse as one.
    pub fn expression(text: &str) -> Option<Self> {
        let expression: syn::Expr = syn::parse_str(text).ok()?;
        Some(Self(quote::ToTokens::to_token_stream(&expression).to_string()))
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A path to an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(String);

impl Path {
    /// A handwritten item of the crate that is generated into; `None` when the text is not a path.
    pub fn overlay(text: &str) -> Option<Self> {
        let path = format!("crate::{text}");
        syn::parse_str::<syn::Path>(&path).ok()?;
        Some(Self(path))
    }
}

impl Path {
    /// A path of our own.
    pub(crate) fn from_static(path: &'static str) -> Self {
        Self(path.to_owned())
    }

    /// A path from anywhere; `None` when the text does not parse as one.
    pub fn parse(text: &str) -> Option<Self> {
        syn::parse_str::<syn::Path>(text).ok()?;
        Some(Self(text.to_owned()))
    }

    /// A module of our own below this one.
    #[must_use]
    pub(crate) fn join(&self, module: &'static str) -> Self {
        Self(format!("{self}::{module}"))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
