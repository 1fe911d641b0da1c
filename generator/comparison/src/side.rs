//! One side of a comparison: the description as written, and the crate that comes out of it.

use std::{
    fmt::Debug,
    sync::{Arc, OnceLock},
};

use openapi_client_model::api::Api;
use openapi_descriptions::{
    bundle::{self, Bundle, Documents},
    diagnostic::{Diagnostic, Diagnostics, Place},
    source::{FileId, Sources},
    walk,
};

use crate::rust::items::Items;

/// The files of a client as trees, by name.
pub type ClientFiles = Vec<(&'static str, syn::File)>;

/// Makes the client of a description, which the Rust verdict is about.
pub trait Codegen: Debug + Send + Sync {
    /// The API as the client has it, and the files of the client.
    ///
    /// # Errors
    ///
    /// Everything for which there is no client.
    fn client(&self, bundle: &Bundle<'_>) -> Result<(Api, ClientFiles), Diagnostics>;
}

/// A description to compare.
#[derive(Debug)]
pub struct Side {
    /// What the user named.
    pub label: String,
    /// The files.
    pub sources: Sources,
    /// The file of the operations.
    pub entry: FileId,
    codegen: Arc<dyn Codegen>,
    documents: Documents,
    unsupported: Diagnostics,
    client: OnceLock<Result<GeneratedClient, Diagnostics>>,
}

/// The client that comes out of a side.
#[derive(Debug)]
pub(crate) struct GeneratedClient {
    pub api: Api,
    pub items: Items,
}

impl Side {
    /// Reads a description: the file `entry` and all that it leads to.
    ///
    /// # Errors
    ///
    /// What is wrong with a file, together with the files. What is only not supported is not an error here.
    pub fn new(
        label: String,
        sources: Sources,
        entry: FileId,
        codegen: Arc<dyn Codegen>,
    ) -> Result<Self, (Diagnostics, Sources)> {
        let documents = bundle::documents(&sources, [&entry]);
        let (unsupported, mut wrong) = documents.findings.clone().partition(Diagnostic::is_unsupported);
        if wrong.is_empty() {
            match Bundle::new(&entry, &documents) {
                Some(bundle) => wrong.extend(walk::dangling(&bundle)),
                None => wrong.push(missing_entry(&entry)),
            }
        }
        if wrong.is_empty() {
            Ok(Self {
                label,
                sources,
                entry,
                codegen,
                documents,
                unsupported,
                client: OnceLock::new(),
            })
        } else {
            Err((wrong, sources))
        }
    }

    /// Makes the client of another side, too.
    #[must_use]
    pub fn with_codegen_from(mut self, other: &Self) -> Self {
        self.codegen = Arc::clone(&other.codegen);
        self.client = OnceLock::new();
        self
    }

    /// The documents as one description.
    ///
    /// # Errors
    ///
    /// A side without its entry document.
    pub(crate) fn bundle(&self) -> Result<Bundle<'_>, Diagnostic> {
        Bundle::new(&self.entry, &self.documents).ok_or_else(|| missing_entry(&self.entry))
    }

    /// Makes a place one that exists: what need not be said stands at what it would be a part of.
    pub(crate) fn use_existing_place(&self, place: Option<&mut Place>) {
        let may_be_implied = |place: &Place| {
            let tokens = place.pointer.tokens();
            tokens
                .iter()
                .rev()
                .take(2)
                .any(|token| matches!(*token, "security" | "enum"))
        };
        if let Some(place) = place.filter(|place| may_be_implied(place))
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
    pub(crate) fn size(&self) -> Result<(usize, Option<usize>), Diagnostic> {
        let bundle = self.bundle()?;
        let types = self.client(&bundle).ok().map(|client| client.api.types.len());
        Ok((bundle.entry().operations.len(), types))
    }

    /// The client that comes out of the description; made once, however often the side is compared.
    ///
    /// # Errors
    ///
    /// Why there is none: what is not supported, and what the generator would refuse.
    pub(crate) fn client(&self, bundle: &Bundle<'_>) -> Result<&GeneratedClient, &Diagnostics> {
        let made = self.client.get_or_init(|| {
            if !self.unsupported.is_empty() {
                return Err(self.unsupported.clone());
            }
            let (api, files) = self.codegen.client(bundle)?;
            let items = Items::read(&files);
            Ok(GeneratedClient { api, items })
        });
        made.as_ref()
    }
}

fn missing_entry(entry: &FileId) -> Diagnostic {
    Diagnostic::general(
        format!("there is no description `{entry}`"),
        "name a file, or a version of the catalog",
    )
}
