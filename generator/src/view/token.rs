//! Pieces of Rust that a template may print: types.

use std::fmt;

use openapi_client_model::{
    api::{Answer, Body, BodyContent, Content, Scalar, Type},
    names::Ident,
};

use super::{Path, scalars};

/// The type of a field or argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef(String);

impl TypeRef {
    /// The type as a field owns it.
    pub fn owned(ty: &Type) -> Self {
        Self(match ty {
            Type::Scalar(scalar) => scalars::printed(*scalar).owned.to_owned(),
            Type::Any => "Value".to_owned(),
            Type::List(inner) => format!("Vec<{}>", Self::owned(inner)),
            Type::Map(inner) => format!("HashMap<String, {}>", Self::owned(inner)),
            Type::Nullable(inner) => format!("Option<{}>", Self::owned(inner)),
            Type::Named(name) => name.to_string(),
            Type::Overlay(path) => {
                Path::overlay(path).map_or_else(|| "Value".to_owned(), |path| path.to_string())
            }
        })
    }

    /// The type of an argument for a path, query, header or cookie: a reference for text, a value for cheap types, a slice for lists.
    /// With `json` it is written by serde, else as text.
    pub fn argument(ty: &Type, json: bool) -> Self {
        match ty {
            Type::Scalar(scalar) => Self(scalars::printed(*scalar).argument.to_owned()),
            Type::List(inner) => match **inner {
                Type::Scalar(Scalar::String) if !json => Self("&[impl AsRef<str>]".to_owned()),
                _ => Self(format!("&[{}]", Self::owned(inner))),
            },
            _ => Self(format!("&{}", Self::owned(ty))),
        }
    }

    /// The type of an argument that may be anything that has a text.
    pub(super) fn any_text() -> Self {
        Self("impl AsRef<str>".to_owned())
    }

    /// A reference to a `String`, which is not converted into a `&str` automatically if an argument takes any convertible type.
    pub(super) fn string_reference() -> Self {
        Self("&String".to_owned())
    }

    /// The type of a body; bytes have the common body type.
    pub(super) fn body(body: &Body, runtime: &Path) -> Self {
        match body.content {
            BodyContent::Json | BodyContent::Xml | BodyContent::Fields => Self::owned(&body.ty),
            BodyContent::Text => Self("String".to_owned()),
            BodyContent::Bytes => Self("azure_core::http::Body".to_owned()),
            BodyContent::Parts => Self(format!("Vec<(String, {runtime}::FilePart)>")),
        }
    }

    /// The type of a file of a form, or of a list of files; an argument takes any type that converts into it.
    pub(super) fn file(ty: &Type, runtime: &Path, argument: bool) -> Self {
        Self(match ty {
            Type::List(_) => format!("Vec<{runtime}::FilePart>"),
            _ if argument => format!("impl Into<{runtime}::FilePart>"),
            _ => format!("{runtime}::FilePart"),
        })
    }

    /// The type of a setter's or constructor's argument: any type that converts into the field.
    pub fn into(ty: &Type, convertible: bool) -> Self {
        let owned = Self::owned(ty);
        if convertible || takes_into(ty) {
            Self(format!("impl Into<{owned}>"))
        } else {
            owned
        }
    }

    /// The values of a map in a merge patch can be `null`, which removes the key.
    pub fn patch_value(ty: &Type) -> Self {
        match ty {
            Type::Map(inner) => {
                let values = match &**inner {
                    Type::Nullable(values) => values,
                    values => values,
                };
                Self(format!("HashMap<String, Option<{}>>", Self::owned(values)))
            }
            _ => Self::owned(ty),
        }
    }

    /// What a method returns on success; `by_status` is the name of the enum for several bodies.
    pub fn answer(answer: &Answer, by_status: impl FnOnce() -> Ident) -> Self {
        Self(match answer {
            Answer::Empty => "Response<(), NoFormat>".to_owned(),
            Answer::Exists => "bool".to_owned(),
            Answer::One(Content::Json(ty)) => format!("Response<{}>", Self::owned(ty)),
            Answer::One(Content::Xml(ty)) => format!("Response<{}, XmlFormat>", Self::owned(ty)),
            Answer::One(Content::Text) => "Response<String, TextFormat>".to_owned(),
            Answer::One(Content::Bytes) => "AsyncResponse".to_owned(),
            Answer::One(Content::Events(ty) | Content::Lines(ty)) => {
                let data = ty.as_ref().map_or_else(|| Self("Value".to_owned()), Self::owned);
                let events = matches!(answer, Answer::One(Content::Events(_)));
                format!("{}<{data}>", if events { "EventStream" } else { "JsonLines" })
            }
            Answer::Optional {
                content: Content::Json(ty),
                ..
            } => format!("Response<Option<{}>, JsonOrEmpty>", Self::owned(ty)),
            Answer::Optional {
                content: Content::Xml(ty),
                ..
            } => format!("Response<Option<{}>, OrEmpty<XmlFormat>>", Self::owned(ty)),
            Answer::Optional { content, .. } => {
                return Self::answer(&Answer::One(content.clone()), by_status);
            }
            Answer::ByStatus(_) => format!("ResponseByStatus<{}>", by_status()),
        })
    }

    /// What follows a long-running operation to this result.
    pub fn poller(result: &Answer) -> Self {
        Self(match result {
            Answer::Optional { .. } => match result.ty() {
                Some(ty) => format!("LongRunningPoller<Option<{}>, JsonOrEmpty>", Self::owned(ty)),
                None => "LongRunningPoller<(), NoFormat>".to_owned(),
            },
            _ => match result.json() {
                Some(ty) => format!("LongRunningPoller<{}>", Self::owned(ty)),
                None => "LongRunningPoller<(), NoFormat>".to_owned(),
            },
        })
    }

    /// A body that has been read whole.
    pub fn content(content: &Content) -> Self {
        match content {
            Content::Json(ty) | Content::Xml(ty) => Self::owned(ty),
            Content::Text | Content::Events(_) | Content::Lines(_) => Self("String".to_owned()),
            Content::Bytes => Self("azure_core::Bytes".to_owned()),
        }
    }

    /// A map of the type.
    #[must_use]
    pub fn keyed(&self) -> Self {
        Self(format!("HashMap<String, {self}>"))
    }

    /// The type within a wrapper.
    #[must_use]
    pub fn within(&self, wrapper: &'static str) -> Self {
        Self(format!("{wrapper}<{self}>"))
    }
}

impl From<&Ident> for TypeRef {
    fn from(name: &Ident) -> Self {
        Self(name.to_string())
    }
}

impl fmt::Display for TypeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Tells whether setters and constructors take any type that converts into this one.
pub(super) fn takes_into(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => scalars::printed(*scalar).is_borrowed(),
        Type::List(_) | Type::Overlay(_) => true,
        _ => false,
    }
}
