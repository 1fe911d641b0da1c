//! The description of another day: about one call and one schema in a hundred is not what it was.

use serde_json::{Value, json};

/// How many stay as they are for each that does not.
const EVERY: usize = 100;

/// The description with changes of several kinds, always the same ones.
pub fn changed(mut description: Value) -> Value {
    if let Some(schemas) = description
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
    {
        for (at, schema) in schemas.values_mut().enumerate().skip(EVERY / 2).step_by(EVERY) {
            schema_changed(schema, at / EVERY);
        }
    }
    if let Some(paths) = description.pointer_mut("/paths").and_then(Value::as_object_mut) {
        let calls = paths.values_mut().filter_map(Value::as_object_mut);
        let calls = calls.flat_map(|calls| calls.values_mut());
        for (at, call) in calls.enumerate().skip(EVERY / 2).step_by(EVERY) {
            call_changed(call, at / EVERY);
        }
    }
    description
}

fn schema_changed(schema: &mut Value, kind: usize) {
    if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        values.push(json!("anotherLevel"));
        return;
    }
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    match kind % 3 {
        0 => {
            properties.insert(
                "added".to_owned(),
                json!({"type": "string", "description": "It is new."}),
            );
        }
        1 => {
            let last = properties.keys().next_back().cloned();
            last.and_then(|last| properties.remove(&last));
        }
        _ => {
            if let Some(last) = properties.values_mut().next_back() {
                *last = json!({"type": "boolean"});
            }
        }
    }
}

fn call_changed(call: &mut Value, kind: usize) {
    if kind.is_multiple_of(2) {
        if let Some(parameters) = call.get_mut("parameters").and_then(Value::as_array_mut) {
            parameters.push(json!({
                "name": "trace", "in": "query", "required": true, "description": "It is new.",
                "schema": {"type": "string"},
            }));
        }
    } else if let Some(responses) = call.get_mut("responses").and_then(Value::as_object_mut) {
        responses.insert(
            "404".to_owned(),
            json!({"$ref": "#/components/responses/Problem"}),
        );
    }
}
