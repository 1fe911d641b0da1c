//! Finds the targets of references in all files of one description.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use crate::{
    diagnostic::Diagnostic,
    document::{Document, Header, OrRef, Parameter, Reference, RequestBody, Response, Schema, folders},
    reference::{missing, split},
    source::FileId,
};

/// A schema's name and file, which identify it.
pub type SchemaKey<'a> = (&'a FileId, &'a str);

/// What is wrong with a reference is of no matter where the part is left out that has it, unless it leaves the descriptions.
fn of_part(reference: &Reference, why: Diagnostic) -> Diagnostic {
    if split(reference).is_ok() {
        why.avoidable()
    } else {
        why
    }
}

/// The named parts of a description's files.
#[derive(Debug)]
pub struct Lookup<'a> {
    entry: &'a Document,
    documents: BTreeMap<&'a FileId, &'a Document>,
    schemas: HashMap<&'a FileId, HashMap<&'a str, &'a Schema>>,
    /// The end of each chain of schemas that are only references; a chain that leads nowhere is not in it.
    ends: HashMap<SchemaKey<'a>, (SchemaKey<'a>, &'a Schema)>,
}

impl<'a> Lookup<'a> {
    /// The parts of these documents, of which `entry` is the one that was asked for.
    pub(crate) fn new(entry: &'a Document, documents: BTreeMap<&'a FileId, &'a Document>) -> Self {
        let schemas = documents
            .iter()
            .map(|(file, document)| {
                let named = document.schemas.iter();
                (
                    *file,
                    named.map(|(name, schema)| (name.as_str(), schema)).collect(),
                )
            })
            .collect();
        let mut lookup = Self {
            entry,
            documents,
            schemas,
            ends: HashMap::new(),
        };
        lookup.ends = lookup.find_ends();
        lookup
    }

    /// Follows every chain of references once, so that a long one costs its length and not its square.
    fn find_ends(&self) -> HashMap<SchemaKey<'a>, (SchemaKey<'a>, &'a Schema)> {
        let mut ends = HashMap::new();
        for (start, schema) in self.schemas() {
            let (mut key, mut schema) = (start, schema);
            let mut chain = Vec::new();
            let mut seen = BTreeSet::new();
            let end = loop {
                if let Some(end) = ends.get(&key) {
                    break Some(*end);
                }
                let Some(reference) = &schema.reference else {
                    break Some((key, schema));
                };
                chain.push(key);
                match self.schema(reference) {
                    Ok(next) if seen.insert(key) => (key, schema) = next,
                    _ => break None,
                }
            };
            if let Some(end) = end {
                ends.extend(chain.into_iter().map(|key| (key, end)));
            }
        }
        ends
    }

    /// The end of the chain of references that begins with a schema, if it is one.
    pub fn end(&self, key: SchemaKey<'a>) -> Option<(SchemaKey<'a>, &'a Schema)> {
        self.ends.get(&key).copied()
    }

    /// The document that was asked for.
    pub fn entry(&self) -> &'a Document {
        self.entry
    }

    /// Every file, in the order of their names.
    pub fn documents(&self) -> impl Iterator<Item = &'a Document> {
        self.documents.values().copied()
    }

    /// Every named schema of every file, ordered by file and then as written.
    pub fn schemas(&self) -> impl Iterator<Item = (SchemaKey<'a>, &'a Schema)> {
        self.documents.iter().flat_map(|(file, document)| {
            document
                .schemas
                .iter()
                .map(move |(name, schema)| ((*file, name.as_str()), schema))
        })
    }

    /// The schema that a reference refers to.
    ///
    /// # Errors
    ///
    /// A reference to nothing, or to something that is not a schema. It is avoidable if the description is there that should
    /// have it.
    pub fn schema(&self, reference: &Reference) -> Result<(SchemaKey<'a>, &'a Schema), Diagnostic> {
        let found = self.find(reference, "schema", folders::SCHEMAS);
        let named = found.and_then(|(file, name)| {
            let schemas = self.schemas.get(file);
            let found = schemas.and_then(|schemas| schemas.get_key_value(&*name));
            found
                .map(|(name, schema)| ((file, *name), *schema))
                .ok_or_else(|| missing(reference))
        });
        named.or_else(|why| self.elsewhere(reference).ok_or_else(|| of_part(reference, why)))
    }

    /// The schema that a reference refers to in a place without a name.
    fn elsewhere(&self, reference: &Reference) -> Option<(SchemaKey<'a>, &'a Schema)> {
        let (file, pointer) = split(reference).ok()?;
        let (file, document) = self.documents.get_key_value(&file)?;
        let (_, name) = document.elsewhere.iter().find(|(other, _)| *other == pointer)?;
        let schema = self.schemas.get(file)?.get(name.as_str())?;
        Some(((*file, name), schema))
    }

    /// The parameter itself, or the one that the reference refers to.
    ///
    /// # Errors
    ///
    /// A reference to nothing, or to something that is not a parameter.
    pub fn parameter(&self, parameter: &'a OrRef<Parameter>) -> Result<&'a Parameter, Diagnostic> {
        self.component(parameter, "parameter", folders::PARAMETERS, |document| {
            &document.parameters
        })
    }

    /// The response itself, or the one that the reference refers to.
    ///
    /// # Errors
    ///
    /// A reference to nothing, or to something that is not a response.
    pub fn response(&self, response: &'a OrRef<Response>) -> Result<&'a Response, Diagnostic> {
        self.component(response, "response", folders::RESPONSES, |document| {
            &document.responses
        })
    }

    /// The body itself, or the one that the reference refers to.
    ///
    /// # Errors
    ///
    /// A reference to nothing, or to something that is not a request body.
    pub fn request_body(&self, body: &'a OrRef<RequestBody>) -> Result<&'a RequestBody, Diagnostic> {
        self.component(body, "request body", folders::REQUEST_BODIES, |document| {
            &document.request_bodies
        })
    }

    /// The header itself, or the one that the reference refers to.
    ///
    /// # Errors
    ///
    /// A reference to nothing, or to something that is not a header.
    pub fn header(&self, header: &'a OrRef<Header>) -> Result<&'a Header, Diagnostic> {
        self.component(header, "header", folders::HEADERS, |document| &document.headers)
    }

    fn component<T>(
        &self,
        item: &'a OrRef<T>,
        what: &str,
        folders: &[&str],
        list: impl Fn(&'a Document) -> &'a Vec<(String, OrRef<T>)>,
    ) -> Result<&'a T, Diagnostic> {
        let mut seen = BTreeSet::new();
        let mut item = item;
        loop {
            let reference = match item {
                OrRef::Here(item) => return Ok(item),
                OrRef::Ref(reference) => reference,
            };
            if !seen.insert(&reference.place) {
                return Err(Diagnostic::at(
                    &reference.place,
                    format!("`{}` refers only to itself", reference.target),
                    format!("write one {what} of the circle in place of its reference"),
                ));
            }
            let (file, name) = self
                .find(reference, what, folders)
                .map_err(|why| of_part(reference, why))?;
            let document = self.documents.get(file).ok_or_else(|| missing(reference))?;
            let mut found = list(document).iter().filter(|(key, _)| *key == name);
            item = found
                .next()
                .map(|(_, item)| item)
                .ok_or_else(|| missing(reference).avoidable())?;
        }
    }

    fn find<'r>(
        &self,
        reference: &'r Reference,
        what: &str,
        folders: &[&str],
    ) -> Result<(&'a FileId, Cow<'r, str>), Diagnostic> {
        let name = reference
            .target
            .strip_prefix('#')
            .and_then(|pointer| folders.iter().find_map(|folder| pointer.strip_prefix(folder)));
        // Most references are as plain as this: to a thing of the same file, with nothing to unescape.
        if let Some(name) = name
            && !name.is_empty()
            && !name.contains(['/', '%', '~', '#'])
            && let Some((file, _)) = self.documents.get_key_value(&reference.place.file)
        {
            return Ok((file, Cow::Borrowed(name)));
        }
        let (file, pointer) = split(reference)?;
        let (file, _) = self
            .documents
            .get_key_value(&file)
            .ok_or_else(|| missing(reference))?;
        let text = pointer.to_string();
        match (
            pointer.last(),
            folders.iter().find_map(|folder| text.strip_prefix(folder)),
        ) {
            (Some(name), Some(rest)) if !rest.is_empty() && !rest.contains('/') => {
                Ok((file, Cow::Owned(name.to_owned())))
            }
            _ => Err(Diagnostic::at(
                &reference.place,
                format!("`{}` does not lead to a {what}", reference.target),
                format!(
                    "correct the reference, or refer to a named one: `#{}NAME`",
                    folders.last().copied().unwrap_or_default()
                ),
            )),
        }
    }
}
