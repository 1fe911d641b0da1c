//! Every check has a minimal pair of descriptions that triggers it, and a near miss that does not.

use std::{collections::BTreeMap, fs};

use generator::{
    diff::{Diff, checks},
    source::Node,
};

use crate::support::{
    compare, described, fixtures, ids, side,
    tree::{below, json, merge, read},
};

/// The cases by the id of their check.
pub fn cases(file: &str) -> BTreeMap<String, Node> {
    match read(&fs::read_to_string(fixtures().join(file)).unwrap()) {
        Node::Mapping(mapping) => mapping.entries.into_iter().collect(),
        _ => panic!("{file} is not a mapping"),
    }
}

/// The direction in which the schema of a case goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    Sent,
    Received,
    /// The case is not about a schema.
    Whole,
}

/// One of the descriptions of a case.
pub fn description(base: &Node, part: &Node, way: Way) -> String {
    let mut whole = base.clone();
    let schemas = ["components", "schemas"];
    let without = match way {
        Way::Sent => Some("Got"),
        Way::Received => Some("Sent"),
        Way::Whole => None,
    };
    if let Some(name) = without {
        let alone = read("{properties: {thing: null, other: {type: string}}}");
        merge(&mut whole, &below(&[schemas[0], schemas[1], name], alone));
    }
    if let Some(schema) = part.get("schema") {
        merge(
            &mut whole,
            &below(&["components", "schemas", "Thing"], Node::Null),
        );
        merge(
            &mut whole,
            &below(&["components", "schemas", "Thing"], schema.clone()),
        );
    }
    if let Some(more) = part.get("schemas") {
        merge(&mut whole, &below(&schemas, more.clone()));
    }
    for method in ["get", "put"] {
        if let Some(operation) = part.get(method) {
            merge(
                &mut whole,
                &below(&["paths", "/things/{id}", method], operation.clone()),
            );
        }
    }
    if let Some(document) = part.get("document") {
        merge(&mut whole, document);
    }
    json(&whole)
}

pub fn text<'n>(case: &'n Node, key: &str) -> Option<&'n str> {
    case.get(key).and_then(Node::as_str)
}

struct Case<'c> {
    id: &'c str,
    case: &'c Node,
    base: &'c Node,
}

impl Case<'_> {
    fn diff(&self, new: &str, way: Way) -> Diff {
        let part = |key: &str| {
            let part = self
                .case
                .get(key)
                .unwrap_or_else(|| panic!("`{}` has no `{key}`", self.id));
            side(&description(self.base, part, way))
        };
        compare(&part("old"), &part(new))
    }

    /// Runs one direction of the case; an error when the result is not the expected one.
    fn run(&self, way: Way, expected: &str) -> Result<(), String> {
        let id = self.id;
        let diff = self.diff("new", way);
        let mut wanted = vec![id];
        if let Some(Node::Sequence(also)) = self.case.get("also") {
            wanted.extend(also.iter().filter_map(Node::as_str));
        }
        wanted.sort_unstable();
        let fail = |what: String| Err(format!("`{id}` ({way:?}): {what}\n{}", described(&diff)));
        let unknown = diff.rust_unavailable.is_some();
        let rust = match self.case.get("rust") {
            None => "none",
            Some(Node::String(rust)) => rust,
            Some(other) => match way {
                Way::Received => text(other, "received").unwrap_or("none"),
                _ => text(other, "sent").unwrap_or("none"),
            },
        };
        // In a direction without a severity there is no finding.
        if expected == "none" && rust == "none" && !unknown {
            let found = diff.findings.iter().any(|finding| finding.check.id == id);
            return if found {
                fail("must be nothing".to_owned())
            } else {
                Ok(())
            };
        }
        if ids(&diff) != wanted {
            return fail(format!("expected {wanted:?}, found {:?}", ids(&diff)));
        }
        let finding = diff
            .findings
            .iter()
            .find(|finding| finding.check.id == id)
            .unwrap();
        if finding.wire.as_str() != expected {
            return fail(format!("expected {expected} on the wire, found {}", finding.wire));
        }
        let verdict = if unknown { "unknown" } else { finding.rust.as_str() };
        if verdict != rust {
            let why = diff.rust_unavailable.as_ref().map(|why| format!("{why:?}"));
            return fail(format!(
                "expected {rust} in Rust, found {verdict} {}",
                why.unwrap_or_default()
            ));
        }
        let near = self.diff("near", way);
        if near.findings.iter().any(|finding| finding.check.id == id) {
            return Err(format!(
                "`{id}` ({way:?}): the near miss triggers it\n{}",
                described(&near)
            ));
        }
        Ok(())
    }
}

#[test]
fn every_check_has_a_case() {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(fixtures()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if name.ends_with(".yaml") && !["base.yaml", "conditions.yaml"].contains(&&*name) {
            assert!(FILES.contains(&name.as_str()), "{name} is not run");
            for (id, case) in cases(&name) {
                assert!(found.insert(id.clone(), case).is_none(), "`{id}` is there twice");
            }
        }
    }
    let known: Vec<&str> = found.keys().map(String::as_str).collect();
    let mut checks: Vec<&str> = checks::CHECKS.iter().map(|check| check.id).collect();
    checks.sort_unstable();
    assert_eq!(known, checks);
}

/// Runs the cases of a file.
fn run(file: &str) {
    let base = read(&fs::read_to_string(fixtures().join("base.yaml")).unwrap());
    let mut wrong = Vec::new();
    for (id, case) in cases(file) {
        let check = checks::Check::find(&id).unwrap_or_else(|| panic!("there is no check `{id}`"));
        let case = Case {
            id: &id,
            case: &case,
            base: &base,
        };
        let results = if let Some(wire) = text(case.case, "wire") {
            let worst = check.request.max(check.response);
            assert_eq!(wire, worst.as_str(), "`{id}` in the table");
            vec![case.run(Way::Whole, wire)]
        } else {
            let (sent, received) = (text(case.case, "sent"), text(case.case, "received"));
            let (sent, received) = (sent.unwrap_or_default(), received.unwrap_or_default());
            assert_eq!(sent, check.request.as_str(), "`{id}` sent, in the table");
            assert_eq!(received, check.response.as_str(), "`{id}` received, in the table");
            vec![case.run(Way::Sent, sent), case.run(Way::Received, received)]
        };
        wrong.extend(results.into_iter().filter_map(Result::err));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Makes a test for each file, so that they run in parallel.
macro_rules! files {
    ($($name:ident $file:literal)*) => {
        pub const FILES: &[&str] = &[$($file),*];
        $(
            #[test]
            fn $name() {
                run($file);
            }
        )*
    };
}

files! {
    checks_of_operations "operations.yaml"
    checks_of_parameters "parameters.yaml"
    checks_of_responses "responses.yaml"
    checks_of_schemas "schemas.yaml"
    checks_of_the_service "service.yaml"
    checks_of_values "values.yaml"
}
