//! The calls that the service makes: webhooks, and the callbacks of operations. A client does not make them, but programs that
//! receive them need the types of their bodies.

use crate::{diagnostic::Diagnostics, source::Node};

use super::{
    Operation,
    operation::{self, Parts},
    paths::{METHODS, followed},
    read::Reader,
    template::Written,
};

/// All webhooks and callbacks of a file.
pub(super) fn calls(root: &Reader<'_>, parts: &Parts, diagnostics: &mut Diagnostics) -> Vec<Operation> {
    let mut found = Vec::new();
    for (name, item) in root.entries_of("webhooks", diagnostics) {
        of_path(name, item, parts, &mut found, diagnostics);
    }
    // Wrong paths are reported where operations are read.
    let mut known = Diagnostics::default();
    let paths = ["paths", "x-ms-paths"].map(|key| root.entries_of(key, &mut known));
    for (_, item) in paths.into_iter().flatten() {
        let Some(item) = followed(item, &mut known).filter(is_mapping) else {
            continue;
        };
        for (method, operation) in item.entries(&mut known) {
            if !METHODS.contains(&method) || operation.get("callbacks").is_none() {
                continue;
            }
            for (name, callback) in operation.entries_of("callbacks", diagnostics) {
                let callback = followed(callback, diagnostics).filter(is_mapping);
                let items = callback
                    .map(|callback| callback.entries(diagnostics))
                    .unwrap_or_default();
                for (_, item) in items.into_iter().filter(|(key, _)| !key.starts_with("x-")) {
                    of_path(name, item, parts, &mut found, diagnostics);
                }
            }
        }
    }
    found
}

fn of_path(
    name: &str,
    item: Reader<'_>,
    parts: &Parts,
    found: &mut Vec<Operation>,
    diagnostics: &mut Diagnostics,
) {
    let Some(item) = followed(item, diagnostics).filter(is_mapping) else {
        return;
    };
    for (method, reader) in item.entries(diagnostics) {
        if METHODS.contains(&method) && is_mapping(&reader) {
            let mut wrong = Diagnostics::default();
            let call = operation::operation(&Written::read(name), method, &reader, parts, &mut wrong);
            // Nothing that a client does depends on it.
            if !wrong.has_errors() {
                found.push(call);
            }
            for one in wrong.iter() {
                diagnostics.push(one.clone().warning());
            }
        }
    }
}

fn is_mapping(reader: &Reader<'_>) -> bool {
    matches!(reader.node(), Node::Mapping(_))
}
