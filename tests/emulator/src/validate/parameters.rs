//! Checks the path, query and header parameters of a request.

use serde_json::Value;

use super::schema::{self, Purpose};
use crate::date_time;
use crate::description::{Library, Location, Operation, Parameter, Type};
use crate::errors::Problem;
use crate::incoming::Incoming;

/// Returns the problems of the parameters; those that are not declared are ignored, as by the service.
pub(super) fn check(library: &Library, operation: &Operation, incoming: &Incoming) -> Vec<Problem> {
    let mut problems = Vec::new();
    for parameter in &operation.parameters {
        let text = match parameter.location {
            Location::Query => incoming.query(&parameter.name),
            Location::Header => incoming.header(&parameter.name),
            // A path that fits the template has all its parameters; no description of ours has cookies.
            Location::Path | Location::Cookie => continue,
        };
        match text {
            Some(text) => problems.extend(check_text(library, operation, parameter, text)),
            None if parameter.required => {
                problems.push(Problem::new(&parameter.name, "this parameter is required"));
            }
            None => {}
        }
    }
    problems
}

fn check_text(library: &Library, operation: &Operation, parameter: &Parameter, text: &str) -> Vec<Problem> {
    let Some(place) = library.resolve(operation.place(&parameter.schema)) else {
        return Vec::new();
    };
    let value = match place.schema.kind {
        Some(Type::Integer) => text.parse::<i64>().ok().map(Value::from),
        Some(Type::Number) => text.parse::<f64>().ok().map(Value::from),
        Some(Type::Boolean) => text.parse::<bool>().ok().map(Value::from),
        // The next links of the service hold a form of date that its bodies do not.
        _ if place.schema.format.as_deref() == Some("date-time") => {
            date_time::parse_query(text).map(|date| Value::from(date_time::format_seconds(date)))
        }
        _ => Some(Value::from(text)),
    };
    match value {
        Some(value) => schema::check(library, place, &value, Purpose::Request)
            .into_iter()
            .map(|problem| Problem::new(&parameter.name, problem.message))
            .collect(),
        None => vec![Problem::new(
            &parameter.name,
            format!("`{text}` is not of the described type"),
        )],
    }
}
