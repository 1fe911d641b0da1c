//! Pieces of Rust that a template may print: literals, paths, types and imports.

use std::{collections::BTreeMap, fmt};

use crate::{
    api::{Location, Parameter, Property, Type},
    names::Ident,
};

/// A literal, or an expression made of literals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Literal(String);

impl Literal {
    /// A string literal; whatever is not printable or turns the direction of text is escaped.
    pub fn string(text: &str) -> Self {
        let mut out = String::with_capacity(text.len() + 2);
        out.push('"');
        for c in text.chars() {
            // Most of a text is what `escape_debug` would leave as it is, after a longer look.
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

    /// A status code.
    pub fn status(code: u16) -> Self {
        Self(code.to_string())
    }

    /// A whole number.
    pub fn integer(number: i128) -> Self {
        Self(number.to_string())
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
    /// A handwritten item of the crate that is generated into; `None` when the text is no path.
    pub fn overlay(text: &str) -> Option<Self> {
        let path = format!("crate::{text}");
        syn::parse_str::<syn::Path>(&path).ok()?;
        Some(Self(path))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The type of a field or argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef(String);

impl TypeRef {
    /// The type as a field owns it.
    pub fn owned(ty: &Type) -> Self {
        Self(match ty {
            Type::String => "String".to_owned(),
            Type::Boolean => "bool".to_owned(),
            Type::Int32 => "i32".to_owned(),
            Type::Int64 => "i64".to_owned(),
            Type::UInt64 => "u64".to_owned(),
            Type::Float32 => "f32".to_owned(),
            Type::Float64 => "f64".to_owned(),
            Type::DateTime => "OffsetDateTime".to_owned(),
            Type::Any => "Value".to_owned(),
            Type::List(inner) => format!("Vec<{}>", Self::owned(inner)),
            Type::Map(inner) => format!("HashMap<String, {}>", Self::owned(inner)),
            Type::Named(name) => name.to_string(),
            Type::Overlay(path) => {
                Path::overlay(path).map_or_else(|| "Value".to_owned(), |path| path.to_string())
            }
        })
    }

    /// The type of an argument that a path, query or header needs: text by reference, what is cheap by value.
    pub fn argument(ty: &Type) -> Self {
        match ty {
            Type::String => Self("&str".to_owned()),
            Type::Named(_) => Self(format!("&{}", Self::owned(ty))),
            _ => Self::owned(ty),
        }
    }

    /// The type of a setter's or constructor's argument: whatever turns into the field.
    pub fn into(ty: &Type, convertible: bool) -> Self {
        let owned = Self::owned(ty);
        let convertible = convertible || matches!(ty, Type::String | Type::List(_) | Type::Overlay(_));
        if convertible {
            Self(format!("impl Into<{owned}>"))
        } else {
            owned
        }
    }

    /// The values of a map in a merge patch can be `null`, which removes the key.
    pub fn patch_value(ty: &Type) -> Self {
        match ty {
            Type::Map(inner) => Self(format!("HashMap<String, Option<{}>>", Self::owned(inner))),
            _ => Self::owned(ty),
        }
    }

    /// A response without a body.
    pub fn nothing() -> Self {
        Self("Response<(), NoFormat>".to_owned())
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

/// The value of a parameter, as the step of a call takes it: always there in a path, an `Option` elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueRef(String);

impl ValueRef {
    /// The value that a client holds, an argument gives, or the options may have; of an enum, its text.
    pub fn new(parameter: &Parameter, held: bool, is_enum: bool) -> Self {
        let name = &parameter.name;
        if held {
            return Self(format!("&self.{name}"));
        }
        if !parameter.required {
            let text = if is_enum { ".map(AsRef::as_ref)" } else { "" };
            return Self(format!("options.{name}.as_ref(){text}"));
        }
        let argument = match &parameter.ty {
            Type::Named(_) => format!("{name}.as_str()"),
            Type::String => name.to_string(),
            _ => format!("&{name}"),
        };
        Self(if parameter.location == Location::Path {
            argument
        } else {
            format!("Some({argument})")
        })
    }
}

impl ValueRef {
    /// The value of a property of the body, as an `Option`.
    pub fn of_body(property: &Property, required: bool) -> Self {
        let name = &property.name;
        Self(match (required, property.required) {
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

/// What a file imports: a `use` for each crate, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imports {
    crates: Vec<(&'static str, BTreeMap<&'static str, Vec<&'static str>>)>,
    models: Vec<Ident>,
}

impl Imports {
    /// Adds an item of a module (or of the crate itself, when `module` is empty), if it is wanted.
    #[must_use]
    pub fn item(
        mut self,
        wanted: bool,
        root: &'static str,
        module: &'static str,
        item: &'static str,
    ) -> Self {
        if wanted {
            let at = self
                .crates
                .iter()
                .position(|(name, _)| *name == root)
                .unwrap_or_else(|| {
                    self.crates.push((root, BTreeMap::new()));
                    self.crates.len() - 1
                });
            if let Some((_, modules)) = self.crates.get_mut(at) {
                modules.entry(module).or_default().push(item);
            }
        }
        self
    }

    /// Adds items that the sibling module `models` declares.
    #[must_use]
    pub fn models(mut self, mut names: Vec<Ident>) -> Self {
        names.sort();
        names.dedup();
        self.models = names;
        self
    }
}

impl fmt::Display for Imports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (root, modules) in &self.crates {
            let parts: Vec<String> = modules
                .iter()
                .map(|(module, items)| match (*module, items.as_slice()) {
                    ("", items) => items.join(", "),
                    (module, [only]) => format!("{module}::{only}"),
                    (module, items) => format!("{module}::{{{}}}", items.join(", ")),
                })
                .collect();
            writeln!(f, "use {root}::{{{}}};", parts.join(", "))?;
        }
        if !self.models.is_empty() {
            let names: Vec<String> = self.models.iter().map(ToString::to_string).collect();
            writeln!(f, "use super::models::{{{}}};", names.join(", "))?;
        }
        Ok(())
    }
}
