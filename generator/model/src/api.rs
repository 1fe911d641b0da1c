//! The API as understood: clients, operations and types, with every reference followed and every name decided.

use std::collections::BTreeMap;

use openapi_descriptions::{document::Constraints, source::Node};
use serde::Deserialize;

use crate::{
    names::Ident,
    security::{Authorised, Security},
    server::Server,
};

pub use crate::docs::Docs;
pub use openapi_descriptions::document::Location;

/// One version of one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The service's name for people.
    pub title: String,
    /// The API version that calls carry.
    pub version: String,
    /// Where the service is.
    pub server: Server,
    /// What clients must be made with, unless the catalog says that.
    pub security: Security,
    /// The clients in the order of their names.
    pub clients: Vec<Client>,
    /// The types by name.
    pub types: BTreeMap<Ident, TypeDef>,
    /// What the description says of itself.
    pub docs: Docs,
}

/// A group of operations that callers hold in one hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The name of the struct.
    pub name: Ident,
    /// How one is made.
    pub made: Made,
    /// Path parameters that the client holds.
    pub held: Vec<Parameter>,
    /// The operations in the order of their method names.
    pub operations: Vec<Operation>,
    /// What it is for.
    pub docs: Docs,
}

/// How a client is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// From an endpoint and a credential of this Rust type.
    New {
        /// The credential's type, a path in the crate that is generated into.
        credential: Option<String>,
    },
    /// By a method of another client.
    From {
        /// The other client.
        parent: Ident,
        /// The method.
        method: Ident,
    },
}

/// One call.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `operationId`.
    pub id: String,
    /// The method's name.
    pub name: Ident,
    /// The HTTP method in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// Parameters in path, query and header, in order, without `api-version` and those that the client holds.
    pub parameters: Vec<Parameter>,
    /// Parameters that the client holds.
    pub held: Vec<Parameter>,
    /// The name of the query parameter that carries the API version.
    pub version_parameter: Option<String>,
    /// The body.
    pub body: Option<Body>,
    /// The status codes that mean success.
    pub success: Vec<u16>,
    /// What a success holds.
    pub answer: Answer,
    /// Declared error responses: status (or `default`) and type.
    pub errors: BTreeMap<String, Option<String>>,
    /// How a listing goes on.
    pub paging: Option<Paging>,
    /// Whether the service advises against it.
    pub deprecated: bool,
    /// What it carries, where that is not what all calls do.
    pub authorised: Authorised,
    /// What it does.
    pub docs: Docs,
}

/// What the answer to a call holds when it is a success.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Answer {
    /// Nothing.
    #[default]
    Empty,
    /// JSON of this type.
    Json(Type),
}

impl Answer {
    /// The type of the body, when there is one.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Empty => None,
            Self::Json(ty) => Some(ty),
        }
    }
}

impl From<Option<Type>> for Answer {
    fn from(ty: Option<Type>) -> Self {
        ty.map_or(Self::Empty, Self::Json)
    }
}

/// One parameter of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub name: Ident,
    /// Where it goes.
    pub location: Location,
    /// Its type.
    pub ty: Type,
    /// Whether a call must have it.
    pub required: bool,
    /// Whether it gives power to anyone who reads it, and is never shown by `{:?}`.
    pub secret: bool,
    /// Whether a path parameter is pasted as it is.
    pub skip_url_encoding: bool,
    /// What the client sends when the caller gives nothing.
    pub fill: Option<Fill>,
    /// Limits that the service checks.
    pub constraints: Constraints,
    /// What the service takes when nothing is sent.
    pub default: Option<Node>,
    /// What it is for.
    pub docs: Docs,
}

/// What the client sends for a parameter when the caller gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fill {
    /// A new random id, the same on every try. The service knows a repeated call by it, so the call may be retried.
    RepeatabilityId,
}

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The media types that may be sent; the first one is.
    pub media_types: Vec<String>,
    /// Its type.
    pub ty: Type,
    /// Whether a call must have it.
    pub required: bool,
    /// What it holds.
    pub docs: Docs,
}

/// How a listing goes on.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// The property with the next link, on the wire; `None` when the listing is one page.
    pub next_link: Option<String>,
    /// The type of a page.
    pub page: Ident,
    /// The property of the page that has the items, in Rust.
    pub items: Ident,
    /// Whether that property may be absent.
    pub items_optional: bool,
    /// The type of an item.
    pub item: Type,
}

/// A type as a property or parameter has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// One value that is not put together of others.
    Scalar(Scalar),
    /// Any JSON.
    Any,
    /// A list.
    List(Box<Self>),
    /// A map from text.
    Map(Box<Self>),
    /// A type of this API.
    Named(Ident),
    /// A handwritten type, as a path in the crate that is generated into.
    Overlay(String),
}

impl Type {
    /// The type in lists and maps of any depth, or the type itself.
    pub fn innermost(&self) -> &Self {
        let mut ty = self;
        while let Self::List(inner) | Self::Map(inner) = ty {
            ty = inner;
        }
        ty
    }

    /// The declared type that it is, or that is in its lists and maps.
    pub fn declared(&self) -> Option<&Ident> {
        match self.innermost() {
            Self::Named(name) => Some(name),
            _ => None,
        }
    }
}

/// A value that is not put together of others: what it is, and how it is written on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// Text.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A whole number of 64 bits without a sign.
    UInt64,
    /// A number of 32 bits.
    Float32,
    /// A number of 64 bits.
    Float64,
    /// A moment, RFC 3339.
    DateTime,
}

impl Scalar {
    /// Tells whether it is a whole number.
    pub fn is_integer(self) -> bool {
        matches!(self, Self::Int32 | Self::Int64)
    }

    /// Tells whether serde reads and writes its Rust type as it is on the wire, without being told how.
    pub fn is_plain(self) -> bool {
        !matches!(self, Self::DateTime)
    }
}

/// A type that the API declares.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub kind: TypeKind,
    /// Where it is used.
    pub usage: Usage,
    /// What it is for.
    pub docs: Docs,
}

/// Where a type is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// In what is sent.
    pub input: bool,
    /// In what is received.
    pub output: bool,
    /// As the body of a merge patch.
    pub merge_patch: bool,
}

/// What a declared type is.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// An object with properties.
    Object(Vec<Property>),
    /// A set of texts.
    Enum {
        /// Whether values may be added without a new version.
        open: bool,
        /// The values in order.
        values: Vec<Variant>,
    },
    /// One of several objects, told apart by a property.
    Union {
        /// The property on the wire.
        discriminator: String,
        /// The objects: value of the property, name of the variant, type.
        variants: Vec<UnionVariant>,
    },
}

/// One property.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of its own")]
pub struct Property {
    /// Its name on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub name: Ident,
    /// Its type.
    pub ty: Type,
    /// Whether it is always there.
    pub required: bool,
    /// Whether it can be `null`.
    pub nullable: bool,
    /// Whether only the service sets it.
    pub read_only: bool,
    /// Whether it gives power to anyone who reads it, and is never shown by `{:?}`.
    pub secret: bool,
    /// Whether the type leads back to its owner without a list or map between.
    pub recursive: bool,
    /// Limits that the service checks.
    pub constraints: Constraints,
    /// What the service takes when it is not sent.
    pub default: Option<Node>,
    /// What it is for.
    pub docs: Docs,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The value on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub name: Ident,
    /// What it means.
    pub docs: Docs,
}

/// One object of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The value of the discriminator.
    pub wire: String,
    /// The variant's name in Rust.
    pub name: Ident,
    /// The type it holds.
    pub ty: Ident,
    /// What it is for.
    pub docs: Docs,
}

impl TypeDef {
    /// Tells whether `new` takes a property: it is always there, and not something that only the service sets on what is
    /// sent.
    pub fn takes_in_new(&self, property: &Property) -> bool {
        property.required && !property.nullable && self.lets_callers_set(property) && !self.usage.merge_patch
    }

    /// Tells whether callers can set a property: not when only the service does, in something that is sent.
    pub fn lets_callers_set(&self, property: &Property) -> bool {
        !(property.read_only && self.usage.input)
    }
}

impl Api {
    /// How many operations there are.
    pub fn operation_count(&self) -> usize {
        self.clients.iter().map(|client| client.operations.len()).sum()
    }

    /// The same API without sentences and places: what is left is what callers and the wire can tell apart.
    #[must_use]
    pub fn without_docs(&self) -> Self {
        let mut api = self.clone();
        api.docs = Docs::default();
        api.title = String::new();
        api.server.examples = Vec::new();
        for variable in &mut api.server.variables {
            variable.docs = Docs::default();
        }
        for client in &mut api.clients {
            client.docs = Docs::default();
            for operation in &mut client.operations {
                operation.docs = Docs::default();
                operation
                    .parameters
                    .iter_mut()
                    .chain(&mut operation.held)
                    .for_each(|parameter| parameter.docs = Docs::default());
                operation
                    .body
                    .iter_mut()
                    .for_each(|body| body.docs = Docs::default());
            }
            client
                .held
                .iter_mut()
                .for_each(|parameter| parameter.docs = Docs::default());
        }
        for definition in api.types.values_mut() {
            definition.docs = Docs::default();
            match &mut definition.kind {
                TypeKind::Object(properties) => properties
                    .iter_mut()
                    .for_each(|property| property.docs = Docs::default()),
                TypeKind::Enum { values, .. } => {
                    for value in values {
                        value.docs = Docs::default();
                    }
                }
                TypeKind::Union { variants, .. } => variants
                    .iter_mut()
                    .for_each(|variant| variant.docs = Docs::default()),
            }
        }
        api
    }
}
