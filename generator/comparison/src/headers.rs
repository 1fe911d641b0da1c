//! Compares the headers of a pair of responses.

use std::collections::BTreeMap;

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Header, Response},
};

use super::{
    checks::{self, Check, Effect},
    graph::Graph,
    local_finding::{Label, LocalFinding},
    residue, uses,
    verdict::Direction,
};

/// Compares the headers of two responses in the node `node`. `label` names the responses.
pub(super) fn compare_headers<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    (old, new): (&'a Response, &'a Response),
    label: &Label,
) {
    let responses = ResponsePair {
        node,
        old,
        new,
        label,
    };
    let list = |bundle: &Bundle<'a>, response: &'a Response| -> BTreeMap<String, &'a Header> {
        response
            .headers
            .iter()
            .filter_map(|(name, header)| Some((name.to_ascii_lowercase(), bundle.header(header).ok()?)))
            .collect()
    };
    let (before, after) = (list(graph.old, old), list(graph.new, new));
    for (name, old) in &before {
        if let Some(new) = after.get(name) {
            compare_kept_header(graph, &responses, name, (old, new));
        } else {
            let check = if old.required {
                &checks::REQUIRED_HEADER_REMOVED
            } else {
                &checks::HEADER_REMOVED
            };
            let local = responses.one_sided_header(check, name, &old.place);
            graph.add_finding(node, local);
        }
    }
    for (name, new) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
        let local = responses.one_sided_header(&checks::HEADER_ADDED, name, &new.place);
        graph.add_finding(node, local);
    }
}

fn compare_kept_header<'a>(
    graph: &mut Graph<'a>,
    responses: &ResponsePair<'_, 'a>,
    name: &str,
    (old, new): (&'a Header, &'a Header),
) {
    let (node, places) = (responses.node, (&old.place, &new.place));
    graph.note_changed_docs(
        places,
        "header",
        (old.description.as_deref(), new.description.as_deref()),
    );
    let is_own = old.place.is_in(&responses.old.place) && new.place.is_in(&responses.new.place);
    let label = responses.header_label(name, is_own);
    if old.required && !new.required {
        let message = format!("{} may be missing", label.phrase);
        let local = LocalFinding::new(
            &checks::HEADER_BECAME_OPTIONAL,
            &old.place,
            &new.place,
            &label.subject,
            message,
        );
        let local = local.with_directions(Direction::RESPONSE).with_detail(name);
        graph.add_finding(node, local);
    }
    residue::compare_headers(graph, node, places, &label);
    if let (Some(before), Some(after)) = (&old.schema, &new.schema) {
        uses::compare_uses(graph, node, (before, after), Direction::RESPONSE, &label);
    }
}

/// Two responses, and their name in messages.
struct ResponsePair<'p, 'a> {
    node: usize,
    old: &'a Response,
    new: &'a Response,
    label: &'p Label,
}

impl ResponsePair<'_, '_> {
    /// The label of a header. One that several responses refer to belongs to none of them.
    fn header_label(&self, name: &str, is_own: bool) -> Label {
        let phrase = format!("the header `{name}`");
        if is_own {
            self.label.part(format!("{phrase} of {}", self.label.phrase))
        } else {
            Label::new(phrase, format!("header {name}"))
        }
    }

    /// A finding about a header that only one side has. Its place on the other side is the response.
    fn one_sided_header(&self, check: &'static Check, name: &str, header: &Place) -> LocalFinding {
        let removed = check.effect == Effect::Removed;
        let (old, new) = if removed {
            (header, &self.new.place)
        } else {
            (&self.old.place, header)
        };
        let is_own = header.is_in(if removed { &self.old.place } else { &self.new.place });
        let (subject, message) = if is_own {
            let words = if removed { "no longer has" } else { "has" };
            let message = format!("{} {words} the header `{name}`", self.label.phrase);
            (self.label.subject.clone(), message)
        } else {
            let label = self.header_label(name, is_own);
            let words = if removed { "is no longer sent" } else { "is sent" };
            (label.subject, format!("{} {words}", label.phrase))
        };
        let local = LocalFinding::new(check, old, new, &subject, message);
        let local = local.with_directions(Direction::RESPONSE).with_detail(name);
        if removed {
            local.only_in_old()
        } else {
            local.only_in_new()
        }
    }
}
