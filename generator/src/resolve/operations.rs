//! Operations: parameters, body, success and its content, and pages.

use std::{
    cell::LazyCell,
    collections::{BTreeMap, HashMap},
};

use openapi_client_model::{
    api::{Docs, Operation},
    names::{Case, Ident, split_operation_id},
    security::Authorised,
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{self, Location},
    fix::{CatalogEdit, EditValue},
};

use crate::catalog::Service;

use super::{
    bodies, body_kinds, call_server, listing::check_parameter, paging::paging, parameters,
    responses::responses, security::Asked, spelling, subject::Subject, types::Types,
};

/// Every selected operation of the entry document.
pub(super) fn operations(types: &mut Types<'_>, asked: &Asked<'_>) -> Vec<Operation> {
    let entry = types.bundle.entry();
    let mut operations: Vec<Operation> = Vec::new();
    let mut ids: HashMap<&str, &document::Operation> = HashMap::new();
    let service = types.service;
    let proposed = LazyCell::new(|| Proposed::new(entry, service));
    for written in &entry.operations {
        if !types.service.takes(written, &mut types.used) {
            continue;
        }
        let Some(id) = types.service.operation_id(written) else {
            types.diagnostics.push(
                Diagnostic::at(
                    &written.place,
                    "operation has no `operationId`",
                    "add one; it names the method and, before a `_`, the client; the catalog can also name it",
                )
                .with_fix(proposed.id_of(
                    written,
                    "The description has no id for it; this one is made of the method and the path.",
                )),
            );
            continue;
        };
        let other = *ids.entry(id).or_insert(written);
        if !std::ptr::eq(other, written) {
            let (path, place) = (other.method_and_path(), written.place.join("operationId"));
            let fix = both(types, &proposed, written, other);
            types.diagnostics.push(
                Diagnostic::at(
                    &place,
                    format!("`{id}` is also the id of {path}"),
                    "an `operationId` must be unique",
                )
                .with_fix(fix),
            );
        }
        for mut operation in methods(types, written, id) {
            operation.authorised = asked.operations.get(&written.place).cloned().unwrap_or_default();
            operations.push(operation);
        }
    }
    operations
}

/// The catalog key of each selected operation, by its id.
pub(super) fn keys(entry: &document::Document, service: &Service) -> BTreeMap<String, String> {
    let mut keys = BTreeMap::new();
    for written in &entry.operations {
        if let Some(id) = service.operation_id(written) {
            let key = service
                .operation(written)
                .map_or_else(|| id.to_owned(), |(key, _)| key);
            keys.insert(id.to_owned(), key);
        }
    }
    keys
}

/// The ids that operations have, or would be proposed, with how many would have each.
struct Proposed(HashMap<String, usize>);

impl Proposed {
    fn new(entry: &document::Document, service: &Service) -> Self {
        let mut ids = HashMap::new();
        for written in &entry.operations {
            let id = service.operation_id(written).map(str::to_owned);
            *ids.entry(id.unwrap_or_else(|| usual_id(written))).or_default() += 1;
        }
        Self(ids)
    }

    /// The entry that gives an operation an id by its method and path.
    fn id_of(&self, written: &document::Operation, reason: &str) -> CatalogEdit {
        let key = written.method_and_path();
        let has = written.id.is_some();
        let count = |id: &str| self.0.get(id).copied().unwrap_or_default();
        let mut id = usual_id(written);
        if count(&id) > usize::from(!has) {
            let path = whole_path(written);
            id = spelling::whole_operation_id(&written.method, &path, &written.tags);
            if count(&id) > 0 {
                id = format!("{id} {}", Subject::operation(&key).mark());
            }
        }
        CatalogEdit::new(&["operations", &key, "id"], EditValue::Text(id), reason)
    }
}

fn whole_path(written: &document::Operation) -> String {
    format!("{}{}", written.path, written.overload)
}

fn usual_id(written: &document::Operation) -> String {
    spelling::operation_id(&written.method, &whole_path(written), &written.tags)
}

/// The entry that gives one of two operations of one id another.
fn both(
    types: &Types<'_>,
    proposed: &Proposed,
    written: &document::Operation,
    other: &document::Operation,
) -> Option<CatalogEdit> {
    let subjects = [other, written].map(|operation| Subject::operation(&operation.method_and_path()));
    let [first, second] = &subjects;
    let written = if first.loser(second, types.service, types.known) == first {
        other
    } else {
        written
    };
    let has = types.service.operations.get(&written.method_and_path());
    has.is_none_or(|entry| entry.id.is_none())
        .then(|| proposed.id_of(written, "The description gives another operation the same id."))
}

/// The methods of an operation: one, and another for each kind of body that says something else.
fn methods<'a>(types: &mut Types<'a>, written: &'a document::Operation, id: &str) -> Vec<Operation> {
    let (group, plain) = split_operation_id(id);
    let group = group.or_else(|| written.tags.first().map(String::as_str));
    let found = types.service.operation(written);
    let key = found
        .as_ref()
        .map_or_else(|| id.to_owned(), |(key, _)| key.clone());
    let entry = found.map(|(_, entry)| entry);
    if entry.is_some() {
        types.used.insert(("operations", key.clone()));
    }
    // Two operations with the same id are distinguished by method and path.
    for key in [&key, &written.method_and_path()] {
        types.noted.note(&Subject::operation(key));
    }
    let given = entry.and_then(|entry| entry.method.as_deref());
    let plain = match &written.long_running {
        Some(_) if !begins(plain) => format!("begin {plain}"),
        _ => plain.to_owned(),
    };
    let name = types.ident_or(
        given,
        &plain,
        Case::Value,
        &written.place.join("operationId"),
        || {
            let words = spelling::operation_id(&written.method, &written.path, &[]);
            (Subject::operation(&key), words)
        },
    );
    let hint = Ident::parse(id, Case::Type).unwrap_or_else(|| name.to_case(Case::Type));
    let mut parameters = parameters::parameters(types, written, &hint);
    let others = body_kinds::others(types, written, &parameters);
    let (body, form) = bodies::body(types, written, &mut parameters, &hint, None);
    let mut responses = responses(types, written, &hint);
    if let Some(schema) = entry.and_then(|entry| entry.result.as_deref()) {
        responses.answer = types.named_in_entry(schema, &written.place).into();
    }
    let aliases = entry.map(|entry| entry.aliases.clone()).unwrap_or_default();
    let entry = entry.and_then(|entry| entry.paging.as_ref());
    let paging = paging(types, written, entry, &responses);
    let server = call_server::server(types, written, &parameters.all);
    let operation = Operation {
        id: id.to_owned(),
        name,
        group: group.and_then(|group| Ident::parse(group, Case::Value)),
        method: written.method.clone(),
        path: written.path.clone(),
        parameters: parameters.all,
        held: Vec::new(),
        version_parameters: parameters.versions,
        body,
        instead_of: None,
        form,
        success: responses.success,
        answer: responses.answer,
        accept: responses.accept,
        headers: responses.headers,
        errors: responses.errors,
        paging,
        long_running: written.long_running.as_ref().map(|mark| mark.final_state),
        deprecated: written.deprecated,
        authorised: Authorised::default(),
        server,
        docs: Docs {
            summary: written.summary.clone(),
            description: written.description.clone(),
            place: Some(written.place.clone()),
        },
        aliases,
    };
    if let Some(entry) = entry {
        check_parameter(types, written, entry, &operation);
    }
    let mut methods = vec![operation];
    for kind in others {
        methods.extend(instead(types, written, kind, (methods.first(), &hint)));
    }
    methods
}

/// The same operation with a body of another kind.
fn instead<'a>(
    types: &mut Types<'a>,
    written: &'a document::Operation,
    kind: body_kinds::Kind,
    (usual, hint): (Option<&Operation>, &Ident),
) -> Option<Operation> {
    let usual = usual?;
    let name = format!("{} {}", usual.name.bare(), kind.suffix());
    let mut parameters = parameters::parameters(types, written, hint);
    let own = hint.with_suffix(kind.suffix());
    let (body, form) = bodies::body(types, written, &mut parameters, &own, Some(kind));
    Some(Operation {
        name: Ident::parse(&name, Case::Value)?,
        parameters: parameters.all,
        body,
        form,
        instead_of: Some(usual.name.clone()),
        aliases: Vec::new(),
        ..usual.clone()
    })
}

/// Whether the name of an operation already says that it only begins.
fn begins(name: &str) -> bool {
    name.split_at_checked("begin".len()).is_some_and(|(word, rest)| {
        word.eq_ignore_ascii_case("begin") && !rest.starts_with(|next: char| next.is_ascii_lowercase())
    })
}

/// Whether a parameter goes into the path.
pub(super) fn in_path(location: Location) -> bool {
    location == Location::Path
}
