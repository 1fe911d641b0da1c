//! Values for the example of a call: the shortest expressions that compile.

use openapi_client_model::{
    api::{Api, Body, BodyContent, Parameter, Property, Role, Scalar, Style, Type, TypeKind},
    names::{Case, Ident},
};

use crate::view::{Context, Literal, TypeRef, scalars, setters::setter};

/// How deep required objects are written out before the example takes the value as an argument.
const DEPTH: usize = 4;

/// Writes the values of one call, and notes what they need.
pub(super) struct Writer<'a> {
    api: &'a Api,
    context: &'a Context<'a>,
    /// The models that it names.
    pub(super) used: Vec<Ident>,
    /// The values that have no short expression: names and types.
    pub(super) given: Vec<(Ident, String)>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(api: &'a Api, context: &'a Context<'a>) -> Self {
        Self {
            api,
            context,
            used: Vec::new(),
            given: Vec::new(),
        }
    }

    /// An expression for a parameter that a call must have.
    pub(super) fn parameter(&mut self, parameter: &Parameter) -> String {
        if parameter.file.is_some() {
            let list = matches!(parameter.ty, Type::List(_));
            return if list {
                "vec![\"content\".into()]"
            } else {
                "\"content\""
            }
            .to_owned();
        }
        let value = match &parameter.ty {
            Type::List(inner) => self.items(inner, parameter),
            Type::Scalar(scalar) => Some(self.argument_of(*scalar, parameter.name.bare())),
            ty => self.value(ty, parameter.name.bare(), DEPTH),
        };
        let value = value.unwrap_or_else(|| self.give(&parameter.name, &parameter.ty));
        if matches!(parameter.ty, Type::Scalar(_)) {
            value
        } else {
            format!("&{value}")
        }
    }

    /// An expression for a body that a call must have.
    pub(super) fn body(&mut self, body: &Body) -> Option<String> {
        let value = match body.content {
            BodyContent::Json | BodyContent::Xml | BodyContent::Fields => self.whole(&body.ty),
            BodyContent::Text | BodyContent::Bytes => Some("\"content\"".to_owned()),
            BodyContent::Parts => Some("[(\"name\".to_owned(), \"content\".into())]".to_owned()),
        };
        value.or_else(|| {
            let name = Ident::parse("body", Case::Value)?;
            Some(self.give(&name, &body.ty))
        })
    }

    /// An expression for a whole body. An object without required properties also gets one value, so that the call has an effect.
    fn whole(&mut self, ty: &Type) -> Option<String> {
        let value = self.value(ty, "body", DEPTH)?;
        let Type::Named(name) = ty else {
            return Some(value);
        };
        let Some(definition) = self.api.types.get(name) else {
            return Some(value);
        };
        let TypeKind::Object(properties) = &definition.kind else {
            return Some(value);
        };
        if properties
            .iter()
            .any(|property| definition.takes_in_new(property))
        {
            return Some(value);
        }
        let settable = || {
            properties.iter().filter(|property| {
                definition.lets_callers_set(property)
                    && !definition.always_has(property)
                    && property.role == Role::Member
            })
        };
        let is_text = |property: &&Property| property.ty == Type::Scalar(Scalar::String);
        let texts = settable().filter(is_text);
        let others = settable().filter(|property| !is_text(property));
        for property in texts.chain(others) {
            if let Some(set) = self.argument(property, DEPTH - 1) {
                let name = setter(self.api, definition, property).name;
                return Some(format!("{value}.{name}({set})"));
            }
        }
        Some(value)
    }

    /// An expression for an argument; for text, its name.
    fn argument_of(&self, scalar: Scalar, name: &str) -> String {
        match scalars::printed(scalar).example {
            Some(example) => example
                .argument
                .replace("RUNTIME", &self.context.runtime.to_string()),
            None => Literal::string(name.replace('_', " ").trim()).to_string(),
        }
    }

    /// An expression for a value; `None` when there is no short one.
    fn value(&mut self, ty: &Type, name: &str, depth: usize) -> Option<String> {
        Some(match ty {
            Type::Scalar(scalar) => match scalars::printed(*scalar).example {
                Some(example) => example
                    .owned
                    .replace("RUNTIME", &self.context.runtime.to_string()),
                None => self.argument_of(*scalar, name),
            },
            Type::Any => "azure_core::Value::Null".to_owned(),
            Type::List(inner) => {
                let text =
                    matches!(**inner, Type::Scalar(scalar) if scalars::printed(scalar).example.is_none());
                let owned = if text { ".to_owned()" } else { "" };
                format!("vec![{}{owned}]", self.value(inner, name, depth)?)
            }
            Type::Map(_) => "std::collections::HashMap::new()".to_owned(),
            Type::Nullable(inner) => format!("Some({})", self.value(inner, name, depth)?),
            Type::Overlay(path) => self.context.samples.get(path)?.to_string(),
            Type::Named(named) => self.named(named, depth.checked_sub(1)?)?,
        })
    }

    /// An array of one item, of which a parameter takes a slice.
    fn items(&mut self, item: &Type, parameter: &Parameter) -> Option<String> {
        let value = self.value(item, parameter.name.bare(), DEPTH)?;
        let owned = *item == Type::Scalar(Scalar::String) && parameter.writing.style == Style::Json;
        let owned = if owned { ".to_owned()" } else { "" };
        Some(format!("[{value}{owned}]"))
    }

    fn named(&mut self, name: &Ident, depth: usize) -> Option<String> {
        let definition = self.api.types.get(name)?;
        let expression = match &definition.kind {
            TypeKind::Enum { values, .. } => format!("{name}::{}", values.first()?.name),
            TypeKind::Union { variants, .. } => {
                let variant = variants.first()?;
                let inner = self.named(&variant.ty, depth.checked_sub(1)?)?;
                format!("{name}::{}({inner})", variant.name)
            }
            TypeKind::Choice(alternatives) => {
                let mut depth = depth;
                let mut values = alternatives.iter().filter_map(|alternative| {
                    depth = depth.checked_sub(1)?;
                    let borrowed = matches!(alternative.ty, Type::Scalar(scalar) if scalars::printed(scalar).is_borrowed());
                    let inner = self.value(&alternative.ty, alternative.name.bare(), depth)?;
                    Some((alternative, if borrowed { format!("{inner}.to_owned()") } else { inner }))
                });
                let (alternative, inner) = values.next()?;
                let inner = if alternative.recursive {
                    format!("Box::new({inner})")
                } else {
                    inner
                };
                format!("{name}::{}({inner})", alternative.name)
            }
            TypeKind::Object(properties) => {
                let mut arguments = Vec::new();
                for property in properties
                    .iter()
                    .filter(|property| definition.takes_in_new(property))
                {
                    arguments.push(self.argument(property, depth)?);
                }
                format!("{name}::new({})", arguments.join(", "))
            }
        };
        self.used.push(name.clone());
        Some(expression)
    }

    fn argument(&mut self, property: &Property, depth: usize) -> Option<String> {
        self.value(&property.ty, property.name.bare(), depth)
    }

    /// Takes a value as an argument of the example, because it has no short expression.
    fn give(&mut self, name: &Ident, ty: &Type) -> String {
        let ty = if let Type::Overlay(path) = ty {
            self.context.handwritten(path)
        } else {
            self.used.extend(ty.declared().cloned());
            TypeRef::owned(ty).to_string()
        };
        self.given.push((name.clone(), ty));
        name.to_string()
    }
}
