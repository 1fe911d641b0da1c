//! What a comparison finds: one finding for each cause, with two verdicts.

use std::{collections::BTreeSet, sync::Arc};

use openapi_descriptions::diagnostic::Place;

use super::checks::Check;

pub use super::verdict::{Direction, RustVerdict, WireSeverity};

/// An item of the crate before and after: its path and signature, `None` where there is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RustItem {
    /// Before.
    pub old: Option<String>,
    /// After.
    pub new: Option<String>,
    /// What that means for a caller.
    pub verdict: RustVerdict,
    /// The names of the arguments after, of a function; they are no part of what callers compile against.
    pub arguments: Vec<String>,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What was found.
    pub check: &'static Check,
    /// How grave it is on the wire.
    pub wire: WireSeverity,
    /// What it means in Rust.
    pub rust: RustVerdict,
    /// Where it stands in the old description.
    pub old: Option<Place>,
    /// Where it stands in the new description.
    pub new: Option<Place>,
    /// The operations that it reaches, as `GET /path`.
    pub operations: Vec<Arc<str>>,
    /// The items of the crate that it changes.
    pub rust_items: Vec<RustItem>,
    /// What was found, in a sentence.
    pub message: String,
    /// The type or operation that it is about, for grouping.
    pub subject: String,
    /// The pairs of operations that it stands in directly, rather than in a schema that they lead to.
    pub(super) direct: BTreeSet<usize>,
    /// What it is about where more than one thing stands at its places, such as the media type.
    pub(super) detail: String,
}

impl Finding {
    /// Whether it breaks anything, on the wire or in Rust.
    pub fn breaks(&self) -> bool {
        self.wire == WireSeverity::Error || self.rust == RustVerdict::Breaking
    }
}
