//! One side of a comparison: the description as written, and the crate that is generated from it.

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

/// Takes the name of a file of a generated client, and syntax trees of items in it.
pub type TakeItems<'t> = &'t mut dyn FnMut(&'static str, &[syn::Item]);

/// Generates the client of a description, which the Rust verdict is about.
pub trait Codegen: Debug + Send + Sync {
    /// The API as the client offers it. `take` gets the items of all its files, in order; it keeps no trees, so they may come
    /// a few at a time.
    ///
    /// # Errors
    ///
    /// A diagnostic for each part of the description that no client can be generated for.
    fn client(&self, bundle: &Bundle<'_>, take: TakeItems<'_>) -> Result<Api, Diagnostics>;
}

/// A description to compare.
#[derive(Debug)]
pub struct Side {
    /// The name that the user gave the side, for reports: a version of the catalog, a path, or `-`.
    pub label: String,
    /// Every file of the description.
    pub sources: Sources,
    /// The file that has the operations.
    pub entry: FileId,
    codegen: Arc<dyn Codegen>,
    documents: Documents,
    unsupported: Diagnostics,
    client: OnceLock<Result<GeneratedClient, Diagnostics>>,
}

/// The client that is generated from a side.
#[derive(Debug)]
pub(crate) struct GeneratedClient {
    pub api: Api,
    pub items: Items,
}

impl Side {
    /// Reads a description: the file `entry` and every file that it refers to, directly or not.
    ///
    /// # Errors
    ///
    /// The diagnostics of the files, with the files themselves. Parts that are only unsupported are not an error here.
    pub fn new(
        label: String,
        sources: Sources,
        entry: FileId,
        codegen: Arc<dyn Codegen>,
    ) -> Result<Self, (Diagnostics, Sources)> {
        let documents = bundle::documents(&sources, [&entry]);
        // A warning is about the client that is generated, and that there is one.
        let (errors, _) = documents.diagnostics.clone().split();
        let (unsupported, mut wrong) = errors.partition(Diagnostic::is_unsupported);
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

    /// Whether the other side has the same files, and its client would be generated in the same way. Then nothing is different.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.codegen, &other.codegen)
            && folder(&self.entry) == folder(&other.entry)
            && self.entry_text() == other.entry_text()
            && self.other_texts().eq(other.other_texts())
    }

    fn entry_text(&self) -> Option<&str> {
        self.sources.get(&self.entry).map(|source| source.text.as_str())
    }

    fn other_texts(&self) -> impl Iterator<Item = (&FileId, &str)> {
        let files = self.sources.iter().filter(|(file, _)| **file != self.entry);
        files.map(|(file, source)| (file, source.text.as_str()))
    }

    /// Generates the client in the same way as another side does.
    #[must_use]
    pub fn with_codegen_from(mut self, other: &Self) -> Self {
        self.codegen = Arc::clone(&other.codegen);
        self.client = OnceLock::new();
        self
    }

    /// Drops the client that was generated. Reports do not need it, and it is the larger part of what a side holds.
    pub fn forget_client(&mut self) {
        self.client = OnceLock::new();
    }

    /// All documents as one description.
    ///
    /// # Errors
    ///
    /// A diagnostic when the entry document is missing.
    pub(crate) fn bundle(&self) -> Result<Bundle<'_>, Diagnostic> {
        Bundle::new(&self.entry, &self.documents).ok_or_else(|| missing_entry(&self.entry))
    }

    /// Replaces a place that is not in the file by its nearest parent that is. `security` and `enum` may be implied,
    /// and findings about them still need a place that exists.
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

    /// The API version that the description states; empty when the entry document is missing.
    pub fn version(&self) -> String {
        self.bundle()
            .map(|bundle| bundle.entry().version.clone())
            .unwrap_or_default()
    }

    /// The title of the description; empty when the entry document is missing.
    pub(crate) fn title(&self) -> String {
        self.bundle()
            .map(|bundle| bundle.entry().title.clone())
            .unwrap_or_default()
    }

    /// The number of operations, and the number of generated types; `None` when no client can be generated.
    ///
    /// # Errors
    ///
    /// A diagnostic when the entry document is missing.
    pub(crate) fn size(&self) -> Result<(usize, Option<usize>), Diagnostic> {
        let bundle = self.bundle()?;
        let types = self.client(&bundle).ok().map(|client| client.api.types.len());
        Ok((bundle.entry().operations.len(), types))
    }

    /// The client that is generated from the description. It is generated once, however often the side is compared.
    ///
    /// # Errors
    ///
    /// The diagnostics of everything that the generator does not support or refuses.
    pub(crate) fn client(&self, bundle: &Bundle<'_>) -> Result<&GeneratedClient, &Diagnostics> {
        let made = self.client.get_or_init(|| {
            if !self.unsupported.is_empty() {
                return Err(self.unsupported.clone());
            }
            let mut items = Items::default();
            let api = self
                .codegen
                .client(bundle, &mut |file, trees| items.read(file, trees))?;
            Ok(GeneratedClient { api, items })
        });
        made.as_ref()
    }
}

/// The folder of a file.
fn folder(file: &FileId) -> Option<&str> {
    file.as_str().rsplit_once('/').map(|(folder, _)| folder)
}

fn missing_entry(entry: &FileId) -> Diagnostic {
    Diagnostic::general(
        format!("there is no description `{entry}`"),
        "name a file, or a version of the catalog",
    )
}
