//! Checks a request against the description before it is carried out, and a response before it is sent.

mod parameters;
mod schema;

use serde_json::Value;

use crate::answer::Answer;
use crate::description::{Declared, Library, Operation};
use crate::errors::{Failure, Problem};
use crate::incoming::Incoming;

pub(crate) use schema::Purpose;

/// Checks everything that the description says about a request and returns its body.
///
/// # Errors
/// 415 for a content type that is not declared, else 400 with every problem found.
pub(crate) fn request(
    library: &Library,
    operation: &Operation,
    incoming: &Incoming,
) -> Result<Value, Failure> {
    let mut problems = parameters::check(library, operation, incoming);
    let body = body(library, operation, incoming, &mut problems)?;
    if problems.is_empty() {
        Ok(body)
    } else {
        Err(Failure::invalid(problems))
    }
}

/// Checks a response of the emulator; an error is a mistake in the emulator.
pub(crate) fn answer(library: &Library, operation: &Operation, answer: &Answer) -> Result<(), String> {
    let status = answer.status;
    let problems = match (operation.success(status), &answer.body) {
        (Declared::Nothing, _) => return Err(format!("{} does not declare status {status}", operation.id)),
        (Declared::Body(_), None) => return Err(format!("{} declares a body for {status}", operation.id)),
        (Declared::Body(place), Some(body)) => schema::check(library, place, body, Purpose::Answer),
        (Declared::Status, _) => Vec::new(),
    };
    match problems.first() {
        None => Ok(()),
        Some(problem) => Err(format!("{}: {problem}", operation.id)),
    }
}

fn body(
    library: &Library,
    operation: &Operation,
    incoming: &Incoming,
    problems: &mut Vec<Problem>,
) -> Result<Value, Failure> {
    let Some(declared) = &operation.body else {
        return Ok(Value::Null);
    };
    if incoming.body.is_empty() {
        if declared.required {
            problems.push(Problem::new("", "a body is required"));
        }
        return Ok(Value::Null);
    }
    let media_type = incoming.media_type();
    let Some(schema) = declared.schema(&media_type) else {
        let takes: Vec<_> = declared.media_types().collect();
        return Err(Failure::unsupported_media_type(&media_type, &takes.join(", ")));
    };
    let mut body = match serde_json::from_slice(&incoming.body) {
        Ok(body) => body,
        Err(error) => {
            problems.push(Problem::new("", format!("the body is not JSON: {error}")));
            return Ok(Value::Null);
        }
    };
    let purpose = if media_type == "application/merge-patch+json" {
        Purpose::Patch
    } else {
        leave_out_nulls(&mut body);
        Purpose::Request
    };
    problems.extend(schema::check(library, operation.place(schema), &body, purpose));
    Ok(body)
}

/// Removes properties that are null, which the service treats as absent. (In a merge patch, null has a meaning.)
fn leave_out_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(leave_out_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(leave_out_nulls),
        _ => {}
    }
}
