//! The lines of a description that a finding is about.

use std::borrow::Cow;

use crate::Side;
use openapi_descriptions::{diagnostic::Place, source::Position};

/// How many lines are shown at most.
const MAX_LINES: usize = 14;

/// How many characters of a line are shown at most: a description may be written in one line.
const MAX_WIDTH: usize = 200;

/// How many characters before the place are shown, where it stands far behind the begin of its line.
const BEFORE: usize = 40;

/// What stands for what is left out.
const ELLIPSIS: &str = "…";

/// Some lines of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Snippet {
    /// The file and the line, as an editor takes it.
    pub place: String,
    /// The pointer.
    pub pointer: String,
    /// The lines, without what all of them are indented by.
    pub text: String,
}

/// The lines at a place: the one it stands on, and those that are indented more. Of a long line it is the part around the
/// place, so that what is shown does not grow with the file.
pub(super) fn snippet_at(side: &Side, place: Option<&Place>) -> Snippet {
    let Some((place, source)) = place.and_then(|place| Some((place, side.sources.get(&place.file)?))) else {
        return Snippet::default();
    };
    Snippet {
        place: super::text::location(side, place),
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
    // What has no more bytes has no more characters.
    if line.len() <= MAX_WIDTH {
        return line.into();
    }
    // The same line may be looked at for each of a thousand findings, so it is not counted out when that can be helped.
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
