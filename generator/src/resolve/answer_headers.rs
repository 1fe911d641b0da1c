//! The described headers of responses.

use openapi_client_model::{
    api::{AnswerHeader, Docs, Scalar, Type},
    names::{Case, Ident},
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{Header, Schema},
};

use super::{
    declared::{Declared, named},
    types::{Types, is_same_set, plain::scalar},
};

/// The methods of responses, which a method of a trait cannot have the names of.
const TAKEN: &[&str] = &[
    "all_headers",
    "body",
    "borrow",
    "clone",
    "deconstruct",
    "fmt",
    "headers",
    "into",
    "into_body",
    "into_model",
    "status",
    "to_raw_response",
    "try_into",
];

/// The headers of these responses, each once. `hint` begins the names of types that are written in place.
pub(super) fn headers<'a>(
    types: &mut Types<'a>,
    responses: &[&Declared<'a>],
    hint: &Ident,
) -> Vec<AnswerHeader> {
    let mut found: Vec<AnswerHeader> = Vec::new();
    for written in written(types, responses) {
        let header = written.header;
        let Some(name) = name(&written, &found) else {
            let message = format!(
                "no method can be named after the header `{}`, or another has its name",
                written.wire
            );
            let help = "callers read it by its name from the headers of the response; give it another name with `x-ms-client-name`";
            types
                .diagnostics
                .push(Diagnostic::at(&header.place, message, help).warning());
            continue;
        };
        let hint = match (named(&header.place, "headers"), written.response.name()) {
            (Some(own), _) => own,
            (None, Some(response)) => response.join(&name, Case::Type),
            (None, None) => hint.join(&name, Case::Type),
        };
        let hint = if hint.bare().ends_with("Header") {
            hint
        } else {
            hint.with_suffix("Header")
        };
        found.push(AnswerHeader {
            wire: written.wire.to_owned(),
            ty: written.form.ty(types, &hint),
            name,
            prefix: header.prefix.is_some(),
            docs: docs(header),
        });
    }
    found
}

/// A header that one response or several have.
struct Written<'r, 'a> {
    wire: &'a str,
    header: &'a Header,
    response: &'r Declared<'a>,
    form: Form<'a>,
}

/// The headers as written, each once; one that has several forms is text.
fn written<'r, 'a>(types: &mut Types<'a>, responses: &[&'r Declared<'a>]) -> Vec<Written<'r, 'a>> {
    let mut found: Vec<Written<'r, 'a>> = Vec::new();
    let all = responses.iter().flat_map(|response| {
        let headers = response.response.headers.iter();
        headers.map(move |(wire, header)| (*response, wire, header))
    });
    for (response, wire, header) in all {
        let header = match types.bundle.header(header) {
            Ok(header) => header,
            Err(diagnostic) => {
                types.diagnostics.push(diagnostic);
                continue;
            }
        };
        let wire = header.prefix.as_deref().unwrap_or(wire);
        let form = header
            .schema
            .as_ref()
            .map_or(Form::TEXT, |schema| form(types, schema));
        let Some(other) = found
            .iter_mut()
            .find(|other| other.wire.eq_ignore_ascii_case(wire))
        else {
            found.push(Written {
                wire,
                header,
                response,
                form,
            });
            continue;
        };
        if !other.form.is_same(&form) {
            other.form = Form::TEXT;
            let message = format!("the header `{wire}` has another type in another response");
            let help = "it is read as text; give it one type";
            types
                .diagnostics
                .push(Diagnostic::at(&header.place, message, help).warning());
        }
    }
    found
}

/// The name of the method that reads a header, unless there is no free one.
fn name(written: &Written<'_, '_>, found: &[AnswerHeader]) -> Option<Ident> {
    // Their case means nothing.
    let lower = written.wire.to_ascii_lowercase();
    let short = lower.trim_end_matches('-');
    let words = written.header.client_name.as_deref();
    let words = words.unwrap_or(short.strip_prefix("x-ms-").unwrap_or(short));
    let free = |name: &Ident| !TAKEN.contains(&name.bare()) && found.iter().all(|other| other.name != *name);
    let names = [
        words.to_owned(),
        short.to_owned(),
        format!("{words} header"),
        format!("{short} header"),
    ];
    let mut names = names.iter().filter_map(|words| Ident::parse(words, Case::Value));
    names.find(free).filter(|_| !written.wire.is_empty())
}

fn docs(header: &Header) -> Docs {
    Docs {
        summary: None,
        description: header.description.clone(),
        place: Some(header.place.clone()),
    }
}

/// How a header is read.
#[derive(Clone, Copy)]
struct Form<'a> {
    value: Value<'a>,
    list: bool,
}

/// How one value of a header is read.
#[derive(Clone, Copy)]
enum Value<'a> {
    Scalar(Scalar),
    /// One of a set: as written, and the schema that has the values.
    Set {
        written: &'a Schema,
        target: &'a Schema,
    },
}

impl<'a> Form<'a> {
    const TEXT: Self = Self {
        value: Value::Scalar(Scalar::String),
        list: false,
    };

    /// Whether both are read as the same type.
    fn is_same(&self, other: &Self) -> bool {
        self.list == other.list
            && match (self.value, other.value) {
                (Value::Scalar(one), Value::Scalar(other)) => one == other,
                (Value::Set { target: one, .. }, Value::Set { target: other, .. }) => {
                    std::ptr::eq(one, other) || is_same_set(one.set(), other.set())
                }
                _ => false,
            }
    }

    fn ty(self, types: &mut Types<'a>, hint: &Ident) -> Type {
        let ty = match self.value {
            Value::Scalar(scalar) => Type::Scalar(scalar),
            Value::Set { written, .. } => match types.type_of(written, hint) {
                ty @ Type::Named(_) => ty,
                // A handwritten type.
                _ => Type::Scalar(Scalar::String),
            },
        };
        if self.list { Type::List(Box::new(ty)) } else { ty }
    }
}

/// The form of a header: a value, a list of values, or text for everything else.
fn form<'a>(types: &mut Types<'a>, schema: &'a Schema) -> Form<'a> {
    let items = types.value_at(schema).and_then(|(_, target)| items(target));
    let list = items.is_some();
    match value(types, items.unwrap_or(schema)) {
        Some(value) => Form { value, list },
        None => Form::TEXT,
    }
}

/// How one value is read; `None` when it is a list.
fn value<'a>(types: &mut Types<'a>, schema: &'a Schema) -> Option<Value<'a>> {
    let Some((written, target)) = types.value_at(schema) else {
        return Some(Value::Scalar(Scalar::String));
    };
    if types.is_set(target) {
        return Some(Value::Set { written, target });
    }
    if items(target).is_some() {
        return None;
    }
    let kind = target.kind.as_deref();
    let scalar = kind.and_then(|kind| scalar(kind, target.format.as_deref()));
    Some(Value::Scalar(scalar.unwrap_or(Scalar::String)))
}

/// The schema of the items of a list.
fn items(schema: &Schema) -> Option<&Schema> {
    schema
        .items
        .as_deref()
        .filter(|_| schema.kind.as_deref() == Some("array"))
}
