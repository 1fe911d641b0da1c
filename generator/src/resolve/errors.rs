//! Error types with more properties than the errors of every service.

use openapi_client_model::{
    api::{Content, ErrorAnswer, Status},
    names::Ident,
};
use openapi_descriptions::{
    document::{Operation, Response, Schema},
    inheritance,
};

use super::{contents, declared::Declared, types::Types, whole};

/// The properties that `ServiceError` of the runtime has.
const KNOWN: &[&str] = &[
    "code",
    "message",
    "target",
    "details",
    "innererror",
    "innerError",
    "innerErrors",
];

/// The errors with their own types of bodies.
///
/// Types that are written in place are named after the operation; if there are several, all but the first also after the status.
pub(super) fn errors<'a>(
    types: &mut Types<'a>,
    operation: &'a Operation,
    others: &[Declared<'a>],
    hint: &Ident,
) -> Vec<ErrorAnswer> {
    let order = |one: &Declared<'_>| (one.status.is_none(), one.status);
    let of_own_form = others.iter().filter(|one| {
        let schema = one.response.schema();
        schema.is_some_and(|schema| !is_usual(types, schema, 0))
    });
    let of_own_form: Vec<&Declared<'_>> = of_own_form.collect();
    let in_place = of_own_form.iter().filter(|one| one.is_in_place());
    let first = in_place.map(|one| order(one)).min();
    let mut errors = Vec::new();
    for one in of_own_form {
        let words = match one.status {
            _ if first == Some(order(one)) => String::new(),
            Some(status) => status.words(),
            None => "other".to_owned(),
        };
        let own = hint.with_suffix(&words).with_suffix("Error");
        let hint = one.name().unwrap_or(own);
        errors.extend(error(types, operation, (one.status, one.response), &hint));
    }
    errors
}

/// The error type of a response that has one, if it can be read.
fn error<'a>(
    types: &mut Types<'a>,
    operation: &'a Operation,
    (status, response): (Option<Status>, &'a Response),
    hint: &Ident,
) -> Option<ErrorAnswer> {
    let found = contents::content(types, operation, response, hint)?;
    match found.content {
        Content::Json(ty) if ty.declared().is_some() => Some(ErrorAnswer {
            status,
            ty: whole::not_null(ty),
            xml: false,
        }),
        Content::Xml(ty) => Some(ErrorAnswer {
            status,
            ty,
            xml: true,
        }),
        _ => None,
    }
}

/// Whether `ServiceError` reads everything that an error has: a code, a message and the like, at the top or below `error`.
fn is_usual(types: &Types<'_>, schema: &Schema, depth: usize) -> bool {
    let target = match &schema.reference {
        Some(reference) => match inheritance::follow(types.bundle, reference) {
            Ok((_, target)) => target,
            Err(_) => return true,
        },
        None => schema,
    };
    let Ok(found) = inheritance::properties(types.bundle, target) else {
        return true;
    };
    let mut names = found.properties.iter().map(|(name, _)| *name);
    match found.properties.as_slice() {
        [] => true,
        [(name, inner)] if *name == "error" && depth == 0 => is_usual(types, inner, 1),
        _ => names.all(|name| KNOWN.contains(&name)),
    }
}
