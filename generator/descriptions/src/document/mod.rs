//! The description as written: one form for Swagger 2.0, OpenAPI 3.0 and 3.1, references not yet followed.

mod constraints;
mod description;
mod host;
mod openapi;
mod openapi_parameter;
mod operation;
mod parameter;
mod read;
mod schema;
mod security;
mod shape;
mod swagger;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place, Way},
    pointer::Pointer,
    source::{FileId, Node, Source},
};
pub use constraints::Constraints;
pub use description::{
    Document, Header, Operation, OrRef, Pageable, Reference, RequestBody, Requirement, Response, Security,
    SecurityScheme,
};
pub use host::Host;
pub use openapi::is_json;
pub use parameter::{API_VERSION, Location, Parameter, Style, Writing};
use read::Reader;
pub use shape::{Additional, Discriminator, EnumValue, Enumeration, Mutability, Schema};

impl Document {
    /// Reads the tree of one file as a description, and what is wrong in it. There is no document when the tree is not a
    /// description, or when some of it could not be read at all.
    pub fn read(file: &FileId, source: &Source) -> (Option<Self>, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let place = Place::new(file.clone(), Pointer::root());
        report_duplicates(&source.node, &place, &mut diagnostics);
        let reader = Reader::new(&source.node, place);
        let document = match dialect(&reader) {
            Ok(Dialect::Swagger) => Some(swagger::document(&reader, &mut diagnostics)),
            Ok(Dialect::OpenApi) => Some(openapi::document(&reader, &mut diagnostics)),
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                None
            }
        };
        (document.filter(|_| !diagnostics.are_blinding()), diagnostics)
    }
}

enum Dialect {
    Swagger,
    OpenApi,
}

fn dialect(reader: &Reader<'_>) -> Result<Dialect, Diagnostic> {
    let help = "the file must begin with `swagger: '2.0'` or `openapi: 3.0.3` (3.0 and 3.1 are read)";
    if reader.node().get("swagger").is_none() && reader.node().get("openapi").is_none() {
        return Err(Diagnostic::at(
            reader.place(),
            "this is not an API description",
            help,
        ));
    }
    let text = |key: &str| {
        reader.node().get(key).map(|node| match node {
            Node::String(text) => text.clone(),
            Node::Float(number) => format!("{number:?}"),
            Node::Integer(number) => format!("{number}.0"),
            _ => String::new(),
        })
    };
    match (text("swagger"), text("openapi")) {
        (Some(version), None) if version == "2.0" => Ok(Dialect::Swagger),
        (None, Some(version)) if version.starts_with("3.0") || version.starts_with("3.1") => {
            Ok(Dialect::OpenApi)
        }
        (swagger, openapi) => {
            let (key, version) = if let Some(version) = swagger {
                ("swagger", version)
            } else {
                ("openapi", openapi.unwrap_or_default())
            };
            Err(Diagnostic::at(
                &reader.place().join(key),
                format!("version `{version}` of the description format is not supported"),
                help,
            ))
        }
    }
}

/// Reports every key that stands more than once in its mapping, in the tree that stands at `place`.
pub fn report_duplicates(node: &Node, place: &Place, diagnostics: &mut Diagnostics) {
    report_duplicates_below(node, &Way::from(place), diagnostics);
}

fn report_duplicates_below(node: &Node, way: &Way<'_>, diagnostics: &mut Diagnostics) {
    match node {
        Node::Mapping(mapping) => {
            for key in &mapping.duplicates {
                diagnostics.push(Diagnostic::at(
                    &way.key(key).place(),
                    format!("the key `{key}` stands here more than once"),
                    "keep one of them; which one counts is not defined, so neither is taken",
                ));
            }
            for (key, value) in &mapping.entries {
                report_duplicates_below(value, &way.key(key), diagnostics);
            }
        }
        Node::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                report_duplicates_below(item, &way.index(index), diagnostics);
            }
        }
        _ => {}
    }
}
