//! Parameters that are not declared: names in the path, and the choice between media types.

use openapi_client_model::{
    api::{Docs, Location, Parameter, Scalar, Type},
    names::{Case, Ident},
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document::{Constraints, Operation, Writing},
};

use super::{parameter_names::check_taken, spelling::spelled, subject::Subject, types::Types};

/// A parameter of the path that is declared nowhere.
pub(super) fn in_path(types: &mut Types<'_>, operation: &Operation, wire: &str) -> Parameter {
    let place = &operation.place;
    types.diagnostics.push(
        Diagnostic::at(
            place,
            format!("the path has `{{{wire}}}`, but no path parameter of that name is declared"),
            "it becomes a text argument; declare it under `parameters` with `in: path` to give it a type",
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
    check_taken(types, &name, (Location::Path, wire), place);
    Parameter {
        required: true,
        as_ref: entry.is_some_and(|(_, entry)| entry.as_ref),
        json_within: false,
        ..text(wire, name, Location::Path, place)
    }
}

/// The choice between several media types of the body, if there are several and its name is free.
pub(super) fn media_types(listed: &[String], others: &[Parameter], place: &Place) -> Option<Parameter> {
    let name = Ident::parse("content_type", Case::Value)?;
    let described = others
        .iter()
        .any(|parameter| parameter.name == name || parameter.wire.eq_ignore_ascii_case("content-type"));
    let usual = listed.first().filter(|_| listed.len() > 1 && !described)?;
    let quoted: Vec<String> = listed
        .iter()
        .map(|media_type| format!("`{media_type}`"))
        .collect();
    let mut parameter = text("Content-Type", name, Location::Header, place);
    parameter.docs.description = Some(format!(
        "The media type of the body: {}. The default is `{usual}`.",
        quoted.join(" or ")
    ));
    Some(parameter)
}

/// An optional text of which nothing else is known.
fn text(wire: &str, name: Ident, location: Location, place: &Place) -> Parameter {
    Parameter {
        wire: wire.to_owned(),
        name,
        location,
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
        as_ref: false,
        json_within: false,
        constraints: Constraints::default(),
        default: None,
        docs: Docs {
            summary: None,
            description: None,
            place: Some(place.clone()),
        },
    }
}
