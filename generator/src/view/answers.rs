//! Which operations answer with which type, for the error of an answer that cannot be read.

use std::collections::BTreeMap;

use openapi_client_model::{
    api::{Answer, Api, Type},
    names::Ident,
};

/// The types that are whole answers, each with its operations as a person reads them: `` `RoomsClient::get` (200) ``.
pub(super) fn answers(api: &Api) -> BTreeMap<Ident, String> {
    let mut answers: BTreeMap<Ident, String> = BTreeMap::new();
    for client in &api.clients {
        for operation in &client.operations {
            let page = operation.paging.as_ref().map(|paging| &paging.page);
            let Some(answer) = page.or(match &operation.answer {
                Answer::Json(Type::Named(name)) => Some(name),
                Answer::Json(_) | Answer::Empty => None,
            }) else {
                continue;
            };
            let codes: Vec<_> = operation.success.iter().map(u16::to_string).collect();
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
