//! Pieces of Rust that a template may print: types and values.

use std::fmt;

use openapi_client_model::{
    api::{Answer, Body, BodyContent, Content, Location, Parameter, Property, Scalar, Type, TypeDef},
    names::Ident,
};

use super::{Literal, Path, scalars};

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

    /// The type of an argument that a path, query, header or cookie needs: text by reference, what is cheap by value, of lists a
    /// slice. As `json` it is written by serde, else by its own text.
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

    /// A reference to a `String`, which does not become a `&str` by itself where any type is taken that can be converted.
    pub(super) fn string_reference() -> Self {
        Self("&String".to_owned())
    }

    /// The type of a body: of what is sent as it is, the one of every body.
    pub fn body(body: &Body) -> Self {
        match body.content {
            BodyContent::Json | BodyContent::Xml | BodyContent::Fields => Self::owned(&body.ty),
            BodyContent::Text => Self("String".to_owned()),
            BodyContent::Bytes => Self("azure_core::http::Body".to_owned()),
        }
    }

    /// The type of a file of a form, or of a list of them; an argument takes whatever turns into one.
    pub(super) fn file(ty: &Type, runtime: &Path, argument: bool) -> Self {
        Self(match ty {
            Type::List(_) => format!("Vec<{runtime}::FilePart>"),
            _ if argument => format!("impl Into<{runtime}::FilePart>"),
            _ => format!("{runtime}::FilePart"),
        })
    }

    /// The type of a setter's or constructor's argument: whatever turns into the field.
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

    /// What a method returns on success; `by_status` is the name of the enum of several bodies.
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
                Some(ty) => format!("Poller<LongRunning<Option<{}>, JsonOrEmpty>>", Self::owned(ty)),
                None => "Poller<LongRunning<(), NoFormat>>".to_owned(),
            },
            _ => match result.json() {
                Some(ty) => format!("Poller<LongRunning<{}>>", Self::owned(ty)),
                None => "Poller<LongRunning<(), NoFormat>>".to_owned(),
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

/// Tells whether setters and constructors take anything that turns into a type, because that spares callers a step.
pub(super) fn takes_into(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => scalars::printed(*scalar).is_borrowed(),
        Type::List(_) | Type::Overlay(_) => true,
        _ => false,
    }
}

/// What a parameter is, as far as that decides how its value is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One text.
    Text {
        /// Whether it is one of a set of values.
        set: bool,
    },
    /// A list of texts.
    List {
        /// Whether each is one of a set of values.
        set: bool,
    },
    /// What is taken apart by serde.
    Object,
    /// What is written as JSON.
    Json,
    /// A file of a form.
    File {
        /// Whether it is a list of them.
        list: bool,
    },
}

/// The value of a parameter, as the step of a call takes it: always there in a path, an `Option` elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueRef(String);

impl ValueRef {
    /// The value that a client holds, an argument gives, or the options may have; of a set of values, its text.
    pub(super) fn new(parameter: &Parameter, held: bool, shape: Shape, runtime: &Path) -> Self {
        let name = &parameter.name;
        let path = parameter.location == Location::Path;
        if let Some(constant) = &parameter.constant {
            return Self::present(Literal::string(constant).to_string(), path);
        }
        if held {
            return Self(format!("&self.{name}"));
        }
        if let Shape::File { list } = shape {
            return Self(match (parameter.required, list) {
                (true, false) => format!("Some({name}.into())"),
                (true, true) => format!("Some({name})"),
                (false, _) => format!("options.{name}"),
            });
        }
        let texts = matches!(&parameter.ty, Type::List(inner) if **inner == Type::Scalar(Scalar::String));
        let written = match &parameter.ty {
            _ if !matches!(shape, Shape::Text { .. } | Shape::List { .. }) => None,
            Type::Scalar(scalar) => scalars::written(*scalar),
            Type::List(inner) => match **inner {
                Type::Scalar(scalar) => scalars::written(scalar),
                _ => None,
            },
            _ => None,
        };
        let written = written.map(|text| format!("{runtime}::{text}"));
        // Bytes must be borrowed as a slice, which only a closure does.
        let bytes = matches!(parameter.ty.innermost(), Type::Scalar(scalar) if scalars::printed(*scalar).is_borrowed());
        let function = |text: &str| {
            if bytes {
                format!("|value| {text}(value)")
            } else {
                text.to_owned()
            }
        };
        if !parameter.required {
            let text = match (shape, written) {
                (Shape::Text { .. }, Some(text)) => format!(".map({}).as_ref()", function(&text)),
                (Shape::List { .. }, Some(text)) => {
                    format!(".map(|items| items.iter().map({}))", function(&text))
                }
                (Shape::Text { set: true }, None) => ".map(AsRef::as_ref)".to_owned(),
                (Shape::List { set: true }, None) => {
                    ".map(|items| items.iter().map(AsRef::as_ref))".to_owned()
                }
                _ => String::new(),
            };
            return Self(format!("options.{name}.as_ref(){text}"));
        }
        let borrowed = match &parameter.ty {
            Type::Scalar(scalar) => scalars::printed(*scalar).is_borrowed(),
            _ => true,
        };
        let argument = match (shape, written) {
            (Shape::List { .. }, Some(text)) => format!("{name}.iter().map({})", function(&text)),
            (_, Some(text)) if borrowed => format!("&{text}({name})"),
            (_, Some(text)) => format!("&{text}(&{name})"),
            (Shape::Text { set: true }, None) => format!("{name}.as_str()"),
            (Shape::List { set }, None) if set || texts => format!("{name}.iter().map(AsRef::as_ref)"),
            _ if borrowed => name.to_string(),
            _ => format!("&{name}"),
        };
        Self::present(argument, path)
    }

    /// The API version.
    pub(super) fn version(path: bool) -> Self {
        Self::present("API_VERSION".to_owned(), path)
    }

    /// The value in a list of its own.
    #[must_use]
    pub(super) fn in_list(&self) -> Self {
        Self(format!("[{self}]"))
    }

    /// An optional list as a slice.
    pub(super) fn optional_slice(parameter: &Parameter) -> Self {
        Self(format!("options.{}.as_deref()", parameter.name))
    }

    fn present(value: String, path: bool) -> Self {
        Self(if path { value } else { format!("Some({value})") })
    }
}

impl ValueRef {
    /// The value of a property of the body, as an `Option`.
    pub fn of_body(definition: &TypeDef, property: &Property, required: bool) -> Self {
        let name = &property.name;
        Self(match (required, definition.always_has(property)) {
            (true, true) => format!("Some(body.{name})"),
            (true, false) => format!("body.{name}"),
            (false, true) => format!("options.body.as_ref().map(|body| body.{name})"),
            (false, false) => format!("options.body.as_ref().and_then(|body| body.{name})"),
        })
    }
}

impl fmt::Display for ValueRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
