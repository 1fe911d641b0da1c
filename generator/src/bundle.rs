//! The documents that one description consists of, and the way from a reference to what it refers to.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    document::{Document, Header, OrRef, Parameter, Reference, RequestBody, Response, Schema},
    reference::{references, split},
    resolve::inheritance::Descendants,
    source::{FileId, Sources},
};

/// A schema's name and file: what it is, whoever refers to it.
pub type SchemaKey<'a> = (&'a FileId, &'a str);

/// The document of a description and those it refers to.
#[derive(Debug)]
pub struct Bundle<'a> {
    entry: &'a Document,
    documents: BTreeMap<&'a FileId, &'a Document>,
    schemas: HashMap<&'a FileId, HashMap<&'a str, &'a Schema>>,
    /// What each schema that is only a reference comes to; a chain that leads nowhere is not in it.
    ends: HashMap<SchemaKey<'a>, (SchemaKey<'a>, &'a Schema)>,
    descendants: Descendants<'a>,
}

/// Every file as a document, and what is wrong in any of them.
#[derive(Debug, Default)]
pub struct Documents {
    whole: BTreeMap<FileId, Document>,
    broken: BTreeSet<FileId>,
    /// What is wrong in the files by themselves.
    pub findings: Diagnostics,
}

impl Documents {
    /// Whether a file is there but could not be read, which is reported where that was tried.
    pub fn is_broken(&self, file: &FileId) -> bool {
        self.broken.contains(file)
    }
}

/// Reads every file as a document, except the catalog.
pub fn documents(sources: &Sources) -> Documents {
    let mut documents = Documents {
        broken: sources.broken().cloned().collect(),
        ..Documents::default()
    };
    let files = sources
        .iter()
        .filter(|(file, _)| file.as_str() != crate::catalog::FILE);
    for (file, source) in files {
        let (document, found) = Document::read(file, source);
        documents.findings.extend(found);
        match document {
            Some(document) => drop(documents.whole.insert(file.clone(), document)),
            None => drop(documents.broken.insert(file.clone())),
        }
    }
    documents
}

impl<'a> Bundle<'a> {
    /// The description in the file `entry`; `None` when there is no such file, or when it or a file that it leads to is
    /// broken, so that nothing more can be said of it.
    pub fn new(entry: &FileId, documents: &'a Documents, sources: &Sources) -> Option<Self> {
        let entry = documents.whole.get(entry)?;
        let mut reached = BTreeMap::new();
        let mut pending = vec![&entry.place.file];
        while let Some(file) = pending.pop() {
            let Some((file, document)) = documents.whole.get_key_value(file) else {
                continue;
            };
            if reached.insert(file, document).is_some() {
                continue;
            }
            let Some(source) = sources.get(file) else { continue };
            for reference in references(&source.node, &document.place) {
                let Ok((target, _)) = split(&reference) else {
                    continue;
                };
                if documents.is_broken(&target) {
                    return None;
                }
                if let Some((target, _)) = documents.whole.get_key_value(&target) {
                    pending.push(target);
                }
            }
        }
        let schemas = reached
            .iter()
            .map(|(file, document)| {
                (
                    *file,
                    document
                        .schemas
                        .iter()
                        .map(|(name, schema)| (name.as_str(), schema))
                        .collect(),
                )
            })
            .collect();
        let mut bundle = Self {
            entry,
            documents: reached,
            schemas,
            ends: HashMap::new(),
            descendants: Descendants::default(),
        };
        bundle.ends = bundle.find_ends();
        bundle.descendants = Descendants::of(&bundle);
        Some(bundle)
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

    /// What a schema that is only a reference comes to, when that is known.
    pub(crate) fn end(&self, key: SchemaKey<'a>) -> Option<(SchemaKey<'a>, &'a Schema)> {
        self.ends.get(&key).copied()
    }

    /// The document that was asked for.
    pub fn entry(&self) -> &'a Document {
        self.entry
    }

    /// Who inherits from whom.
    pub(crate) fn descendants(&self) -> &Descendants<'a> {
        &self.descendants
    }

    /// Every file, in the order of their names.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &'a Document> {
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
    /// A reference to nothing, or to something that is no schema.
    pub fn schema(&self, reference: &Reference) -> Result<(SchemaKey<'a>, &'a Schema), Diagnostic> {
        let (file, name) = self.find(reference, "schema", &["/definitions/", "/components/schemas/"])?;
        let found = self
            .schemas
            .get(file)
            .and_then(|schemas| schemas.get_key_value(&*name));
        found
            .map(|(name, schema)| ((file, *name), *schema))
            .ok_or_else(|| missing(reference))
    }

    /// The parameter itself, or the one that the reference refers to.
    ///
    /// # Errors
    ///
    /// A reference to nothing, or to something that is no parameter.
    pub fn parameter(&self, parameter: &'a OrRef<Parameter>) -> Result<&'a Parameter, Diagnostic> {
        self.component(
            parameter,
            "parameter",
            &["/parameters/", "/components/parameters/"],
            |document| &document.parameters,
        )
    }

    /// The response itself, or the one that the reference refers to.
    ///
    /// # Errors
    ///
    /// A reference to nothing, or to something that is no response.
    pub fn response(&self, response: &'a OrRef<Response>) -> Result<&'a Response, Diagnostic> {
        self.component(
            response,
            "response",
            &["/responses/", "/components/responses/"],
            |document| &document.responses,
        )
    }

    /// The body itself, or the one that the reference refers to.
    ///
    /// # Errors
    ///
    /// A reference to nothing, or to something that is no request body.
    pub fn request_body(&self, body: &'a OrRef<RequestBody>) -> Result<&'a RequestBody, Diagnostic> {
        self.component(
            body,
            "request body",
            &["/components/requestBodies/"],
            |document| &document.request_bodies,
        )
    }

    /// The header itself, or the one that the reference refers to.
    ///
    /// # Errors
    ///
    /// A reference to nothing, or to something that is no header.
    pub fn header(&self, header: &'a OrRef<Header>) -> Result<&'a Header, Diagnostic> {
        self.component(header, "header", &["/components/headers/"], |document| {
            &document.headers
        })
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
                    format!("`{}` is only another name for itself", reference.target),
                    format!("write one {what} of the circle out"),
                ));
            }
            let (file, name) = self.find(reference, what, folders)?;
            let document = self.documents.get(file).ok_or_else(|| missing(reference))?;
            let mut found = list(document).iter().filter(|(key, _)| *key == name);
            item = found
                .next()
                .map(|(_, item)| item)
                .ok_or_else(|| missing(reference))?;
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
                format!("`{}` does not lead to a named {what}", reference.target),
                format!(
                    "refer to a named one: `#{}NAME`",
                    folders.last().copied().unwrap_or_default()
                ),
            )),
        }
    }
}

fn missing(reference: &Reference) -> Diagnostic {
    Diagnostic::at(
        &reference.place,
        format!("`{}` refers to nothing", reference.target),
        "mend the reference, or add what it names",
    )
}
