//! Facts from recordings of the real service, each tested in every version that it is about.

mod answers;
mod lists;
mod messages;
mod refusals;

use serde_json::Value;

use super::{LATER, PREVIEW2, PREVIEW3, participant, thread};
use crate::support::{Person, Reply};

/// Every version of chat, oldest first.
fn all() -> impl Iterator<Item = &'static str> {
    [PREVIEW2].into_iter().chain(LATER)
}

/// Sends a patch with the content type that the version takes.
async fn patch(person: &Person, path: &str, body: Value) -> Reply {
    let content_type = match person.version {
        PREVIEW2 => "application/json",
        _ => "application/merge-patch+json",
    };
    person
        .call("PATCH", path, content_type, body.to_string().as_bytes())
        .await
}

/// The error of a response, without its wrapper, and with its property names in lower case.
fn error(reply: &Reply) -> (String, Option<String>) {
    let body = reply.json();
    let wrapped = ["Error", "CommunicationError", "error"]
        .iter()
        .find_map(|name| body.get(name));
    let error = wrapped.unwrap_or(&body);
    let text = |names: [&str; 2]| {
        let found = names.iter().find_map(|name| error.get(name));
        found.and_then(Value::as_str).map(str::to_owned)
    };
    (text(["code", "Code"]).unwrap(), text(["message", "Message"]))
}
