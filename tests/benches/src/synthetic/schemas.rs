//! The schemas of a group.

use serde_json::{Map, Value, json};

use super::words::Words;

/// How many schemas of a group hold nothing but properties, and lead to each other in circles.
const PARTS: usize = 8;

/// What every schema with an identity inherits from.
pub(super) fn resource() -> Value {
    json!({
        "type": "object",
        "description": "What everything that has an identity has.",
        "required": ["id"],
        "properties": {
            "id": {"type": "string", "readOnly": true, "description": "The identity, which the service gives."},
            "createdAt": {"type": "string", "format": "date-time", "readOnly": true, "description": "When it was made."},
            "etag": {"type": "string", "readOnly": true, "description": "The state of it, for conditional calls."},
        },
    })
}

/// The body of a failure.
pub(super) fn problem() -> Value {
    json!({
        "type": "object",
        "description": "What went wrong.",
        "required": ["code", "message"],
        "properties": {
            "code": {"type": "string", "description": "Which failure it is."},
            "message": {"type": "string", "description": "What it is, for people."},
            "details": {
                "type": "array", "items": reference("Problem"), "description": "Failures that led to this one.",
            },
        },
    })
}

/// A reference to a schema.
pub(super) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Adds the schemas of a group.
pub(super) fn add(group: &str, words: &mut Words, schemas: &mut Map<String, Value>) {
    let mut add = |name: String, schema: Value| drop(schemas.insert(name, schema));
    add(group.to_owned(), {
        let mut own = object(group, words, 8, 2);
        let all_of = json!([reference("Resource")]);
        if let Some(own) = own.as_object_mut() {
            own.insert("allOf".to_owned(), all_of);
        }
        own
    });
    add(format!("{group}Update"), object(group, words, 7, 0));
    add(format!("{group}Content"), object(group, words, 6, 3));
    for what in ["", "Part0", "Event"] {
        add(
            format!("{group}{what}Page"),
            page(&format!("{group}{what}"), words),
        );
    }
    for at in 0..PARTS {
        let (count, required) = (5 + words.below(11), at % 3);
        let mut part = object(group, words, count, required);
        if let Some(properties) = part.get_mut("properties").and_then(Value::as_object_mut) {
            let next = format!("{group}Part{}", (at * 5 + 1) % PARTS);
            properties.insert("next".to_owned(), reference(&next));
            let list = json!({"type": "array", "items": reference(&format!("{group}Part{}", at / 2)), "description": words.sentence(9)});
            properties.insert("below".to_owned(), list);
        }
        add(format!("{group}Part{at}"), part);
    }
    for (name, values) in [("State", 6), ("Size", 4)] {
        add(
            format!("{group}{name}"),
            enumeration(&format!("{group}{name}"), values, words),
        );
    }
    let kinds = ["Added", "Changed", "Removed"];
    add(format!("{group}Event"), event(group, &kinds, words));
    for kind in kinds {
        let mut variant = object(group, words, 5, 1);
        if let Some(variant) = variant.as_object_mut() {
            variant.insert("allOf".to_owned(), json!([reference(&format!("{group}Event"))]));
        }
        add(format!("{group}{kind}"), variant);
    }
}

/// An object with this many properties; the first ones are always there.
fn object(group: &str, words: &mut Words, count: usize, required: usize) -> Value {
    let mut properties = Map::new();
    let first = words.below(12);
    for at in 0..count {
        let mut property = property(group, at, words);
        if let Some(property) = property.as_object_mut()
            && !property.contains_key("$ref")
        {
            property.insert("description".to_owned(), Value::String(words.sentence(12)));
        }
        properties.insert(Words::property(first + at), property);
    }
    let required: Vec<String> = (0..required).map(|at| Words::property(first + at)).collect();
    let mut object = json!({"type": "object", "description": words.sentence(16), "properties": properties});
    if let (Some(object), false) = (object.as_object_mut(), required.is_empty()) {
        object.insert("required".to_owned(), json!(required));
    }
    object
}

fn property(group: &str, at: usize, words: &mut Words) -> Value {
    // What is always there is plain, so that every schema can come to an end.
    match if at < 4 { at } else { words.below(12) } {
        0 | 4 => json!({"type": "string", "minLength": 1, "maxLength": 256}),
        1 => json!({"type": "integer", "format": "int32", "minimum": 0}),
        2 => json!({"type": "boolean"}),
        3 => json!({"type": "string", "format": "date-time"}),
        5 => json!({"type": "number", "format": "double"}),
        6 => json!({"type": "integer", "format": "int64"}),
        7 => json!({"type": "array", "items": {"type": "string"}}),
        8 => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        9 => reference(&format!("{group}State")),
        10 => reference(&format!("{group}Part{}", words.below(PARTS))),
        _ => json!({"allOf": [reference(&format!("{group}Size"))]}),
    }
}

fn page(item: &str, words: &mut Words) -> Value {
    json!({
        "type": "object",
        "description": words.sentence(8),
        "required": ["value"],
        "properties": {
            "value": {"type": "array", "items": reference(item), "description": words.sentence(8)},
            "nextLink": {"type": "string", "format": "uri", "description": "Where the next page is."},
        },
    })
}

fn enumeration(name: &str, count: usize, words: &mut Words) -> Value {
    let values: Vec<String> = (0..count)
        .map(|at| format!("{}Level", Words::property(at)))
        .collect();
    let explained: Vec<Value> = values
        .iter()
        .map(|value| json!({"value": value, "description": words.sentence(8)}))
        .collect();
    json!({
        "type": "string",
        "description": words.sentence(10),
        "enum": values,
        "x-ms-enum": {"name": name, "modelAsString": true, "values": explained},
    })
}

fn event(group: &str, kinds: &[&str], words: &mut Words) -> Value {
    let mapping: Map<String, Value> = kinds
        .iter()
        .map(|kind| {
            (
                kind.to_lowercase(),
                json!(format!("#/components/schemas/{group}{kind}")),
            )
        })
        .collect();
    json!({
        "type": "object",
        "description": words.sentence(10),
        "required": ["kind"],
        "discriminator": {"propertyName": "kind", "mapping": mapping},
        "properties": {
            "kind": {"type": "string", "description": "What happened."},
            "at": {"type": "string", "format": "date-time", "description": "When it happened."},
        },
    })
}
