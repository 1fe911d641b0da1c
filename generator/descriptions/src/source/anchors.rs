//! `$anchor` of JSON Schema: a name for a place. References to it become references to the place.

use std::collections::HashMap;

use super::Node;

const ANCHOR: &str = "$anchor";

/// Replaces references to the anchors of a file by pointers. Other files and references to anchors in them are left as they are.
pub(super) fn resolve(text: &str, node: &mut Node) {
    if !text.contains(ANCHOR) {
        return;
    }
    let mut places = HashMap::new();
    collect(node, &mut String::from("#"), &mut places);
    rewrite(node, &places);
}

/// Finds the anchors; the first of a name counts.
fn collect(node: &Node, here: &mut String, places: &mut HashMap<String, String>) {
    let length = here.len();
    match node {
        Node::Mapping(mapping) => {
            for (key, value) in &mapping.entries {
                if let (ANCHOR, Node::String(name)) = (key.as_str(), value) {
                    places.entry(format!("#{name}")).or_insert_with(|| here.clone());
                }
                let key = key.replace('~', "~0").replace('/', "~1").replace('%', "%25");
                here.push('/');
                here.push_str(&key);
                collect(value, here, places);
                here.truncate(length);
            }
        }
        Node::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                here.push('/');
                here.push_str(&index.to_string());
                collect(item, here, places);
                here.truncate(length);
            }
        }
        _ => {}
    }
}

fn rewrite(node: &mut Node, places: &HashMap<String, String>) {
    match node {
        Node::Mapping(mapping) => {
            for (key, value) in &mut mapping.entries {
                match value {
                    Node::String(target) if key == "$ref" => {
                        if let Some(place) = places.get(target.as_str()) {
                            target.clone_from(place);
                        }
                    }
                    value => rewrite(value, places),
                }
            }
        }
        Node::Sequence(items) => items.iter_mut().for_each(|item| rewrite(item, places)),
        _ => {}
    }
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
}
