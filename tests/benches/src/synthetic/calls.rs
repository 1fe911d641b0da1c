//! The calls of a group: 13 of them on five paths.

use serde_json::{Map, Value, json};

use super::{schemas::reference, words::Words};

/// Adds the calls of a group.
pub(super) fn add(group: &str, words: &mut Words, paths: &mut Map<String, Value>) {
    let root = format!("/{}", kebab(group));
    let name = |what: &str| format!("{group}{what}");
    let (one, parts) = (format!("{root}/{{name}}"), format!("{root}/{{name}}/parts"));
    let part = format!("{parts}/{{partName}}");
    let mut calls = Calls { group, words };
    let mut add = |path: &str, calls: Value| drop(paths.insert(path.to_owned(), calls));
    add(
        &root,
        json!({
            "get": calls.pages("List", &[], &name("Page")),
            "post": calls.with_body("Create", &[], &name("Content"), "application/json", Some(group)),
        }),
    );
    add(
        &one,
        json!({
            "get": calls.call("Get", &["name"], Some(group)),
            "put": calls.with_body("Replace", &["name"], group, "application/json", Some(group)),
            "patch": calls.with_body("Update", &["name"], &name("Update"), "application/merge-patch+json", Some(group)),
            "delete": calls.call("Delete", &["name"], None),
        }),
    );
    add(
        &parts,
        json!({
            "get": calls.pages("ListParts", &["name"], &name("Part0Page")),
            "post": calls.with_body("AddPart", &["name"], &name("Part1"), "application/json", Some(&name("Part2"))),
        }),
    );
    add(
        &part,
        json!({
            "get": calls.call("GetPart", &["name", "partName"], Some(&name("Part3"))),
            "delete": calls.call("RemovePart", &["name", "partName"], None),
        }),
    );
    add(
        &format!("{one}/events"),
        json!({"get": calls.pages("ListEvents", &["name"], &name("EventPage"))}),
    );
    add(
        &format!("{one}/start"),
        json!({"post": calls.with_body("Start", &["name"], &name("Part4"), "application/json", None)}),
    );
    add(
        &format!("{one}/statistics"),
        json!({"get": calls.call("GetStatistics", &["name"], Some(&name("Part5")))}),
    );
}

struct Calls<'a> {
    group: &'a str,
    words: &'a mut Words,
}

impl Calls<'_> {
    fn call(&mut self, name: &str, held: &[&str], result: Option<&str>) -> Value {
        let mut parameters: Vec<Value> = held
            .iter()
            .map(|name| {
                json!({
                    "name": name, "in": "path", "required": true, "description": self.words.sentence(10),
                    "schema": {"type": "string"},
                })
            })
            .collect();
        parameters.push(json!({
            "name": "if-match", "in": "header", "description": self.words.sentence(12), "schema": {"type": "string"},
        }));
        parameters.push(json!({"$ref": "#/components/parameters/ApiVersion"}));
        let success = match result {
            Some(result) => json!({"200": {
                "description": self.words.sentence(6),
                "content": {"application/json": {"schema": reference(result)}},
            }}),
            None => json!({"204": {"description": self.words.sentence(6)}}),
        };
        let mut call = json!({
            "tags": [self.group],
            "operationId": format!("{}_{name}", self.group),
            "summary": self.words.sentence(8),
            "description": self.words.sentence(23),
            "parameters": parameters,
            "responses": success,
        });
        if let Some(responses) = call.get_mut("responses").and_then(Value::as_object_mut) {
            responses.insert(
                "default".to_owned(),
                json!({"$ref": "#/components/responses/Problem"}),
            );
        }
        call
    }

    fn with_body(
        &mut self,
        name: &str,
        held: &[&str],
        body: &str,
        media_type: &str,
        result: Option<&str>,
    ) -> Value {
        let body = json!({
            "required": true,
            "description": self.words.sentence(10),
            "content": {media_type: {"schema": reference(body)}},
        });
        let mut call = self.call(name, held, result);
        if let Some(call) = call.as_object_mut() {
            call.insert("requestBody".to_owned(), body);
        }
        call
    }

    fn pages(&mut self, name: &str, held: &[&str], page: &str) -> Value {
        let mut call = self.call(name, held, Some(page));
        let state = format!("{}State", self.group);
        let more = [
            json!({
                "name": "maxPageSize", "in": "query", "description": self.words.sentence(10),
                "schema": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 1000},
            }),
            json!({"name": "filter", "in": "query", "description": self.words.sentence(10), "schema": {"type": "string"}}),
            json!({"name": "state", "in": "query", "description": self.words.sentence(10), "schema": reference(&state)}),
        ];
        if let Some(parameters) = call.get_mut("parameters").and_then(Value::as_array_mut) {
            parameters.extend(more);
        }
        if let Some(call) = call.as_object_mut() {
            call.insert("x-ms-pageable".to_owned(), json!({"nextLinkName": "nextLink"}));
        }
        call
    }
}

/// `AmberAccount` as `amber-account`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
