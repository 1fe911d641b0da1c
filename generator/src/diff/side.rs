//! One side of a comparison: the description as written, and the crate that comes out of it.

use std::collections::BTreeMap;

use crate::{
    api::Api,
    bundle::Bundle,
    catalog::{Catalog, Service},
    diagnostic::{Diagnostic, Diagnostics},
    document::Document,
    output::Output,
    resolve,
    source::{FileId, Sources},
};

use super::rust::items::Items;

/// A description to compare.
#[derive(Debug)]
pub struct Side {
    /// What the user named.
    pub label: String,
    /// The files.
    pub sources: Sources,
    /// The file of the operations.
    pub entry: FileId,
    /// The service of the catalog whose departures apply; the plain mapping without one.
    pub service: Option<(String, Service)>,
    documents: BTreeMap<FileId, Document>,
    unsupported: Diagnostics,
}

/// The crate that comes out of a side.
#[derive(Debug)]
pub(super) struct Rendered {
    pub api: Api,
    pub items: Items,
}

impl Side {
    /// Reads every file of the sources as part of a description.
    ///
    /// # Errors
    ///
    /// What is wrong with a file. What is only not supported is no error here.
    pub fn new(
        label: String,
        sources: Sources,
        entry: FileId,
        service: Option<(String, Service)>,
    ) -> Result<Self, (Diagnostics, Sources)> {
        let (mut wrong, mut unsupported) = (Diagnostics::default(), Diagnostics::default());
        let mut documents = BTreeMap::new();
        for (file, source) in sources
            .iter()
            .filter(|(file, _)| file.as_str() != crate::catalog::FILE)
        {
            match Document::as_written(file, source) {
                Ok((document, found)) => {
                    unsupported.extend(found);
                    documents.insert(file.clone(), document);
                }
                Err(found) => wrong.extend(found),
            }
        }
        if !documents.contains_key(&entry) && wrong.is_empty() {
            wrong.push(Diagnostic::general(
                format!("there is no description `{entry}`"),
                "name a file, or a version of the catalog",
            ));
        }
        if wrong.is_empty() {
            Ok(Self {
                label,
                sources,
                entry,
                service,
                documents,
                unsupported,
            })
        } else {
            Err((wrong, sources))
        }
    }

    /// The documents as one description.
    pub(super) fn bundle(&self) -> Option<Bundle<'_>> {
        Bundle::new(&self.entry, &self.documents, &self.sources)
    }

    /// The API version that the description says it is.
    pub fn version(&self) -> &str {
        self.documents
            .get(&self.entry)
            .map(|document| document.version.as_str())
            .unwrap_or_default()
    }

    /// Renders the crate that comes out of the description.
    ///
    /// # Errors
    ///
    /// Why there is none: what is not supported, and what the generator would refuse.
    pub(super) fn render(&self, bundle: &Bundle<'_>) -> Result<Rendered, Diagnostics> {
        if !self.unsupported.is_empty() {
            return Err(self.unsupported.clone());
        }
        let (name, service) = match &self.service {
            Some((name, service)) => (name.clone(), service.clone()),
            None => (
                "api".to_owned(),
                Service {
                    title: bundle.entry().title.clone(),
                    ..Service::default()
                },
            ),
        };
        let api = resolve::api(bundle, &service)?.api;
        let catalog = Catalog {
            library: "generated".to_owned(),
            ..Catalog::default()
        };
        let mut output = Output::default();
        crate::render_version(&api, &catalog, &service, (&name, "0"), &mut output)?;
        let items = Items::of(&output)?;
        Ok(Rendered { api, items })
    }
}
