//! Reads the parameters of OpenAPI 3: their places and styles.

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Node,
};

use super::{
    Location, Parameter, Schema, Style, Writing, is_json, operation,
    read::{Keywords, Reader},
    schema,
};

const PARAMETER: Keywords = Keywords {
    object: "a parameter",
    read: &[
        "name",
        "in",
        "required",
        "description",
        "schema",
        "content",
        "style",
        "explode",
        "allowReserved",
        "allowEmptyValue",
        "deprecated",
    ],
    ignored: &["example", "examples"],
    unsupported: &[],
};

const MEDIA_TYPE: Keywords = Keywords {
    object: "a media type of a parameter",
    read: &["schema"],
    ignored: &["example", "examples"],
    unsupported: &[],
};

pub(super) fn parameter(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Parameter> {
    reader.check(&PARAMETER, diagnostics);
    let location = operation::location(reader, diagnostics)?;
    let name = operation::name(reader, diagnostics)?;
    let elsewhere = ["accept", "content-type", "authorization"];
    let ignored = location == Location::Header && elsewhere.contains(&name.to_ascii_lowercase().as_str());
    let (schema, writing) = match reader.get("schema") {
        Some(entry) => {
            let writing = writing(reader, location, diagnostics);
            (schema::schema(&entry, diagnostics), writing)
        }
        None => content(reader, location, diagnostics)?,
    };
    Some(Parameter {
        place: reader.place().clone(),
        name,
        location,
        required: reader.flag("required", diagnostics),
        description: reader.text("description", diagnostics),
        schema,
        client_name: reader.text("x-ms-client-name", diagnostics),
        client_level: reader.text("x-ms-parameter-location", diagnostics).as_deref() == Some("client"),
        deprecated: reader.flag("deprecated", diagnostics),
        skip_url_encoding: reader.flag("x-ms-skip-url-encoding", diagnostics),
        allow_reserved: reader.flag("allowReserved", diagnostics),
        allow_empty: reader.flag("allowEmptyValue", diagnostics),
        header_prefix: reader.text("x-ms-header-collection-prefix", diagnostics),
        writing,
        ignored,
    })
}

/// The schema of a parameter that is described by its media type, which is JSON, and how it is written.
fn content(
    reader: &Reader<'_>,
    location: Location,
    diagnostics: &mut Diagnostics,
) -> Option<(Schema, Writing)> {
    let entries = reader.entries_of("content", diagnostics);
    let Some((media_type, entry)) = entries.first() else {
        let help = "add `schema` with its `type`";
        let found = Diagnostic::at(reader.place(), "the parameter has no schema", help);
        diagnostics.push(found.kept("it is text"));
        let text = Schema {
            kind: Some("string".to_owned()),
            ..schema::schema(&reader.empty(), diagnostics)
        };
        return Some((text, writing(reader, location, diagnostics)));
    };
    entry.check(&MEDIA_TYPE, diagnostics);
    let whole = reader.text("in", diagnostics).as_deref() == Some("querystring");
    let is_form = media_type
        .to_ascii_lowercase()
        .starts_with("application/x-www-form-urlencoded");
    if whole && !is_form {
        let message = format!("a whole query of type `{media_type}` is not supported");
        let help = "describe it as `application/x-www-form-urlencoded`, or each of its parameters";
        diagnostics.push(Diagnostic::at(entry.place(), message, help).unsupported());
        return None;
    }
    let writing = if whole {
        Writing {
            style: Style::Commas,
            explode: true,
        }
    } else if is_json(media_type) {
        Writing::joined(Style::Json)
    } else {
        diagnostics.push(
            Diagnostic::at(
                entry.place(),
                format!("a parameter cannot be written as `{media_type}`"),
                "it is written as if it had only a `schema`",
            )
            .warning(),
        );
        Writing {
            style: Style::Commas,
            explode: usual(location) == "form",
        }
    };
    let schema = match entry.get("schema") {
        Some(found) => schema::schema(&found, diagnostics),
        // Any JSON.
        None => schema::schema(&entry.empty(), diagnostics),
    };
    Some((schema, writing))
}

/// The default style.
fn usual(location: Location) -> &'static str {
    match location {
        Location::Query | Location::Cookie => "form",
        _ => "simple",
    }
}

/// The format that `style` and `explode` describe.
fn writing(reader: &Reader<'_>, location: Location, diagnostics: &mut Diagnostics) -> Writing {
    let usual = usual(location);
    let written = reader.text("style", diagnostics);
    let name = written.as_deref().unwrap_or(usual);
    let style = match (name, location) {
        ("form", Location::Query | Location::Cookie) | ("simple", Location::Path | Location::Header) => {
            Some(Style::Commas)
        }
        ("spaceDelimited", Location::Query) => Some(Style::Spaces),
        ("pipeDelimited", Location::Query) => Some(Style::Pipes),
        ("deepObject", Location::Query) => Some(Style::DeepObject),
        ("matrix", Location::Path) => Some(Style::Matrix),
        ("label", Location::Path) => Some(Style::Label),
        _ => None,
    };
    if style.is_none() {
        diagnostics.push(
            Diagnostic::at(
                &reader.place().join("style"),
                format!("`{name}` is not a style of parameters in `{}`", location.as_str()),
                format!("it is written in the style `{usual}`, the default there"),
            )
            .warning(),
        );
    }
    let explode = reader.get("explode");
    Writing {
        style: style.unwrap_or(Style::Commas),
        explode: explode.map_or(name == "form" || (style.is_none() && usual == "form"), |entry| {
            *entry.node() == Node::Bool(true)
        }),
    }
}
