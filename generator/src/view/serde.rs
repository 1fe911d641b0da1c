//! The serde attribute of a field, if it needs one.

use std::fmt::{self, Write as _};

use openapi_client_model::{
    api::{Tag, Type},
    names::Ident,
};

use super::{Literal, Path, scalars};

/// The `#[serde(…)]` of a field.
#[derive(Clone, Debug, Default)]
pub struct SerdeView {
    /// The parts of the attribute, with commas between them.
    parts: String,
    has_default: bool,
}

/// How a field holds its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// As it is: it is always there.
    Value,
    /// In an `Option`.
    Option,
    /// In a `Patch`.
    Patch,
}

impl SerdeView {
    fn push(&mut self, part: fmt::Arguments<'_>) {
        if !self.parts.is_empty() {
            self.parts.push_str(", ");
        }
        // To write into a text does not fail.
        let _ = self.parts.write_fmt(part);
    }

    /// Lets an object write its discriminator, if it is also used by itself.
    pub(super) fn tagged(mut self, tag: Option<&Tag>) -> Self {
        if let Some(tag) = tag.filter(|tag| tag.own) {
            self.push(format_args!("tag = {}", Literal::string(&tag.property)));
            self.push(format_args!("rename = {}", Literal::string(&tag.value)));
        }
        self
    }

    /// Reads and writes the members without a field of their own by functions of the object.
    pub(super) fn rest(mut self, owner: &Ident) -> Self {
        self.push(format_args!("flatten"));
        self.by_functions(owner, &"read_rest", &"write_rest")
    }

    /// Reads and writes a field by functions of the object.
    pub(super) fn by_functions(
        mut self,
        owner: &Ident,
        read: &dyn fmt::Display,
        write: &dyn fmt::Display,
    ) -> Self {
        for (key, function) in [("deserialize_with", read), ("serialize_with", write)] {
            let path = Literal::string(&format!("{owner}::{function}"));
            self.push(format_args!("{key} = {path}"));
        }
        self
    }

    /// Names the field on the wire, if that differs from its name in Rust.
    pub(super) fn named(mut self, wire: &str, name: &Ident) -> Self {
        if name.bare() != wire {
            self.push(format_args!("rename = {}", Literal::string(wire)));
        }
        self
    }

    /// Takes an absent value for the default one.
    pub(super) fn or_default(mut self) -> Self {
        if !std::mem::replace(&mut self.has_default, true) {
            self.push(format_args!("default"));
        }
        self
    }

    /// Reads and writes the value in the form that its type has on the wire.
    pub(super) fn in_form_of(mut self, ty: &Type, holds: Holds, runtime: &Path) -> Self {
        let Type::Scalar(scalar) = ty.innermost() else {
            return self;
        };
        let Some(form) = scalars::printed(*scalar).form else {
            return self;
        };
        let alone = ty == ty.innermost();
        let with = match (holds, form.alone.filter(|_| alone)) {
            (Holds::Value, Some((plain, _))) => plain.to_owned(),
            (Holds::Option, Some((_, optional))) => optional.to_owned(),
            (Holds::Value | Holds::Option | Holds::Patch, _) => format!("{runtime}::{}", form.module),
        };
        // Without `with`, serde reads an absent `Option` as `None`.
        if holds == Holds::Option {
            self = self.or_default();
        }
        self.push(format_args!("with = {}", Literal::string(&with)));
        self
    }

    /// Does not send the value if this function of it returns `true`.
    pub(super) fn skipped_if(mut self, predicate: &'static str) -> Self {
        self.push(format_args!(
            "skip_serializing_if = {}",
            Literal::string(predicate)
        ));
        self
    }

    /// Never sends the value.
    pub(super) fn never_sent(mut self) -> Self {
        self.push(format_args!("skip_serializing"));
        self
    }
}

impl fmt::Display for SerdeView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.parts.is_empty() {
            return Ok(());
        }
        write!(f, "#[serde({})]", self.parts)
    }
}
