//! The parameters of a call: what goes into path, query, headers, cookies and the fields of a form.

use std::collections::BTreeSet;

use openapi_client_model::{
    api::{Docs, Location, Parameter, Scalar, Type},
    names::{Case, Given, Ident},
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document::{self, API_VERSION, Constraints, Operation, Schema, Writing},
    fix::CatalogEdit,
};

use super::{
    path::{check_path, missing},
    spelling::spelled,
    subject::Subject,
    types::Types,
};
use crate::catalog::Service;

/// What the parameters of an operation come to.
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
    // What a broken reference would have been is not known.
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
        if written.ignored || !seen.insert((written.location, &written.name)) {
            continue;
        }
        match written.location {
            Location::Body => result.body = Some(written),
            Location::Form => result.fields.push(written),
            _ if is_version(written) => result.versions.push((written.location, written.name.clone())),
            _ => result.add(types, &Written::from(written), hint),
        }
    }
    // What the path needs and nobody declares is text, unless it is not known what a reference would have been.
    for name in missing(operation, &result.all, &result.versions, whole) {
        let parameter = undeclared(types, operation, name);
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
                rename(types.service, loser, name)
            });
            types.diagnostics.push(
                Diagnostic::at(
                    place,
                    format!(
                        "the parameters `{other}` and `{}` become one argument `{}`",
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

    /// Adds the choice between several media types of the body, unless something else has its name.
    pub(super) fn add_media_types(&mut self, media_types: &[String], place: &Place) {
        let Some(name) = Ident::parse("content_type", Case::Value) else {
            return;
        };
        let described = self
            .all
            .iter()
            .any(|parameter| parameter.name == name || parameter.wire.eq_ignore_ascii_case("content-type"));
        let Some(usual) = media_types
            .first()
            .filter(|_| media_types.len() > 1 && !described)
        else {
            return;
        };
        let listed: Vec<String> = media_types
            .iter()
            .map(|media_type| format!("`{media_type}`"))
            .collect();
        self.all.push(Parameter {
            wire: "Content-Type".to_owned(),
            name,
            location: Location::Header,
            ty: Type::Scalar(Scalar::String),
            required: false,
            secret: false,
            skip_url_encoding: false,
            allow_reserved: false,
            allow_empty: false,
            writing: Writing::COMMAS,
            header_prefix: None,
            constant: None,
            file: None,
            fill: None,
            constraints: Constraints::default(),
            default: None,
            docs: Docs {
                summary: None,
                description: Some(format!(
                    "The media type of the body: {}. Without it, it is `{usual}`.",
                    listed.join(" or ")
                )),
                place: Some(place.clone()),
            },
        });
    }
}

/// A parameter of the path that is declared nowhere.
fn undeclared(types: &mut Types<'_>, operation: &Operation, wire: &str) -> Parameter {
    let place = &operation.place;
    types.diagnostics.push(
        Diagnostic::at(
            place,
            format!("the path has `{{{wire}}}`, but no path parameter of that name is declared"),
            "it is taken as text; declare it under `parameters` with `in: path` to say more",
        )
        .warning(),
    );
    let entry = types.service.parameter(Location::Path, wire);
    if let Some((key, _)) = entry {
        types.used.insert(("parameters", key.to_owned()));
    }
    let given = entry.and_then(|(_, entry)| entry.name.as_deref());
    let name = types.ident_or(given, wire, Case::Value, place, || {
        (Subject::parameter(Location::Path, wire, false), spelled(wire))
    });
    if matches!(name.bare(), "options" | "body" | "method_options") {
        taken_by_methods(types, &name, (Location::Path, wire), place);
    }
    Parameter {
        wire: wire.to_owned(),
        name,
        location: Location::Path,
        ty: Type::Scalar(Scalar::String),
        required: true,
        secret: false,
        skip_url_encoding: false,
        allow_reserved: false,
        allow_empty: false,
        writing: Writing::COMMAS,
        header_prefix: None,
        constant: None,
        file: None,
        fill: None,
        constraints: Constraints::default(),
        default: None,
        docs: Docs {
            summary: None,
            description: None,
            place: Some(place.clone()),
        },
    }
}

/// Reports a name that every method has for something else.
fn taken_by_methods(types: &mut Types<'_>, name: &Ident, (location, wire): (Location, &str), place: &Place) {
    let subject = Subject::parameter(location, wire, true);
    let fix = rename(types.service, &subject, name);
    types.diagnostics.push(
        Diagnostic::at(
            place,
            format!("the parameter would be called `{name}`, as something that every method has already"),
            "give the parameter another `name` under `parameters` in the catalog",
        )
        .with_fix(fix),
    );
}

/// The entry that names a parameter after where it goes as well.
pub(super) fn rename(service: &Service, subject: &Subject, name: &Ident) -> Option<CatalogEdit> {
    let location = subject.word();
    let names = [format!("{}_in_{location}", name.bare())];
    let name = subject.pick(Case::Value, &names, |_| false);
    subject.named(
        service,
        &name,
        "Another parameter, or an argument that every method has, would have the same name.",
    )
}

/// Whether a parameter carries the API version: that in the query by its usual name always does, another when it must be sent.
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
    if matches!(name.bare(), "options" | "body" | "method_options") {
        taken_by_methods(types, &name, (written.location, written.name), written.place);
    }
    if written.location == Location::Header && !is_header_name(written.name) {
        types.diagnostics.push(Diagnostic::at(
            &written.place.join("name"),
            format!("no header can have the name `{}`", written.name),
            "a header's name is made of ASCII letters, digits and any of !#$%&'*+-.^_`|~",
        ));
    }
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
                "write its type out in place, or take the type's `overlay` out of the catalog",
            )
            .avoidable(),
        );
    }
    let writing = Writing {
        // There is nothing to set apart in a single value.
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
        constraints: written.schema.constraints.clone(),
        default: written.schema.default.clone(),
        docs: Docs {
            summary: None,
            description: written.description.map(str::to_owned),
            place: Some(written.place.clone()),
        },
    }
}

/// Whether a text is a token of HTTP (RFC 9110, section 5.6.2).
fn is_header_name(text: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_token)
}
