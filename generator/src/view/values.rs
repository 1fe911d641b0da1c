//! The values of a call: the step that takes each value, and its source: an argument, an option or a field of the client.

use std::fmt;

use openapi_client_model::{
    api::{Api, Fill, Form, Location, Operation, Parameter, Style, Type, TypeKind},
    names::{Case, Ident},
};

use super::{Context, Literal, Path, TypeRef, ValueRef, value_ref::Shape};

/// A value in path, query, headers or cookies.
#[derive(Clone, Debug)]
pub struct ArgumentValue {
    /// The step of the call that takes it.
    pub(crate) step: Ident,
    /// Its name on the wire.
    pub(crate) wire: Literal,
    /// How it is written, if there is a choice.
    pub(crate) style: Option<StyleRef>,
    /// Where it comes from.
    pub(crate) value: ValueRef,
}

/// A style of the runtime, as an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleRef(String);

impl StyleRef {
    fn new(parameter: &Parameter, runtime: &Path) -> Self {
        let named = !matches!(parameter.location, Location::Path | Location::Header);
        let style = match parameter.writing.style {
            Style::Commas | Style::Json if named => "FORM",
            Style::Commas | Style::Json => "SIMPLE",
            Style::Spaces => "SPACES",
            Style::Tabs => "TABS",
            Style::Pipes => "PIPES",
            Style::DeepObject => "DEEP_OBJECT",
            Style::Matrix => "MATRIX",
            Style::Label => "LABEL",
        };
        let query = parameter.location == Location::Query;
        let marks = [
            (parameter.writing.explode, ".explode()"),
            (parameter.json_within, ".json_within()"),
            (parameter.allow_empty && query, ".or_empty()"),
            (parameter.allow_reserved && query, ".reserved()"),
            (parameter.skip_url_encoding && query, ".raw()"),
        ];
        let marks = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark);
        Self(format!(
            "{runtime}::generated::Style::{style}{}",
            marks.collect::<String>()
        ))
    }
}

impl fmt::Display for StyleRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The type of the argument for a parameter.
pub(super) fn argument(parameter: &Parameter, context: &Context<'_>) -> TypeRef {
    if parameter.file.is_some() {
        return TypeRef::file(&parameter.ty, context.runtime, true);
    }
    if parameter.as_ref {
        return TypeRef::any_text();
    }
    TypeRef::argument(&parameter.ty, parameter.writing.style == Style::Json)
}

/// The type of the option for a parameter.
pub(super) fn option(parameter: &Parameter, context: &Context<'_>) -> TypeRef {
    if parameter.file.is_some() {
        return TypeRef::file(&parameter.ty, context.runtime, false);
    }
    TypeRef::owned(&parameter.ty)
}

/// A field of a form: the step that takes it, its style and its value.
pub(super) struct Part {
    pub step: &'static str,
    pub style: Option<StyleRef>,
    pub value: ValueRef,
}

/// How a field of a form is written.
pub(super) fn part(api: &Api, field: &Parameter, form: Option<Form>, context: &Context<'_>) -> Part {
    let shape = shape(api, field);
    let (step, styled) = match shape {
        Shape::File { list: false } => ("file", false),
        Shape::File { list: true } => ("files", false),
        Shape::Json if is_json_list(&field.ty, field.writing.style, form) => ("json_list", false),
        Shape::Json => ("json", false),
        Shape::Object if form == Some(Form::Multipart) => ("json", false),
        Shape::Object => ("object", true),
        Shape::List { .. } => ("list", true),
        Shape::Text { .. } => ("text", false),
    };
    let value = ValueRef::new(field, false, shape, context.runtime);
    Part {
        step,
        style: styled.then(|| StyleRef::new(field, context.runtime)),
        value: if step == "json_list" && !field.required {
            ValueRef::optional_slice(field)
        } else {
            value
        },
    }
}

/// The values of path, query, headers and cookies: first the path, in its order, because it is built from the front; the API version
/// last.
pub(super) fn values(api: &Api, operation: &Operation, context: &Context<'_>) -> Vec<ArgumentValue> {
    let at = |location: Location, wire: &str| match location {
        Location::Path => {
            let name = format!("{{{wire}}}");
            let found = operation.path.match_indices(&name);
            found.map(|(at, _)| at).collect()
        }
        _ => vec![usize::MAX],
    };
    let held = operation.held.iter().map(|parameter| (parameter, true));
    let own = operation.parameters.iter();
    let own = own.filter(|parameter| parameter.location != Location::Form && !is_late(operation, parameter));
    let own = own.map(|parameter| (parameter, false));
    let of_parameters = held.chain(own).map(|(parameter, held)| {
        (
            at(parameter.location, &parameter.wire),
            value(api, parameter, held, context),
        )
    });
    let of_versions = operation
        .version_parameters
        .iter()
        .map(|(location, wire)| (at(*location, wire), version(*location, wire)));
    let every = |(places, value): (Vec<usize>, ArgumentValue)| {
        // A name that the path has several times is filled each time.
        places.into_iter().map(move |at| (at, value.clone()))
    };
    let mut all: Vec<(usize, ArgumentValue)> = of_parameters.chain(of_versions).flat_map(every).collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, value)| value).collect()
}

/// Whether a parameter is the header with the media type of the body, which the step of the body sets as well.
fn is_late(operation: &Operation, parameter: &Parameter) -> bool {
    operation.body.is_some()
        && parameter.location == Location::Header
        && parameter.wire.eq_ignore_ascii_case("content-type")
}

/// The headers that are set after the body.
pub(super) fn late(api: &Api, operation: &Operation, context: &Context<'_>) -> Vec<ArgumentValue> {
    let late = operation.parameters.iter();
    let late = late.filter(|parameter| is_late(operation, parameter));
    late.map(|parameter| value(api, parameter, false, context))
        .collect()
}

fn step(name: &str) -> Ident {
    Ident::parse(name, Case::Value).unwrap_or_else(|| Ident::placeholder(Case::Value, 0))
}

fn version(location: Location, wire: &str) -> ArgumentValue {
    ArgumentValue {
        step: step(word(location)),
        wire: Literal::string(wire),
        style: None,
        value: ValueRef::version(location == Location::Path),
    }
}

/// The word that the steps for a place begin with.
fn word(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::Query | Location::Body | Location::Form => "query",
    }
}

fn value(api: &Api, parameter: &Parameter, held: bool, context: &Context<'_>) -> ArgumentValue {
    let shape = shape(api, parameter);
    let word = word(parameter.location);
    let plain = !parameter.writing.is_styled();
    let path = parameter.location == Location::Path;
    let pasted = parameter.skip_url_encoding || parameter.allow_reserved;
    let (step_name, styled) = match shape {
        _ if parameter.fill == Some(Fill::RepeatabilityId) => ("repeatability".to_owned(), false),
        Shape::Json | Shape::File { .. } => (format!("{word}_json"), false),
        Shape::List { .. } => (format!("{word}_list"), true),
        Shape::Object if parameter.header_prefix.is_some() => ("header_map".to_owned(), false),
        Shape::Object => (format!("{word}_object"), true),
        Shape::Text { .. } if path && !plain => ("path_list".to_owned(), true),
        Shape::Text { .. } if path && parameter.skip_url_encoding => ("raw_path".to_owned(), false),
        Shape::Text { .. } if parameter.location == Location::Query && pasted => {
            ("query_text".to_owned(), true)
        }
        Shape::Text { .. } => (word.to_owned(), false),
    };
    let value = ValueRef::new(parameter, held, shape, context.runtime);
    ArgumentValue {
        step: step(&step_name),
        wire: Literal::string(parameter.header_prefix.as_ref().unwrap_or(&parameter.wire)),
        style: styled.then(|| StyleRef::new(parameter, context.runtime)),
        // A list of one item is written as the item.
        value: if step_name == "path_list" && matches!(shape, Shape::Text { .. }) {
            value.in_list()
        } else {
            value
        },
    }
}

/// The kind of a parameter, which decides how its value is passed.
fn shape(api: &Api, parameter: &Parameter) -> Shape {
    if parameter.constant.is_some() {
        return Shape::Text { set: false };
    }
    if parameter.file.is_some() {
        return Shape::File {
            list: matches!(parameter.ty, Type::List(_)),
        };
    }
    if parameter.writing.style == Style::Json {
        return Shape::Json;
    }
    match &parameter.ty {
        Type::List(inner) if !is_text(api, inner) => Shape::Object,
        Type::List(inner) => Shape::List {
            set: is_set(api, inner),
        },
        Type::Named(_) if is_set(api, &parameter.ty) => Shape::Text { set: true },
        Type::Named(name) if is_number(api, name) => Shape::Text { set: false },
        Type::Map(_) | Type::Any | Type::Overlay(_) | Type::Nullable(_) | Type::Named(_) => Shape::Object,
        Type::Scalar(_) => Shape::Text { set: false },
    }
}

/// Whether a type is a set of texts.
fn is_set(api: &Api, ty: &Type) -> bool {
    let Type::Named(name) = ty else { return false };
    let kind = api.types.get(name).map(|definition| &definition.kind);
    matches!(kind, Some(TypeKind::Enum { integer: false, .. }))
}

/// Whether every value of a type has a text that the runtime can write; for a choice, only serde knows the form.
fn is_text(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Scalar(_) => true,
        Type::Named(name) => is_set(api, ty) || is_number(api, name),
        _ => false,
    }
}

/// Whether a type is a set of numbers.
fn is_number(api: &Api, name: &Ident) -> bool {
    let kind = api.types.get(name).map(|definition| &definition.kind);
    matches!(kind, Some(TypeKind::Enum { integer: true, .. }))
}

/// Whether a list is written as a part of JSON for each of its items.
pub(super) fn is_json_list(ty: &Type, style: Style, form: Option<Form>) -> bool {
    matches!(ty, Type::List(_)) && style == Style::Json && form == Some(Form::Multipart)
}
