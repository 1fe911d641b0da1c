//! The operations of a file, path by path, including those that differ only in the query, those behind a reference, and those
//! that a client cannot make.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Node,
};

use super::{
    Host, Operation, host,
    operation::{self, Parts},
    read::{Keywords, Reader},
    template::Written,
};

pub(super) const METHODS: &[&str] = &["get", "put", "post", "delete", "patch", "head"];

/// Methods that `azure_core` does not send.
const OTHER_METHODS: &[&str] = &["options", "trace", "query"];

const PATH_ITEM: Keywords = Keywords {
    object: "a path",
    read: &[
        "get",
        "put",
        "post",
        "delete",
        "patch",
        "head",
        "options",
        "trace",
        "query",
        "additionalOperations",
        "parameters",
        "servers",
        "$ref",
    ],
    ignored: &["summary", "description"],
    unsupported: &[],
};

/// All operations of a file: those of `paths`, and of `x-ms-paths`, whose paths have a query.
pub(super) fn operations(root: &Reader<'_>, parts: &Parts, diagnostics: &mut Diagnostics) -> Vec<Operation> {
    let mut operations = Vec::new();
    for key in ["paths", "x-ms-paths"] {
        for (path, item) in root.entries_of(key, diagnostics) {
            if key == "paths" && path.starts_with("x-") {
                continue;
            }
            if let Some(item) = followed(item, diagnostics) {
                of_path(
                    &Written::read(path),
                    &item,
                    root,
                    parts,
                    &mut operations,
                    diagnostics,
                );
            }
        }
    }
    operations
}

fn of_path(
    path: &Written<'_>,
    item: &Reader<'_>,
    root: &Reader<'_>,
    parts: &Parts,
    operations: &mut Vec<Operation>,
    diagnostics: &mut Diagnostics,
) {
    item.check(&PATH_ITEM, diagnostics);
    if !path.template.starts_with('/') {
        diagnostics.push(
            Diagnostic::at(
                item.place(),
                format!("the path `{}` does not begin with `/`", path.template),
                "a `/` is added in front of it",
            )
            .warning(),
        );
    }
    let shared = operation::parameters(item, parts, diagnostics);
    // A value in the path comes before a declared parameter.
    let fixed = path.fixed.iter().filter_map(|(name, value)| {
        let node = constant(name, value, parts.has_schema);
        (parts.parameter)(&Reader::new(&node, item.place().clone()), diagnostics)
    });
    let fixed: Vec<_> = fixed.map(super::OrRef::Here).collect();
    for (method, reader) in item.entries(diagnostics) {
        if METHODS.contains(&method) && matches!(reader.node(), Node::Mapping(_)) {
            let mut found = operation::operation(path, method, &reader, parts, diagnostics);
            found.parameters.splice(0..0, fixed.iter().cloned());
            found.parameters.extend(shared.iter().cloned());
            found.hosts = own_hosts(&reader, item, root, diagnostics);
            operations.push(found);
        } else if METHODS.contains(&method) {
            reader.wrong("a mapping", diagnostics);
        } else if OTHER_METHODS.contains(&method) {
            leave_out(&reader, method, diagnostics);
        } else if method == "additionalOperations" {
            for (method, reader) in reader.entries(diagnostics) {
                leave_out(&reader, method, diagnostics);
            }
        }
    }
}

fn leave_out(reader: &Reader<'_>, method: &str, diagnostics: &mut Diagnostics) {
    let message = format!(
        "an operation of the method `{}` is left out",
        method.to_uppercase()
    );
    let help = "no client sends this method: `azure_core` knows GET, PUT, POST, DELETE, PATCH and HEAD";
    diagnostics.push(Diagnostic::at(reader.place(), message, help).warning());
}

/// A query parameter that always has one value, as the dialect has it.
fn constant(name: &str, value: &str, has_schema: bool) -> Node {
    let text = |text: &str| Node::String(text.to_owned());
    let values = Node::Sequence(vec![text(value)]);
    let (place, required) = (("in", text("query")), ("required", Node::Bool(true)));
    let (kind, values) = (("type", text("string")), ("enum", values));
    if has_schema {
        let schema = Node::mapping([kind, values]);
        Node::mapping([("name", text(name)), place, required, ("schema", schema)])
    } else {
        Node::mapping([("name", text(name)), place, required, kind, values])
    }
}

/// The servers of an operation, or else of its path, where they are not those of the whole file.
fn own_hosts(
    operation: &Reader<'_>,
    item: &Reader<'_>,
    root: &Reader<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Host> {
    let own = [operation, item]
        .into_iter()
        .find(|it| it.get("servers").is_some());
    let Some(own) = own else { return Vec::new() };
    let own = host::openapi(own, diagnostics);
    // Errors in the servers of the file are reported where those are read.
    let all = host::openapi(root, &mut Diagnostics::default());
    let same = own
        .iter()
        .map(|host| &host.template)
        .eq(all.iter().map(|host| &host.template));
    if same { Vec::new() } else { own }
}

/// The path item itself, or the one that it refers to: another path, one of `components.pathItems`, or one in another file.
pub(super) fn followed<'a>(item: Reader<'a>, diagnostics: &mut Diagnostics) -> Option<Reader<'a>> {
    let mut item = item;
    let mut seen = BTreeSet::new();
    loop {
        if !matches!(item.node(), Node::Mapping(_)) {
            item.wrong("a mapping", diagnostics);
            return None;
        }
        let Some(reference) = item.reference(diagnostics) else {
            return Some(item);
        };
        let place = &reference.place;
        let beside = |key: &&(String, Node)| {
            !key.0.starts_with("x-") && !matches!(key.0.as_str(), "$ref" | "summary" | "description")
        };
        if let Some((key, _)) = item.plain_entries(diagnostics).iter().find(beside) {
            diagnostics.push(
                Diagnostic::at(
                    &item.place().join(key),
                    format!("`{key}` beside the `$ref` of a path has no defined meaning"),
                    "move it to the target of the reference, or write the path here",
                )
                .avoidable(),
            );
            return None;
        }
        if !seen.insert(place.clone()) {
            diagnostics.push(Diagnostic::at(
                place,
                format!("`{}` refers only to itself", reference.target),
                "write one path of the circle in place of its reference",
            ));
            return None;
        }
        item = item.target(&reference, diagnostics)?;
    }
}
