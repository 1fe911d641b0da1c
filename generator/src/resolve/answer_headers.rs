//! The described headers of responses.

use openapi_client_model::{
    api::{AnswerHeader, Docs, Scalar, Type},
    names::{Case, Ident},
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{Header, Response, Schema},
};

use super::types::{Types, plain::scalar};

/// The methods of responses, which a method of a trait cannot have the names of.
const TAKEN: &[&str] = &[
    "all_headers",
    "body",
    "borrow",
    "clone",
    "deconstruct",
    "fmt",
    "headers",
    "into",
    "into_body",
    "into_model",
    "status",
    "to_raw_response",
    "try_into",
];

/// The headers of these responses, each once.
pub(super) fn headers<'a>(types: &mut Types<'a>, responses: &[&'a Response]) -> Vec<AnswerHeader> {
    let mut found: Vec<AnswerHeader> = Vec::new();
    for (wire, header) in responses.iter().flat_map(|response| &response.headers) {
        let header = match types.bundle.header(header) {
            Ok(header) => header,
            Err(diagnostic) => {
                types.diagnostics.push(diagnostic);
                continue;
            }
        };
        let prefix = header.prefix.as_deref();
        let wire = prefix.unwrap_or(wire);
        let ty = header
            .schema
            .as_ref()
            .map_or(Type::Scalar(Scalar::String), |schema| header_type(types, schema));
        if let Some(other) = found
            .iter_mut()
            .find(|other| other.wire.eq_ignore_ascii_case(wire))
        {
            if other.ty != ty {
                other.ty = Type::Scalar(Scalar::String);
                let message = format!("the header `{wire}` has another type in another response");
                let help = "it is read as text; give it one type";
                types
                    .diagnostics
                    .push(Diagnostic::at(&header.place, message, help).warning());
            }
            continue;
        }
        // Their case means nothing.
        let lower = wire.to_ascii_lowercase();
        let short = lower.trim_end_matches('-');
        let words = header.client_name.as_deref();
        let words = words.unwrap_or(short.strip_prefix("x-ms-").unwrap_or(short));
        let name = |words: &str| Ident::parse(words, Case::Value);
        let free =
            |name: &Ident| !TAKEN.contains(&name.bare()) && found.iter().all(|other| other.name != *name);
        let names = [
            words.to_owned(),
            short.to_owned(),
            format!("{words} header"),
            format!("{short} header"),
        ];
        let named = names.iter().filter_map(|words| name(words)).find(free);
        let Some(name) = named.filter(|_| !wire.is_empty()) else {
            let message =
                format!("no method can be named after the header `{wire}`, or another has its name");
            let help = "callers read it by its name from the headers of the response; give it another name with `x-ms-client-name`";
            types
                .diagnostics
                .push(Diagnostic::at(&header.place, message, help).warning());
            continue;
        };
        found.push(AnswerHeader {
            wire: wire.to_owned(),
            name,
            ty,
            prefix: prefix.is_some(),
            docs: docs(header),
        });
    }
    found
}

fn docs(header: &Header) -> Docs {
    Docs {
        summary: None,
        description: header.description.clone(),
        place: Some(header.place.clone()),
    }
}

/// The type of a header: a value, a list of values, or text for everything else.
fn header_type(types: &Types<'_>, schema: &Schema) -> Type {
    let target = match &schema.reference {
        Some(reference) => match openapi_descriptions::inheritance::follow(types.bundle, reference) {
            Ok((_, target)) => target,
            Err(_) => return Type::Scalar(Scalar::String),
        },
        None => schema,
    };
    match (target.kind.as_deref(), &target.items) {
        (Some("array"), Some(items)) => match header_type(types, items) {
            ty @ Type::Scalar(_) => Type::List(Box::new(ty)),
            _ => Type::Scalar(Scalar::String),
        },
        (kind, _) => {
            let scalar = kind.and_then(|kind| scalar(kind, target.format.as_deref()));
            Type::Scalar(scalar.unwrap_or(Scalar::String))
        }
    }
}
