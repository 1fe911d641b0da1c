//! Text of the service as it is shown to people: of bounded length, and with control characters escaped.

use std::fmt::{self, Write as _};

/// How many characters of a text are shown, at most: a message can have a megabyte.
const MAX_CHARS: usize = 1_000;

/// Writes at most 1,000 characters of a text, on one line: line breaks, escape sequences, characters that change the
/// direction of text and other control characters are escaped, as `\n` or `\u{202e}`.
pub struct Shown<'a>(pub &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut left = MAX_CHARS;
        for c in self.0.chars() {
            let length = if needs_escape(c) {
                c.escape_debug().count()
            } else {
                1
            };
            let Some(less) = left.checked_sub(length) else {
                return f.write_char('…');
            };
            left = less;
            if needs_escape(c) {
                write!(f, "{}", c.escape_debug())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

/// Tells whether a character acts on a terminal or a log instead of being seen: it begins a line, starts an escape sequence
/// or changes the direction of the text around it.
fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_acts_on_a_terminal_is_written_out_and_all_else_is_left() {
        for (text, shown) in [
            ("say \"no\" \\ 'é' 日本 👩‍👧 नमस्ते", "say \"no\" \\ 'é' 日本 👩‍👧 नमस्ते"),
            ("a\r\nb\tc\0", "a\\r\\nb\\tc\\0"),
            ("\x1b[31mred\x07\u{9b}0m", "\\u{1b}[31mred\\u{7}\\u{9b}0m"),
            ("\u{202e}gpj.exe\u{2069}", "\\u{202e}gpj.exe\\u{2069}"),
            ("one\u{2028}two\u{2029}\u{85}", "one\\u{2028}two\\u{2029}\\u{85}"),
        ] {
            assert_eq!(Shown(text).to_string(), shown);
        }
    }

    #[test]
    fn escapes_count_as_what_they_are_written_as() {
        let all = "x".repeat(MAX_CHARS);
        assert_eq!(Shown(&all).to_string(), all);
        assert_eq!(Shown(&"x".repeat(MAX_CHARS + 1)).to_string(), format!("{all}…"));
        let shown = Shown(&"\u{202e}".repeat(MAX_CHARS)).to_string();
        assert!(
            shown.ends_with("\\u{202e}…") && shown.chars().count() <= MAX_CHARS + 1,
            "{shown}"
        );
    }

    proptest! {
        #[test]
        fn no_text_is_long_or_acts(text in "(?s).{0,2000}") {
            let shown = Shown(&text).to_string();
            prop_assert!(shown.chars().count() <= MAX_CHARS + 1);
            prop_assert!(!shown.chars().any(needs_escape));
        }
    }
}
