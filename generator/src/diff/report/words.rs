//! Words that several reports have in common.

use crate::diff::{
    Diff,
    finding::{Rust, Wire},
};

/// The two verdicts in a line, and what they mean for the next version number.
pub fn verdict(diff: &Diff) -> String {
    let (errors, warnings, infos) = (
        diff.wire(Wire::Error),
        diff.wire(Wire::Warning),
        diff.wire(Wire::Info),
    );
    let wire = match (errors, warnings, infos) {
        (0, 0, 0) => "nothing".to_owned(),
        (0, 0, infos) => format!("nothing breaking, {infos} to know"),
        (0, warnings, _) => format!("nothing breaking, {}", count(warnings, "warning", "warnings")),
        (errors, 0, _) => format!("{errors} breaking"),
        (errors, warnings, _) => format!("{errors} breaking, {}", count(warnings, "warning", "warnings")),
    };
    if diff.rust_unavailable.is_some() {
        return format!(
            "wire: {wire}; rust: not known, because the generator does not support one of the sides"
        );
    }
    let (breaking, additive) = (diff.rust(Rust::Breaking), diff.rust(Rust::Additive));
    let (rust, version) = match (breaking, additive) {
        (0, 0) => ("nothing".to_owned(), "a patch version"),
        (0, additive) => (format!("{additive} additive"), "a minor version"),
        (breaking, 0) => (format!("{breaking} breaking"), "a major version"),
        (breaking, additive) => (
            format!("{breaking} breaking, {additive} additive"),
            "a major version",
        ),
    };
    format!("wire: {wire}; rust: {rust}: this is {version}")
}

/// A number with the word for what is counted.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Operations in a line: the first few, and how many more.
pub(super) fn operations(list: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<&str> = list.iter().take(SHOWN).map(String::as_str).collect();
    match list.len().checked_sub(SHOWN) {
        None | Some(0) => shown.join(", "),
        Some(more) => format!("{} and {more} more", shown.join(", ")),
    }
}
