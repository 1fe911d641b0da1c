//! Compares how the fields of a form are written: `encoding`.

use std::collections::{BTreeMap, BTreeSet};

use openapi_descriptions::{bundle::Bundle, diagnostic::Place, document::Schema, source::Node};

use super::{
    checks::{self, Check},
    graph::Graph,
    local_finding::{Label, LocalFinding},
    media,
    residue::{
        self,
        keywords::{ENCODING, HEADER},
    },
    resolved_schema::ResolvedSchema,
    trees::Tree,
    uses,
    verdict::Direction,
};

/// The keyword.
const KEYWORD: &str = "encoding";

/// The encoding of a field, in both descriptions.
struct Field<'f, 'a> {
    old: Option<Tree<'a>>,
    new: Option<Tree<'a>>,
    /// Where it stands, or where it is missing.
    places: (Place, Place),
    /// The kind of its values.
    kinds: (Kind, Kind),
    name: &'f str,
    label: Label,
}

/// What a value is, as far as that decides how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Binary,
    List,
    Object,
}

/// Compares the encodings of two bodies. They have no meaning for other bodies than forms, and those of a response have no check.
pub(super) fn compare_encodings<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    (was, is): (&Place, &Place),
    (old, new): (Option<&'a Schema>, Option<&'a Schema>),
    (media_type, directions): (&str, Direction),
    label: &Label,
) {
    let Some((before, after)) = graph.trees.at((was, is)) else {
        return;
    };
    let encodings = (before.get(KEYWORD), after.get(KEYWORD));
    if encodings.0.is_none() && encodings.1.is_none() {
        return;
    }
    if !media::is_form(media_type) {
        return;
    }
    if directions != Direction::REQUEST {
        residue::compare_keyword(graph, node, KEYWORD, encodings, (was, is), label);
        return;
    }
    let (kinds_before, kinds_after) = (kinds(graph.old, old), kinds(graph.new, new));
    let names = [&encodings.0, &encodings.1].into_iter().flatten();
    let names: BTreeSet<&str> = names.flat_map(Tree::entries).map(|(name, _)| name).collect();
    for name in names {
        // An encoding of something that is not a property is ignored.
        let (Some(was_kind), Some(is_kind)) = (kinds_before.get(name), kinds_after.get(name)) else {
            continue;
        };
        let find = |list: &Option<Tree<'a>>| list.as_ref().and_then(|list| list.get(name));
        let (was_tree, is_tree) = (find(&encodings.0), find(&encodings.1));
        let place = |tree: &Option<Tree<'a>>, owner: &Place| {
            tree.as_ref()
                .map_or_else(|| owner.clone(), |tree| tree.place.clone())
        };
        let field = Field {
            places: (place(&was_tree, was), place(&is_tree, is)),
            old: was_tree,
            new: is_tree,
            kinds: (*was_kind, *is_kind),
            name,
            label: label.part(format!("the field `{name}` of {}", label.phrase)),
        };
        if media::is_multipart(media_type) {
            field.compare_media_types(graph, node);
            field.compare_headers(graph, node);
        }
        field.compare_style(graph, node);
        let places = (&field.places.0, &field.places.1);
        let trees = (field.old.as_ref(), field.new.as_ref());
        residue::compare_optional(graph, node, &ENCODING, trees, places, &field.label);
    }
}

/// The kinds of the fields of a form.
fn kinds<'a>(bundle: &Bundle<'a>, schema: Option<&'a Schema>) -> BTreeMap<&'a str, Kind> {
    let Some(schema) = schema else {
        return BTreeMap::new();
    };
    let properties = ResolvedSchema::resolve(bundle, schema)
        .properties(bundle)
        .properties;
    let kind = |schema| {
        let resolved = ResolvedSchema::resolve(bundle, schema);
        match resolved.kind() {
            "array" => Kind::List,
            "object" => Kind::Object,
            "string" if resolved.schema.format.as_deref() == Some("binary") => Kind::Binary,
            _ => Kind::Text,
        }
    };
    properties
        .into_iter()
        .map(|(name, schema)| (name, kind(schema)))
        .collect()
}

impl<'a> Field<'_, 'a> {
    fn report(&self, graph: &mut Graph<'a>, node: usize, check: &'static Check, message: String) {
        let places = (&self.places.0, &self.places.1);
        let local = LocalFinding::new(check, places.0, places.1, &self.label.subject, message);
        let local = local.with_directions(Direction::REQUEST).with_detail(self.name);
        graph.add_finding(node, local);
    }

    /// Compares the media types that the part may have.
    fn compare_media_types(&self, graph: &mut Graph<'a>, node: usize) {
        let (was, is) = (
            media_types(self.old.as_ref(), self.kinds.0),
            media_types(self.new.as_ref(), self.kinds.1),
        );
        // A field of another kind has another finding.
        let says_none =
            |tree: &Option<Tree<'a>>| tree.as_ref().is_none_or(|tree| tree.get("contentType").is_none());
        if was == is || (says_none(&self.old) && says_none(&self.new)) {
            return;
        }
        let phrase = &self.label.phrase;
        let is_allowed = |old: &String| is.contains(old) || is.iter().any(|new| media::covers(new, old));
        let words = |list: &BTreeSet<String>| {
            let list: Vec<String> = list.iter().map(|name| format!("`{name}`")).collect();
            list.join(" or ")
        };
        let (check, verb) = if was.iter().all(is_allowed) {
            (&checks::REQUEST_MEDIA_ADDED, "may be")
        } else {
            (&checks::REQUEST_MEDIA_CHANGED, "is")
        };
        let message = format!("{phrase} was {} and {verb} {}", words(&was), words(&is));
        self.report(graph, node, check, message);
    }

    /// Compares how a list or an object is joined, and whether reserved characters are encoded.
    fn compare_style(&self, graph: &mut Graph<'a>, node: usize) {
        let flag = |tree: Option<&Tree<'a>>, key: &str| match tree?.get(key)?.node {
            Node::Bool(flag) => Some(*flag),
            _ => None,
        };
        let style = |tree: Option<&Tree<'a>>| {
            let style = tree
                .and_then(|tree| tree.get("style")?.node.as_str())
                .unwrap_or("form");
            (style, flag(tree, "explode").unwrap_or(style == "form"))
        };
        let trees = (self.old.as_ref(), self.new.as_ref());
        let (was, is) = (style(trees.0), style(trees.1));
        let phrase = &self.label.phrase;
        let is_joined = |kind: Kind| matches!(kind, Kind::List | Kind::Object);
        if was != is && (is_joined(self.kinds.0) || is_joined(self.kinds.1)) {
            let words = |(style, explode): (&str, bool)| {
                let apart = if explode { "apart" } else { "joined" };
                format!("in the style `{style}`, {apart}")
            };
            let message = format!("{phrase} was written {} and is written {}", words(was), words(is));
            self.report(graph, node, &checks::COLLECTION_FORMAT, message);
        }
        let reserved = |tree| flag(tree, "allowReserved").unwrap_or(false);
        if reserved(trees.0) != reserved(trees.1) {
            let words = if reserved(trees.1) {
                "may have reserved characters as they are"
            } else {
                "must have reserved characters encoded"
            };
            self.report(
                graph,
                node,
                &checks::PARAMETER_ENCODING,
                format!("{phrase} {words}"),
            );
        }
    }

    /// Compares the headers of the part.
    fn compare_headers(&self, graph: &mut Graph<'a>, node: usize) {
        let before = headers(self.old.as_ref());
        let mut after = headers(self.new.as_ref());
        for (name, old) in before {
            let phrase = format!("the header `{name}` of {}", self.label.phrase);
            let Some(new) = after.remove(&name) else {
                let message = format!("{phrase} was removed");
                self.report(graph, node, &checks::PARAMETER_REMOVED, message);
                continue;
            };
            let (old, new) = (graph.trees.old.follow(old), graph.trees.new.follow(new));
            match (is_required(&old), is_required(&new)) {
                (false, true) => {
                    self.report(
                        graph,
                        node,
                        &checks::PARAMETER_BECAME_REQUIRED,
                        format!("{phrase} is required"),
                    );
                }
                (true, false) => {
                    self.report(
                        graph,
                        node,
                        &checks::PARAMETER_BECAME_OPTIONAL,
                        format!("{phrase} may be left out"),
                    );
                }
                _ => {}
            }
            let label = self.label.part(phrase);
            residue::compare_objects(graph, node, &HEADER, (&old.place, &new.place), &label);
            if let (Some(old), Some(new)) = (old.get("schema"), new.get("schema")) {
                let schemas = (graph.trees.read_schema(&old), graph.trees.read_schema(&new));
                uses::compare_uses(graph, node, schemas, Direction::REQUEST, &label);
            }
        }
        for (name, new) in after {
            let new = graph.trees.new.follow(new);
            let check = if is_required(&new) {
                &checks::REQUIRED_PARAMETER_ADDED
            } else {
                &checks::PARAMETER_ADDED
            };
            let message = format!("the header `{name}` of {} was added", self.label.phrase);
            self.report(graph, node, check, message);
        }
    }
}

/// The media types that a part may have: by its encoding, or else by its kind.
fn media_types(encoding: Option<&Tree<'_>>, kind: Kind) -> BTreeSet<String> {
    let said = encoding.and_then(|tree| tree.get("contentType")?.node.as_str());
    let usual = match kind {
        Kind::Object => "application/json",
        Kind::Binary => "application/octet-stream",
        Kind::Text | Kind::List => "text/plain",
    };
    let list = said.unwrap_or(usual).split(',');
    list.map(media::normalized)
        .filter(|name| !name.is_empty())
        .collect()
}

/// The headers of a part besides its media type, by their names in lower case.
fn headers<'a>(encoding: Option<&Tree<'a>>) -> BTreeMap<String, Tree<'a>> {
    let headers = encoding.and_then(|tree| tree.get("headers"));
    let entries = headers.iter().flat_map(|headers| {
        let names = headers.entries().map(|(name, _)| name);
        names.filter_map(|name| Some((name.to_ascii_lowercase(), headers.get(name)?)))
    });
    entries.filter(|(name, _)| name != "content-type").collect()
}

fn is_required(header: &Tree<'_>) -> bool {
    header
        .get("required")
        .is_some_and(|required| *required.node == Node::Bool(true))
}
