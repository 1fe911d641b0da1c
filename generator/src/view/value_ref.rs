//! Pieces of Rust that a template may print: the values of a call.

use std::fmt;

use openapi_client_model::api::{Location, Parameter, Property, Scalar, Type, TypeDef};

use super::{Literal, Path, scalars};

/// The kind of a parameter, which decides how its value is passed.
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
    /// A value that serde takes apart.
    Object,
    /// A value that is written as JSON.
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
    /// The value of a client's field, an argument or an option; for an enum, its text.
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
        if parameter.as_ref {
            return Self::present(format!("{name}.as_ref()"), path);
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

    /// The value as a list of one item.
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
