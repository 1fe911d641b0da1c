//! One side of a comparison: the description as written, and the crate that comes out of it.

use crate::{
    api::Api,
    bundle::{self, Bundle, Documents},
    catalog::{Catalog, Service},
    diagnostic::{Diagnostic, Diagnostics, Place},
    resolve,
    source::{FileId, Sources},
    walk,
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
    documents: Documents,
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
        let documents = bundle::documents(&sources);
        let (unsupported, mut wrong) = documents.findings.clone().partition(Diagnostic::is_unsupported);
        if wrong.is_empty() {
            match Bundle::new(&entry, &documents, &sources) {
                Some(bundle) => wrong.extend(walk::dangling(&bundle)),
                None => wrong.push(gone(&entry)),
            }
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
    ///
    /// # Errors
    ///
    /// A side without its entry document.
    pub(super) fn bundle(&self) -> Result<Bundle<'_>, Diagnostic> {
        Bundle::new(&self.entry, &self.documents, &self.sources).ok_or_else(|| gone(&self.entry))
    }

    /// Makes a place one that exists: what need not be said stands at what it would be a part of.
    pub(super) fn settle(&self, place: Option<&mut Place>) {
        let said = |place: &Place| {
            let tokens = place.pointer.tokens();
            tokens
                .iter()
                .rev()
                .take(2)
                .any(|token| matches!(*token, "security" | "enum"))
        };
        if let Some(place) = place.filter(|place| said(place))
            && let Some(source) = self.sources.get(&place.file)
        {
            place.pointer = source.nearest(&place.pointer);
        }
    }

    /// The API version that the description says it is.
    pub fn version(&self) -> String {
        self.bundle()
            .map(|bundle| bundle.entry().version.clone())
            .unwrap_or_default()
    }

    /// How many operations there are, and how many types come out of the description; `None` where none do.
    ///
    /// # Errors
    ///
    /// A side without its entry document.
    pub(super) fn size(&self) -> Result<(usize, Option<usize>), Diagnostic> {
        let bundle = self.bundle()?;
        let plain = Service::default();
        let service = self.service.as_ref().map_or(&plain, |(_, service)| service);
        let api = self
            .unsupported
            .is_empty()
            .then(|| resolve::api(&bundle, service));
        let models = api.and_then(Result::ok).map(|resolved| resolved.api.types.len());
        Ok((bundle.entry().operations.len(), models))
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
        // What is only said, and not compiled, need not be printed.
        let view = crate::version_view(&api.without_docs(), &catalog, &service, (&name, "0"));
        let items = Items::of(&crate::render::trees(&view)?);
        Ok(Rendered { api, items })
    }
}

fn gone(entry: &FileId) -> Diagnostic {
    Diagnostic::general(
        format!("there is no description `{entry}`"),
        "name a file, or a version of the catalog",
    )
}
