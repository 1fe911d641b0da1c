//! Reads the values that a schema may have: `enum` and `const`, with what `x-ms-enum` and others say of each.

use std::collections::HashMap;

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Node,
};

use super::{EnumValue, Enumeration, ValueForm, read::Reader};

/// The values of a schema of the type `kind`; `None` when it names none but `null`.
pub(super) fn enumeration(
    reader: &Reader<'_>,
    kind: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Enumeration> {
    let place = reader
        .get("enum")
        .or_else(|| reader.get("const"))?
        .place()
        .clone();
    if reader
        .get("enum")
        .is_some_and(|entry| matches!(entry.node(), Node::Sequence(values) if values.is_empty()))
    {
        let help = "add its values, or remove `enum`";
        diagnostics.push(Diagnostic::at(&place, "the enum has no value", help).unsupported());
    }
    let items = nodes(reader, diagnostics);
    let mut enumeration = Enumeration {
        name: None,
        open: false,
        form: form(&items, kind),
        values: Vec::new(),
    };
    let mut known: HashMap<String, usize> = HashMap::new();
    for item in &items {
        // A value without a text cannot be in an enum of texts or numbers.
        let Some(value) = item.node().to_text() else {
            continue;
        };
        if known.contains_key(&value) {
            let message = format!("the value `{value}` is in this enum more than once");
            let help = "keep one of them; the client uses the first";
            diagnostics.push(Diagnostic::at(item.place(), message, help).warning());
            continue;
        }
        known.insert(value.clone(), enumeration.values.len());
        enumeration.values.push(EnumValue::new(value));
    }
    names(reader, &mut enumeration, items.len());
    if let Some(mark) = reader.get("x-ms-enum") {
        enumeration.name = mark.text("name", diagnostics);
        enumeration.open = mark.flag("modelAsString", diagnostics);
        for entry in mark.items_of("values", diagnostics) {
            let wire = entry.text("value", diagnostics).unwrap_or_default();
            let at = *known.entry(wire.clone()).or_insert_with(|| {
                let message = format!("`x-ms-enum` names the value `{wire}`, which `enum` does not have");
                let help = "add it to `enum`, or remove it here; the client accepts it";
                diagnostics.push(Diagnostic::at(entry.place(), message, help).warning());
                enumeration.values.push(EnumValue::new(wire.clone()));
                enumeration.values.len() - 1
            });
            if let Some(value) = enumeration.values.get_mut(at) {
                value.name = entry.text("name", diagnostics).or(value.name.take());
                value.description = entry
                    .text("description", diagnostics)
                    .or(value.description.take());
            }
        }
    }
    (!enumeration.values.is_empty() || enumeration.form == ValueForm::Mixed).then_some(enumeration)
}

/// Whether `null` is among the values.
pub(super) fn has_null(reader: &Reader<'_>) -> bool {
    matches!(reader.node().get("enum"), Some(Node::Sequence(values)) if values.contains(&Node::Null))
}

/// The values that are not `null`.
fn nodes<'a>(reader: &Reader<'a>, diagnostics: &mut Diagnostics) -> Vec<Reader<'a>> {
    let mut items = reader.items_of("enum", diagnostics);
    items.extend(reader.get("const"));
    items.retain(|item| *item.node() != Node::Null);
    items
}

/// The kind of the values, by the declared type and by how they are written: YAML reads texts without quotes as numbers or
/// booleans.
fn form(items: &[Reader<'_>], kind: Option<&str>) -> ValueForm {
    let all = |is: fn(&Node) -> bool| items.iter().all(|item| is(item.node()));
    match kind {
        Some("string") if all(|node| node.to_text().is_some()) => ValueForm::Text,
        None if all(|node| node.as_str().is_some()) => ValueForm::Text,
        Some("integer" | "number") | None if all(is_integer) => ValueForm::Integer,
        Some("integer" | "number") | None if all(is_number) => ValueForm::Number,
        Some("boolean") | None if all(is_boolean) => ValueForm::Boolean,
        _ => ValueForm::Mixed,
    }
}

fn is_integer(node: &Node) -> bool {
    match node {
        Node::Integer(number) => i64::try_from(*number).is_ok(),
        Node::String(text) => text.parse::<i64>().is_ok(),
        _ => false,
    }
}

fn is_number(node: &Node) -> bool {
    match node {
        Node::Integer(_) | Node::Float(_) => true,
        Node::String(text) => text.parse::<f64>().is_ok(),
        _ => false,
    }
}

fn is_boolean(node: &Node) -> bool {
    matches!(node, Node::Bool(_)) || matches!(node.as_str(), Some("true" | "false"))
}

/// Takes the names and descriptions of values from extensions of other generators, if there is one for each value.
fn names(reader: &Reader<'_>, enumeration: &mut Enumeration, count: usize) {
    let texts = |keys: [&str; 2]| -> Vec<String> {
        let found = keys.iter().find_map(|key| reader.get(key));
        match found.as_ref().map(Reader::node) {
            Some(Node::Sequence(items)) => items.iter().filter_map(Node::to_text).collect(),
            _ => Vec::new(),
        }
    };
    let names = texts(["x-enum-varnames", "x-enumNames"]);
    let descriptions = texts(["x-enum-descriptions", "x-enumDescriptions"]);
    if enumeration.values.len() != count {
        return;
    }
    for (at, value) in enumeration.values.iter_mut().enumerate() {
        if names.len() == count {
            value.name = names.get(at).cloned();
        }
        if descriptions.len() == count {
            value.description = descriptions.get(at).cloned();
        }
    }
}
