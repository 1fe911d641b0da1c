//! Excerpts of a description around the place of a finding.

use std::borrow::Cow;

use crate::Side;
use openapi_descriptions::{diagnostic::Place, source::Position};

/// The maximum number of lines.
const MAX_LINES: usize = 14;

/// The maximum number of characters in a line. A description may be written in a single line.
const MAX_WIDTH: usize = 200;

/// The number of characters to show before the place when it is far behind the beginning of its line.
const BEFORE: usize = 40;

/// Marks omitted text.
const ELLIPSIS: &str = "…";

/// An excerpt of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Snippet {
    /// The file and line, in the form that editors accept.
    pub place: String,
    /// The JSON pointer of the place.
    pub pointer: String,
    /// The lines, without their common indentation.
    pub text: String,
}

/// The lines at a place: its own line, and the more deeply indented lines that follow. Of a long line it is the part
/// around the place, so the excerpt does not grow with the file.
pub(super) fn snippet_at(side: &Side, place: Option<&Place>) -> Snippet {
    let Some((place, source)) = place.and_then(|place| Some((place, side.sources.get(&place.file)?))) else {
        return Snippet::default();
    };
    Snippet {
        place: super::words::location(side, place),
        pointer: place.pointer.to_string(),
        text: excerpt(&source.text, source.position(&place.pointer)),
    }
}

fn excerpt(text: &str, position: Position) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text.lines().skip(position.line.saturating_sub(1));
    let Some(first) = lines.next() else {
        return String::new();
    };
    let indent_of_first = indent(first);
    let mut shown = vec![first];
    shown.extend(
        lines
            .take_while(|line| line.trim().is_empty() || indent(line) > indent_of_first)
            .take(MAX_LINES),
    );
    let least = shown
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| indent(line))
        .min()
        .unwrap_or_default();
    let more = shown.len() > MAX_LINES;
    let mut parts: Vec<Cow<'_, str>> = Vec::new();
    for (at, line) in shown.into_iter().take(MAX_LINES).enumerate() {
        let line = line.get(least..).unwrap_or_default();
        let column = if at == 0 {
            position.column.saturating_sub(1).saturating_sub(least)
        } else {
            0
        };
        parts.push(window(line, column));
    }
    if more {
        parts.push(ELLIPSIS.into());
    }
    parts.join("\n")
}

/// The part of a line around the character at `column`, counted from 0.
fn window(line: &str, column: usize) -> Cow<'_, str> {
    // A line has at most as many characters as bytes.
    if line.len() <= MAX_WIDTH {
        return line.into();
    }
    // The same long line may be excerpted for thousands of findings, so its characters are counted only when necessary.
    let ascii = line.is_ascii();
    let offset = |from: usize, count: usize| -> usize {
        let rest = line.get(from..).unwrap_or_default();
        let bytes = if ascii {
            Some(count).filter(|count| *count < rest.len())
        } else {
            rest.char_indices().nth(count).map(|(at, _)| at)
        };
        from + bytes.unwrap_or(rest.len())
    };
    let begin = if column < MAX_WIDTH {
        0
    } else {
        offset(0, column - BEFORE)
    };
    let end = offset(begin, MAX_WIDTH);
    let cut = |is: bool| if is { ELLIPSIS } else { "" };
    let shown = line.get(begin..end).unwrap_or_default();
    if shown.len() == line.len() {
        return line.into();
    }
    [cut(begin > 0), shown, cut(end < line.len())].concat().into()
}

#[cfg(test)]
mod tests {
    use super::{BEFORE, ELLIPSIS, MAX_WIDTH, Position, excerpt, window};

    #[test]
    fn a_short_line_is_shown_whole_and_of_a_long_one_a_window() {
        assert_eq!(window(&"x".repeat(MAX_WIDTH), 7), "x".repeat(MAX_WIDTH));
        for unit in ["x", "é", "\u{1f600}"] {
            let line = unit.repeat(1_000);
            assert_eq!(
                window(&line, 0),
                unit.repeat(MAX_WIDTH) + ELLIPSIS,
                "at the begin"
            );
            let middle = window(&line, 500);
            assert_eq!(
                middle,
                [ELLIPSIS, &unit.repeat(MAX_WIDTH), ELLIPSIS].concat(),
                "in the middle"
            );
            let end = window(&line, 999);
            assert_eq!(end, [ELLIPSIS, &unit.repeat(BEFORE + 1)].concat(), "at the end");
            assert_eq!(window(&line, usize::MAX), ELLIPSIS, "behind it");
        }
        let few = "é".repeat(MAX_WIDTH);
        assert_eq!(window(&few, 3), few, "characters count, not bytes");
    }

    #[test]
    fn the_window_begins_a_little_before_the_place() {
        let line = format!("{}HERE{}", "a".repeat(700), "b".repeat(700));
        let shown = excerpt(&line, Position { line: 1, column: 701 });
        assert_eq!(shown.find("HERE"), Some(ELLIPSIS.len() + BEFORE), "{shown}");
    }

    #[test]
    fn lines_below_the_place_are_cut_too() {
        let text = format!("a:\n  b: {}\n  c: {}\n", "x".repeat(5_000), "y".repeat(5_000));
        let shown = excerpt(&text, Position { line: 1, column: 1 });
        assert_eq!(shown.lines().count(), 3);
        assert!(shown.len() < 3 * (MAX_WIDTH + ELLIPSIS.len() + 1), "{shown}");
    }
}
