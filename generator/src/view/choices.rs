//! Choices: one of several types, distinguished by their form.

use std::fmt;

use openapi_client_model::{
    api::{Alternative, Api, Equality, Property, Role, Scalar, Type, TypeDef, TypeKind},
    names::Ident,
};

use super::{Doc, Literal, TypeRef, scalars};

/// One choice.
#[derive(Clone, Debug)]
pub struct ChoiceView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// Whether it has `Eq`.
    pub(crate) eq: bool,
    pub(crate) alternatives: Vec<AlternativeView>,
    /// The forms that the alternatives have on the wire.
    pub(crate) shapes: Vec<ShapeRef>,
}

/// One type of a choice.
#[derive(Clone, Debug)]
pub struct AlternativeView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    pub(crate) label: Literal,
    /// The type as the variant holds it.
    pub(crate) ty: TypeRef,
    /// The type by itself.
    pub(crate) bare: TypeRef,
    /// Whether it is boxed.
    pub(crate) boxed: bool,
    /// Whether it is text.
    pub(crate) text: bool,
    /// The places of its forms among all.
    pub(crate) places: Vec<Literal>,
}

pub(super) fn choices(api: &Api, equality: &Equality<'_>) -> Vec<ChoiceView> {
    let choices = api
        .types
        .values()
        .filter_map(|definition| match &definition.kind {
            TypeKind::Choice(alternatives) => Some((definition, alternatives)),
            _ => None,
        });
    choices
        .map(|(definition, alternatives)| {
            let mut shapes = Vec::new();
            ChoiceView {
                doc: Doc::new()
                    .text_or(definition.docs.description.as_deref(), "One of several types.")
                    .aliases(&definition.aliases, &definition.name),
                name: definition.name.clone(),
                eq: equality.has(&definition.name),
                alternatives: alternatives
                    .iter()
                    .map(|found| alternative(api, found, &mut shapes))
                    .collect(),
                shapes,
            }
        })
        .collect()
}

fn alternative(api: &Api, alternative: &Alternative, shapes: &mut Vec<ShapeRef>) -> AlternativeView {
    let bare = TypeRef::owned(&alternative.ty);
    let before = shapes.len();
    add_shapes(api, alternative, shapes);
    AlternativeView {
        doc: Doc::new().text_or(
            alternative.docs.description.as_deref(),
            "An alternative that the description names.",
        ),
        name: alternative.name.clone(),
        label: Literal::string(alternative.name.bare()),
        ty: if alternative.recursive {
            bare.within("Box")
        } else {
            bare.clone()
        },
        bare,
        boxed: alternative.recursive,
        text: alternative.ty == Type::Scalar(Scalar::String),
        places: (before..shapes.len()).map(Literal::count).collect(),
    }
}

/// Adds the forms of an alternative; for a choice, those of all its alternatives. In a circle of choices it has none, because one
/// would read a value as the other for ever.
fn add_shapes(api: &Api, alternative: &Alternative, shapes: &mut Vec<ShapeRef>) {
    let definition = match &alternative.ty {
        Type::Named(name) => api.types.get(name),
        _ => None,
    };
    match definition.map(|definition| &definition.kind) {
        _ if alternative.recursive => {}
        Some(TypeKind::Choice(alternatives)) => {
            for inner in alternatives {
                add_shapes(api, inner, shapes);
            }
        }
        _ => shapes.push(ShapeRef::of(api, &alternative.ty)),
    }
}

/// The form of a type on the wire, as an expression: its kind of JSON, the texts that it can be, and the members of an object
/// with theirs.
#[derive(Clone, Debug)]
pub struct ShapeRef(String);

impl ShapeRef {
    fn of(api: &Api, ty: &Type) -> Self {
        let definition = match ty {
            Type::Named(name) => api.types.get(name),
            _ => None,
        };
        let (kind, texts) = form(api, ty);
        let members: Vec<String> = definition
            .map(|definition| members(api, definition))
            .unwrap_or_default();
        Self(format!(
            "Shape::new(Kind::{kind}, {}, &[{}])",
            list(&texts),
            members.join(", ")
        ))
    }
}

impl fmt::Display for ShapeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn list(texts: &[&str]) -> String {
    let texts: Vec<String> = texts
        .iter()
        .map(|text| Literal::string(text).to_string())
        .collect();
    format!("&[{}]", texts.join(", "))
}

/// The kind of JSON that a type is, and the texts that it can be when these are all.
fn form<'a>(api: &'a Api, ty: &'a Type) -> (&'static str, Vec<&'a str>) {
    let kind = match ty {
        Type::Scalar(scalar) => scalars::json_kind(*scalar),
        Type::Any | Type::Nullable(_) | Type::Overlay(_) => "Any",
        Type::List(_) => "List",
        Type::Map(_) => "Object",
        Type::Named(name) => match api.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Object(_) | TypeKind::Union { .. }) => "Object",
            Some(TypeKind::Enum { integer: true, .. }) => "Integer",
            Some(TypeKind::Enum {
                open: false, values, ..
            }) => {
                return ("Text", values.iter().map(|value| value.wire.as_str()).collect());
            }
            Some(TypeKind::Enum { .. }) => "Text",
            Some(TypeKind::Choice(_)) | None => "Any",
        },
    };
    (kind, Vec::new())
}

/// The members that distinguish an object from others.
fn members(api: &Api, definition: &TypeDef) -> Vec<String> {
    let member = |name: &str, required: bool, (kind, texts): (&str, Vec<&str>)| {
        let name = Literal::string(name);
        let texts = list(&texts);
        let word = if required { "required" } else { "optional" };
        format!("Member::{word}({name}, Kind::{kind}, {texts})")
    };
    match &definition.kind {
        TypeKind::Object(properties) => {
            let tag = definition.tag.iter().filter(|tag| tag.own);
            let tag = tag.map(|tag| member(&tag.property, true, ("Text", vec![&tag.value])));
            let members = properties.iter().filter(|property| property.role == Role::Member);
            let always = |property: &Property| property.required && !property.write_only;
            tag.chain(
                members.map(|property| member(&property.wire, always(property), form(api, &property.ty))),
            )
            .collect()
        }
        TypeKind::Union {
            discriminator,
            variants,
        } => {
            let closed = variants.iter().all(|variant| variant.own_tag);
            let wires = variants
                .iter()
                .flat_map(|variant| [&variant.wire].into_iter().chain(&variant.aliases));
            let texts = if closed {
                Vec::new()
            } else {
                wires.map(String::as_str).collect()
            };
            vec![member(discriminator, true, ("Text", texts))]
        }
        TypeKind::Enum { .. } | TypeKind::Choice(_) => Vec::new(),
    }
}
