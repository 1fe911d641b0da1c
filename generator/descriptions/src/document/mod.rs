//! The description as written: one form for Swagger 2.0, OpenAPI 3.0, 3.1 and 3.2, references not yet followed.

mod alternatives;
mod constraints;
mod description;
mod discriminator;
mod encoding;
mod enumeration;
pub(crate) mod folders;
mod host;
mod incoming;
mod long_running;
mod marks;
mod media;
mod openapi;
mod openapi_parameter;
mod operation;
mod parameter;
mod paths;
mod read;
mod same;
mod schema;
mod security;
mod sequence;
mod shape;
mod swagger;
mod template;
mod xml;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place, Way},
    pointer::Pointer,
    source::{FileId, Node, Sources},
};
pub use constraints::Constraints;
pub use description::{
    Document, Header, Operation, OrRef, Pageable, Reference, RequestBody, Requirement, Response, Security,
    SecurityScheme,
};
pub use encoding::Encoding;
pub use host::Host;
pub use long_running::{FinalState, LongRunning};
pub use media::{MediaKind, is_json, media_kind};
pub use parameter::{API_VERSION, Location, Parameter, Style, Writing};
use read::Reader;
pub use shape::{Additional, Discriminator, EnumValue, Enumeration, Mutability, Schema, ValueForm};
pub use xml::Xml;

impl Document {
    /// Reads one of the files as a description, with its errors. There is no document if the file does not exist, is not a
    /// description, or could not be read completely.
    ///
    /// A file that is only referred to (`is_entry` is false) may be a part of a description.
    pub fn read(file: &FileId, sources: &Sources, is_entry: bool) -> (Option<Self>, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let Some(source) = sources.get(file) else {
            return (None, diagnostics);
        };
        let place = Place::new(file.clone(), Pointer::root());
        report_duplicates(&source.node, &place, &mut diagnostics);
        let reader = Reader::new(&source.node, place).within(sources);
        let document = match dialect(&reader) {
            Err(_) if !is_entry && is_fragment(&source.node) => Some(Self::fragment(reader.place())),
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

impl Document {
    /// A file that is a part of a description; its content is read where it is referred to.
    fn fragment(place: &Place) -> Self {
        Self {
            place: place.clone(),
            title: String::new(),
            description: None,
            version: String::new(),
            hosts: Vec::new(),
            security: Security::default(),
            says_security: false,
            security_schemes: Vec::new(),
            operations: Vec::new(),
            schemas: Vec::new(),
            parameters: Vec::new(),
            responses: Vec::new(),
            request_bodies: Vec::new(),
            incoming: Vec::new(),
            is_fragment: true,
            elsewhere: Vec::new(),
            headers: Vec::new(),
        }
    }
}

/// Whether a tree can be a part of a description: a mapping without `swagger` or `openapi`.
fn is_fragment(node: &Node) -> bool {
    matches!(node, Node::Mapping(_))
        && ["swagger", "openapi", "info"]
            .iter()
            .all(|key| node.get(key).is_none())
}

enum Dialect {
    Swagger,
    OpenApi,
}

fn dialect(reader: &Reader<'_>) -> Result<Dialect, Diagnostic> {
    let help = "the file must begin with `swagger: '2.0'` or `openapi: 3.0.3` (3.0, 3.1 and 3.2 are read)";
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
        (None, Some(version))
            if ["3.0", "3.1", "3.2"]
                .iter()
                .any(|known| version.starts_with(known)) =>
        {
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

/// Reports every key that is more than once in its mapping, in the tree at `place`.
pub fn report_duplicates(node: &Node, place: &Place, diagnostics: &mut Diagnostics) {
    report_duplicates_below(node, &Way::from(place), diagnostics);
}

fn report_duplicates_below(node: &Node, way: &Way<'_>, diagnostics: &mut Diagnostics) {
    match node {
        Node::Mapping(mapping) => {
            for key in &mapping.duplicates {
                diagnostics.push(Diagnostic::at(
                    &way.key(key).place(),
                    format!("the key `{key}` is here more than once"),
                    "keep one of them; which one counts is not defined, so neither is used",
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
