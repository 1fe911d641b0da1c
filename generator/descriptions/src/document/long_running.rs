//! Operations that continue after their first response: `x-ms-long-running-operation` and its options.

use crate::diagnostic::{Diagnostic, Diagnostics};

use super::{Reference, read::Reader};

/// `x-ms-long-running-operation`, with `x-ms-long-running-operation-options`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongRunning {
    /// `final-state-via`.
    pub final_state: FinalState,
    /// `final-state-schema`.
    pub result: Option<Reference>,
}

/// Where the result of a long-running operation is, once it has succeeded: `final-state-via`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FinalState {
    /// Where it usually is.
    #[default]
    Default,
    /// `location`.
    Location,
    /// `azure-async-operation` or `operation-location`.
    StatusMonitor,
    /// `original-uri`.
    OriginalUri,
}

/// Reads the extensions of an operation; `None` if it ends with its first response.
pub(super) fn long_running(operation: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<LongRunning> {
    let marked = operation.flag("x-ms-long-running-operation", diagnostics);
    let options = operation.get("x-ms-long-running-operation-options");
    if !marked {
        return None;
    }
    let mut found = LongRunning {
        final_state: FinalState::Default,
        result: None,
    };
    let Some(options) = options else {
        return Some(found);
    };
    match options.text("final-state-via", diagnostics).as_deref() {
        None | Some("default") => {}
        Some("location") => found.final_state = FinalState::Location,
        Some("azure-async-operation" | "operation-location") => found.final_state = FinalState::StatusMonitor,
        Some("original-uri") => found.final_state = FinalState::OriginalUri,
        Some(other) => diagnostics.push(
            Diagnostic::at(
                &options.place().join("final-state-via"),
                format!("`{other}` is not a place for the result of a long-running operation"),
                "write `location`, `azure-async-operation`, `operation-location` or `original-uri`, or remove it",
            )
            .avoidable(),
        ),
    }
    // A text, or written as other references are.
    found.result = options.get("final-state-schema").and_then(|schema| {
        if schema.get("$ref").is_some() {
            return schema.reference(diagnostics);
        }
        let target = options.text("final-state-schema", diagnostics)?;
        let place = schema.place().clone();
        Some(Reference { place, target })
    });
    Some(found)
}
