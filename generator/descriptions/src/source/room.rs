//! Limits the memory of a file's tree: in YAML, an alias of two bytes can repeat a part as large as the file.

use std::cell::Cell;

use serde::de::Error;

/// The rest of the memory that the tree of a file may take, in bytes.
#[derive(Debug)]
pub(super) struct Room(Cell<usize>);

/// The memory that any file may take: far more than aliases of a description need, and little for a machine.
const FLOOR: usize = 8 << 20;

/// How many bytes of tree each byte of text may become. Without an alias it is less than 40, however it is written.
const EACH: usize = 64;

/// The message when the limit is reached.
pub(super) const FULL: &str = "its aliases expand to more than a file of this size may have";

impl Room {
    /// The room for a text.
    pub(super) fn for_text(text: &str) -> Self {
        Self(Cell::new(text.len().saturating_mul(EACH).saturating_add(FLOOR)))
    }

    /// Takes some of it, before what it is for is made.
    pub(super) fn take<E: Error>(&self, bytes: usize) -> Result<(), E> {
        let left = self.0.get().checked_sub(bytes).ok_or_else(|| E::custom(FULL))?;
        self.0.set(left);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::source::{Node, Source};

    /// How many bytes of memory the parts of a tree have, as `Room` counts them.
    fn size(node: &Node) -> usize {
        match node {
            Node::String(text) => text.len(),
            Node::Sequence(items) => items.iter().map(|item| size_of::<Node>() + size(item)).sum(),
            Node::Mapping(mapping) => {
                let entries = mapping.entries.iter();
                entries
                    .map(|(key, value)| size_of::<(String, Node)>() + key.len() + size(value))
                    .sum()
            }
            _ => 0,
        }
    }

    /// The message, and the line of its place.
    fn refused(text: &str) -> (String, usize) {
        let error = Source::parse("a.yaml", text).unwrap_err();
        assert!(error.help().contains("`*name`"), "{}", error.help());
        (error.message, error.position.line)
    }

    #[test]
    fn what_is_written_densest_has_room_without_an_alias() {
        for (text, times) in [("[", 100_000), ("{", 25_000)] {
            let (item, end) = if text == "[" { ("1,", "]") } else { ("", "}") };
            let mut dense = text.to_owned();
            for at in 0..times {
                match item {
                    "" => write!(dense, "{at:x},").unwrap(),
                    item => dense.push_str(item),
                }
            }
            dense.push_str(end);
            let dense = format!("# YAML\n{dense}");
            let source = Source::parse("a.yaml", &dense).unwrap();
            assert!(size(&source.node) < dense.len() * super::EACH);
        }
    }

    #[test]
    fn a_list_that_is_repeated_ten_thousand_times_is_refused_where_it_stands() {
        let many = |item: &str| vec![item; 10_000].join(",");
        let (message, line) = refused(&format!("x-a: &a\n  [{}]\nx-b:\n  [{}]\n", many("1"), many("*a")));
        assert!(message.contains(super::FULL), "{message}");
        assert!(message.starts_with("x-b["), "{message}");
        assert_eq!(line, 1, "where what it repeats begins");
    }

    #[test]
    fn a_long_text_that_is_repeated_counts_by_its_length_as_a_key_too() {
        let long = "x".repeat(60_000);
        let many = vec!["*a"; 2_000].join(",");
        assert!(
            refused(&format!("x-a: &a {long}\nx-b: [{many}]\n"))
                .0
                .contains(super::FULL)
        );
        let keys = vec!["{*a : 1}"; 2_000].join(",");
        assert!(
            refused(&format!("x-a: &a {long}\nx-b: [{keys}]\n"))
                .0
                .contains(super::FULL)
        );
        let same = "  *a : 1\n".repeat(2_000);
        assert!(
            refused(&format!("x-a: &a {long}\nx-b:\n{same}"))
                .0
                .contains(super::FULL)
        );
    }

    #[test]
    fn merges_and_anchors_in_each_other_count_by_what_comes_out() {
        let many = |item: &str| vec![item; 100].join(",");
        let mut text = format!("a0: &a0 {{k: [{}]}}\n", many("x"));
        for at in 1..4 {
            let merge = format!("{{<<: *a{}}}", at - 1);
            writeln!(text, "a{at}: &a{at} {{k: [{}]}}", many(&merge)).unwrap();
        }
        assert!(refused(&text).0.contains(super::FULL));
    }

    #[test]
    fn a_file_that_repeats_what_people_repeat_is_read() {
        let mut text =
            String::from("x-error: &error {description: It failed., content: {a: {b: [c, d, e]}}}\npaths:\n");
        for at in 0..5_000 {
            writeln!(
                text,
                "  /p{at}: {{get: {{responses: {{'400': *error, '404': *error, default: *error}}}}}}"
            )
            .unwrap();
        }
        let source = Source::parse("a.yaml", &text).unwrap();
        let error = source.node.get("paths").and_then(|paths| paths.get("/p4999"));
        assert_eq!(error.map(|error| size(error) > 300), Some(true));
    }
}
