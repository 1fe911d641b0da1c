//! The documents of one description, and the inheritance between their schemas.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
};

use crate::{
    diagnostic::{Diagnostics, Place},
    document::Document,
    elsewhere,
    inheritance::Descendants,
    pointer::Pointer,
    reference::{references, split},
    source::{FileId, Source, Sources},
};

pub use crate::lookup::{Lookup, SchemaKey};

/// One description: its document, the documents that it refers to, and the inheritance between their schemas.
///
/// It is also the [`Lookup`] of its parts.
#[derive(Debug)]
pub struct Bundle<'a> {
    lookup: Lookup<'a>,
    descendants: Descendants<'a>,
}

impl<'a> Deref for Bundle<'a> {
    type Target = Lookup<'a>;

    fn deref(&self) -> &Lookup<'a> {
        &self.lookup
    }
}

/// Files read as documents, and their errors.
#[derive(Debug, Default)]
pub struct Documents {
    read: BTreeMap<FileId, Read>,
    broken: BTreeSet<FileId>,
    /// The errors of single files.
    pub diagnostics: Diagnostics,
}

/// One file as a document, and the files that it refers to.
#[derive(Debug)]
struct Read {
    document: Document,
    refers_to: Vec<FileId>,
    /// Its references that may lead to schemas without names.
    unnamed: Vec<(FileId, Pointer)>,
}

impl Documents {
    /// The document of a file; `None` for one that is not there or is broken.
    pub fn document(&self, file: &FileId) -> Option<&Document> {
        self.read.get(file).map(|read| &read.document)
    }

    /// Tells whether a file exists but could not be read, which was already reported.
    pub fn is_broken(&self, file: &FileId) -> bool {
        self.broken.contains(file)
    }
}

/// Reads these files, and all that they lead to, as documents.
pub fn documents<'a>(sources: &Sources, entries: impl IntoIterator<Item = &'a FileId>) -> Documents {
    let mut documents = Documents {
        broken: sources.broken().cloned().collect(),
        ..Documents::default()
    };
    let entries: BTreeSet<FileId> = entries.into_iter().cloned().collect();
    let mut pending: Vec<FileId> = entries.iter().cloned().collect();
    while let Some(file) = pending.pop() {
        if documents.read.contains_key(&file) || documents.broken.contains(&file) {
            continue;
        }
        let Some(source) = sources.get(&file) else {
            continue;
        };
        let (document, found) = Document::read(&file, sources, entries.contains(&file));
        documents.diagnostics.extend(found);
        let is_fragment = document.as_ref().is_some_and(|document| document.is_fragment);
        let (refers_to, unnamed) = refers_to(&file, source, is_fragment);
        pending.extend(refers_to.iter().cloned());
        match document {
            Some(document) => {
                let read = Read {
                    document,
                    refers_to,
                    unnamed,
                };
                documents.read.insert(file, read);
            }
            None => drop(documents.broken.insert(file)),
        }
    }
    name_schemas(&mut documents, sources);
    documents
}

/// Gives names to schemas that are referred to and have no name.
fn name_schemas(documents: &mut Documents, sources: &Sources) {
    let unnamed: BTreeSet<(FileId, Pointer)> = documents
        .read
        .values_mut()
        .flat_map(|read| std::mem::take(&mut read.unnamed))
        .collect();
    for (file, pointer) in &unnamed {
        if let Some(read) = documents.read.get_mut(file) {
            elsewhere::name(&mut read.document, pointer, sources, &mut documents.diagnostics);
        }
    }
}

/// The files that a file refers to, and what it refers to that may be a schema without a name. A reference that is not one is
/// reported where it is followed.
fn refers_to(file: &FileId, source: &Source, is_fragment: bool) -> (Vec<FileId>, Vec<(FileId, Pointer)>) {
    let place = Place::new(file.clone(), Pointer::root());
    let references = references(&source.node, &place);
    let targets: Vec<(FileId, Pointer)> = references
        .iter()
        .filter_map(|reference| split(reference).ok())
        .collect();
    let mut files: Vec<FileId> = targets.iter().map(|(file, _)| file.clone()).collect();
    files.sort_unstable();
    files.dedup();
    let may_be = |(target, pointer): &(FileId, Pointer)| {
        elsewhere::may_be_schema(pointer, is_fragment || target != file)
    };
    (files, targets.into_iter().filter(may_be).collect())
}

impl<'a> Bundle<'a> {
    /// The description in the file `entry`; `None` if there is no such file, or if it or a file that it leads to could not be read.
    pub fn new(entry: &FileId, documents: &'a Documents) -> Option<Self> {
        let (entry, read) = documents.read.get_key_value(entry)?;
        let mut reached = BTreeMap::from([(entry, &read.document)]);
        let mut pending = vec![read];
        while let Some(read) = pending.pop() {
            for file in &read.refers_to {
                if documents.is_broken(file) {
                    return None;
                }
                if let Some((file, read)) = documents.read.get_key_value(file)
                    && reached.insert(file, &read.document).is_none()
                {
                    pending.push(read);
                }
            }
        }
        let lookup = Lookup::new(&read.document, reached);
        let descendants = Descendants::read(&lookup);
        Some(Self { lookup, descendants })
    }

    /// Who inherits from whom.
    pub fn descendants(&self) -> &Descendants<'a> {
        &self.descendants
    }
}
