//! Compares a pair of operations: parameters, bodies, statuses, headers, paging, security.

use std::collections::BTreeSet;

use crate::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Location, Operation, Parameter, Response, Schema},
};

use super::{
    checks::{self, Check},
    finding::Direction,
    graph::{Graph, Local},
    pairing::{How, shape},
};

/// The query parameter whose value is the API version itself.
const VERSION: &str = "api-version";

/// Compares a pair; `node` is the node that stands for it.
pub(super) fn compare<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    old: &'a Operation,
    new: &'a Operation,
    how: How,
) {
    let pair = Pair {
        node,
        old,
        new,
        subject: route(new),
    };
    graph.docs(old.summary.as_deref(), new.summary.as_deref());
    graph.docs(old.description.as_deref(), new.description.as_deref());
    match how {
        How::Same => {}
        How::Case => pair.report(
            graph,
            &checks::OPERATION_PATH_CASE,
            format!("{} is called {}", route(old), route(new)),
        ),
        How::Moved if shape(&old.path) == shape(&new.path) && old.method == new.method => {}
        How::Moved => pair.report(
            graph,
            &checks::OPERATION_MOVED,
            format!("{} moved to {}", route(old), route(new)),
        ),
    }
    if let (Some(before), Some(after)) = (&old.id, &new.id)
        && before != after
    {
        pair.report(
            graph,
            &checks::OPERATION_RENAMED,
            format!("`{before}` is called `{after}`"),
        );
    }
    if new.deprecated && !old.deprecated {
        pair.report(
            graph,
            &checks::OPERATION_DEPRECATED,
            format!("{} is deprecated", pair.subject),
        );
    }
    match (old.long_running, new.long_running) {
        (false, true) => pair.report(
            graph,
            &checks::LONG_RUNNING_ADDED,
            format!("{} is long-running", pair.subject),
        ),
        (true, false) => pair.report(
            graph,
            &checks::LONG_RUNNING_REMOVED,
            format!("{} is not long-running any more", pair.subject),
        ),
        _ => {}
    }
    parameters(graph, &pair);
    super::bodies::request(graph, &pair);
    super::bodies::responses(graph, &pair);
    paging(graph, &pair);
    security(graph, &pair);
}

/// A call as a person names it.
pub(super) fn route(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// The two operations of a node.
pub(super) struct Pair<'a> {
    pub node: usize,
    pub old: &'a Operation,
    pub new: &'a Operation,
    pub subject: String,
}

impl Pair<'_> {
    pub(super) fn report(&self, graph: &mut Graph<'_>, check: &'static Check, message: String) {
        self.report_at(
            graph,
            check,
            Direction::BOTH,
            (&self.old.place, &self.new.place),
            message,
        );
    }

    pub(super) fn report_at(
        &self,
        graph: &mut Graph<'_>,
        check: &'static Check,
        ways: Direction,
        (old, new): (&Place, &Place),
        message: String,
    ) {
        let local = Local {
            check,
            ways,
            old: Some(old.clone()),
            new: Some(new.clone()),
            message,
            subject: self.subject.clone(),
        };
        graph.found(self.node, local);
    }
}

/// The parameters of an operation, its own before those of its path, each once.
fn resolved<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> Vec<&'a Parameter> {
    let mut seen = BTreeSet::new();
    operation
        .parameters
        .iter()
        .filter_map(|parameter| bundle.parameter(parameter).ok())
        .filter(|parameter| seen.insert((parameter.location, parameter.name.as_str())))
        .collect()
}

/// The schemas of everything that a call sends and receives on success.
pub(super) fn schemas<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> Vec<&'a Schema> {
    let body = super::bodies::body(bundle, operation).and_then(|body| body.schema);
    let results = operation
        .responses
        .iter()
        .filter(|(status, _)| status.starts_with('2'))
        .filter_map(|(_, response)| bundle.response(response).ok()?.schema.as_ref());
    body.into_iter().chain(results).collect()
}

/// What a parameter is called on the wire: headers in any case, path parameters by their place in the path.
fn wire_name(parameter: &Parameter, path: &str) -> String {
    match parameter.location {
        Location::Header => parameter.name.to_ascii_lowercase(),
        Location::Path => {
            let at = path
                .split('{')
                .skip(1)
                .position(|part| part.split('}').next() == Some(parameter.name.as_str()));
            at.map_or_else(|| parameter.name.clone(), |at| format!("{{{at}}}"))
        }
        Location::Query | Location::Body => parameter.name.clone(),
    }
}

fn parameters<'a>(graph: &mut Graph<'a>, pair: &Pair<'a>) {
    let list = |bundle: &Bundle<'a>, operation: &'a Operation| -> Vec<(String, &'a Parameter)> {
        resolved(bundle, operation)
            .into_iter()
            .filter(|parameter| parameter.location != Location::Body && parameter.name != VERSION)
            .map(|parameter| (wire_name(parameter, &operation.path), parameter))
            .collect()
    };
    let (before, after) = (list(graph.old, pair.old), list(graph.new, pair.new));
    // Another path has other parameters; that it moved says it all.
    let moved = shape(&pair.old.path) != shape(&pair.new.path);
    for (name, old) in &before {
        if let Some((_, new)) = after
            .iter()
            .find(|(other, new)| other == name && new.location == old.location)
        {
            kept(graph, pair, old, new);
        } else if let Some((_, new)) = after
            .iter()
            .find(|(_, new)| new.name.eq_ignore_ascii_case(&old.name))
        {
            let message = format!("`{}` of {} goes elsewhere", old.name, pair.subject);
            pair.report_at(
                graph,
                &checks::PARAMETER_LOCATION,
                Direction::REQUEST,
                (&old.place, &new.place),
                message,
            );
        } else if !(moved && old.location == Location::Path) {
            let message = format!("{} lost the parameter `{}`", pair.subject, old.name);
            pair.report_at(
                graph,
                &checks::PARAMETER_REMOVED,
                Direction::REQUEST,
                (&old.place, &pair.new.place),
                message,
            );
        }
    }
    for (name, new) in &after {
        let known = before
            .iter()
            .any(|(other, old)| other == name || old.name.eq_ignore_ascii_case(&new.name));
        if known || (moved && new.location == Location::Path) {
            continue;
        }
        let check = if new.required {
            &checks::REQUIRED_PARAMETER_ADDED
        } else {
            &checks::PARAMETER_ADDED
        };
        let message = format!("{} gained the parameter `{}`", pair.subject, new.name);
        pair.report_at(
            graph,
            check,
            Direction::REQUEST,
            (&pair.old.place, &new.place),
            message,
        );
    }
}

fn kept<'a>(graph: &mut Graph<'a>, pair: &Pair<'a>, old: &'a Parameter, new: &'a Parameter) {
    graph.docs(old.description.as_deref(), new.description.as_deref());
    let subject = format!("the parameter `{}`", new.name);
    let places = (&old.place, &new.place);
    let path = new.location == Location::Path;
    match (old.required || path, new.required || path) {
        (false, true) => pair.report_at(
            graph,
            &checks::PARAMETER_BECAME_REQUIRED,
            Direction::REQUEST,
            places,
            format!("{subject} is required"),
        ),
        (true, false) => pair.report_at(
            graph,
            &checks::PARAMETER_BECAME_OPTIONAL,
            Direction::REQUEST,
            places,
            format!("{subject} may be left out"),
        ),
        _ => {}
    }
    let list = |parameter: &Parameter| parameter.schema.kind.as_deref() == Some("array");
    let joined = |parameter: &Parameter| parameter.collection.clone().unwrap_or_else(|| "csv".to_owned());
    if list(old) && list(new) && joined(old) != joined(new) {
        let message = format!(
            "the items of {subject} were joined as `{}`, and are as `{}`",
            joined(old),
            joined(new)
        );
        pair.report_at(
            graph,
            &checks::COLLECTION_FORMAT,
            Direction::REQUEST,
            places,
            message,
        );
    }
    graph.lead(pair.node, &old.schema, &new.schema, Direction::REQUEST, &subject);
}

fn paging(graph: &mut Graph<'_>, pair: &Pair<'_>) {
    match (&pair.old.pageable, &pair.new.pageable) {
        (None, Some(new)) => {
            pair.report_at(
                graph,
                &checks::PAGING_ADDED,
                Direction::RESPONSE,
                (&pair.old.place, &new.place),
                format!("{} comes in pages", pair.subject),
            );
        }
        (Some(old), None) => {
            pair.report_at(
                graph,
                &checks::PAGING_REMOVED,
                Direction::RESPONSE,
                (&old.place, &pair.new.place),
                format!("{} does not come in pages any more", pair.subject),
            );
        }
        (Some(old), Some(new)) if (&old.next_link, &old.items) != (&new.next_link, &new.items) => {
            pair.report_at(
                graph,
                &checks::PAGING_CHANGED,
                Direction::RESPONSE,
                (&old.place, &new.place),
                format!("{} names its next link or its items otherwise", pair.subject),
            );
        }
        _ => {}
    }
}

fn security(graph: &mut Graph<'_>, pair: &Pair<'_>) {
    let needed = |bundle: &Bundle<'_>, operation: &Operation| -> BTreeSet<String> {
        operation
            .security
            .clone()
            .unwrap_or_else(|| bundle.entry().security.clone())
            .into_iter()
            .collect()
    };
    let (before, after) = (needed(graph.old, pair.old), needed(graph.new, pair.new));
    for name in after.difference(&before) {
        pair.report(
            graph,
            &checks::SECURITY_ADDED,
            format!("{} must be authorised by `{name}`", pair.subject),
        );
    }
    for name in before.difference(&after) {
        pair.report(
            graph,
            &checks::SECURITY_REMOVED,
            format!("{} need not be authorised by `{name}` any more", pair.subject),
        );
    }
}

/// The media types of a response, in whichever form the description has them.
pub(super) fn media_types<'a>(operation: &'a Operation, response: &'a Response) -> BTreeSet<&'a str> {
    let list = if response.media_types.is_empty() {
        &operation.produces
    } else {
        &response.media_types
    };
    if list.is_empty() && response.schema.is_some() {
        return BTreeSet::from(["application/json"]);
    }
    list.iter().map(String::as_str).collect()
}
