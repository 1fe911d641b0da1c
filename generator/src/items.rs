//! Reads the items that a template prints, without what callers do not see: bodies of functions, comments, and most attributes. They
//! are passed on part by part while the template prints, because the syntax tree of a large file takes a hundred times the
//! memory of its text.

mod declarations;

use std::fmt;

use openapi_descriptions::diagnostic::Diagnostic;

use crate::format::{attributes, border, forget_spans, not_rust};

/// Reads the text that a template prints.
pub struct ItemReader<'t> {
    template: &'static str,
    take: &'t mut dyn FnMut(&[syn::Item]),
    /// The printed text of the part, and how much of it was checked, in whole lines.
    part: String,
    seen: usize,
    /// How many lines are before the part.
    before: usize,
    /// The attribute of each item of the part, or nothing.
    attribute: String,
    fault: Option<Diagnostic>,
}

impl<'t> ItemReader<'t> {
    /// Hands the items of each part over to `take`; `template` is where they come from, for the message.
    pub fn new(template: &'static str, take: &'t mut dyn FnMut(&[syn::Item])) -> Self {
        Self {
            template,
            take,
            part: String::new(),
            seen: 0,
            before: 0,
            attribute: String::new(),
            fault: None,
        }
    }

    /// Hands the items of the last part over.
    ///
    /// # Errors
    ///
    /// Text that does not parse as Rust: the template, the lines around the fault, and what the parser says.
    pub fn finish(mut self) -> Result<(), Diagnostic> {
        self.read_lines();
        if self.fault.is_none() {
            let part = std::mem::take(&mut self.part);
            self.hand_over(&part);
        }
        self.fault.map_or(Ok(()), Err)
    }

    /// Hands over the items of each part that ends in the lines that were printed.
    fn read_lines(&mut self) {
        let printed = std::mem::take(&mut self.part);
        let (mut start, mut at) = (0, self.seen);
        while self.fault.is_none()
            && let Some(line) = printed
                .get(at..)
                .and_then(|rest| rest.split_inclusive('\n').next())
            && line.ends_with('\n')
        {
            let next = at + line.len();
            if let Some(attribute) = border(line) {
                self.hand_over(printed.get(start..at).unwrap_or_default());
                self.attribute = attribute.trim().to_owned();
                self.before += printed
                    .get(start..next)
                    .map_or(0, |part| part.matches('\n').count());
                start = next;
            }
            at = next;
        }
        self.seen = at - start;
        self.part = match start {
            0 => printed,
            _ => printed.get(start..).unwrap_or_default().to_owned(),
        };
    }

    /// Hands the items of a part over.
    fn hand_over(&mut self, text: &str) {
        let file = syn::parse_file(&declarations::declarations(text));
        let file = file.and_then(|mut file| {
            attributes::add(&mut file, &self.attribute)?;
            Ok(file)
        });
        match file {
            Ok(file) => (self.take)(&file.items),
            Err(error) => {
                self.fault = Some(not_rust(self.template, (text, self.before), self.before, &error));
            }
        }
        forget_spans();
    }
}

/// How much is printed before it is looked at.
const CHUNK: usize = 1 << 14;

impl fmt::Write for ItemReader<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.part.push_str(text);
        if self.part.len() - self.seen < CHUNK {
            return Ok(());
        }
        self.read_lines();
        if self.fault.is_some() {
            return Err(fmt::Error);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{Diagnostic, ItemReader};

    /// Reads a text that is printed piece by piece.
    fn items(pieces: &[&str]) -> Result<Vec<syn::Item>, Diagnostic> {
        let mut all = Vec::new();
        let mut take = |items: &[syn::Item]| all.extend_from_slice(items);
        let mut reader = ItemReader::new("test", &mut take);
        for piece in pieces {
            if reader.write_str(piece).is_err() {
                break;
            }
        }
        reader.finish().map(|()| all)
    }

    #[test]
    fn a_file_in_parts_is_the_file_as_a_whole() {
        let text = "use a::B;\n  // --- imports\npub struct X;\n// ---\nimpl X { fn a() {} }\n// ---\n\n// ---\npub mod y;";
        let whole = syn::parse_file(&text.replace("// --- imports", "").replace("// ---", "")).unwrap();
        assert_eq!(items(&[text]).unwrap(), whole.items);
        let pieces: Vec<&str> = text.split_inclusive(|_| true).collect();
        assert_eq!(items(&pieces).unwrap(), whole.items);
    }

    #[test]
    fn functions_have_empty_bodies() {
        let text = "impl A { fn a(f: impl Fn()) -> impl B { x } const C: u8 = 1; } trait T { fn t(); fn u() { x } } \
            struct S { f: fn() } mod m { fn kept() { x } } fn f() { x } enum E { V { x: u8 } }";
        let emptied = "impl A { fn a(f: impl Fn()) -> impl B {} const C: u8 = 1; } trait T { fn t(); fn u() {} } \
            struct S { f: fn() } mod m { fn kept() { x } } fn f() {} enum E { V { x: u8 } }";
        assert_eq!(items(&[text]).unwrap(), syn::parse_file(emptied).unwrap().items);
    }

    #[test]
    fn a_fault_ends_the_printing_and_is_shown_where_it_stands_in_the_file() {
        for rest in ["\n", "\n// ---\nfn d() {}\n"] {
            let text = format!("fn a() {{}}\n// ---\nfn b() {{}}\n// ---\nfn c( {{}}{rest}");
            let error = items(&[&text]).unwrap_err();
            assert!(error.message().contains("5 | fn c( {}"), "{}", error.message());
        }
        let error = items(&["fn a() {}\n// ---\npub struct A {\n  pub x: ,\n}\n"]).unwrap_err();
        assert!(error.message().contains("4 |   pub x: ,"), "{}", error.message());
    }
}
