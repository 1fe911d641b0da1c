//! The effects of a fault on a response before it is written as bytes.

use axum::http::StatusCode;
use serde_json::Value;

use super::{Effects, Link};
use crate::answer::Answer;
use crate::errors::{ErrorForm, Failure};

impl Effects {
    /// Returns the failure that the fault answers with, if there is one.
    pub(crate) fn failure(&self, form: ErrorForm) -> Option<Answer> {
        let status = self.status?;
        let reason = StatusCode::from_u16(status)
            .ok()
            .and_then(|status| status.canonical_reason())
            .unwrap_or("Fault");
        Some(match status {
            401 => Failure::Unauthorized("the emulator was told to fail").answer(form),
            204 | 304 => Answer::empty(status),
            _ => {
                let code: String = reason.chars().filter(char::is_ascii_alphanumeric).collect();
                Failure::new(status, code, "The emulator was told to fail.").answer(form)
            }
        })
    }

    /// Changes the links and the size of a response. `origin` and `target` are those of the request.
    pub(crate) fn spoil(&self, answer: &mut Answer, origin: &str, target: &str) {
        let Some(Value::Object(body)) = &mut answer.body else {
            return;
        };
        if let Some(link) = self.link.as_ref().filter(|_| body.contains_key("value")) {
            let link = match link {
                Link::Given(link) => link.clone(),
                Link::Looping => format!("{origin}{target}"),
                Link::Foreign(foreign) => {
                    let own = body.get("nextLink").and_then(Value::as_str);
                    let rest = own.and_then(|own| own.strip_prefix(origin)).unwrap_or(target);
                    format!("{foreign}{rest}")
                }
            };
            body.insert("nextLink".to_owned(), link.into());
        }
        if self.padding > 0 {
            let padding = "x".repeat(self.padding);
            body.insert("acsEmulatorPadding".to_owned(), padding.into());
        }
    }
}
