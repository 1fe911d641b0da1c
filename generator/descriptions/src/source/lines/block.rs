//! Reads YAML by its indentation.

use super::{Lines, flow::Flow};

/// A mapping or list that is being read.
struct Frame {
    indent: usize,
    /// The entry whose keys or items these are.
    owner: usize,
    /// How many items a list has so far; `None` for a mapping.
    items: Option<usize>,
}

struct Reader<'a, 'l> {
    whole: &'a str,
    /// Where in the text the line begins that is being read.
    start: usize,
    /// The rest of the text after that line.
    text: &'a str,
    lines: &'l mut Lines,
    frames: Vec<Frame>,
    /// The entry that was read last and has no value yet.
    open: Option<usize>,
}

pub(super) fn read(text: &str, lines: &mut Lines) -> Option<()> {
    let mut reader = Reader {
        whole: text,
        start: 0,
        text,
        lines,
        frames: Vec::new(),
        open: Some(0),
    };
    if text.trim_start().starts_with(['{', '[']) {
        return Flow::new(text, (1, 1)).value(reader.lines, 0);
    }
    reader.run()
}

impl<'a> Reader<'a, '_> {
    fn run(&mut self) -> Option<()> {
        let mut number = 0;
        while !self.text.is_empty() {
            let line = self.take();
            number += 1;
            let content = line.trim_start_matches(' ');
            let indent = line.len() - content.len();
            if content.trim_end().is_empty() || content.starts_with('#') {
                continue;
            }
            if content.starts_with('\t') || line.starts_with('%') || line.starts_with("...") {
                return None;
            }
            if line.trim_end() == "---" {
                if self.frames.is_empty() {
                    continue;
                }
                return None;
            }
            number = self.content(content, indent, number)?;
        }
        Some(())
    }

    /// The next line, which is taken out of the text.
    fn take(&mut self) -> &'a str {
        let (line, rest) = self.text.split_once('\n').unwrap_or((self.text, ""));
        self.start = self.whole.len() - self.text.len();
        self.text = rest;
        line.trim_end_matches('\r')
    }

    /// Reads the content of a line from an indentation on, and returns the line after which to continue.
    fn content(&mut self, mut content: &'a str, mut indent: usize, line: usize) -> Option<usize> {
        self.close(indent, is_item(content));
        loop {
            if is_item(content) {
                let owner = self.frame(indent, true)?;
                let frame = self.frames.last_mut()?;
                let index = frame.items?;
                frame.items = Some(index + 1);
                let rest = content.get(1..)?.trim_start_matches(' ');
                let inner = indent + content.len() - rest.len();
                // A comment or nothing: the value is in the lines below, and the item is where it begins.
                let below = rest.trim_end().is_empty() || rest.starts_with('#');
                let at = if below {
                    self.below(line)?
                } else {
                    (line, inner + 1)
                };
                let child = self.lines.add(owner, index.to_string(), at)?;
                self.open = Some(child);
                if below {
                    return Some(line);
                }
                (content, indent) = (rest, inner);
                if is_item(content) || key(content).is_some() {
                    continue;
                }
                return self.scalar(content, indent, line, child, indent.checked_sub(1)?);
            }
            let (name, rest) = key(content)?;
            let owner = self.frame(indent, false)?;
            let child = self.lines.add(owner, name, (line, indent + 1))?;
            self.open = Some(child);
            let value = rest.trim_start_matches(' ');
            if value.trim_end().is_empty() || value.starts_with('#') {
                return Some(line);
            }
            let column = indent + content.len() - value.len();
            return self.scalar(value, column, line, child, indent);
        }
    }

    /// Where the next content begins.
    fn below(&self, line: usize) -> Option<(usize, usize)> {
        self.text.lines().enumerate().find_map(|(at, text)| {
            let content = text.trim_start_matches(' ');
            let nothing = content.trim_end().is_empty() || content.starts_with('#');
            (!nothing).then(|| (line + 1 + at, text.len() - content.len() + 1))
        })
    }

    /// Reads a value that begins in this line; the lines that are indented more than `indent` belong to it.
    fn scalar(
        &mut self,
        value: &'a str,
        column: usize,
        line: usize,
        child: usize,
        indent: usize,
    ) -> Option<usize> {
        self.open = None;
        match value.chars().next()? {
            '&' | '*' | '!' | '@' | '`' | '%' | '?' => None,
            '{' | '[' | '"' | '\'' => {
                let before = self.whole.get(self.start..self.start + column)?;
                let whole = self.whole.get(self.start + column..)?;
                let mut flow = Flow::new(whole, (line, before.chars().count() + 1));
                flow.value(self.lines, child)?;
                let (end, rest) = flow.end();
                let (tail, rest) = rest.split_once('\n').unwrap_or((rest, ""));
                let tail = tail.trim();
                self.text = rest;
                (tail.is_empty() || tail.starts_with('#')).then_some(end)
            }
            _ => {
                let mut line = line;
                while let Some(next) = self.text.lines().next() {
                    let content = next.trim_start_matches(' ');
                    if !content.trim_end().is_empty() && next.len() - content.len() <= indent {
                        break;
                    }
                    self.take();
                    line += 1;
                }
                Some(line)
            }
        }
    }

    /// Leaves the mappings and lists that end before a line of this indentation.
    fn close(&mut self, indent: usize, item: bool) {
        while let Some(frame) = self.frames.last() {
            let ends = frame.indent > indent || (frame.indent == indent && frame.items.is_some() && !item);
            if !ends {
                break;
            }
            self.frames.pop();
            self.open = None;
        }
    }

    /// The owner of the mapping or list at this indentation, which begins here when there is none.
    fn frame(&mut self, indent: usize, list: bool) -> Option<usize> {
        if let Some(frame) = self.frames.last()
            && frame.indent == indent
            && frame.items.is_some() == list
        {
            return Some(frame.owner);
        }
        let owner = self.open.take()?;
        self.frames.push(Frame {
            indent,
            owner,
            items: list.then_some(0),
        });
        Some(owner)
    }
}

fn is_item(content: &str) -> bool {
    content == "-" || content.starts_with("- ")
}

/// The key that a line begins with, and the text after its colon.
fn key(content: &str) -> Option<(String, &str)> {
    if content.starts_with(['"', '\'']) {
        let mut flow = Flow::new(content, (1, 1));
        let key = flow.quoted()?;
        let (line, rest) = flow.end();
        let rest = rest.trim_start_matches(' ').strip_prefix(':')?;
        let ends = rest.is_empty() || rest.starts_with(' ');
        return (line == 1 && ends).then_some((key, rest));
    }
    if content.starts_with(['{', '[', '&', '*', '!', '|', '>', '?', '%', '@', '`', '#']) {
        return None;
    }
    let at = content.match_indices(':').map(|(at, _)| at).find(|at| {
        content
            .get(at + 1..)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })?;
    let name = content.get(..at)?.trim_end();
    if name.contains(" #") {
        return None;
    }
    Some((name.to_owned(), content.get(at + 1..)?))
}
