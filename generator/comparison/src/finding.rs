//! The findings of a comparison: one for each cause, with two verdicts.

use std::{collections::BTreeSet, sync::Arc};

use openapi_descriptions::diagnostic::Place;

use super::{checks::Check, local_finding::Anchor};

pub use super::verdict::{RustVerdict, WireSeverity};

/// A public item of the generated crate that a finding changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RustItem {
    /// The path and signature in the old crate; `None` for an item that was added.
    pub old: Option<String>,
    /// The path and signature in the new crate; `None` for an item that was removed.
    pub new: Option<String>,
    /// Whether callers of the old crate still compile.
    pub verdict: RustVerdict,
    /// The argument names of the new function, empty for any other item. They are not part of what callers compile
    /// against.
    pub arguments: Vec<String>,
}

/// A difference between the two descriptions, with its verdicts.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The check that reports the finding.
    pub check: &'static Check,
    /// The effect on clients that were made from the old description.
    pub wire: WireSeverity,
    /// The effect on callers that recompile against the new crate.
    pub rust: RustVerdict,
    /// The place in the old description; `None` for something that was added, or that changed in several places.
    pub old: Option<Place>,
    /// The place in the new description; `None` for something that was removed, or that changed in several places.
    pub new: Option<Place>,
    /// The other places of a difference that is the same at several places, as those above.
    pub more_places: Vec<(Option<Place>, Option<Place>)>,
    /// The operations that the finding affects, as `GET /path`.
    pub operations: Vec<Arc<str>>,
    /// The items of the generated crate that change because of it.
    pub rust_items: Vec<RustItem>,
    /// The difference in one sentence, with names in backticks.
    pub message: String,
    /// The type, operation or shared component under which reports list the finding.
    pub subject: String,
    /// The side that has the thing, when only one has it.
    pub(super) anchor: Anchor,
    /// The pairs of operations that contain the difference themselves, not only in a schema that they refer to.
    pub(super) direct: BTreeSet<usize>,
    /// What tells the finding apart from others of the same check at the same places, such as the media type.
    pub(super) detail: String,
}

impl Finding {
    /// Whether the finding breaks old clients on the wire or callers in Rust.
    pub fn breaks(&self) -> bool {
        self.wire == WireSeverity::Error || self.rust == RustVerdict::Breaking
    }
}
