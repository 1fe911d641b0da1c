//! The positions of all keys and items of a file, found in one pass over its text.
//!
//! A report names hundreds of places. [`super::locate`] reads the file again for each place; this reads it once. It knows only the
//! usual syntax of descriptions, so its result is used only if it has exactly the keys and items of the file's tree.

mod block;
mod flow;

use super::{Node, Position, Syntax};

/// The positions of all keys and items.
#[derive(Clone, Debug)]
pub(super) struct Lines(Vec<Entry>);

#[derive(Clone, Debug)]
struct Entry {
    position: Position,
    /// Its keys or items in the order of the text, each with its place in the list of all.
    children: Vec<(String, usize)>,
}

impl Lines {
    /// Reads a text; `None` when it is written in a way that this does not know.
    pub(super) fn read(text: &str, syntax: Syntax, node: &Node) -> Option<Self> {
        let mut lines = Self(vec![Entry {
            position: Position::START,
            children: Vec::new(),
        }]);
        match syntax {
            Syntax::Json => flow::Flow::new(text, (1, 1)).value(&mut lines, 0)?,
            Syntax::Yaml => block::read(text, &mut lines)?,
        }
        lines.fits(0, node).then_some(lines)
    }

    /// The position of a key or item, or of the deepest on the way to it that exists.
    pub(super) fn position(&self, tokens: &[&str]) -> Position {
        let mut at = 0;
        for token in tokens {
            let mut children = self.0.get(at).into_iter().flat_map(|entry| &entry.children);
            let Some((_, next)) = children.find(|(name, _)| name == token) else {
                break;
            };
            at = *next;
        }
        self.0.get(at).map_or(Position::START, |entry| entry.position)
    }

    /// Adds a key or item; `None` when there is no such parent.
    fn add(&mut self, parent: usize, token: String, (line, column): (usize, usize)) -> Option<usize> {
        let at = self.0.len();
        self.0.get_mut(parent)?.children.push((token, at));
        self.0.push(Entry {
            position: Position { line, column },
            children: Vec::new(),
        });
        Some(at)
    }

    /// Whether the keys and items are those of a tree, in its order.
    fn fits(&self, at: usize, node: &Node) -> bool {
        let Some(entry) = self.0.get(at) else { return false };
        let children = &entry.children;
        match node {
            Node::Mapping(mapping) => {
                mapping.entries.len() == children.len()
                    && std::iter::zip(children, &mapping.entries)
                        .all(|((name, child), (key, node))| name == key && self.fits(*child, node))
            }
            Node::Sequence(items) => {
                items.len() == children.len()
                    && std::iter::zip(children, items).all(|((_, child), node)| self.fits(*child, node))
            }
            _ => children.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Source, Syntax, locate::locate};
    use super::{Lines, Node};

    /// Every pointer of a tree.
    fn pointers(node: &Node, path: &[String], found: &mut Vec<Vec<String>>) {
        let mut below = |token: String, node: &Node| {
            let mut path = path.to_vec();
            path.push(token);
            pointers(node, &path, found);
            found.push(path);
        };
        match node {
            Node::Mapping(mapping) => {
                for (key, node) in &mapping.entries {
                    below(key.clone(), node);
                }
            }
            Node::Sequence(items) => {
                for (index, node) in items.iter().enumerate() {
                    below(index.to_string(), node);
                }
            }
            _ => {}
        }
    }

    fn agree(name: &str, text: &str) {
        let source = Source::parse(name, text).unwrap();
        let lines = Lines::read(text, source.syntax, &source.node).expect("the text is one that is known");
        let mut all = Vec::new();
        pointers(&source.node, &[], &mut all);
        assert!(!all.is_empty());
        for pointer in &all {
            let pointer: Vec<&str> = pointer.iter().map(String::as_str).collect();
            let (slow, quick) = (locate(text, source.syntax, &pointer), lines.position(&pointer));
            assert_eq!(quick.line, slow.line, "{pointer:?}");
            if source.syntax == Syntax::Yaml {
                assert_eq!(quick, slow, "{pointer:?}");
            }
        }
    }

    #[test]
    fn one_pass_finds_what_a_pass_for_each_finds() {
        agree(
            "a.yaml",
            "# a comment\n---\na: # another\n  b:\n    - c: 1\n      d: [1, 2]\n    -\n      e: x\n    - - 1\n      - 2\n  \
             200:\n    q: {$ref: 'x', w: 3, \"k: 1\": [{}, {z: }]}\n  'it''s': plain\n    text that goes on\n  t: |\n    not: a key\n\n    - x\n  \
             u: \"two\n    lines: here\" # and\n  same:\n  - one\n  - two: 2\n    more: >-\n      folded: text\n  last: {a: 1,\n    b: [x,\n      y]}\n",
        );
        agree(
            "a.json",
            "{\n\t\"a\": {\"b\\\"\\u00e9\": [1, {\"c\": null}, []]},\n  \"é\": {\"z\": 1e5}, \"t\": true\n}",
        );
    }

    #[test]
    fn what_is_not_known_is_left_to_the_slow_way() {
        for text in ["a: &x {b: 1}\nc: *x\n", "? a\n: b\n", "a: !!str 1\n"] {
            let Ok(source) = Source::parse("a.yaml", text) else {
                continue;
            };
            assert!(Lines::read(text, source.syntax, &source.node).is_none(), "{text}");
        }
    }
}
