//! The features of the runtime that a crate turns on, by what its API has, and the names that it then exports again.

use openapi_client_model::api::{
    Answer, Api, BodyContent, Content, Form, Operation, Page, Scalar, Type, TypeKind,
};

/// Whether an operation needs something.
type Needed = fn(&Operation) -> bool;

/// A feature of the runtime, and when it is needed.
struct Feature {
    name: &'static str,
    /// The feature of the crate that turns it on; without one it is always on.
    by: Option<&'static str>,
    needed: Needed,
}

/// One row for each feature; what is needed always is a default of the runtime.
const FEATURES: &[Feature] = &[
    Feature {
        name: "multipart",
        by: None,
        needed: has_parts,
    },
    Feature {
        name: "files",
        by: Some("tokio"),
        needed: streams,
    },
];

/// What asks for a name of the runtime.
enum Asks {
    /// An operation that is so.
    Operation(Needed),
    /// A value of this kind.
    Value(Scalar),
}

/// Names of the runtime that callers need to name what some operations take or answer with.
const NAMES: &[(&str, Asks)] = &[
    ("BodyStream", Asks::Operation(streams)),
    ("CollectWithin", Asks::Operation(answers_bytes)),
    ("EventStream", Asks::Operation(answers_events)),
    ("FilePart", Asks::Operation(has_parts)),
    ("HasHeaders", Asks::Operation(has_headers)),
    ("IsoDate", Asks::Value(Scalar::Date)),
    ("IsoDuration", Asks::Value(Scalar::Duration)),
    ("IsoTime", Asks::Value(Scalar::Time)),
    ("JsonOrEmpty", Asks::Operation(is_optional)),
    ("ListPage", Asks::Operation(is_list_page)),
    ("OrEmpty", Asks::Operation(is_optional)),
    ("ResponseByStatus", Asks::Operation(is_by_status)),
    ("ServerSentEvent", Asks::Operation(answers_events)),
    ("TextFormat", Asks::Operation(answers_text)),
];

fn has_parts(operation: &Operation) -> bool {
    operation.form == Some(Form::Multipart)
}

fn streams(operation: &Operation) -> bool {
    let body = operation.body.as_ref();
    has_parts(operation) || body.is_some_and(|body| body.content == BodyContent::Bytes)
}

fn answers(operation: &Operation, is: fn(&Content) -> bool) -> bool {
    let several = match &operation.answer {
        Answer::ByStatus(outcomes) => outcomes.as_slice(),
        _ => &[],
    };
    let several = several.iter().filter_map(|outcome| outcome.content.as_ref());
    operation.answer.content().into_iter().chain(several).any(is)
}

fn answers_bytes(operation: &Operation) -> bool {
    answers(operation, |content| *content == Content::Bytes)
}

fn answers_events(operation: &Operation) -> bool {
    answers(operation, |content| matches!(content, Content::Events(_)))
}

fn answers_text(operation: &Operation) -> bool {
    answers(operation, |content| *content == Content::Text)
}

fn has_headers(operation: &Operation) -> bool {
    !operation.headers.is_empty()
}

fn is_by_status(operation: &Operation) -> bool {
    matches!(operation.answer, Answer::ByStatus(_))
}

fn is_list_page(operation: &Operation) -> bool {
    let paging = operation.paging.as_ref();
    paging.is_some_and(|paging| paging.page == Page::List)
}

fn is_optional(operation: &Operation) -> bool {
    matches!(operation.answer, Answer::Optional { .. })
}

/// Whether a value of this kind is in a type, a parameter or a header.
fn has_value(api: &Api, scalar: Scalar) -> bool {
    let of_kind = |kind: &TypeKind| match kind {
        TypeKind::Object(properties) => properties.iter().any(|property| is(&property.ty, scalar)),
        TypeKind::Choice(alternatives) => alternatives.iter().any(|one| is(&one.ty, scalar)),
        TypeKind::Enum { .. } | TypeKind::Union { .. } => false,
    };
    let in_call = |operation: &Operation| {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let headers = operation.headers.iter().map(|header| &header.ty);
        let answers = operation.answer.types();
        parameters.chain(headers).chain(answers).any(|ty| is(ty, scalar))
    };
    api.types.values().any(|definition| of_kind(&definition.kind))
        || api
            .clients
            .iter()
            .flat_map(|client| &client.operations)
            .any(in_call)
}

fn is(ty: &Type, scalar: Scalar) -> bool {
    *ty.innermost() == Type::Scalar(scalar)
}

fn any(apis: &[&Api], needed: Needed) -> bool {
    apis.iter()
        .flat_map(|api| &api.clients)
        .flat_map(|client| &client.operations)
        .any(needed)
}

/// The features that are turned on by a feature of the crate, or always.
pub(super) fn features(apis: &[&Api], by: Option<&str>) -> Vec<&'static str> {
    let of_way = FEATURES.iter().filter(|feature| feature.by == by);
    of_way
        .filter(|feature| any(apis, feature.needed))
        .map(|feature| feature.name)
        .collect()
}

/// The names of the runtime that the crate exports besides the usual ones.
pub(super) fn names(apis: &[&Api]) -> Vec<&'static str> {
    let asks = |asks: &Asks| match asks {
        Asks::Operation(needed) => any(apis, *needed),
        Asks::Value(scalar) => apis.iter().any(|api| has_value(api, *scalar)),
    };
    let needed = NAMES.iter().filter(|(_, what)| asks(what));
    needed.map(|(name, _)| *name).collect()
}
