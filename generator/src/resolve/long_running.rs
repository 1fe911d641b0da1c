//! The result of a long-running operation.

use openapi_client_model::{
    api::{Answer, Content, Status},
    names::Ident,
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{self, LongRunning},
};

use super::{
    contents,
    declared::{Declared, Responses},
    types::Types,
};

/// The status of an operation that continues after its first response.
const ACCEPTED: Status = Status::Code(202);

/// Finds the result of a long-running operation: the schema that the description names, or the body of the last response that it
/// has.
///
/// An interim response, with the status 202, has the result only if no other response is declared.
pub(super) fn result<'a>(
    types: &mut Types<'a>,
    mark: &'a LongRunning,
    (written, success): (&'a document::Operation, &[(Status, Declared<'a>)]),
    hint: &Ident,
    found: &mut Responses<'a>,
) {
    found.success.extend(success.iter().map(|(status, _)| *status));
    if !found.success.contains(&ACCEPTED) && !found.success.contains(&Status::Range(2)) {
        found.success.push(ACCEPTED);
    }
    if let Some(reference) = &mark.result {
        found.answer = Some(types.named(reference)).into();
        found.schema = types.follow(reference).map(|(_, schema)| schema);
        return;
    }
    let rank = |status: Status, declared: &Declared<'_>| match status {
        Status::Code(200 | 201) if declared.response.schema().is_some() => (0, status),
        ACCEPTED => (2, status),
        _ => (1, status),
    };
    let last = success
        .iter()
        .min_by_key(|(status, declared)| rank(*status, declared));
    let Some((_, declared)) = last else { return };
    let Some(body) = contents::content(types, written, declared.response, hint) else {
        return;
    };
    let Content::Json(ty) = body.content else {
        types.diagnostics.push(
            Diagnostic::at(
                &declared.response.place,
                "the result of a long-running operation is not JSON, and is left out",
                "describe it as JSON; callers can read it from the last response of the poller",
            )
            .warning(),
        );
        return;
    };
    found.schema = body.schema;
    let gone = Status::Code(204);
    let without = success
        .iter()
        .any(|(status, declared)| *status == gone && declared.response.content.is_empty());
    found.answer = if without {
        Answer::Optional {
            content: Content::Json(ty),
            empty: vec![gone],
        }
    } else {
        Some(ty).into()
    };
}
