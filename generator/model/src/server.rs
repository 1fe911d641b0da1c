//! The address of a service: the parts that callers give, and the base path.

use crate::{docs::Docs, names::Ident};

/// The address of a service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Server {
    /// The addresses of the description that are fixed, the default one first.
    pub examples: Vec<String>,
    /// The usual address, in parts up to its path; nothing when callers give all of it.
    pub origin: Vec<AddressPart>,
    /// The path of it.
    pub path: Vec<AddressPart>,
    /// What callers give of it.
    pub variables: Vec<ServerVariable>,
    /// The possible base paths, each in parts and each once, the default one first. Empty if there is none.
    pub bases: Vec<Vec<BasePart>>,
}

/// Where one call goes that does not go to the address of the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallServer {
    /// Where it goes unless the caller says otherwise.
    pub usual: CallAddress,
    /// The other addresses that the description gives.
    pub others: Vec<String>,
}

/// An address of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallAddress {
    /// A whole address.
    Whole(String),
    /// A path at the client's endpoint, instead of the endpoint's path; it may be empty.
    Path(String),
}

/// A part of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressPart {
    /// Text that is always there.
    Text(String),
    /// The variable of this number.
    Variable(usize),
}

/// A part of the base path, for callers who give the whole address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BasePart {
    /// Text that is always there.
    Fixed(String),
    /// One of these texts, the default one first.
    OneOf(Vec<String>),
    /// The value of this variable, which the description does not give.
    Any(String),
}

/// The part of an address that a variable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableKind {
    /// Scheme, host and port, and a path if there is one.
    Start,
    /// A part of scheme, host or port.
    Host,
    /// The whole path, or the beginning of it.
    Base,
    /// One segment of the path, to be encoded.
    Segment,
    /// Any part of the path, as it is.
    Raw,
}

/// A part of the address that callers give.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Its name in the template.
    pub wire: String,
    /// Its name in Rust.
    pub name: Ident,
    /// What it stands for.
    pub kind: VariableKind,
    /// What it is when callers give nothing.
    pub default: Option<String>,
    /// The values that the description knows; none when it does not say.
    pub values: Vec<String>,
    /// What it is for.
    pub docs: Docs,
}

impl Server {
    /// Whether callers can give parts of the address instead of all of it: more than where it begins.
    pub fn has_parts(&self) -> bool {
        self.variables
            .iter()
            .any(|variable| variable.kind != VariableKind::Start)
    }

    /// The name of the struct with the parts of the address, where callers give more than where it begins.
    pub fn type_name(&self) -> Option<Ident> {
        Ident::verbatim("ServerVariables").filter(|_| self.has_parts())
    }
}
