//! The documents that one description consists of, and the way from a reference to what it refers to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place},
    document::{Document, Header, OrRef, Parameter, Reference, RequestBody, Response, Schema},
    pointer::Pointer,
    resolve::inheritance::Descendants,
    source::{FileId, Node, Sources},
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
            .and_then(|schemas| schemas.get_key_value(name.as_str()));
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
        list: impl Fn(&'a Document) -> &'a Vec<(String, T)>,
    ) -> Result<&'a T, Diagnostic> {
        let reference = match item {
            OrRef::Here(item) => return Ok(item),
            OrRef::Ref(reference) => reference,
        };
        let (file, name) = self.find(reference, what, folders)?;
        let document = self.documents.get(file).ok_or_else(|| missing(reference))?;
        let found = list(document)
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, item)| item);
        found.ok_or_else(|| missing(reference))
    }

    fn find(
        &self,
        reference: &Reference,
        what: &str,
        folders: &[&str],
    ) -> Result<(&'a FileId, String), Diagnostic> {
        let (file, pointer) = split(reference)?;
        let (file, _) = self
            .documents
            .get_key_value(&file)
            .ok_or_else(|| missing(reference))?;
        let text = pointer.to_string();
        match (
            pointer.tokens().last(),
            folders.iter().find_map(|folder| text.strip_prefix(folder)),
        ) {
            (Some(name), Some(rest)) if !rest.is_empty() && !rest.contains('/') => Ok((file, name.clone())),
            _ => Err(Diagnostic::at(
                &reference.place,
                format!("`{}` does not name a {what}", reference.target),
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

/// Every `$ref` in a tree, examples aside.
pub fn references(node: &Node, place: &Place) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    collect(node, place, &mut found);
    // One reference for each target is enough to find the files.
    found.retain(|reference: &Reference| seen.insert(reference.target.clone()));
    found
}

fn collect(node: &Node, place: &Place, found: &mut Vec<Reference>) {
    match node {
        Node::Mapping(mapping) => {
            for (key, value) in &mapping.entries {
                match (key.as_str(), value) {
                    ("$ref", Node::String(target)) => {
                        found.push(Reference {
                            place: place.join("$ref"),
                            target: target.clone(),
                        });
                    }
                    ("example" | "examples" | "x-ms-examples", _) => {}
                    _ if matches!(value, Node::Mapping(_) | Node::Sequence(_)) => {
                        collect(value, &place.join(key), found);
                    }
                    _ => {}
                }
            }
        }
        Node::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &place.join(index.to_string()), found);
            }
        }
        _ => {}
    }
}

/// A reference as the file below the root folder and the pointer into it.
///
/// # Errors
///
/// A URL, a path out of the root folder, or a fragment that is no JSON pointer.
pub fn split(reference: &Reference) -> Result<(FileId, Pointer), Diagnostic> {
    let target = reference.target.as_str();
    let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
    if path.contains("://") || path.starts_with("//") {
        return Err(Diagnostic::at(
            &reference.place,
            format!("`{target}` is a URL, and nothing is fetched"),
            "put the file beside the others and refer to it by a relative path",
        ));
    }
    let pointer = percent_decode(fragment)
        .and_then(|text| Pointer::parse(&text))
        .ok_or_else(|| {
            Diagnostic::at(
                &reference.place,
                format!("`{target}` has no JSON pointer behind its `#`"),
                "write the pointer as `#/components/schemas/NAME`",
            )
        })?;
    if path.is_empty() {
        return Ok((reference.place.file.clone(), pointer));
    }
    let file = percent_decode(path)
        .and_then(|path| join(&reference.place.file, &path))
        .ok_or_else(|| {
            Diagnostic::at(
                &reference.place,
                format!("`{target}` leads out of the folder of descriptions"),
                "put the file below that folder; files outside of it are not read",
            )
        })?;
    Ok((file, pointer))
}

/// `path`, relative to the folder of `from`, as a path below the root; `None` when it leads out of the root.
fn join(from: &FileId, path: &str) -> Option<FileId> {
    if path.starts_with('/') || path.contains('\\') || path.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(FileId::new(&parts.join("/")))
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digit = |byte: u8| {
                    char::from(byte)
                        .to_digit(16)
                        .and_then(|digit| u8::try_from(digit).ok())
                };
                bytes.push(digit(*high)? * 16 + digit(*low)?);
                rest = tail;
            }
            (b'%', _) => return None,
            (byte, tail) => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Result<(String, String), String> {
        let place = Place::new(FileId::new("chat/a.yaml"), Pointer::root());
        split(&Reference {
            place,
            target: text.to_owned(),
        })
        .map(|(file, pointer)| (file.to_string(), pointer.to_string()))
        .map_err(|diagnostic| diagnostic.message().to_owned())
    }

    #[test]
    fn a_reference_is_a_file_and_a_pointer() {
        assert_eq!(
            target("#/definitions/A"),
            Ok(("chat/a.yaml".into(), "/definitions/A".into()))
        );
        assert_eq!(
            target("../common/b%20c.json#/definitions/A%25"),
            Ok(("common/b c.json".into(), "/definitions/A%".into()))
        );
        assert_eq!(target("./b.yaml"), Ok(("chat/b.yaml".into(), String::new())));
    }

    #[test]
    fn a_reference_never_leaves_the_root() {
        for path in [
            "../../x.yaml",
            "/etc/passwd",
            "https://example.com/a.yaml#/A",
            "..\\..\\x",
            "c:/x",
            "%2e%2e/%2e%2e/x",
        ] {
            assert!(target(path).is_err(), "{path}");
        }
    }
}
