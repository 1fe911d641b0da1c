//! Compares how values are written in XML.

use openapi_descriptions::{
    diagnostic::Place,
    document::{Schema, Xml},
};

use super::{
    checks,
    graph::Graph,
    local_finding::{Label, LocalFinding},
    resolved_schema::ResolvedSchema,
    use_pair::UsePair,
    verdict::Direction,
};

/// One of the ways in which a value may be written.
type Flag = fn(&Xml) -> bool;

/// Compares two uses of a schema.
pub(super) fn compare_uses(graph: &mut Graph<'_>, use_pair: &UsePair<'_, '_>, directions: Direction) {
    if !graph.has_xml {
        return;
    }
    let (was, is) = (use_pair.old.xml(), use_pair.new.xml());
    let Some(change) = change((use_pair.old, was), (use_pair.new, is)) else {
        return;
    };
    let said_by_definitions =
        |old: &Schema, new: &Schema| old.xml.as_deref() == was && new.xml.as_deref() == is;
    use_pair.report(
        graph,
        &checks::XML_CHANGED,
        directions,
        "",
        said_by_definitions,
        |label| format!("{} {change}", label.phrase),
    );
}

/// What differs between two values in XML, in words that follow their name. A prefix only stands for a namespace.
fn change(
    (old, was): (&ResolvedSchema<'_>, Option<&Xml>),
    (new, is): (&ResolvedSchema<'_>, Option<&Xml>),
) -> Option<String> {
    let mut changes = Vec::new();
    let names = (own_name(old, was), own_name(new, is));
    if names.0 != names.1 {
        let words = |name: Option<&str>| {
            name.map_or_else(
                || "its usual name".to_owned(),
                |name| format!("the name `{name}`"),
            )
        };
        changes.push(format!("had {} and has {}", words(names.0), words(names.1)));
    }
    let namespace = |xml: Option<&Xml>| xml.and_then(|xml| xml.namespace.clone());
    if namespace(was) != namespace(is) {
        let words = |xml| {
            namespace(xml).map_or_else(
                || "no namespace".to_owned(),
                |name| format!("the namespace `{name}`"),
            )
        };
        changes.push(format!("was in {} and is in {}", words(was), words(is)));
    }
    let flags: [(Flag, &str); 3] = [
        (|xml| xml.attribute, "an attribute"),
        (|xml| xml.wrapped, "in an element of its own"),
        (|xml| xml.text, "the text of its element"),
    ];
    for (flag, words) in flags {
        match (was.is_some_and(flag), is.is_some_and(flag)) {
            (false, true) => changes.push(format!("is {words}")),
            (true, false) => changes.push(format!("is no longer {words}")),
            _ => {}
        }
    }
    (!changes.is_empty()).then(|| format!("{} in XML", changes.join(", and ")))
}

/// The name that `xml` gives a value, if it is not the usual one: that of the property or component.
fn own_name<'x>(resolved: &ResolvedSchema<'_>, xml: Option<&'x Xml>) -> Option<&'x str> {
    let name = xml?.name.as_deref()?;
    let usual = |place: &Place| {
        let tokens = place.pointer.tokens();
        match tokens.as_slice() {
            [.., "properties" | "schemas" | "definitions", last] => *last == name,
            _ => false,
        }
    };
    (!usual(resolved.use_place()) && !usual(resolved.definition_place())).then_some(name)
}

/// Compares the names of the root elements of two bodies that have the names of their schemas. Other names are compared as those of
/// any value.
pub(super) fn compare_roots<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    (old, new): (&'a Schema, &'a Schema),
    directions: Direction,
    label: &Label,
) {
    let (before, after) = (
        ResolvedSchema::resolve(graph.old, old),
        ResolvedSchema::resolve(graph.new, new),
    );
    let is_named = |resolved: &ResolvedSchema<'_>| resolved.xml().is_some_and(|xml| xml.name.is_some());
    if let (Some(was), Some(is)) = (before.name(), after.name())
        && was != is
        && !is_named(&before)
        && !is_named(&after)
    {
        let message = format!(
            "the element of {} had the name `{was}` and has the name `{is}` in XML",
            label.phrase
        );
        let local = LocalFinding::new(
            &checks::XML_CHANGED,
            &old.place,
            &new.place,
            &label.subject,
            message,
        );
        graph.add_finding(node, local.with_directions(directions));
    }
}
