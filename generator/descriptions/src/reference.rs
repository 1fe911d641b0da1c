//! References: where a tree has them, and which file and pointer each means.

use std::collections::HashSet;

use crate::{
    diagnostic::{Diagnostic, Place, Way},
    document::Reference,
    pointer::Pointer,
    source::{FileId, Node},
};

/// The error for a reference without a target.
pub(crate) fn missing(reference: &Reference) -> Diagnostic {
    Diagnostic::at(
        &reference.place,
        format!("`{}` refers to nothing", reference.target),
        "correct the reference, or add its target",
    )
}

/// The one key besides `$ref` whose text is a reference; it belongs to `x-ms-long-running-operation-options`.
const FINAL_STATE_SCHEMA: &str = "final-state-schema";

/// Every reference in a tree, examples aside.
pub fn references(node: &Node, place: &Place) -> Vec<Reference> {
    let mut found = Found::default();
    found.collect(node, &Way::from(place));
    found.references
}

#[derive(Default)]
struct Found<'a> {
    references: Vec<Reference>,
    targets: HashSet<&'a str>,
}

impl<'a> Found<'a> {
    fn collect(&mut self, node: &'a Node, way: &Way<'_>) {
        match node {
            Node::Mapping(mapping) => {
                for (key, value) in &mapping.entries {
                    match (key.as_str(), value) {
                        ("$ref" | FINAL_STATE_SCHEMA, Node::String(target)) => {
                            // One reference for each target is enough to find the files.
                            if self.targets.insert(target) {
                                self.references.push(Reference {
                                    place: way.key(key).place(),
                                    target: target.clone(),
                                });
                            }
                        }
                        ("example" | "examples" | "x-ms-examples", _) => {}
                        _ => self.collect(value, &way.key(key)),
                    }
                }
            }
            Node::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.collect(item, &way.index(index));
                }
            }
            _ => {}
        }
    }
}

/// A reference as the file below the root folder and the pointer into it.
///
/// # Errors
///
/// A URL, a path out of the root folder, or a fragment that is not a JSON pointer.
pub fn split(reference: &Reference) -> Result<(FileId, Pointer), Diagnostic> {
    let target = reference.target.as_str();
    let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
    if path.contains("://") || path.starts_with("//") {
        return Err(Diagnostic::at(
            &reference.place,
            format!("`{target}` is a URL, and the generator does not fetch anything"),
            "put the file next to the others and refer to it by a relative path",
        ));
    }
    let pointer = percent_decode(fragment)
        .and_then(|text| Pointer::parse(&text))
        .ok_or_else(|| {
            Diagnostic::at(
                &reference.place,
                format!("`{target}` has no JSON pointer after its `#`"),
                "write the pointer as `#/components/schemas/NAME`",
            )
        })?;
    if path.is_empty() {
        return Ok((reference.place.file.clone(), pointer));
    }
    let file = percent_decode(path)
        .and_then(|path| below(&reference.place.file, &path))
        .ok_or_else(|| {
            Diagnostic::at(
                &reference.place,
                format!("`{target}` leads outside the folder of descriptions"),
                "put the file below that folder; files outside it are not read",
            )
        })?;
    Ok((file, pointer))
}

/// `path`, relative to the folder of `from`, as a path below the root; `None` when it leads out of the root.
pub fn below(from: &FileId, path: &str) -> Option<FileId> {
    if path.starts_with('/') || path.contains('\\') || path.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(FileId::new(&parts.join("/")))
}

pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digit = |byte: u8| {
                    char::from(byte)
                        .to_digit(16)
                        .and_then(|digit| u8::try_from(digit).ok())
                };
                bytes.push(digit(*high)? * 16 + digit(*low)?);
                rest = tail;
            }
            (b'%', _) => return None,
            (byte, tail) => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Result<(String, String), String> {
        let place = Place::new(FileId::new("pets/a.yaml"), Pointer::root());
        split(&Reference {
            place,
            target: text.to_owned(),
        })
        .map(|(file, pointer)| (file.to_string(), pointer.to_string()))
        .map_err(|diagnostic| diagnostic.message().to_owned())
    }

    #[test]
    fn a_reference_is_a_file_and_a_pointer() {
        assert_eq!(
            target("#/definitions/A"),
            Ok(("pets/a.yaml".into(), "/definitions/A".into()))
        );
        assert_eq!(
            target("../common/b%20c.json#/definitions/A%25"),
            Ok(("common/b c.json".into(), "/definitions/A%".into()))
        );
        assert_eq!(target("./b.yaml"), Ok(("pets/b.yaml".into(), String::new())));
    }

    #[test]
    fn a_reference_never_leaves_the_root() {
        for path in [
            "../../x.yaml",
            "/etc/passwd",
            "https://example.com/a.yaml#/A",
            "..\\..\\x",
            "c:/x",
            "%2e%2e/%2e%2e/x",
        ] {
            assert!(target(path).is_err(), "{path}");
        }
    }
}
