//! Text of a description for display: with control characters escaped, and with a limited length.

use std::borrow::Cow;

/// Tells whether a character turns the direction of the text around it.
pub fn turns_text(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Tells whether a character acts on a terminal or a log instead of being shown: begins a line, starts an escape sequence, or
/// changes the direction of the text around it.
pub fn acts_on_screens(c: char) -> bool {
    c.is_control() || turns_text(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The text on one line, with everything escaped that would do something to a screen instead of showing on it: messages
/// quote what a file has, and a file may have anything.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, acts_on_screens)
}

/// As [`visible`], for a text that has lines and tabs.
pub fn visible_page(text: &str) -> Cow<'_, str> {
    escaped(text, |c| acts_on_screens(c) && !matches!(c, '\n' | '\t'))
}

fn escaped(text: &str, acts: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&acts) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if acts(c) {
            out.extend(c.escape_debug());
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// Text of which the middle is left out when it has more characters than this.
pub fn cut(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || text.chars().nth(most).is_none() {
        return text.into();
    }
    let half = most / 2;
    let begin = text
        .char_indices()
        .nth(half)
        .map_or(text, |(at, _)| text.split_at(at).0);
    let end = text
        .char_indices()
        .rev()
        .nth(half.saturating_sub(1))
        .map_or(text, |(at, _)| text.split_at(at).1);
    [begin, " … ", end].concat().into()
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn of_a_long_text_the_middle_is_left_out() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefg", 6), "abc … efg");
        assert_eq!(cut("ééééééé", 6), "ééé … ééé");
    }
}
