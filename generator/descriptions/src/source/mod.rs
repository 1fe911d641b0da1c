//! The files as read: text, its tree, and the line of a pointer.
//!
//! This is the only module that knows `serde_yaml`, so that it can be replaced in one line.

mod anchors;
mod lines;
mod locate;
mod node;
mod room;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, OnceLock},
};

pub use locate::Position;
use node::Within;
pub use node::{Mapping, Node};
use room::Room;
use serde::de::DeserializeSeed as _;

use crate::pointer::Pointer;

/// A file's name: its path below the root folder, with `/` between the parts on every system.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(Arc<str>);

impl FileId {
    /// Names a file by its path below the root folder.
    pub fn new(path: &str) -> Self {
        Self(path.into())
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// YAML 1.2.
    Yaml,
    /// JSON.
    Json,
}

/// One file: its text and the tree in it.
#[derive(Clone, Debug)]
pub struct Source {
    /// The text, without a byte order mark.
    pub text: String,
    /// How it is written.
    pub syntax: Syntax,
    /// The tree in it.
    pub node: Node,
    /// The positions of its keys and items, once they were needed; `None` for a text that must be read again each time.
    lines: OnceLock<Option<lines::Lines>>,
}

/// Why a text is not a tree.
#[derive(Clone, Debug)]
pub struct SyntaxError {
    /// What the parser says, without the place.
    pub message: String,
    /// Where it stopped.
    pub position: Position,
}

impl Source {
    /// Parses a text: as JSON when its name ends in `.json`, otherwise as YAML. What begins with `{` may be JSON under any
    /// name, and is tried as that first, because JSON may have tabs where YAML may not.
    ///
    /// # Errors
    ///
    /// Text that is not well-formed, or nested so deep (128 levels) or repeated by YAML aliases so often that it is
    /// an attack and not a description.
    pub fn parse(name: &str, text: &str) -> Result<Self, SyntaxError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let extension = name.rsplit('.').next().unwrap_or_default();
        let json = || json(&text).map_err(|error| json_error(&error));
        let yaml = || yaml(&text);
        let (syntax, mut node) = if extension.eq_ignore_ascii_case("json") {
            (Syntax::Json, json()?)
        } else {
            let begun = text.trim_start().starts_with('{').then(json);
            match begun {
                Some(Ok(node)) => (Syntax::Json, node),
                _ => (Syntax::Yaml, yaml()?),
            }
        };
        anchors::resolve(&text, &mut node).map_err(|message| SyntaxError {
            message: message.to_owned(),
            position: Position::START,
        })?;
        Ok(Self {
            text,
            syntax,
            node,
            lines: OnceLock::new(),
        })
    }

    /// Reads a typed value, such as the catalog, from the text.
    ///
    /// # Errors
    ///
    /// Text that is not of the type's shape.
    pub fn typed<T: serde::de::DeserializeOwned>(&self) -> Result<T, SyntaxError> {
        // The type is made of the same text, so what is bounded as a tree is bounded as the type too.
        serde_yaml::from_str(&self.text).map_err(|error| yaml_error(&error))
    }

    /// The position of `pointer` in the text.
    pub fn position(&self, pointer: &Pointer) -> Position {
        let lines = self
            .lines
            .get_or_init(|| lines::Lines::read(&self.text, self.syntax, &self.node));
        match lines {
            Some(lines) => lines.position(&pointer.tokens()),
            None => locate::locate(&self.text, self.syntax, &pointer.tokens()),
        }
    }

    /// The pointer itself when it leads to something, or else the longest part of it that does.
    pub fn nearest(&self, pointer: &Pointer) -> Pointer {
        let mut node = &self.node;
        let mut found = Pointer::root();
        for token in pointer.tokens() {
            let next = match node {
                Node::Sequence(items) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
                _ => node.get(token),
            };
            let Some(next) = next else { break };
            node = next;
            found = found.join(token);
        }
        found
    }
}

/// Reads a typed value, such as a list of accepted findings, from YAML text.
///
/// # Errors
///
/// Text that [`Source::parse`] would refuse, or that is not of the type's shape.
pub fn from_yaml<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, SyntaxError> {
    Source::parse("", text)?.typed()
}

/// The tree of a YAML text, with all that its aliases repeat.
fn yaml(text: &str) -> Result<Node, SyntaxError> {
    if let Some(position) = too_deep(text) {
        return Err(SyntaxError {
            message: "recursion limit exceeded".to_owned(),
            position,
        });
    }
    Within(&Room::for_text(text))
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|error| yaml_error(&error))
}

fn json(text: &str) -> serde_json::Result<Node> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let node = Within(&Room::for_text(text)).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(node)
}

/// The place with more open brackets than any description has, even if some of them are inside texts: the reader would refuse it
/// too, but only after a time that grows with the square of their number.
fn too_deep(text: &str) -> Option<Position> {
    let (mut depth, mut position) = (0_u32, Position::START);
    for c in text.chars() {
        position.column += 1;
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            '\n' => {
                position.line += 1;
                position.column = 1;
            }
            _ => {}
        }
        if depth > BRACKETS {
            return Some(position);
        }
    }
    None
}

const BRACKETS: u32 = 1_000;

impl SyntaxError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self.message.as_str() {
            message if message.contains("recursion limit") => {
                "nest it less deeply; at most 128 levels are read"
            }
            message if message.contains("repetition limit") || message.contains(room::FULL) => {
                "write out what its aliases (`*name`) repeat: expanding them would take too much memory"
            }
            anchors::FULL => {
                "write pointers in `$ref` in place of names of anchors (`$anchor`), or use shorter keys"
            }
            message if message.contains("tags") => "remove the tag; only values that JSON has are read",
            _ => "correct it where the reader stopped, or a little before",
        }
    }
}

fn yaml_error(error: &serde_yaml::Error) -> SyntaxError {
    let position = error.location().map_or(Position::START, |place| Position {
        line: place.line(),
        column: place.column(),
    });
    // The message may name a second place, such as where a text begins that does not end: that one stays.
    let here = format!(" at line {} column {}", position.line, position.column);
    let message = error.to_string().replace(&here, "");
    SyntaxError { message, position }
}

fn json_error(error: &serde_json::Error) -> SyntaxError {
    let (line, column) = (error.line(), error.column());
    SyntaxError {
        message: error
            .to_string()
            .replace(&format!(" at line {line} column {column}"), ""),
        position: Position {
            line: line.max(1),
            column: column.max(1),
        },
    }
}

/// All files of one run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The root folder as the user named it, for messages.
    pub root: String,
    /// A folder below the root that has another name in messages; both end with `/` unless they are empty.
    pub folder: Option<(String, String)>,
    files: BTreeMap<FileId, Source>,
    broken: BTreeSet<FileId>,
}

impl Sources {
    /// No files yet, below `root`.
    pub fn new(root: impl Into<String>) -> Self {
        Self {
            root: root.into(),
            folder: None,
            files: BTreeMap::new(),
            broken: BTreeSet::new(),
        }
    }

    /// Adds a file.
    pub fn insert(&mut self, id: FileId, source: Source) {
        self.files.insert(id, source);
    }

    /// Notes that a file could not be read, which is reported where that was tried.
    pub fn insert_broken(&mut self, id: FileId) {
        self.broken.insert(id);
    }

    /// The files that could not be read, ordered by name.
    pub fn broken(&self) -> impl Iterator<Item = &FileId> {
        self.broken.iter()
    }

    /// The file of that name.
    pub fn get(&self, id: &FileId) -> Option<&Source> {
        self.files.get(id)
    }

    /// The files, ordered by name.
    pub fn iter(&self) -> impl Iterator<Item = (&FileId, &Source)> {
        self.files.iter()
    }

    /// The name of a file as a person would type it.
    pub fn display(&self, id: &FileId) -> String {
        if let Some((folder, name)) = &self.folder
            && let Some(rest) = id.as_str().strip_prefix(folder.as_str())
        {
            format!("{name}{rest}")
        } else if self.root.is_empty() {
            id.to_string()
        } else {
            format!("{}/{id}", self.root.trim_end_matches('/'))
        }
    }
}
