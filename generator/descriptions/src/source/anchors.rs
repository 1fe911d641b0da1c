//! `$anchor` of JSON Schema: a name for a place. References to it become references to the place.

use std::collections::HashMap;

use serde::de::value::Error;

use super::{Node, room::Room};

const ANCHOR: &str = "$anchor";

/// The message when the limit is reached.
pub(super) const FULL: &str = "its anchors expand to more than a file of this size may have";

/// Replaces references to the anchors of a file by pointers. Other files and references to anchors in them are left as they are.
///
/// # Errors
///
/// Pointers that are so long, and so many, that it is an attack and not a description.
pub(super) fn resolve(text: &str, node: &mut Node) -> Result<(), &'static str> {
    if !text.contains(ANCHOR) {
        return Ok(());
    }
    let room = Room::for_text(text);
    let mut places = HashMap::new();
    collect(node, &mut String::from("#"), &mut places, &room)
        .and_then(|()| rewrite(node, &places, &room))
        .map_err(|_| FULL)
}

/// Finds the anchors; the first of a name counts.
fn collect(
    node: &Node,
    here: &mut String,
    places: &mut HashMap<String, String>,
    room: &Room,
) -> Result<(), Error> {
    let length = here.len();
    match node {
        Node::Mapping(mapping) => {
            for (key, value) in &mapping.entries {
                if let (ANCHOR, Node::String(name)) = (key.as_str(), value) {
                    room.take::<Error>(here.len())?;
                    places.entry(format!("#{name}")).or_insert_with(|| here.clone());
                }
                let key = key.replace('~', "~0").replace('/', "~1").replace('%', "%25");
                here.push('/');
                here.push_str(&key);
                collect(value, here, places, room)?;
                here.truncate(length);
            }
        }
        Node::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                here.push('/');
                here.push_str(&index.to_string());
                collect(item, here, places, room)?;
                here.truncate(length);
            }
        }
        _ => {}
    }
    Ok(())
}

fn rewrite(node: &mut Node, places: &HashMap<String, String>, room: &Room) -> Result<(), Error> {
    match node {
        Node::Mapping(mapping) => {
            for (key, value) in &mut mapping.entries {
                match value {
                    Node::String(target) if key == "$ref" => {
                        if let Some(place) = places.get(target.as_str()) {
                            room.take::<Error>(place.len())?;
                            target.clone_from(place);
                        }
                    }
                    value => rewrite(value, places, room)?,
                }
            }
        }
        Node::Sequence(items) => {
            for item in items {
                rewrite(item, places, room)?;
            }
        }
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::{
        pointer::Pointer,
        source::{Node, Source},
    };

    #[test]
    fn a_reference_to_an_anchor_is_one_to_its_place() {
        let text = "{a/b: [{$anchor: here}, {$ref: '#here'}, {$ref: '#elsewhere'}, {$ref: 'x.yaml#here'}], $ref: '#here', $anchor: top}";
        let source = Source::parse("a.yaml", text).unwrap();
        let at = |pointer: &str| {
            let found = source.node.at(&Pointer::parse(pointer).unwrap());
            found.and_then(Node::as_str).unwrap_or_default().to_owned()
        };
        assert_eq!(at("/a~1b/1/$ref"), "#/a~1b/0");
        assert_eq!(at("/$ref"), "#/a~1b/0");
        assert_eq!(at("/a~1b/2/$ref"), "#elsewhere");
        assert_eq!(at("/a~1b/3/$ref"), "x.yaml#here");
    }

    #[test]
    fn long_pointers_do_not_multiply() {
        let key = "k".repeat(200_000);
        let anchors: Vec<String> = (0..1_000)
            .map(|at| format!("{{\"$anchor\": \"a{at}\", \"$ref\": \"#a{at}\"}}"))
            .collect();
        let text = format!("{{\"{key}\": [{}]}}", anchors.join(", "));
        let error = Source::parse("a.json", &text).unwrap_err();
        assert_eq!(error.message, super::FULL);
        assert!(error.help().contains("`$ref`"), "{}", error.help());
    }
}
