//! A validator for the few keywords of JSON Schema that the report's schema uses. Any other keyword makes it panic.

use serde_json::Value;

/// The violations of the schema in a value, each with its pointer.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Checker {
        root: schema,
        found: &mut found,
    }
    .check(schema, value, "");
    found
}

struct Checker<'c> {
    root: &'c Value,
    found: &'c mut Vec<String>,
}

impl Checker<'_> {
    fn check(&mut self, schema: &Value, value: &Value, at: &str) {
        for (keyword, rule) in schema.as_object().expect("a schema is an object") {
            let fits = match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" => true,
                "$ref" => {
                    let pointer = rule.as_str().unwrap().strip_prefix('#').unwrap();
                    let target = self.root.pointer(pointer);
                    let target = target.unwrap_or_else(|| panic!("{pointer} is not in the schema"));
                    self.check(&target.clone(), value, at);
                    true
                }
                "type" => match rule {
                    Value::Array(kinds) => kinds.iter().any(|kind| is(kind, value)),
                    kind => is(kind, value),
                },
                "const" => rule == value,
                "enum" => rule.as_array().unwrap().contains(value),
                "minimum" => value
                    .as_i64()
                    .is_none_or(|number| number >= rule.as_i64().unwrap()),
                "pattern" => {
                    assert_eq!(rule, "^[a-z]+(-[a-z]+)*$", "another pattern");
                    value.as_str().is_none_or(kebab)
                }
                "required" => value.as_object().is_none_or(|object| {
                    let keys = rule.as_array().unwrap().iter();
                    keys.map(|key| key.as_str().unwrap())
                        .all(|key| object.contains_key(key))
                }),
                "properties" => {
                    for (key, schema) in rule.as_object().unwrap() {
                        if let Some(value) = value.get(key) {
                            self.check(schema, value, &format!("{at}/{key}"));
                        }
                    }
                    true
                }
                "additionalProperties" => {
                    assert_eq!(*rule, Value::Bool(false), "another rule for other properties");
                    let known = schema["properties"].as_object().unwrap();
                    value
                        .as_object()
                        .is_none_or(|object| object.keys().all(|key| known.contains_key(key)))
                }
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{at}/{index}"));
                    }
                    true
                }
                other => panic!("the checker does not know `{other}`"),
            };
            if !fits {
                self.found
                    .push(format!("{at}: `{keyword}` {rule}, found {value}"));
            }
        }
    }
}

fn is(kind: &Value, value: &Value) -> bool {
    match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        other => panic!("the checker does not know the type `{other}`"),
    }
}

fn kebab(text: &str) -> bool {
    text.split('-')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
}
