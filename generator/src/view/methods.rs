//! The methods of a client: their arguments, requests, results and docs.

use openapi_client_model::{
    api::{Answer, Api, Body, Client, FinalState, Operation, Type, TypeKind},
    names::{Case, Ident, method_answer, method_options},
    security::Authorised,
};

use super::{
    ArgumentValue, BodyView, Context, Doc, FormView, Literal, TypeRef, ValueRef, answers, bodies,
    call_server::{self, CallServerView},
    chosen::chosen_ident,
    docs, example,
    paging::{self, PagingView},
    values,
};

/// One method.
#[derive(Clone, Debug)]
pub struct MethodView {
    pub(crate) doc: Doc,
    /// Its name in traces.
    pub(crate) span: Literal,
    pub(crate) name: Ident,
    /// Whether the service advises against it.
    pub(crate) deprecated: bool,
    /// Whether it carries no credential, whatever the client has.
    pub(crate) anonymous: bool,
    /// Whether it has more arguments than lints like.
    pub(crate) crowded: bool,
    /// The arguments before the body.
    pub(crate) arguments: Vec<Argument>,
    /// The body.
    pub(crate) body: Option<BodyView>,
    /// The form that is the body.
    pub(crate) form: Option<FormView>,
    /// The struct with its options.
    pub(crate) options: Ident,
    /// The variant of `Method`.
    pub(crate) verb: Ident,
    /// Its address, if that differs from the address of the client.
    pub(crate) server: Option<CallServerView>,
    /// The path template.
    pub(crate) path: Literal,
    /// The header `Accept`, if it is not just JSON.
    pub(crate) accept: Option<Literal>,
    /// The values of path, query and headers, in order.
    pub(crate) values: Vec<ArgumentValue>,
    /// The header with the media type of the body, which is set after the body.
    pub(crate) late: Vec<ArgumentValue>,
    /// The properties of the body that must lie in a range.
    pub(crate) ranges: Vec<RangeView>,
    /// The step that sends the call.
    pub(crate) sends: Ident,
    /// The success statuses, without those that the step gets separately.
    pub(crate) success: Vec<Literal>,
    /// The statuses without a body, where others have one.
    pub(crate) empty: Vec<Literal>,
    /// What it returns on success.
    pub(crate) returns: TypeRef,
    /// The variant of `FinalState`, for a method that begins a long-running operation.
    pub(crate) final_state: Option<Ident>,
    /// The paging of a list.
    pub(crate) paging: Option<PagingView>,
}

/// An argument of a method.
#[derive(Clone, Debug)]
pub struct Argument {
    pub(crate) name: Ident,
    pub(crate) ty: TypeRef,
}

/// A property of the body with a range that the service checks.
#[derive(Clone, Debug)]
pub struct RangeView {
    /// Its name on the wire.
    pub(crate) wire: Literal,
    /// Its value.
    pub(crate) value: ValueRef,
    /// The smallest value that is allowed.
    pub(crate) minimum: Literal,
    /// The largest value that is allowed.
    pub(crate) maximum: Literal,
}

/// The whole numbers of a body for which the description gives both bounds.
fn ranges(api: &Api, body: &Body) -> Vec<RangeView> {
    let Type::Named(name) = &body.ty else {
        return Vec::new();
    };
    let Some(definition) = api.types.get(name) else {
        return Vec::new();
    };
    let TypeKind::Object(properties) = &definition.kind else {
        return Vec::new();
    };
    properties
        .iter()
        .filter(|property| {
            matches!(property.ty, Type::Scalar(scalar) if scalar.is_integer())
                && !definition.usage.merge_patch
        })
        .filter_map(|property| {
            // A bound outside the type of the property becomes the limit of the type.
            let bound = |name| {
                let number = property.constraints.integer(name)?;
                Some(number.clamp(i64::MIN.into(), i64::MAX.into()))
            };
            Some(RangeView {
                wire: Literal::string(&property.wire),
                value: ValueRef::of_body(definition, property, body.required),
                minimum: Literal::integer(bound("minimum")?),
                maximum: Literal::integer(bound("maximum")?),
            })
        })
        .collect()
}

pub(super) fn method(api: &Api, client: &Client, operation: &Operation, context: &Context<'_>) -> MethodView {
    let required = || {
        operation
            .parameters
            .iter()
            .filter(|parameter| parameter.is_argument())
    };
    MethodView {
        doc: method_doc(api, client, operation, context),
        span: Literal::string(&format!("{}.{}", context.tracing, lower_camel(&operation.name))),
        name: operation.name.clone(),
        deprecated: operation.deprecated,
        anonymous: operation.authorised == Authorised::Not,
        // `self` and the options are two more.
        crowded: required().count()
            + usize::from(operation.body.as_ref().is_some_and(|body| body.required))
            + 2
            > super::MOST_ARGUMENTS,
        arguments: required()
            .map(|parameter| Argument {
                name: parameter.name.clone(),
                ty: values::argument(parameter, context),
            })
            .collect(),
        body: operation
            .body
            .as_ref()
            .map(|body| BodyView::new(api, body, context)),
        form: FormView::new(api, operation, context),
        options: method_options(&client.name, &operation.name),
        verb: chosen_ident(&operation.method.to_ascii_lowercase(), Case::Type),
        server: call_server::server(operation),
        path: Literal::string(&operation.path),
        accept: operation.accept.as_deref().map(Literal::string),
        values: values::values(api, operation, context),
        late: values::late(api, operation, context),
        ranges: operation
            .body
            .as_ref()
            .map(|body| ranges(api, body))
            .unwrap_or_default(),
        sends: chosen_ident(answers::step(operation), Case::Value),
        success: operation
            .success
            .iter()
            .filter(|status| !operation.answer.empty().contains(status))
            .map(|status| Literal::status(*status))
            .collect(),
        empty: operation
            .answer
            .empty()
            .iter()
            .map(|status| Literal::status(*status))
            .collect(),
        returns: match (&operation.paging, operation.long_running) {
            (Some(paging), Some(_)) => paging::page(paging).within("PagedPoller"),
            (Some(paging), None) => paging::page(paging).within("Pager"),
            (None, Some(_)) => TypeRef::poller(&operation.answer),
            (None, None) => {
                TypeRef::answer(&operation.answer, || method_answer(&client.name, &operation.name))
            }
        },
        final_state: operation
            .long_running
            .map(|state| final_state(state, &operation.answer)),
        paging: operation
            .paging
            .as_ref()
            .map(|paging| paging::paging(operation, paging)),
    }
}

/// The variant of the runtime's `FinalState`.
fn final_state(state: FinalState, answer: &Answer) -> Ident {
    let variant = match (answer, state) {
        (Answer::Empty, _) => "Nothing",
        (_, FinalState::Default) => "Default",
        (_, FinalState::Location) => "Location",
        (_, FinalState::StatusMonitor) => "StatusMonitor",
        (_, FinalState::OriginalUri) => "OriginalUri",
    };
    chosen_ident(variant, Case::Type)
}

const METHOD_ERRORS: &str = "# Errors\n\nFails when an argument cannot be sent, when the service cannot be reached or answers with any other status, and, \
    in `into_model`, when the response is not of the described form.";

const EMPTY_ERRORS: &str = "# Errors\n\nFails when an argument cannot be sent, and when the service cannot be reached or answers with any other status.";

const STREAM_ERRORS: &str = "# Errors\n\nFails when an argument cannot be sent, when the service cannot be reached or answers with any other status or \
    another media type. The stream fails when the connection breaks or stalls; the data until then is incomplete, and \
    nothing is sent again.";

const PAGER_ERRORS: &str = "# Errors\n\nFails at once when an argument cannot be sent or the continuation is not a page of this list. The stream fails when \
    the service cannot be reached, answers with any other status or not in the described form, and when a next link \
    leads to another origin or path, or to the page it came from.";

const POLLER_ERRORS: &str = "# Errors\n\nFails at once when an argument cannot be sent or the resume token of the context belongs to another call. \
    The poller fails when the service cannot be reached or answers with any other status, when the operation fails or is canceled, \
    and when the service gives an address at another origin for it; in `into_model`, when the result is not of the described form.";

const POLLER: &str = "\n\nReturns at once; nothing is sent before the poller is awaited or asked for the next status. Awaiting it follows the operation \
    to its end and gives its result. Dropping it does not stop the operation at the service. With the token of an \
    earlier poller in `method_options` and the same arguments, it continues that operation and does not begin another.";

fn method_doc(api: &Api, client: &Client, operation: &Operation, context: &Context<'_>) -> Doc {
    let codes = answers::statuses(&operation.success);
    let pages = if operation.long_running.is_some() {
        POLLER
    } else if operation.paging.is_some() {
        "\n\nReturns at once; each page is fetched when its first item is asked for. A page may be empty and still not be the last."
    } else {
        ""
    };
    let mut doc = Doc::new();
    if let (Some(usual), Some(sent)) = (&operation.instead_of, bodies::sent_as(operation)) {
        doc = doc.paragraph(&format!(
            "Does the same as [`{usual}`](Self::{usual}), with a body of {}.",
            docs::code(sent)
        ));
    }
    doc = doc
        .text_or(
            operation.docs.summary.as_deref(),
            &format!("Calls the operation {}.", docs::code(&operation.id)),
        )
        .text(operation.docs.description.as_deref().unwrap_or_default())
        .paragraph(&format!(
            "{}, which answers {codes} on success.{pages}",
            docs::code(&format!("{} {}", operation.method, operation.path))
        ));
    if operation.long_running.is_some() && operation.paging.is_some() {
        doc = doc.paragraph(
            "The result is a pager; each page after the first is fetched when its first item is asked for.",
        );
    }
    if let Some(text) = call_server::doc(operation) {
        doc = doc.paragraph(&text);
    }
    if let Some(text) = operation.paging.as_ref().and_then(paging::doc) {
        doc = doc.paragraph(&text);
    }
    for text in answers::docs(client, operation) {
        doc = doc.paragraph(&text);
    }
    doc = doc.paragraph(match (&operation.paging, &operation.answer) {
        _ if operation.long_running.is_some() => POLLER_ERRORS,
        (Some(_), _) => PAGER_ERRORS,
        (None, Answer::One(content)) if content.is_stream() => STREAM_ERRORS,
        (None, Answer::One(_) | Answer::Optional { .. } | Answer::ByStatus(_)) => METHOD_ERRORS,
        (None, Answer::Empty | Answer::Exists) => EMPTY_ERRORS,
    });
    if let Some(text) = answers::errors(operation) {
        doc = doc.paragraph(&text);
    }
    match &operation.authorised {
        Authorised::AsAll => {}
        Authorised::Not => doc = doc.paragraph("It needs no credential, and carries none."),
        Authorised::By(ways) => {
            let ways: Vec<String> = ways.iter().map(|way| docs::escape(way)).collect();
            doc = doc.paragraph(&format!("It is authorised by {}.", ways.join(" or ")));
        }
    }
    if let Some(module) = context.examples {
        doc = doc.block(example::method(api, client, operation, module, context));
    }
    doc.aliases(&operation.aliases, &operation.name)
}

fn lower_camel(name: &Ident) -> String {
    use heck::ToLowerCamelCase;
    name.bare().to_lower_camel_case()
}
