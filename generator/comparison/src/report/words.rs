//! Phrases that several reports share.

use std::{collections::HashSet, sync::Arc};

use openapi_descriptions::diagnostic::{Diagnostics, Place};

use crate::{
    Diff, Side,
    finding::{RustVerdict, WireSeverity},
};

use super::ReportInput;

/// The two verdicts in a line, and the version number that they call for, where that is known.
pub(super) fn verdict(diff: &Diff) -> String {
    let breaking = |count: usize| match count {
        0 => "nothing breaking".to_owned(),
        count => format!("{count} breaking"),
    };
    let (errors, breaks) = (
        diff.count_on_wire(WireSeverity::Error),
        diff.count_in_rust(RustVerdict::Breaking),
    );
    let wire = match (errors, diff.is_fully_compared()) {
        (errors, true) => breaking(errors),
        (0, false) => "not fully compared".to_owned(),
        (errors, false) => format!("{}, not fully compared", breaking(errors)),
    };
    let is_known = diff.rust_unavailable.is_none();
    let rust = if is_known {
        breaking(breaks)
    } else {
        "not known".to_owned()
    };
    let version = if errors + breaks > 0 {
        ": this is a major version"
    } else if !is_known || !diff.is_fully_compared() {
        ""
    } else if diff.findings.is_empty() {
        ": this is a patch version"
    } else {
        ": this is a minor version"
    };
    format!("wire: {wire}, rust: {rust}{version}")
}

/// The number of findings besides the breaking ones, in words.
pub(super) fn count_summary(diff: &Diff) -> Option<String> {
    let mut parts = Vec::new();
    let (unknown, warnings, infos, additive) = (
        diff.count_on_wire(WireSeverity::Unknown),
        diff.count_on_wire(WireSeverity::Warning),
        diff.count_on_wire(WireSeverity::Info),
        diff.count_in_rust(RustVerdict::Additive),
    );
    if unknown > 0 {
        parts.push(format!(
            "{} with an unknown effect on the wire",
            counted(unknown, "change", "changes")
        ));
    }
    if warnings > 0 {
        parts.push(format!(
            "{} on the wire",
            counted(warnings, "warning", "warnings")
        ));
    }
    if infos > 0 {
        parts.push(format!("{infos} informational on the wire"));
    }
    if additive > 0 {
        parts.push(format!("{additive} additive in Rust"));
    }
    (!parts.is_empty()).then(|| format!("also: {}", parts.join(", ")))
}

/// Differences that are not reported as findings, in words.
pub(super) fn unreported_differences(input: &ReportInput<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let (docs, names, accepted) = (
        input.diff.docs_only,
        input.diff.names_only,
        input.accepted.matched.len(),
    );
    if docs > 0 {
        notes.push(format!(
            "{} in the descriptions (not reported as findings)",
            counted(docs, "sentence differs", "sentences differ")
        ));
    }
    if names > 0 {
        notes.push(format!(
            "{} without an effect on the wire or in the crate",
            counted(names, "name differs", "names differ")
        ));
    }
    if input.diff.equal_residue > 0 {
        notes.push(format!(
            "{} on both sides",
            counted(
                input.diff.equal_residue,
                "keyword is not compared, and is the same",
                "keywords are not compared, and are the same"
            )
        ));
    }
    if accepted > 0 {
        notes.push(counted(accepted, "finding is accepted", "findings are accepted"));
    }
    notes
}

/// A number with the noun for what is counted.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The first few operations, and the number of the others.
pub(super) fn operation_list(list: &[Arc<str>]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<&str> = list.iter().take(SHOWN).map(AsRef::as_ref).collect();
    match list.len().checked_sub(SHOWN) {
        None | Some(0) => shown.join(", "),
        Some(more) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The file and line of a place, in the form that editors accept.
pub(super) fn location(side: &Side, place: &Place) -> String {
    let position = side
        .sources
        .get(&place.file)
        .map(|source| source.position(&place.pointer));
    let line = position
        .map(|position| format!(":{}", position.line))
        .unwrap_or_default();
    format!("{}{line}", side.sources.display(&place.file))
}

/// The reasons for a missing Rust verdict, each once, with its place.
pub(super) fn reasons(input: &ReportInput<'_>, why: &Diagnostics) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut reasons = Vec::new();
    for diagnostic in why.iter() {
        let place = diagnostic.place();
        if !seen.insert((diagnostic.message(), place.map(|place| &place.pointer))) {
            continue;
        }
        let place = place.and_then(|place| {
            let mut sides = [input.new, input.old].into_iter();
            let side = sides.find(|side| side.sources.get(&place.file).is_some())?;
            Some(format!(" ({})", location(side, place)))
        });
        reasons.push(format!("{}{}", diagnostic.message(), place.unwrap_or_default()));
    }
    reasons
}
