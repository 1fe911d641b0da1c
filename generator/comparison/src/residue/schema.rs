//! The residue of schemas: of their definitions, of what these inherit from, and of the places where they are used.

use std::collections::{BTreeSet, HashSet};

use openapi_descriptions::{
    bundle::{Bundle, SchemaKey},
    document::{Constraints, Mutability, Schema, ValueForm},
    inheritance,
    source::Node,
};

use super::{
    compare_unread,
    inherited::inherited,
    keywords::{Handling, PARAMETER, SCHEMA},
    once,
    partial::{compare_listed_values, compare_names, compare_unions},
    report,
    unread::{Unread, unread},
};
use crate::{
    graph::Graph,
    local_finding::Label,
    resolved_schema::ResolvedSchema,
    schema::is_compared,
    trees::{Tree, Trees},
};

/// Two definitions, and the ways to them.
type Definitions<'s, 'a> = (&'s ResolvedSchema<'a>, &'s ResolvedSchema<'a>);

/// Compares what no check reads of two definitions of the same JSON type, whose node is `node`. Returns what stands at
/// their places when the two are the whole of it.
pub(crate) fn compare_definitions<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    (old, new): Definitions<'_, 'a>,
    label: &Label,
) -> Option<(Tree<'a>, Tree<'a>)> {
    let places = (old.definition_place(), new.definition_place());
    let (before, after) = graph.trees.at(places)?;
    if is_nothing(before.node) != is_nothing(after.node) {
        let what = format!("whether {} may have any value changed", label.phrase);
        report(graph, node, places, "", &label.subject, &what);
    }
    // A schema of several types is compared as a whole.
    if is_one_of_types(&before, old.schema) || is_one_of_types(&after, new.schema) {
        return None;
    }
    let (was, is) = (old.properties(graph.old), new.properties(graph.new));
    let is_compared = |keyword: &str| is_compared(keyword, (&before, &after));
    let read = (
        definition(graph.old, &before, old, &is_compared),
        definition(graph.new, &after, new, &is_compared),
    );
    let trees = &mut graph.trees;
    let mut unread = (Vec::new(), Vec::new());
    unread.0.extend(inherited(&mut trees.old, old.schema, &was));
    unread.1.extend(inherited(&mut trees.new, new.schema, &is));
    unread.0.extend(read.0);
    unread.1.extend(read.1);
    compare_unread(graph, node, unread, places, label);
    compare_names(graph, node, ((&before, &was), (&after, &is)), label);
    compare_unions(graph, node, (&before, &after), label);
    compare_listed_values(graph, node, ((&before, old.schema), (&after, new.schema)), label);
    Some((before, after))
}

/// Whether a schema says anything of its values, except that they may be `null`.
pub(crate) fn says_something(tree: &Tree<'_>) -> bool {
    let mut keywords = tree.entries().map(|(key, _)| key);
    keywords.any(|key| {
        !matches!(key, "nullable" | "x-nullable") && !matches!(SCHEMA.handling(key), Handling::Words)
    })
}

/// Compares what no check reads at two uses of schemas: what stands beside a reference, or around a schema in `allOf`.
pub(crate) fn compare_sites<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    (old, new): Definitions<'_, 'a>,
    label: &Label,
) {
    let places = (old.use_place(), new.use_place());
    if old.sites().is_empty() && new.sites().is_empty() {
        compare_mutability(graph, from, (old, new), label);
        return;
    }
    let Some((before, after)) = graph.trees.at(places) else {
        return;
    };
    once(
        graph,
        from,
        (&before, &after),
        "a use of a schema",
        |graph, node| {
            let trees = &mut graph.trees;
            let unread = (
                of_sites(&mut trees.old, old.sites()),
                of_sites(&mut trees.new, new.sites()),
            );
            compare_unread(graph, node, unread, places, label);
            compare_mutability(graph, node, (old, new), label);
        },
    );
}

/// `false` in the place of a schema.
fn is_nothing(node: &Node) -> bool {
    *node == Node::Bool(false)
}

/// Whether a schema is one of the types of the list of types that stands at its place.
fn is_one_of_types(tree: &Tree<'_>, schema: &Schema) -> bool {
    schema.kind.is_some() && types(tree).len() > 1
}

/// The types of a list of types, without `null`.
fn types<'a>(tree: &Tree<'a>) -> Vec<&'a str> {
    match tree.node.get("type") {
        Some(Node::Sequence(types)) => {
            let types = types.iter().filter_map(Node::as_str);
            types.filter(|kind| *kind != "null").collect()
        }
        _ => Vec::new(),
    }
}

/// What no check reads of a definition. Which keywords are read depends on the JSON type.
fn definition<'a>(
    bundle: &Bundle<'a>,
    tree: &Tree<'a>,
    resolved: &ResolvedSchema<'a>,
    is_compared: &dyn Fn(&str) -> bool,
) -> Vec<Unread<'a>> {
    let schema = resolved.schema;
    let types = types(tree);
    let is = |kind: &str| resolved.kind() == kind || types.contains(&kind);
    let has_texts = schema
        .enumeration
        .as_ref()
        .is_none_or(|found| found.form != ValueForm::Mixed);
    let is_read = |key: &str| match key {
        "additionalProperties" | "patternProperties" => is("object") && is_compared(key),
        "properties" | "required" | "allOf" | "discriminator" | "x-ms-discriminator-value" => is("object"),
        "items" | "prefixItems" => is("array"),
        "enum" | "const" => has_texts,
        _ => is_compared(key),
    };
    let mut found = unread(tree, &SCHEMA, is_read);
    // A parameter of Swagger 2.0 is a schema at the same time.
    if tree.node.get("in").is_some() && tree.node.get("name").is_some() {
        found.retain(|unread| !PARAMETER.has(unread.path.1));
    }
    let names_others = maps_to_others(bundle, resolved);
    let mapping = tree.get("discriminator").and_then(|inner| inner.get("mapping"));
    if let Some(mapping) = mapping.filter(|_| names_others && is("object")) {
        found.push(Unread {
            path: (Some("discriminator"), "mapping"),
            tree: mapping,
        });
    }
    found
}

/// Whether a mapping names types besides the variants, which are the alternatives or else those that inherit.
fn maps_to_others<'a>(bundle: &Bundle<'a>, resolved: &ResolvedSchema<'a>) -> bool {
    let schema = resolved.schema;
    if schema.one_of.is_empty() {
        return resolved.key.is_none();
    }
    let alternatives = schema.one_of.iter();
    let keys: HashSet<SchemaKey<'a>> = alternatives
        .filter_map(|inner| ResolvedSchema::resolve(bundle, inner).key)
        .collect();
    let mut mapping = schema.discriminator.iter().flat_map(|found| &found.mapping);
    mapping.any(|(_, reference)| {
        let target = inheritance::follow(bundle, reference);
        !target.is_ok_and(|(key, _)| keys.contains(&key))
    })
}

/// What no check reads of the schemas around a definition.
fn of_sites<'a>(trees: &mut Trees<'a>, sites: &[&'a Schema]) -> Vec<Unread<'a>> {
    let mut found = Vec::new();
    for site in sites {
        let Some(tree) = trees.at(&site.place) else {
            continue;
        };
        let is_read = |key: &str| match key {
            "$ref" | "allOf" | "nullable" | "x-nullable" | "readOnly" | "writeOnly" | "default"
            | "x-ms-mutability" | "xml" => true,
            // Something or `null` is that thing.
            "oneOf" | "anyOf" => site.one_of.is_empty(),
            _ => Constraints::is_keyword(key),
        };
        found.extend(unread(&tree, &SCHEMA, is_read));
        // Names for names are left out of the chain.
        let mut alias = tree
            .reference()
            .and_then(|target| trees.target(&tree.place, target));
        let mut steps = 0;
        while let Some(tree) = alias.filter(|tree| tree.reference().is_some() && steps < MAX_ALIASES) {
            found.extend(unread(&tree, &SCHEMA, |key| key == "$ref"));
            alias = tree
                .reference()
                .and_then(|target| trees.target(&tree.place, target));
            steps += 1;
        }
    }
    found
}

/// The number of names for names up to which each is looked at.
const MAX_ALIASES: usize = 8;

/// When a value can be set. That it cannot be set at all is the same as `readOnly`, which has a check.
fn compare_mutability<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    (old, new): Definitions<'_, 'a>,
    label: &Label,
) {
    let (was, is) = (old.mutability(), new.mutability());
    let never = Some(Mutability::Never);
    let words = (
        mutability_words(&mut graph.trees.old, old),
        mutability_words(&mut graph.trees.new, new),
    );
    if (was != is || words.0 != words.1)
        && old.read_only() == new.read_only()
        && (was != never || is != never)
    {
        let what = format!("`x-ms-mutability` of {} changed", label.phrase);
        let places = (old.use_place(), new.use_place());
        report(graph, node, places, "x-ms-mutability", &label.subject, &what);
    }
}

/// The words of `x-ms-mutability` nearest to the place of use; without it, all of them.
fn mutability_words<'a>(trees: &mut Trees<'a>, resolved: &ResolvedSchema<'a>) -> BTreeSet<&'a str> {
    let sites = resolved.sites().iter().copied().chain([resolved.schema]);
    for schema in sites {
        let tree = trees.at(&schema.place);
        if let Some(Node::Sequence(words)) = tree.and_then(|tree| tree.node.get("x-ms-mutability")) {
            return words.iter().filter_map(Node::as_str).collect();
        }
    }
    BTreeSet::from(["create", "read", "update"])
}
