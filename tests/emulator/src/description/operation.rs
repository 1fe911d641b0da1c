//! Operations with everything that concerns them gathered: parameters of their path, references followed.

use std::collections::BTreeMap;

use super::library::{Library, Place};
use super::openapi::{
    Document, Location, Media, OrReference, Parameter, RawOperation, RequestBody, Response, Schema, Status,
};

/// The values that a request's path holds, by the names of the template.
pub(crate) type PathParameters = BTreeMap<String, String>;

/// One operation of one API version.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: &'static str,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    template: Vec<Segment>,
    file: &'static str,
    successes: BTreeMap<u16, Option<Schema>>,
}

/// The body that an operation takes.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) required: bool,
    content: BTreeMap<String, Schema>,
}

/// What a description declares for a status.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Declared<'o> {
    /// The status does not occur.
    Nothing,
    /// The status occurs; nothing is said of a body.
    Status,
    /// The status comes with a body.
    Body(Place<'o>),
}

#[derive(Debug)]
enum Segment {
    Literal(String),
    Parameter(String),
}

/// Gathers the operations of a file.
pub(super) fn operations_in(library: &Library, file: &'static str) -> Result<Vec<Operation>, String> {
    let document = library
        .document(file)
        .ok_or_else(|| format!("spec/{file} is not embedded"))?;
    let mut operations = Vec::new();
    for (path, item) in &document.paths {
        for (method, raw) in item.operations() {
            let reader = OperationReader {
                library,
                document,
                file,
            };
            let operation = reader
                .operation(method, path, &item.parameters, raw)
                .map_err(|problem| format!("spec/{file}: {method} {path}: {problem}"))?;
            operations.push(operation);
        }
    }
    Ok(operations)
}

struct OperationReader<'l> {
    library: &'l Library,
    document: &'l Document,
    file: &'static str,
}

impl OperationReader<'_> {
    fn operation(
        &self,
        method: &'static str,
        path: &str,
        shared: &[OrReference<Parameter>],
        raw: &RawOperation,
    ) -> Result<Operation, String> {
        let sections = &self.document.components;
        let parameters = shared
            .iter()
            .chain(&raw.parameters)
            .map(|one| self.follow(one, "parameters", |name| sections.parameters.get(name)))
            .collect::<Result<Vec<_>, _>>()?;
        for parameter in &parameters {
            self.check(&parameter.schema)?;
        }
        let body = match &raw.request_body {
            None => None,
            Some(body) => Some(
                self.body(self.follow(body, "requestBodies", |name| sections.request_bodies.get(name))?)?,
            ),
        };
        let mut successes = BTreeMap::new();
        for (&Status(status), response) in &raw.responses {
            let Some(status) = status.filter(|status| (200..300).contains(status)) else {
                continue;
            };
            let response: Response =
                self.follow(response, "responses", |name| sections.responses.get(name))?;
            successes.insert(status, self.json(response.content)?);
        }
        if successes.is_empty() {
            return Err("no success status".to_owned());
        }
        let template = path.split('/').skip(1).map(segment).collect();
        let id = raw.operation_id.clone();
        Ok(Operation {
            id,
            method,
            parameters,
            body,
            template,
            file: self.file,
            successes,
        })
    }

    fn follow<'d, T: Clone + 'd>(
        &self,
        one: &OrReference<T>,
        section: &str,
        find: impl Fn(&str) -> Option<&'d T>,
    ) -> Result<T, String> {
        match one {
            OrReference::Inline(here) => Ok(here.clone()),
            OrReference::Reference { reference } => self
                .library
                .component(self.file, reference, section)
                .filter(|(file, _)| *file == self.file)
                .and_then(|(_, name)| find(name))
                .cloned()
                .ok_or_else(|| format!("`{reference}` leads nowhere in this file")),
        }
    }

    fn body(&self, body: RequestBody) -> Result<Body, String> {
        let mut content = BTreeMap::new();
        for (media_type, media) in body.content {
            let schema = media
                .schema
                .ok_or_else(|| format!("{media_type} has no schema"))?;
            self.check(&schema)?;
            content.insert(media_type.to_ascii_lowercase(), schema);
        }
        Ok(Body {
            required: body.required,
            content,
        })
    }

    fn json(&self, mut content: BTreeMap<String, Media>) -> Result<Option<Schema>, String> {
        let schema = content.remove("application/json").and_then(|media| media.schema);
        if let Some(schema) = &schema {
            self.check(schema)?;
        }
        Ok(schema)
    }

    fn check(&self, schema: &Schema) -> Result<(), String> {
        self.library.check_schema(Place {
            file: self.file,
            schema,
        })
    }
}

impl Operation {
    /// Returns the parameters in the path when `segments`, already decoded, are of this operation's template.
    pub(super) fn match_path(&self, segments: &[String]) -> Option<PathParameters> {
        if segments.len() != self.template.len() {
            return None;
        }
        let mut found = PathParameters::new();
        for (template, segment) in self.template.iter().zip(segments) {
            match template {
                Segment::Literal(literal) if literal == segment => {}
                Segment::Parameter(name) if !segment.is_empty() => {
                    found.insert(name.clone(), segment.clone());
                }
                _ => return None,
            }
        }
        Some(found)
    }

    /// Tells whether the operation has a parameter of this name, which for headers is the same in any case.
    pub(crate) fn has_parameter(&self, location: Location, name: &str) -> bool {
        self.parameters
            .iter()
            .any(|one| one.location == location && one.name.eq_ignore_ascii_case(name))
    }

    /// Places a schema of this operation, so that its references can be followed.
    pub(crate) fn place<'o>(&'o self, schema: &'o Schema) -> Place<'o> {
        Place {
            file: self.file,
            schema,
        }
    }

    /// Returns the declaration of a success status.
    pub(crate) fn success(&self, status: u16) -> Declared<'_> {
        match self.successes.get(&status) {
            None => Declared::Nothing,
            Some(None) => Declared::Status,
            Some(Some(schema)) => Declared::Body(self.place(schema)),
        }
    }
}

impl Body {
    /// Returns the schema for a media type, given without parameters and in lower case.
    pub(crate) fn schema(&self, media_type: &str) -> Option<&Schema> {
        self.content.get(media_type)
    }

    /// Returns the media types that are taken.
    pub(crate) fn media_types(&self) -> impl Iterator<Item = &str> {
        self.content.keys().map(String::as_str)
    }
}

fn segment(text: &str) -> Segment {
    match text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
        Some(name) => Segment::Parameter(name.to_owned()),
        None => Segment::Literal(text.to_owned()),
    }
}
