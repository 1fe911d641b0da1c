//! Compares the parameters of a pair of operations.

use std::collections::{BTreeMap, BTreeSet};

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{API_VERSION, Location, Operation, Parameter},
};

use super::{
    checks::{self, Check},
    forms,
    graph::Graph,
    local_finding::{Label, LocalFinding},
    pair::OperationPair,
    pairing::path_shape,
    residue, uses,
    verdict::Direction,
    writing,
};

/// The key of a parameter on the wire.
type WireKey = (Location, String);

pub(super) fn compare_parameters<'a>(graph: &mut Graph<'a>, pair: &OperationPair<'a>) {
    let (before, after) = (
        wire_parameters(graph.old, pair.old),
        wire_parameters(graph.new, pair.new),
    );
    residue::compare_unread_parameters(graph, pair);
    // A moved path has other parameters, which the finding about the move already covers.
    let moved = path_shape(&pair.old.path) != path_shape(&pair.new.path);
    // The fields of a form are compared with those that a body has.
    let is_field_of_body = forms::are_in_two_dialects(graph, pair.old, pair.new);
    let is_reported = |parameter: &Parameter| match parameter.location {
        Location::Path => !moved,
        Location::Form => !is_field_of_body,
        _ => true,
    };
    let index = |list: &[(WireKey, &'a Parameter)]| list.iter().cloned().collect::<BTreeMap<_, _>>();
    let (was, is) = (index(&before), index(&after));
    // A parameter of the same name in another location that the other side does not also have.
    let find_moved =
        |list: &[(WireKey, &'a Parameter)], others: &BTreeMap<WireKey, &Parameter>, wanted: &Parameter| {
            let same = |other: &Parameter| {
                other.location != wanted.location && other.name.eq_ignore_ascii_case(&wanted.name)
            };
            list.iter()
                .find(|(key, other)| same(other) && !others.contains_key(key))
                .map(|(_, found)| *found)
        };
    for (key, old) in &before {
        if let Some(new) = is.get(key) {
            compare_kept_parameter(graph, pair, old, new);
        } else if let Some(new) = find_moved(&after, &was, old) {
            let message = format!(
                "{} was in the {} and is in the {}",
                parameter_label(pair, pair.owns((&old.place, &new.place)), &new.name).phrase,
                location_phrase(old.location),
                location_phrase(new.location)
            );
            report(
                graph,
                pair,
                &checks::PARAMETER_LOCATION,
                (&old.place, &new.place),
                &old.name,
                message,
            );
        } else if is_reported(old) {
            let label = parameter_label(pair, pair.owns_old(&old.place), &old.name);
            let local = LocalFinding::new(
                &checks::PARAMETER_REMOVED,
                &old.place,
                &pair.new.place,
                &label.subject,
                format!("{} was removed", label.phrase),
            );
            graph.add_finding(
                pair.node,
                local
                    .with_directions(Direction::REQUEST)
                    .with_detail(&old.name)
                    .only_in_old(),
            );
        }
    }
    for (key, new) in &after {
        // An optional API version is not reported as a parameter; a required one is.
        let is_no_parameter = new.name == API_VERSION && !new.required;
        if was.contains_key(key)
            || find_moved(&before, &is, new).is_some()
            || !is_reported(new)
            || is_no_parameter
        {
            continue;
        }
        let check = if new.required {
            &checks::REQUIRED_PARAMETER_ADDED
        } else {
            &checks::PARAMETER_ADDED
        };
        let label = parameter_label(pair, pair.owns_new(&new.place), &new.name);
        let local = LocalFinding::new(
            check,
            &pair.old.place,
            &new.place,
            &label.subject,
            format!("{} was added", label.phrase),
        );
        graph.add_finding(
            pair.node,
            local
                .with_directions(Direction::REQUEST)
                .with_detail(&new.name)
                .only_in_new(),
        );
    }
}

/// The parameters of an operation, each once, its own before those of its path.
fn wire_parameters<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> Vec<(WireKey, &'a Parameter)> {
    let mut seen = BTreeSet::new();
    operation
        .parameters
        .iter()
        .filter_map(|parameter| bundle.parameter(parameter).ok())
        .filter(|parameter| seen.insert((parameter.location, parameter.name.as_str())))
        .filter(|parameter| parameter.location != Location::Body && !parameter.ignored)
        .map(|parameter| (wire_key(parameter, &operation.path), parameter))
        .collect()
}

/// The wire key of a parameter. Header names ignore case, and path parameters are known by their position in the path.
fn wire_key(parameter: &Parameter, path: &str) -> WireKey {
    let name = match parameter.location {
        Location::Header => parameter.name.to_ascii_lowercase(),
        Location::Path => {
            let at = path
                .split('{')
                .skip(1)
                .position(|part| part.split('}').next() == Some(parameter.name.as_str()));
            at.map_or_else(|| parameter.name.clone(), |at| format!("{{{at}}}"))
        }
        Location::Query | Location::Cookie | Location::Body | Location::Form => parameter.name.clone(),
    };
    (parameter.location, name)
}

fn location_phrase(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "headers",
        Location::Cookie => "cookies",
        Location::Body => "body",
        Location::Form => "form",
    }
}

/// The label of a parameter.
fn parameter_label(pair: &OperationPair<'_>, is_own: bool, name: &str) -> Label {
    pair.label(
        is_own,
        &format!("the parameter `{name}`"),
        format!("parameter {name}"),
    )
}

fn report(
    graph: &mut Graph<'_>,
    pair: &OperationPair<'_>,
    check: &'static Check,
    (old, new): (&Place, &Place),
    name: &str,
    message: String,
) {
    let subject = parameter_label(pair, pair.owns((old, new)), name).subject;
    let local = LocalFinding::new(check, old, new, &subject, message);
    graph.add_finding(
        pair.node,
        local.with_directions(Direction::REQUEST).with_detail(name),
    );
}

fn compare_kept_parameter<'a>(
    graph: &mut Graph<'a>,
    pair: &OperationPair<'a>,
    old: &'a Parameter,
    new: &'a Parameter,
) {
    let places = (&old.place, &new.place);
    let is_version = new.name == API_VERSION;
    if !is_version {
        graph.note_changed_docs(
            places,
            "parameter",
            (old.description.as_deref(), new.description.as_deref()),
        );
    }
    let label = parameter_label(pair, pair.owns(places), &new.name);
    let path = new.location == Location::Path;
    match (old.required || path, new.required || path) {
        (false, true) => report(
            graph,
            pair,
            &checks::PARAMETER_BECAME_REQUIRED,
            places,
            &new.name,
            format!("{} is required", label.phrase),
        ),
        (true, false) => report(
            graph,
            pair,
            &checks::PARAMETER_BECAME_OPTIONAL,
            places,
            &new.name,
            format!("{} may be left out", label.phrase),
        ),
        _ => {}
    }
    residue::compare_parameters(graph, pair.node, places, &label);
    if is_version {
        // The API version has another value in each version.
        return;
    }
    if let Some(message) = writing::writing_change(graph, old, new, &label) {
        report(
            graph,
            pair,
            &checks::COLLECTION_FORMAT,
            places,
            &new.name,
            message,
        );
    }
    if let Some(message) = writing::encoding_change(graph, old, new, &label) {
        let check = &checks::PARAMETER_ENCODING;
        report(graph, pair, check, places, &new.name, message);
    }
    if let Some((check, message)) = writing::emptiness_change(old, new, &label) {
        report(graph, pair, check, places, &new.name, message);
    }
    uses::compare_parameter_uses(graph, pair.node, (old, new), &label);
}
