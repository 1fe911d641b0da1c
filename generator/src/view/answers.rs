//! What methods return: the step that sends the call, the docs of the result, and the operations that return each type, for the
//! error of a response that cannot be read.

use std::collections::BTreeMap;

use openapi_client_model::{
    api::{Answer, Api, Client, Content, Operation, Paging, Status, Type},
    names::Ident,
};

use super::{TypeRef, docs::list};

/// The types of whole responses, each with its operations as text: `` `RoomsClient::get` (200) ``.
pub(super) fn answers(api: &Api) -> BTreeMap<Ident, String> {
    let mut answers: BTreeMap<Ident, String> = BTreeMap::new();
    for client in &api.clients {
        for operation in &client.operations {
            let page = operation.paging.as_ref().and_then(Paging::named_page);
            let mut add = |name: &Ident, statuses: &[Status]| {
                let codes: Vec<_> = statuses.iter().map(Status::to_string).collect();
                let text = format!("`{}::{}` ({})", client.name, operation.name, codes.join(", "));
                answers
                    .entry(name.clone())
                    .and_modify(|others| {
                        others.push_str(" or ");
                        others.push_str(&text);
                    })
                    .or_insert(text);
            };
            if let Some(name) = page.or(operation.answer.content().and_then(model)) {
                let empty = operation.answer.empty();
                let full = operation.success.iter().filter(|status| !empty.contains(status));
                add(name, &full.copied().collect::<Vec<_>>());
            } else if let Answer::ByStatus(outcomes) = &operation.answer {
                for outcome in outcomes {
                    if let Some(name) = outcome.content.as_ref().and_then(model) {
                        add(name, &[outcome.status]);
                    }
                }
            }
        }
    }
    answers
}

/// The model that a body is read as.
fn model(content: &Content) -> Option<&Ident> {
    match content {
        Content::Json(Type::Named(name)) | Content::Xml(Type::Named(name)) => Some(name),
        _ => None,
    }
}

/// The step of a call that sends it and checks the response.
pub(super) fn step(operation: &Operation) -> &'static str {
    match &operation.answer {
        _ if operation.long_running.is_some() => "begin",
        _ if operation.paging.is_some() => "pages",
        Answer::Exists => "exists",
        Answer::Optional { .. } => "send_or_empty",
        Answer::One(Content::Text) => "send_for_text",
        Answer::One(Content::Bytes) => "stream",
        Answer::One(Content::Events(_)) => "events",
        Answer::One(Content::Lines(_)) => "lines",
        Answer::Empty | Answer::One(_) | Answer::ByStatus(_) => "send",
    }
}

/// The docs of a method about its result: where its headers are, and the differences between success statuses.
pub(super) fn docs(client: &Client, operation: &Operation) -> Vec<String> {
    let mut found = Vec::new();
    match &operation.answer {
        _ if operation.paging.is_some() => {}
        Answer::Optional { empty, .. } => found.push(format!(
            "{} no body with the status {}; `into_model` then returns `None`.",
            if operation.long_running.is_some() {
                "The result has"
            } else {
                "The response has"
            },
            statuses(empty)
        )),
        Answer::Exists => found.push("Returns whether it exists: a 404 is `false`.".to_owned()),
        Answer::One(Content::Bytes) => found.push(
            "The body is a stream that keeps one piece in memory; `collect` of its `into_body` reads all of it."
                .to_owned(),
        ),
        Answer::One(Content::Events(_)) => {
            found.push("The response is a stream of events, which ends when the service ends it.".to_owned());
        }
        Answer::One(Content::Lines(_)) => found.push(
            "The response is a stream of values, one in each line, which ends when the service ends it.".to_owned(),
        ),
        Answer::Empty | Answer::One(_) | Answer::ByStatus(_) => {}
    }
    if !operation.headers.is_empty() {
        let name = operation.headers_name(&client.name);
        let what = if operation.paging.is_some() {
            "each page"
        } else {
            "the response"
        };
        found.push(format!(
            "The headers of {what} are in [`{name}`](super::models::{name})."
        ));
    }
    found
}

/// What the docs of a method say of the bodies of errors.
pub(super) fn errors(operation: &Operation) -> Option<String> {
    let mut by_type: Vec<(&Type, Vec<Status>, bool)> = Vec::new();
    for error in &operation.errors {
        let at = by_type.iter().position(|(ty, ..)| *ty == &error.ty);
        let at = at.unwrap_or(by_type.len());
        if at == by_type.len() {
            by_type.push((&error.ty, Vec::new(), false));
        }
        if let Some((_, statuses, others)) = by_type.get_mut(at) {
            statuses.extend(error.status);
            *others |= error.status.is_none();
        }
    }
    let all: Vec<String> = by_type
        .into_iter()
        .map(|(ty, codes, others)| {
            let ty = match ty {
                Type::Named(name) => format!("[`{name}`](super::models::{name})"),
                ty => format!("`{}`", TypeRef::owned(ty)),
            };
            match (codes.is_empty(), others) {
                (true, _) => format!("{ty} with any other status"),
                (false, false) => format!("{ty} with the status {}", statuses(&codes)),
                (false, true) => format!("{ty} with the status {} and any other", statuses(&codes)),
            }
        })
        .collect();
    if all.is_empty() {
        return None;
    }
    let list = list(&all, "and");
    Some(format!(
        "`ServiceError::body` reads the body of an error: {list}."
    ))
}

/// Statuses as a sentence has them: `200, 202 or 204`.
pub(super) fn statuses(statuses: &[Status]) -> String {
    let all: Vec<_> = statuses.iter().map(Status::to_string).collect();
    list(&all, "or")
}
