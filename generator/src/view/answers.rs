//! What methods return: how the call is sent, what the docs say of the answer, and which operations answer with which type,
//! for the error of an answer that cannot be read.

use std::collections::BTreeMap;

use openapi_client_model::{
    api::{Answer, Api, Content, Operation, Paging, Status, Type},
    names::Ident,
};

/// The types that are whole answers, each with its operations as a person reads them: `` `RoomsClient::get` (200) ``.
pub(super) fn answers(api: &Api) -> BTreeMap<Ident, String> {
    let mut answers: BTreeMap<Ident, String> = BTreeMap::new();
    for client in &api.clients {
        for operation in &client.operations {
            let page = operation.paging.as_ref().and_then(Paging::named_page);
            let Some(answer) = page.or(match operation.answer.content() {
                Some(Content::Json(Type::Named(name))) => Some(name),
                _ => None,
            }) else {
                continue;
            };
            let empty = operation.answer.empty();
            let codes = operation.success.iter().filter(|status| !empty.contains(status));
            let codes: Vec<_> = codes.map(Status::to_string).collect();
            let text = format!("`{}::{}` ({})", client.name, operation.name, codes.join(", "));
            answers
                .entry(answer.clone())
                .and_modify(|others| {
                    others.push_str(" or ");
                    others.push_str(&text);
                })
                .or_insert(text);
        }
    }
    answers
}

/// The step of a call that sends it and checks the answer.
pub(super) fn step(operation: &Operation) -> &'static str {
    match (&operation.paging, &operation.answer) {
        (Some(_), _) => "pages",
        (None, Answer::Optional { .. }) => "send_or_empty",
        (None, Answer::Empty | Answer::One(_)) => "send",
    }
}

/// What the docs of a method say of an answer that is not the same for each success.
pub(super) fn doc(operation: &Operation) -> Option<String> {
    match &operation.answer {
        Answer::Optional { empty, .. } if operation.paging.is_none() => Some(format!(
            "{} no body with the status {}; `into_model` then returns `None`.",
            if operation.long_running.is_some() {
                "The result has"
            } else {
                "The answer has"
            },
            statuses(empty)
        )),
        _ => None,
    }
}

/// Statuses as a sentence has them: `200, 202 or 204`.
pub(super) fn statuses(statuses: &[Status]) -> String {
    let all: Vec<_> = statuses.iter().map(Status::to_string).collect();
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => all.concat(),
    }
}
