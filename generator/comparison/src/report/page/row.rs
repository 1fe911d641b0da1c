//! A finding in the form that the page shows.

use std::borrow::Cow;

use openapi_descriptions::text::cut;

use crate::{
    finding::{Finding, RustItem, WireSeverity},
    local_finding::Anchor,
    report::{
        ReportInput,
        hints::Hints,
        snippet::{self, Snippet},
    },
};

/// A part of a sentence: code or plain text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub code: bool,
    pub text: String,
}

/// A finding.
pub(super) struct Row<'a> {
    pub wire: &'static str,
    pub rust: &'static str,
    pub id: &'static str,
    pub explanation: Vec<Span>,
    /// Whether the severity is the one of values that are received, where it is another one in values that are sent.
    pub is_only_received: bool,
    pub message: Vec<Span>,
    pub operations: Vec<&'a str>,
    /// The number of operations that are not named.
    pub more: usize,
    /// The number of places that are not shown.
    pub more_places: usize,
    /// The class names of the operations for the filters, each after a blank.
    pub tokens: String,
    pub sides: [ShownSide; 2],
    pub items: Vec<Signatures<'a>>,
    pub hints: Vec<Vec<Span>>,
}

/// An item of the crate, before and after.
pub(super) struct Signatures<'a> {
    pub old: Option<Cow<'a, str>>,
    pub new: Option<Cow<'a, str>>,
}

impl<'a> Signatures<'a> {
    fn new(item: &'a RustItem) -> Self {
        let shown = |text: &'a Option<String>| text.as_deref().map(|text| cut(text, MAX_SIGNATURE));
        Self {
            old: shown(&item.old),
            new: shown(&item.new),
        }
    }
}

/// One side of a finding.
pub(super) struct ShownSide {
    pub name: &'static str,
    pub class: &'static str,
    /// What is said instead of the lines of a side that has nothing.
    pub missing: Option<&'static str>,
    pub place: String,
    pub pointer: String,
    pub lines: Vec<SnippetLine>,
}

/// A line of a description.
pub(super) struct SnippetLine {
    pub text: String,
    /// Whether the other side lacks the line.
    pub differs: bool,
}

/// The maximum length of a shown message in characters. Messages quote names, which may be of any length.
const MAX_MESSAGE: usize = 1_000;

/// The maximum length of a shown signature in characters.
const MAX_SIGNATURE: usize = 4_000;

/// The maximum length of a shown place in characters.
const MAX_PLACE: usize = 500;

/// The maximum number of operations that a finding names. The filter has all of them.
const MAX_OPERATIONS: usize = 20;

impl<'a> Row<'a> {
    /// The operations that are named.
    pub(super) fn named_operations(&self) -> &[&'a str] {
        self.operations.get(..MAX_OPERATIONS).unwrap_or(&self.operations)
    }

    pub(super) fn new(input: &ReportInput<'a>, finding: &'a Finding, hints: &mut Hints<'_>) -> Self {
        let old = snippet::snippet_at(input.old, finding.old.as_ref());
        let new = snippet::snippet_at(input.new, finding.new.as_ref());
        Self {
            wire: finding.wire.as_str(),
            rust: finding.rust.as_str(),
            id: finding.check.id,
            explanation: split_at_backticks(finding.check.explanation),
            is_only_received: is_only_received(finding),
            message: split_at_backticks(&cut(&finding.message, MAX_MESSAGE)),
            operations: finding.operations.iter().map(AsRef::as_ref).collect(),
            more: finding.operations.len().saturating_sub(MAX_OPERATIONS),
            more_places: finding.more_places.len(),
            tokens: String::new(),
            sides: sides(&old, &new, finding.anchor),
            items: finding.rust_items.iter().map(Signatures::new).collect(),
            hints: hints
                .hints_for(finding)
                .iter()
                .map(|hint| split_at_backticks(&cut(hint, MAX_MESSAGE)))
                .collect(),
        }
    }
}

/// Whether a finding is about values that are sent elsewhere, and here only received.
fn is_only_received(finding: &Finding) -> bool {
    let (sent, received) = (finding.check.request, finding.check.response);
    sent > received && received != WireSeverity::None && finding.wire == received
}

/// Splits a sentence at its backticks into code and plain text.
pub(super) fn split_at_backticks(text: &str) -> Vec<Span> {
    let pieces: Vec<&str> = text.split('`').collect();
    // A name that contains a backtick leaves a code span open. The rest is plain text then.
    let last = pieces.len() - 1;
    let spans = pieces.into_iter().enumerate().map(|(at, piece)| Span {
        code: at % 2 == 1 && at < last,
        text: piece.to_owned(),
    });
    spans.filter(|span| !span.text.is_empty()).collect()
}

/// Both sides of a finding. Of something that only one side has, the other shows nothing: what it would be in is not what
/// changed.
fn sides(old: &Snippet, new: &Snippet, anchor: Anchor) -> [ShownSide; 2] {
    let (before, after): (Vec<&str>, Vec<&str>) = match anchor {
        Anchor::Both => (old.text.lines().collect(), new.text.lines().collect()),
        Anchor::Old => (old.text.lines().collect(), Vec::new()),
        Anchor::New => (Vec::new(), new.text.lines().collect()),
    };
    let (kept_before, kept_after) = common_lines(&before, &after);
    let lines = |lines: &[&str], kept: &[bool]| -> Vec<SnippetLine> {
        let lines = lines.iter().zip(kept);
        lines
            .map(|(line, kept)| SnippetLine {
                text: (*line).to_owned(),
                differs: !kept,
            })
            .collect()
    };
    let (before, after) = (lines(&before, &kept_before), lines(&after, &kept_after));
    [
        ShownSide {
            name: "before",
            class: "before",
            missing: (anchor == Anchor::New).then_some("not there before"),
            place: cut(&old.place, MAX_PLACE).into_owned(),
            pointer: cut(&old.pointer, MAX_PLACE).into_owned(),
            lines: before,
        },
        ShownSide {
            name: "after",
            class: "after",
            missing: (anchor == Anchor::Old).then_some("no longer there"),
            place: cut(&new.place, MAX_PLACE).into_owned(),
            pointer: cut(&new.pointer, MAX_PLACE).into_owned(),
            lines: after,
        },
    ]
}

/// Marks the lines of each side that are in the longest common subsequence of both.
fn common_lines(old: &[&str], new: &[&str]) -> (Vec<bool>, Vec<bool>) {
    // `best[i][j]` is the length of that subsequence for the lines from `i` of one side and from `j` of the other.
    let mut best = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    let length_at = |best: &[Vec<usize>], i: usize, j: usize| {
        best.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0)
    };
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let value = if a == b {
                length_at(&best, i + 1, j + 1) + 1
            } else {
                length_at(&best, i + 1, j).max(length_at(&best, i, j + 1))
            };
            if let Some(cell) = best.get_mut(i).and_then(|row| row.get_mut(j)) {
                *cell = value;
            }
        }
    }
    let (mut kept_old, mut kept_new) = (vec![false; old.len()], vec![false; new.len()]);
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        if a == b {
            kept_old
                .get_mut(i)
                .into_iter()
                .chain(kept_new.get_mut(j))
                .for_each(|kept| *kept = true);
            (i, j) = (i + 1, j + 1);
        } else if length_at(&best, i + 1, j) >= length_at(&best, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    (kept_old, kept_new)
}

#[cfg(test)]
mod tests {
    use super::{common_lines, split_at_backticks};

    #[test]
    fn text_in_backticks_is_code_and_a_single_backtick_is_not() {
        let shown = |text: &str| -> Vec<(bool, String)> {
            split_at_backticks(text)
                .into_iter()
                .map(|span| (span.code, span.text))
                .collect()
        };
        let code = |text: &str| (true, text.to_owned());
        let plain = |text: &str| (false, text.to_owned());
        assert_eq!(shown("`a` was `b`"), [code("a"), plain(" was "), code("b")]);
        assert_eq!(shown("a ` b"), [plain("a "), plain(" b")]);
        assert!(shown("").is_empty());
    }

    #[test]
    fn lines_that_both_sides_have_are_not_marked() {
        let (old, new) = common_lines(&["a", "b", "c"], &["a", "x", "c", "d"]);
        assert_eq!(old, [true, false, true]);
        assert_eq!(new, [true, false, true, false]);
    }
}
