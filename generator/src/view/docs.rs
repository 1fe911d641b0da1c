//! Turns sentences of a description into rustdoc.

use std::fmt;

use openapi_client_model::names::Ident;
use openapi_descriptions::text::turns_text;

/// Doc comments: lines of text that cannot end the comment, turn the direction of text, or become markup by accident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    lines: Vec<String>,
    inner: bool,
    aliases: Vec<String>,
}

impl Doc {
    /// No text yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a paragraph from a description: its text, not its markup.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        let escaped = escape(text);
        if escaped.is_empty() {
            self
        } else {
            self.paragraph(&escaped)
        }
    }

    /// Adds a paragraph from a description, or another one when there is none.
    #[must_use]
    pub fn text_or(self, text: Option<&str>, otherwise: &str) -> Self {
        match text.map(str::trim) {
            Some(text) if !text.is_empty() => self.text(text),
            _ => self.paragraph(otherwise),
        }
    }

    /// Adds a paragraph of our own, which may have markup.
    #[must_use]
    pub fn paragraph(mut self, markdown: &str) -> Self {
        let mut lines = markdown.lines();
        if let (true, Some(only), None) = (self.lines.is_empty(), lines.next(), lines.next()) {
            // Most docs are this alone, and it needs no room for more.
            self.lines = wrap(only);
            return self;
        }
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(markdown.lines().flat_map(wrap));
        self
    }

    /// Adds a list of items of our own, which may have markup.
    #[must_use]
    pub fn items(mut self, items: impl IntoIterator<Item = String>) -> Self {
        self.lines.push(String::new());
        for item in items {
            let lines = wrap(&item).into_iter().enumerate();
            self.lines
                .extend(lines.map(|(at, line)| format!("{} {line}", if at == 0 { "-" } else { " " })));
        }
        self
    }

    /// Adds lines of our own as they are, such as an example.
    #[must_use]
    pub fn block(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(lines);
        self
    }

    /// Adds the lines of an example, if there are any.
    #[must_use]
    pub fn example(self, lines: Vec<String>) -> Self {
        if lines.is_empty() { self } else { self.block(lines) }
    }

    /// Adds other names under which the docs of an item are found; its own name is found anyway.
    #[must_use]
    pub fn aliases(mut self, aliases: &[String], name: &Ident) -> Self {
        let others = aliases.iter().filter(|alias| *alias != name.bare());
        self.aliases.extend(others.cloned());
        self
    }

    /// The same text as the docs of the module around it.
    #[must_use]
    pub fn of_module(mut self) -> Self {
        self.inner = true;
        self
    }
}

impl fmt::Display for Doc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            let text = if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            };
            let bang = if self.inner { "!" } else { "" };
            writeln!(f, "#{bang}[doc = {}]", super::Literal::string(&text))?;
        }
        for alias in &self.aliases {
            writeln!(f, "#[doc(alias = {})]", super::Literal::string(alias))?;
        }
        Ok(())
    }
}

/// Things as a sentence has them: `a, b and c`.
pub(super) fn list(all: &[String], word: &str) -> String {
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {word} {last}", rest.join(", ")),
        _ => all.concat(),
    }
}

/// The text as code within backticks: on one line, without what would end the code or turn the direction of text.
pub(super) fn code(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|c| !c.is_control() && !turns_text(*c) && *c != '`');
    format!("`{}`", kept.collect::<String>().trim())
}

/// A value as code: as it is, with what cannot be seen or would end the code as a Rust literal has it.
pub(super) fn value(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if c.is_control() || turns_text(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    // More backticks than there are in it, and spaces beside its own.
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let border = "`".repeat(longest + 1);
    let space = if longest == 0 { "" } else { " " };
    format!("{border}{space}{shown}{space}{border}")
}

/// The text with everything escaped that rustdoc would take for markup, except code in single backticks.
pub(super) fn escape(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|c| !turns_text(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let joined = words.join(" ");
    let code = joined.matches('`').count().is_multiple_of(2) && !joined.contains("``");
    let mut out = String::with_capacity(joined.len());
    let mut in_code = false;
    for c in joined.chars() {
        match c {
            '`' if code => {
                in_code = !in_code;
                out.push(c);
            }
            '_' if out.ends_with(char::is_alphanumeric) => out.push(c),
            '[' | ']' | '<' | '>' | '*' | '_' | '~' | '`' | '\\' if !in_code => {
                out.push('\\');
                out.push(c);
            }
            // A bare address would become a link with a warning.
            ':' if !in_code && (out.ends_with("http") || out.ends_with("https")) => out.push_str("&#58;"),
            _ => out.push(c),
        }
    }
    // A heading or list marker at the beginning would become one.
    let digits = out.len() - out.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if out.starts_with(['-', '+', '=', '#']) {
        out.insert(0, '\\');
    } else if digits > 0 && out.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')'])) {
        out.insert(digits, '\\');
    }
    out
}

/// Lines of at most 100 characters, split at spaces.
fn wrap(text: &str) -> Vec<String> {
    const WIDTH: usize = 100;
    let mut lines = Vec::with_capacity(text.len() / WIDTH + 1);
    let (mut line, mut width) = (String::with_capacity(text.len().min(WIDTH)), 0);
    for word in text.split(' ') {
        let own = word.chars().count();
        if line.is_empty() {
            width = own;
        } else if width + 1 + own <= WIDTH || is_marker(word) {
            line.push(' ');
            width += 1 + own;
        } else {
            lines.push(std::mem::take(&mut line));
            width = own;
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// Whether Markdown could take a word at the beginning of a line for a list, heading, rule, quote or table.
fn is_marker(word: &str) -> bool {
    let unnumbered = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = unnumbered.len() < word.len() && matches!(unnumbered, "." | ")");
    numbered || (!word.is_empty() && word.chars().all(|c| "-+=#|:>*".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::{Doc, escape, wrap};

    #[test]
    fn text_cannot_become_markup_or_code() {
        assert_eq!(
            escape("see [x](y) <b> */ `code[0]` "),
            "see \\[x\\](y) \\<b\\> \\*/ `code[0]`"
        );
        assert_eq!(
            escape("    indented\n```rust\nfn main() {}\n```"),
            "indented \\`\\`\\`rust fn main() {} \\`\\`\\`"
        );
        assert_eq!(escape("at https://example.com"), "at https&#58;//example.com");
        assert_eq!(escape("right\u{202e}to left"), "rightto left");
        assert_eq!(escape("~~~rust"), "\\~\\~\\~rust");
    }

    #[test]
    fn docs_are_attributes_with_escaped_text() {
        let doc = Doc::new().text("a \"quote\" and \\ more");
        assert_eq!(
            doc.to_string(),
            "#[doc = \" a \\\"quote\\\" and \\\\\\\\ more\"]\n"
        );
    }

    #[test]
    fn no_line_begins_with_what_would_be_markup() {
        for marker in ["---", "===", "1.", "23)", "#", "|", "|---|", "+", "- -"] {
            let text = format!("{} {marker} rest", "word ".repeat(20).trim());
            assert!(
                wrap(&text).iter().all(|line| !line.starts_with(marker)),
                "{marker}"
            );
        }
    }

    #[test]
    fn long_text_is_parted_at_spaces() {
        let lines = wrap(&"word ".repeat(60));
        assert!(lines.iter().all(|line| line.len() <= 100));
        assert_eq!(lines.join(" ").trim(), "word ".repeat(60).trim());
    }
}
