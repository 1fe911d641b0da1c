//! The parameters of a call: in path, query, headers and cookies, and the fields of a form.

use std::collections::BTreeSet;

use openapi_client_model::{
    api::{Docs, Location, Parameter, Scalar, Type},
    names::{Case, Given, Ident},
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document::{self, API_VERSION, Operation, Schema, Writing},
};

use super::{
    parameter_names::{check_taken, is_header_name, tell_apart},
    path::{check_path, missing},
    spelling::spelled,
    subject::Subject,
    types::{Types, described},
    undeclared,
};

/// The arguments, options and fields that the parameters of an operation become.
#[derive(Default)]
pub(super) struct Parameters<'a> {
    pub all: Vec<Parameter>,
    /// Where the API version goes.
    pub versions: Vec<(Location, String)>,
    /// A body in the form of Swagger 2.0.
    pub body: Option<&'a document::Parameter>,
    /// Fields of a form in the form of Swagger 2.0.
    pub fields: Vec<&'a document::Parameter>,
    given: Given,
    named: Vec<(Ident, Subject)>,
}

/// A parameter, or a property that is a field of a form, as written.
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of its own")]
pub(super) struct Written<'a> {
    pub place: &'a Place,
    pub name: &'a str,
    pub location: Location,
    pub required: bool,
    pub description: Option<&'a str>,
    pub deprecated: bool,
    pub schema: &'a Schema,
    pub client_name: Option<&'a str>,
    pub skip_url_encoding: bool,
    pub allow_reserved: bool,
    pub allow_empty: bool,
    pub header_prefix: Option<&'a str>,
    pub writing: Writing,
    /// The media type of a file.
    pub file: Option<String>,
}

impl<'a> From<&'a document::Parameter> for Written<'a> {
    fn from(written: &'a document::Parameter) -> Self {
        Self {
            place: &written.place,
            name: &written.name,
            location: written.location,
            required: written.required || written.location == Location::Path,
            description: written.description.as_deref(),
            deprecated: written.deprecated || written.schema.deprecated,
            schema: &written.schema,
            client_name: written.client_name.as_deref(),
            skip_url_encoding: written.skip_url_encoding,
            allow_reserved: written.allow_reserved,
            allow_empty: written.allow_empty,
            header_prefix: written.header_prefix.as_deref(),
            writing: written.writing,
            file: None,
        }
    }
}

pub(super) fn parameters<'a>(
    types: &mut Types<'a>,
    operation: &'a Operation,
    hint: &Ident,
) -> Parameters<'a> {
    let mut result = Parameters::default();
    let mut seen: BTreeSet<(Location, &str)> = BTreeSet::new();
    // The target of a broken reference is not known.
    let mut whole = true;
    for written in &operation.parameters {
        let written = match types.bundle.parameter(written) {
            Ok(written) => written,
            Err(diagnostic) => {
                types.diagnostics.push(diagnostic);
                whole = false;
                continue;
            }
        };
        // The operation's own parameters come first and override those of the path.
        if written.ignored || !seen.insert((written.location, &written.name)) || no_header(types, written) {
            continue;
        }
        match written.location {
            Location::Body => result.body = Some(written),
            Location::Form => result.fields.push(written),
            _ if is_version(written) => result.versions.push((written.location, written.name.clone())),
            _ => result.add(types, &Written::from(written), hint),
        }
    }
    // An undeclared name in the path is a text, unless a broken reference might declare it.
    for name in missing(operation, &result.all, &result.versions, whole) {
        let parameter = undeclared::in_path(types, operation, name);
        result.take(types, parameter, &operation.place);
    }
    check_path(types, operation, &mut result.all);
    result
}

impl Parameters<'_> {
    /// Adds a parameter, and reports another of its name.
    pub(super) fn add<'a>(&mut self, types: &mut Types<'a>, written: &Written<'a>, hint: &Ident) {
        let parameter = parameter(types, written, hint);
        self.take(types, parameter, written.place);
    }

    fn take(&mut self, types: &mut Types<'_>, parameter: Parameter, place: &Place) {
        let subject = Subject::parameter(parameter.location, &parameter.wire, true);
        if let Some(other) = self.given.give(&parameter.name, &parameter.wire) {
            let first = self.named.iter().find(|(name, _)| *name == parameter.name);
            let fix = first.and_then(|(name, first)| {
                let loser = first.loser(&subject, types.service, types.known);
                let wires = [&parameter.wire, other];
                let [own, other] = if std::ptr::eq(loser, &raw const subject) {
                    wires
                } else {
                    [wires[1], wires[0]]
                };
                let crowded = self.named.iter().any(|(third, subject)| {
                    third == name && subject.word() == loser.word() && subject != first && subject != loser
                });
                tell_apart(types.service, (loser, own), other, (name, crowded))
            });
            types.diagnostics.push(
                Diagnostic::at(
                    place,
                    format!(
                        "the parameters `{other}` and `{}` become the same argument `{}`",
                        parameter.wire, parameter.name
                    ),
                    "rename one of them under `parameters` in the catalog",
                )
                .with_fix(fix),
            );
        }
        types.noted.note(&subject);
        self.named.push((parameter.name.clone(), subject));
        self.all.push(parameter);
    }
}

/// Whether a parameter is to be a header that no request can have. No caller can do without one that must be sent.
fn no_header(types: &mut Types<'_>, written: &document::Parameter) -> bool {
    let found = written.location == Location::Header && !is_header_name(&written.name);
    if found {
        let wrong = Diagnostic::at(
            &written.place.join("name"),
            format!("no header can have the name `{}`", written.name),
            "a header's name is made of ASCII letters, digits and any of !#$%&'*+-.^_`|~",
        );
        types.diagnostics.push(if written.required {
            wrong.avoidable()
        } else {
            wrong.kept("the parameter is left out")
        });
    }
    found
}

/// Whether a parameter carries the API version: `api-version` in the query always does, another one if it is required.
fn is_version(written: &document::Parameter) -> bool {
    let values = written.schema.enumeration.as_ref();
    if values.is_some_and(|values| values.values.len() == 1 && !values.open) {
        return false;
    }
    let mut letters = written.name.to_ascii_lowercase();
    letters.retain(|c| c.is_ascii_alphanumeric());
    let place = matches!(
        written.location,
        Location::Path | Location::Query | Location::Header
    );
    let usual = written.location == Location::Query && written.name == API_VERSION;
    usual
        || (place
            && written.required
            && matches!(letters.as_str(), "apiversion" | "xapiversion" | "xmsapiversion"))
}

/// The only value that a parameter can have, when it must be sent.
fn constant<'a>(types: &mut Types<'a>, written: &Written<'a>) -> Option<String> {
    if !written.required {
        return None;
    }
    let schema = match &written.schema.reference {
        Some(reference) => types.follow(reference)?.1,
        None => written.schema,
    };
    let values = schema.enumeration.as_ref()?;
    match values.values.as_slice() {
        [only] if !values.open => Some(only.value.clone()),
        _ => None,
    }
}

fn parameter<'a>(types: &mut Types<'a>, written: &Written<'a>, hint: &Ident) -> Parameter {
    let service = types.service;
    let entry = service.parameter(written.location, written.name);
    if let Some((key, _)) = entry {
        types.used.insert(("parameters", key.to_owned()));
    }
    let entry = entry.map(|(_, entry)| entry);
    let given = entry.and_then(|entry| entry.name.as_deref());
    let wanted = written.client_name.unwrap_or(written.name);
    let name = types.ident_or(given, wanted, Case::Value, written.place, || {
        let subject = Subject::parameter(written.location, written.name, false);
        (subject, spelled(wanted))
    });
    check_taken(types, &name, (written.location, written.name), written.place);
    let constant = constant(types, written);
    let ty = if constant.is_some() {
        Type::Scalar(Scalar::String)
    } else if written.file.is_some() {
        match written.schema.kind.as_deref() {
            Some("array") => Type::List(Box::new(Type::Any)),
            _ => Type::Any,
        }
    } else if written.header_prefix.is_some() {
        Type::Map(Box::new(Type::Scalar(Scalar::String)))
    } else {
        types.type_of(written.schema, &hint.join(&name, Case::Type))
    };
    if matches!(ty, Type::Overlay(_)) {
        types.diagnostics.push(
            Diagnostic::at(
                written.place,
                format!(
                    "the parameter `{}` is of a handwritten type, which is not supported",
                    written.name
                ),
                "write its type in place, or remove the type's `overlay` from the catalog",
            )
            .avoidable(),
        );
    }
    let as_ref = entry.is_some_and(|entry| entry.as_ref);
    if as_ref && (ty != Type::Scalar(Scalar::String) || constant.is_some() || !written.required) {
        types.diagnostics.push(Diagnostic::at(
            written.place,
            format!(
                "the parameter `{}` is not a required text, so `as_ref` does not apply to it",
                written.name
            ),
            "remove `as_ref` from its entry in the catalog",
        ));
    }
    let writing = Writing {
        // A single value needs no delimiter.
        explode: written.writing.explode && !matches!(ty, Type::Scalar(_)),
        ..written.writing
    };
    Parameter {
        wire: written.name.to_owned(),
        name,
        location: written.location,
        ty,
        required: written.required,
        secret: types.is_secret(written.schema),
        skip_url_encoding: written.skip_url_encoding,
        allow_reserved: written.allow_reserved,
        allow_empty: written.allow_empty,
        writing,
        header_prefix: written.header_prefix.map(str::to_owned),
        constant,
        file: written.file.clone(),
        fill: entry.and_then(|entry| entry.fill),
        as_ref,
        json_within: false,
        constraints: written.schema.constraints.clone(),
        default: written.schema.default.clone(),
        docs: Docs {
            summary: None,
            description: described(written.description, written.deprecated),
            place: Some(written.place.clone()),
        },
    }
}
