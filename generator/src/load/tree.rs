//! Reads files and all that they refer to.

use rayon::prelude::*;

use super::{
    Loader,
    file::{self, Unread},
};
use crate::digests::{Digests, digest};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Diagnostics, Place},
    document::Reference,
    pointer::Pointer,
    reference,
    source::{FileId, Position, Source},
};

impl Loader {
    /// Reads a file and all that it refers to; `from` is where it is named.
    ///
    /// # Errors
    ///
    /// Every file that is missing or is not text, YAML or JSON, and every reference that leads out of the root.
    pub fn tree(&mut self, entry: &FileId, from: Option<&Place>) -> Result<(), Diagnostics> {
        self.trees(vec![(entry.clone(), from.cloned())])
    }

    /// Reads files and all that they refer to, each with where it is named: as many at a time as there are threads, and then
    /// those that these have named.
    pub(super) fn trees(&mut self, mut pending: Vec<(FileId, Option<Place>)>) -> Result<(), Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        while !pending.is_empty() {
            pending.retain(|(file, _)| self.sources.get(file).is_none() && self.tried.insert(file.clone()));
            let read: Vec<_> = pending
                .par_iter()
                .map(|(file, from)| self.source_and_references(file, from.as_ref()))
                .collect();
            for ((file, _), read) in std::mem::take(&mut pending).into_iter().zip(read) {
                match read {
                    Ok((source, digest, references)) => {
                        self.digests.insert(file.as_str().to_owned(), digest);
                        self.sources.insert(file, source);
                        for reference in references {
                            match reference::split(&reference) {
                                Ok((target, _)) => pending.push((target, Some(reference.place))),
                                Err(diagnostic) => diagnostics.push(diagnostic),
                            }
                        }
                    }
                    Err(diagnostic) => {
                        self.sources.insert_broken(file);
                        diagnostics.push(diagnostic);
                    }
                }
            }
        }
        diagnostics.or(())
    }

    fn source_and_references(
        &self,
        file: &FileId,
        from: Option<&Place>,
    ) -> Result<(Source, u64, Vec<Reference>), Diagnostic> {
        let (source, digest) = self.source(file, from)?;
        let references = reference::references(&source.node, &Place::new(file.clone(), Pointer::root()));
        Ok((source, digest, references))
    }

    /// What was read, each file with a digest of its bytes.
    pub(crate) fn digests(&self) -> &Digests {
        &self.digests
    }

    /// The digest of a file as it is now, if it can be read.
    pub(crate) fn digest(&self, file: &str) -> Option<u64> {
        let bytes = file::below(&self.root, file).ok()?;
        Some(digest(&bytes))
    }

    pub(super) fn source(&self, file: &FileId, from: Option<&Place>) -> Result<(Source, u64), Diagnostic> {
        let display = self.sources.display(file);
        let error = |message: String, help: &str| match from {
            Some(place) => Diagnostic::at(place, message, help),
            None => Diagnostic::general(message, help),
        };
        let bytes = match &self.commit {
            Some(commit) => commit.read(&self.root, file.as_str()),
            None if self.named.contains(file) => file::named(&self.root.join(file.as_str())),
            None => file::below(&self.root, file.as_str()),
        };
        let then = self.commit.as_ref();
        let then = then.map_or_else(String::new, |commit| format!(" at `{}`", commit.name));
        let bytes = bytes.map_err(|why| match why {
            Unread::Missing => error(
                format!("there is no file `{display}`{then}"),
                "correct the path that leads to it, or add the file",
            ),
            Unread::Outside(_) if self.commit.is_some() => error(
                format!("`{display}` is not in the repository"),
                "only files of the repository can be read as they were",
            ),
            Unread::Outside(real) => error(
                format!(
                    "`{display}` is a link that leads outside the folder of descriptions, to `{}`",
                    real.display()
                ),
                "put the file itself below that folder; files outside it are not read",
            ),
            Unread::Not(what) => error(
                format!("`{display}` is {what} and not a file"),
                "put a plain file in its place; nothing else is read",
            ),
            Unread::System(cause) => error(
                format!("cannot read `{display}`: {cause}"),
                "correct the path that leads to it, or its permissions",
            ),
        })?;
        let digest = digest(&bytes);
        let text = String::from_utf8(bytes).map_err(|cause| {
            let at = cause.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(cause.as_bytes().get(..at).unwrap_or_default()).into_owned();
            Diagnostic::at_position(
                file.clone(),
                end_of(&before),
                "the file is not UTF-8",
                "save it as UTF-8",
            )
        })?;
        let source = Source::parse(file.as_str(), &text).map_err(|cause| {
            Diagnostic::at_position(
                file.clone(),
                cause.position,
                format!("the file is not well-formed: {}", cause.message),
                cause.help(),
            )
        })?;
        Ok((source, digest))
    }
}

fn end_of(text: &str) -> Position {
    let line = text.matches('\n').count() + 1;
    let column = text.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    Position { line, column }
}
