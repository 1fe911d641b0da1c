//! The lines of a description that a finding is about.

use crate::Side;
use openapi_descriptions::diagnostic::Place;

/// How many lines are shown at most.
const LINES: usize = 14;

/// Some lines of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The file and the line, as an editor takes it.
    pub place: String,
    /// The pointer.
    pub pointer: String,
    /// The lines, without what all of them are indented by.
    pub text: String,
}

/// The lines at a place: the one it stands on, and those that are indented more.
pub fn at(side: &Side, place: Option<&Place>) -> Snippet {
    let Some((place, source)) = place.and_then(|place| Some((place, side.sources.get(&place.file)?))) else {
        return Snippet::default();
    };
    let position = source.position(&place.pointer);
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = source.text.lines().skip(position.line.saturating_sub(1));
    let mut shown = Vec::new();
    if let Some(first) = lines.next() {
        let own = indent(first);
        shown.push(first);
        shown.extend(
            lines
                .take_while(|line| line.trim().is_empty() || indent(line) > own)
                .take(LINES),
        );
    }
    let least = shown
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| indent(line))
        .min()
        .unwrap_or_default();
    let more = shown.len() > LINES;
    let mut text: Vec<&str> = shown
        .iter()
        .take(LINES)
        .map(|line| line.get(least..).unwrap_or_default())
        .collect();
    if more {
        text.push("…");
    }
    Snippet {
        place: super::text::at(side, place),
        pointer: place.pointer.to_string(),
        text: text.join("\n"),
    }
}
