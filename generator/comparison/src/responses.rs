//! Compares what a pair of operations receives: statuses, bodies, media types, headers.

use std::collections::{BTreeMap, BTreeSet};

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Header, Operation, Response},
};

use super::{
    checks::{self, Check, Effect},
    graph::Graph,
    local::{Local, Named},
    media,
    pair::{Pair, shared},
    uses,
    verdict::Direction,
};

type Answers<'a> = BTreeMap<&'a str, &'a Response>;

/// The declared answers by status: those that mean success, and the others.
fn answers<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> (Answers<'a>, Answers<'a>) {
    operation
        .responses
        .iter()
        .filter_map(|(status, response)| Some((status.as_str(), bundle.response(response).ok()?)))
        .partition(|(status, response)| status.starts_with('2') && !response.error)
}

/// A finding that stands on one side only: at the response there, and at the operation on the other. A response that
/// operations share is spoken of for all of them.
fn one_sided(
    pair: &Pair<'_>,
    check: &'static Check,
    response: &Place,
    status: &str,
    (own, all): (&str, &str),
) -> Local {
    let (group, message) = match shared(response) {
        Some(name) => (format!("response {name}"), format!("the status {status} {all}")),
        None => (pair.route.clone(), format!("{} {own} {status}", pair.route)),
    };
    let gone = check.effect == Effect::Removed;
    let (old, new) = if gone {
        (response, &pair.new.place)
    } else {
        (&pair.old.place, response)
    };
    let local = Local::new(check, old, new, &group, message).on(Direction::RESPONSE);
    let local = local.about(status);
    if gone { local.only_old() } else { local.only_new() }
}

pub(super) fn compare<'a>(graph: &mut Graph<'a>, pair: &Pair<'a>) {
    let (old_success, old_errors) = answers(graph.old, pair.old);
    let (new_success, new_errors) = answers(graph.new, pair.new);
    success(graph, pair, &old_success, &new_success);
    // A failure without a declaration of its own is the default one.
    let default = |errors: &Answers<'a>| errors.get("default").copied();
    for (status, old) in &old_errors {
        let named = format!("the failure {status}");
        if let Some(new) = new_errors.get(status) {
            answer(graph, pair, old, new, &named);
        } else if !new_success.contains_key(status) {
            if let Some(new) = default(&new_errors) {
                answer(graph, pair, old, new, &named);
            }
            let words = (
                "does not declare the failure",
                "is not declared as a failure any more",
            );
            let local = one_sided(pair, &checks::ERROR_STATUS_REMOVED, &old.place, status, words);
            graph.found(pair.node, local);
        }
    }
    for (status, new) in &new_errors {
        if !old_errors.contains_key(status) && !old_success.contains_key(status) {
            if let Some(old) = default(&old_errors) {
                answer(graph, pair, old, new, &format!("the failure {status}"));
            }
            let words = ("declares the failure", "is declared as a failure");
            let local = one_sided(pair, &checks::ERROR_STATUS_ADDED, &new.place, status, words);
            graph.found(pair.node, local);
        }
    }
}

fn success<'a>(graph: &mut Graph<'a>, pair: &Pair<'a>, before: &Answers<'a>, after: &Answers<'a>) {
    for (status, old) in before {
        if let Some(new) = after.get(status) {
            answer(graph, pair, old, new, "the answer");
        }
    }
    let without = |list: &Answers<'a>, other: &Answers<'a>| -> Vec<(&'a str, &'a Response)> {
        let mut found: Vec<_> = list
            .iter()
            .map(|(status, response)| (*status, *response))
            .collect();
        found.retain(|(status, _)| !other.contains_key(status));
        found
    };
    let (gone, come) = (without(before, after), without(after, before));
    if let ([(was, old)], [(is, new)]) = (gone.as_slice(), come.as_slice()) {
        let message = format!("{} answered {was} and answers {is}", pair.route);
        let local = Local::new(
            &checks::SUCCESS_CHANGED,
            &old.place,
            &new.place,
            &pair.route,
            message,
        );
        graph.found(pair.node, local.on(Direction::RESPONSE).about(*is));
        answer(graph, pair, old, new, "the answer");
        return;
    }
    for (status, old) in gone {
        let words = ("does not answer", "is not answered any more");
        let local = one_sided(pair, &checks::SUCCESS_REMOVED, &old.place, status, words);
        graph.found(pair.node, local);
    }
    for (status, new) in come {
        let words = ("may answer", "may be answered");
        let local = one_sided(pair, &checks::SUCCESS_ADDED, &new.place, status, words);
        graph.found(pair.node, local);
    }
}

/// Two answers, and what they are called.
struct Answer<'p, 'a> {
    pair: &'p Pair<'a>,
    old: &'a Response,
    new: &'a Response,
    named: Named,
}

impl Answer<'_, '_> {
    fn report(&self, graph: &mut Graph<'_>, check: &'static Check, detail: &str, words: &str) {
        let message = format!("{} {words}", self.named.phrase);
        let local = Local::new(
            check,
            &self.old.place,
            &self.new.place,
            &self.named.group,
            message,
        );
        graph.found(self.pair.node, local.on(Direction::RESPONSE).about(detail));
    }
}

fn answer<'a>(graph: &mut Graph<'a>, pair: &Pair<'a>, old: &'a Response, new: &'a Response, own: &str) {
    let places = (&old.place, &new.place);
    graph.docs(
        places,
        "response",
        (old.description.as_deref(), new.description.as_deref()),
    );
    let answer = Answer {
        pair,
        old,
        new,
        named: pair.named(places, own, "response"),
    };
    match (&old.schema, &new.schema) {
        (None, None) => {}
        (Some(_), None) => answer.report(graph, &checks::RESPONSE_BODY_REMOVED, "", "has no body any more"),
        (None, Some(_)) => answer.report(graph, &checks::RESPONSE_BODY_ADDED, "", "has a body"),
        (Some(before), Some(after)) => {
            media_types(graph, &answer);
            uses::compare(
                graph,
                pair.node,
                (before, after),
                Direction::RESPONSE,
                &answer.named,
            );
        }
    }
    headers(graph, &answer);
}

fn media_types(graph: &mut Graph<'_>, answer: &Answer<'_, '_>) {
    let list = |operation: &Operation, response: &Response| -> BTreeSet<String> {
        let list = if response.media_types.is_empty() {
            &operation.produces
        } else {
            &response.media_types
        };
        if list.is_empty() {
            return BTreeSet::from(["application/json".to_owned()]);
        }
        list.iter().map(|media_type| media::plain(media_type)).collect()
    };
    let (was, is) = (
        list(answer.pair.old, answer.old),
        list(answer.pair.new, answer.new),
    );
    let (gone, come): (Vec<&String>, Vec<&String>) =
        (was.difference(&is).collect(), is.difference(&was).collect());
    if let ([before], [after]) = (gone.as_slice(), come.as_slice()) {
        let words = format!("was `{before}` and is `{after}`");
        answer.report(graph, &checks::RESPONSE_MEDIA_CHANGED, after, &words);
        return;
    }
    for media_type in gone {
        let words = format!("does not come as `{media_type}` any more");
        answer.report(graph, &checks::RESPONSE_MEDIA_REMOVED, media_type, &words);
    }
    for media_type in come {
        let words = format!("may come as `{media_type}`");
        answer.report(graph, &checks::RESPONSE_MEDIA_ADDED, media_type, &words);
    }
}

fn headers<'a>(graph: &mut Graph<'a>, answer: &Answer<'_, 'a>) {
    let list = |bundle: &Bundle<'a>, response: &'a Response| -> BTreeMap<String, &'a Header> {
        response
            .headers
            .iter()
            .filter_map(|(name, header)| Some((name.to_ascii_lowercase(), bundle.header(header).ok()?)))
            .collect()
    };
    let (before, after) = (list(graph.old, answer.old), list(graph.new, answer.new));
    for (name, old) in &before {
        let Some(new) = after.get(name) else {
            let check = if old.required {
                &checks::REQUIRED_HEADER_REMOVED
            } else {
                &checks::HEADER_REMOVED
            };
            let words = format!("does not carry the header `{name}` any more");
            answer.report(graph, check, name, &words);
            continue;
        };
        let places = (&old.place, &new.place);
        graph.docs(
            places,
            "header",
            (old.description.as_deref(), new.description.as_deref()),
        );
        if old.required && !new.required {
            let words = format!("may lack the header `{name}`");
            answer.report(graph, &checks::HEADER_BECAME_OPTIONAL, name, &words);
        }
        if let (Some(before), Some(after)) = (&old.schema, &new.schema) {
            let phrase = format!("the header `{name}` of {}", answer.named.phrase);
            let named = answer.pair.named(places, &phrase, "header");
            uses::compare(
                graph,
                answer.pair.node,
                (before, after),
                Direction::RESPONSE,
                &named,
            );
        }
    }
    for name in after.keys().filter(|name| !before.contains_key(*name)) {
        let words = format!("carries the header `{name}`");
        answer.report(graph, &checks::HEADER_ADDED, name, &words);
    }
}
