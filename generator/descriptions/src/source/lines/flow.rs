//! Reads JSON, and the parts of YAML that are written like it: `{a: 1, b: [2, 3]}`.

use super::Lines;

/// A cursor over a text.
pub(super) struct Flow<'a> {
    rest: &'a str,
    line: usize,
    column: usize,
}

impl<'a> Flow<'a> {
    /// A cursor at the beginning of a text, which is at a line and column.
    pub(super) fn new(text: &'a str, (line, column): (usize, usize)) -> Self {
        Self {
            rest: text,
            line,
            column,
        }
    }

    /// The line that the cursor is in, and what is left of the text.
    pub(super) fn end(&self) -> (usize, &'a str) {
        (self.line, self.rest)
    }

    fn here(&self) -> (usize, usize) {
        (self.line, self.column)
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = self.rest.get(c.len_utf8()..)?;
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(c)
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Goes over white space and comments.
    fn space(&mut self) {
        let mut after_space = true;
        while let Some(c) = self.peek() {
            if c == '#' && after_space {
                while self.peek().is_some_and(|c| c != '\n') {
                    self.next();
                }
            } else if c.is_whitespace() {
                after_space = true;
                self.next();
            } else {
                break;
            }
        }
    }

    /// Reads a value below `parent`.
    pub(super) fn value(&mut self, lines: &mut Lines, parent: usize) -> Option<()> {
        self.space();
        match self.peek()? {
            '{' => self.mapping(lines, parent),
            '[' => self.list(lines, parent),
            '"' | '\'' => self.quoted().map(drop),
            '&' | '*' | '!' | '|' | '>' | '@' | '`' | '%' => None,
            _ => {
                self.plain();
                Some(())
            }
        }
    }

    fn mapping(&mut self, lines: &mut Lines, parent: usize) -> Option<()> {
        self.next();
        loop {
            self.space();
            match self.peek()? {
                '}' => {
                    self.next();
                    return Some(());
                }
                ',' => {
                    self.next();
                    continue;
                }
                '?' | '&' | '*' | '!' => return None,
                _ => {}
            }
            let at = self.here();
            let key = match self.peek()? {
                '"' | '\'' => self.quoted()?,
                _ => self.plain(),
            };
            let child = lines.add(parent, key, at)?;
            self.space();
            if self.peek()? != ':' {
                return None;
            }
            self.next();
            self.space();
            if !matches!(self.peek()?, ',' | '}') {
                self.value(lines, child)?;
            }
        }
    }

    fn list(&mut self, lines: &mut Lines, parent: usize) -> Option<()> {
        self.next();
        let mut index = 0;
        loop {
            self.space();
            match self.peek()? {
                ']' => {
                    self.next();
                    return Some(());
                }
                ',' => {
                    self.next();
                }
                _ => {
                    let child = lines.add(parent, index.to_string(), self.here())?;
                    index += 1;
                    self.value(lines, child)?;
                    self.space();
                    // A pair in a list, such as `[a: 1]`.
                    if self.peek() == Some(':') {
                        return None;
                    }
                }
            }
        }
    }

    /// Reads a text in quotes.
    pub(super) fn quoted(&mut self) -> Option<String> {
        let whole = self.rest;
        let quote = self.next()?;
        let mut text = String::new();
        let mut escaped = false;
        loop {
            let c = self.next()?;
            match c {
                '\\' if quote == '"' => {
                    escaped = true;
                    self.next()?;
                }
                _ if c == quote => {
                    if quote == '\'' && self.peek() == Some('\'') {
                        self.next();
                        text.push('\'');
                        continue;
                    }
                    break;
                }
                _ => text.push(c),
            }
        }
        if escaped {
            let written = whole.get(..whole.len() - self.rest.len())?;
            // A key with escapes that only YAML has is not supported here.
            return Some(serde_json::from_str(written).unwrap_or(text));
        }
        Some(text)
    }

    /// Reads a text without quotes.
    fn plain(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            let after = self.rest.chars().nth(1);
            let ends = matches!(c, ',' | '[' | ']' | '{' | '}' | '\n')
                || (c == ':'
                    && after.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}')))
                || (c == '#' && text.ends_with(char::is_whitespace));
            if ends {
                break;
            }
            text.push(c);
            self.next();
        }
        text.trim_end().to_owned()
    }
}
