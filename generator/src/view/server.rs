//! The address of the service: the base path, and the parts that callers give.

use openapi_client_model::{
    api::Api,
    names::{Case, Ident},
    server::{AddressPart, BasePart, Server, ServerVariable, VariableKind},
};

use super::{Context, Doc, Literal, docs};

/// A part of the path in front of every other.
#[derive(Clone, Debug)]
pub struct BasePartView {
    /// The variant of `BasePart`.
    pub(crate) kind: Ident,
    /// The text, or the name of the variable; none for a choice.
    pub(crate) text: Option<Literal>,
    /// The texts of a choice.
    pub(crate) choices: Vec<Literal>,
}

/// The struct with the parts of the address that callers give.
#[derive(Clone, Debug)]
pub struct ServerView {
    /// Its docs.
    pub(crate) doc: Doc,
    /// Its name.
    pub(crate) name: Ident,
    /// The docs of its constructor.
    pub(crate) new_doc: Doc,
    /// The docs of the method that returns the address.
    pub(crate) endpoint_doc: Doc,
    /// The required parts.
    pub(crate) required: Vec<ServerVariableView>,
    /// The optional parts.
    pub(crate) optional: Vec<ServerVariableView>,
    /// The steps that put the address together.
    pub(crate) steps: Vec<AddressStepView>,
}

/// A part of the address that callers give.
#[derive(Clone, Debug)]
pub struct ServerVariableView {
    /// Its docs.
    pub(crate) doc: Doc,
    /// Its name.
    pub(crate) name: Ident,
    /// The method that sets it.
    pub(crate) setter: Ident,
    /// Its default.
    pub(crate) default: Option<Literal>,
}

/// A step that puts the address together.
#[derive(Clone, Debug)]
pub struct AddressStepView {
    /// The method of `Address`.
    pub(crate) step: Ident,
    /// The text, or the name of the variable.
    pub(crate) text: Literal,
    /// The field with the value of a variable.
    pub(crate) value: Option<Ident>,
}

/// The possible base paths.
pub(super) fn base_paths(api: &Api) -> Vec<Vec<BasePartView>> {
    let bases = api.server.bases.iter();
    bases.map(|parts| parts.iter().map(base_part).collect()).collect()
}

fn base_part(part: &BasePart) -> BasePartView {
    let (kind, text, choices) = match part {
        BasePart::Fixed(text) => ("Fixed", Some(text), &[][..]),
        BasePart::Any(name) => ("Any", Some(name), &[][..]),
        BasePart::OneOf(choices) => ("OneOf", None, choices.as_slice()),
    };
    BasePartView {
        kind: own(kind, Case::Type),
        text: text.map(|text| Literal::string(text)),
        choices: choices.iter().map(|choice| Literal::string(choice)).collect(),
    }
}

pub(super) fn server(api: &Api) -> Option<ServerView> {
    let name = api.server.type_name()?;
    let server = &api.server;
    let doc = Doc::new()
        .paragraph("The parts of the service's address.")
        .paragraph(&format!("The address is {}.", docs::code(&template(server))));
    let (required, optional): (Vec<_>, Vec<_>) = server
        .variables
        .iter()
        .partition(|variable| variable.default.is_none());
    let mut new_doc = Doc::new().paragraph(if required.is_empty() {
        "Creates the parts with the defaults of the description."
    } else {
        "Creates the parts, with those that have no default:"
    });
    if !required.is_empty() {
        new_doc = new_doc.items(required.iter().map(|given| {
            let about = [docs::escape(&described(given)), said(given)].join(" ");
            format!("`{}`: {}", given.name.bare(), about.trim())
        }));
    }
    let steps = server
        .origin
        .iter()
        .chain(&server.path)
        .filter_map(|part| step(server, part))
        .collect();
    let endpoint_doc = Doc::new().paragraph("Returns the whole address.").paragraph(
        "# Errors\n\nFails when a part is not valid: it is empty, or would lead to another host or out of the path.",
    );
    Some(ServerView {
        doc,
        name,
        new_doc,
        endpoint_doc,
        required: required.into_iter().map(variable).collect(),
        optional: optional.into_iter().map(variable).collect(),
        steps,
    })
}

fn variable(variable: &ServerVariable) -> ServerVariableView {
    let mut doc = Doc::new().text(&described(variable));
    let said = said(variable);
    if !said.is_empty() {
        doc = doc.paragraph(&said);
    }
    ServerVariableView {
        doc,
        name: variable.name.clone(),
        setter: own(&format!("with {}", variable.name.bare()), Case::Value),
        default: variable.default.as_deref().map(Literal::string),
    }
}

/// What a variable is for.
fn described(variable: &ServerVariable) -> String {
    match variable.docs.description.as_deref().map(str::trim) {
        Some(text) if !text.is_empty() => text.to_owned(),
        _ => format!("The part `{}` of the address.", variable.wire.replace('`', "")),
    }
}

/// The values that the description lists.
fn said(variable: &ServerVariable) -> String {
    let mut said = Vec::new();
    if !variable.values.is_empty() {
        let values: Vec<String> = variable.values.iter().map(|value| quoted(value)).collect();
        said.push(format!("The description lists {}.", values.join(", ")));
    }
    if let Some(default) = &variable.default {
        said.push(format!("The default is {}.", quoted(default)));
    }
    said.join(" ")
}

fn quoted(value: &str) -> String {
    if value.is_empty() {
        "nothing".to_owned()
    } else {
        docs::code(value)
    }
}

fn step(server: &Server, part: &AddressPart) -> Option<AddressStepView> {
    let (step, text, value) = match part {
        AddressPart::Text(text) => ("text", text, None),
        AddressPart::Variable(at) => {
            let variable = server.variables.get(*at)?;
            let step = match variable.kind {
                VariableKind::Start => "start",
                VariableKind::Host => "host",
                VariableKind::Base => "base",
                VariableKind::Segment => "segment",
                VariableKind::Raw => "raw",
            };
            (step, &variable.wire, Some(variable.name.clone()))
        }
    };
    Some(AddressStepView {
        step: own(step, Case::Value),
        text: Literal::string(text),
        value,
    })
}

/// The address as the description has it.
fn template(server: &Server) -> String {
    let mut text = String::new();
    for part in server.origin.iter().chain(&server.path) {
        match part {
            AddressPart::Text(part) => text.push_str(part),
            AddressPart::Variable(at) => {
                let name = server
                    .variables
                    .get(*at)
                    .map_or("", |variable| variable.wire.as_str());
                text.extend(["{", name, "}"]);
            }
        }
    }
    text
}

/// The docs of `new` about the endpoint.
pub(super) fn endpoint_doc(api: &Api, context: &Context<'_>) -> String {
    let server = &api.server;
    let examples: Vec<&str> = match context.endpoint {
        Some(endpoint) => vec![endpoint],
        None if server.examples.is_empty() => vec!["https://example.com"],
        None => server.examples.iter().map(String::as_str).collect(),
    };
    let shown: Vec<String> = examples.iter().map(|example| docs::code(example)).collect();
    let mut doc = format!(
        "The endpoint is an address such as {}; without a scheme it is read as https, and a path in it is kept.",
        shown.join(" or ")
    );
    let words = |parts: &[BasePart]| {
        let mut text = String::new();
        for part in parts {
            match part {
                BasePart::Fixed(part) => text.push_str(part),
                BasePart::OneOf(choices) => text.push_str(choices.first().map_or("", String::as_str)),
                BasePart::Any(name) => text.extend(["{", name, "}"]),
            }
        }
        quoted(&text)
    };
    match server.bases.as_slice() {
        [] => {}
        [only] if !only.iter().any(|part| matches!(part, BasePart::Any(_))) => {
            doc = format!(
                "{doc} All paths of the service begin with {}, which is added to an endpoint that does not end with it.",
                words(only)
            );
        }
        paths => {
            let paths: Vec<String> = paths.iter().map(|parts| words(parts)).collect();
            doc = format!(
                "{doc} It must be the whole address, with the base path: {}.",
                paths.join(" or ")
            );
        }
    }
    doc
}

/// An identifier that we choose ourselves.
fn own(name: &str, case: Case) -> Ident {
    Ident::parse(name, case).unwrap_or_else(|| Ident::placeholder(case, 0))
}
