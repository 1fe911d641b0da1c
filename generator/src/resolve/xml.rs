//! Bodies and responses in XML whose types XML cannot express: they become text.

use std::collections::BTreeSet;

use openapi_client_model::{
    api::{Answer, Api, BodyContent, Content, Operation, Scalar, Type},
    names::Ident,
};
use openapi_descriptions::diagnostic::{Diagnostic, Diagnostics};

use super::{
    incoming::Incoming,
    patches::Names,
    usage::{self, reach},
    xml_copies,
    xml_types::{self, Sides},
};

/// Turns bodies and responses into text whose types XML cannot have, takes out the types that only they lead to (unless all are
/// wanted), and says what of the others is kept simpler.
pub(super) fn settle(
    api: &mut Api,
    incoming: &Incoming,
    all_types: bool,
    names: &mut Names<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut operations = api.clients.iter().flat_map(|client| &client.operations);
    if !operations.any(|operation| types(operation).next().is_some()) {
        return;
    }
    let documents = documents(api);
    let json = usage::in_json(api, incoming);
    xml_copies::split(api, &documents, &json, names);
    let before = api.clone();
    let judge = Judge { api: &before };
    let mut roots = BTreeSet::new();
    for operation in api.clients.iter_mut().flat_map(|client| &mut client.operations) {
        let place = operation.docs.place.clone();
        for (what, finding) in judge.operation(operation) {
            let help =
                format!("{what} is text; describe it as an object of values, lists and objects, or use JSON");
            if let Some(place) = &place {
                diagnostics.push(Diagnostic::at(place, finding, help).warning());
            }
        }
        roots.extend(types(operation).cloned());
    }
    if !all_types {
        let unused: BTreeSet<Ident> = usage::all(&before, incoming)
            .difference(&usage::all(api, incoming))
            .map(|name| (*name).clone())
            .collect();
        api.types.retain(|name, _| !unused.contains(name));
    }
    let used: BTreeSet<Ident> = reach(api, roots.iter().collect()).into_iter().cloned().collect();
    for definition in used.iter().filter_map(|name| api.types.get(name)) {
        xml_types::remark(definition, diagnostics);
    }
}

/// The types of whole documents that an operation sends or receives.
fn types(operation: &Operation) -> impl Iterator<Item = &Ident> {
    let body = operation
        .body
        .iter()
        .filter(|body| body.content == BodyContent::Xml);
    let errors = operation.errors.iter().filter(|error| error.xml);
    let all = body
        .map(|body| &body.ty)
        .chain(errors.map(|error| &error.ty))
        .chain(operation.answer.xml());
    all.filter_map(Type::declared)
}

/// The types of documents that can be in XML.
fn documents(api: &Api) -> BTreeSet<Ident> {
    let judge = Judge { api };
    let operations = api.clients.iter().flat_map(|client| &client.operations);
    let all = operations.flat_map(|operation| {
        let body = operation
            .body
            .iter()
            .filter(|body| body.content == BodyContent::Xml);
        let errors = operation.errors.iter().filter(|error| error.xml);
        let received = errors.map(|error| &error.ty).chain(operation.answer.xml());
        let received = received.map(|ty| (ty, Sides::Received));
        body.map(|body| (&body.ty, Sides::Sent)).chain(received)
    });
    let usable = all.filter(|(ty, sides)| judge.why_not(ty, *sides).is_none());
    usable.filter_map(|(ty, _)| ty.declared()).cloned().collect()
}

struct Judge<'a> {
    api: &'a Api,
}

impl Judge<'_> {
    /// Turns bodies and responses into text where necessary, and returns them with the reasons.
    fn operation(&self, operation: &mut Operation) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        if let Some(body) = operation
            .body
            .as_mut()
            .filter(|body| body.content == BodyContent::Xml)
            && let Some(why) = self.why_not(&body.ty, Sides::Sent)
        {
            found.push(("the body", format!("the body is XML, and {why}")));
            body.content = BodyContent::Text;
            body.ty = Type::Scalar(Scalar::String);
        }
        let mut answers = Vec::new();
        let mut settle = |content: &mut Content| {
            if let Content::Xml(ty) = content
                && let Some(why) = self.why_not(ty, Sides::Received)
            {
                answers.push(("the response", format!("the response is XML, and {why}")));
                *content = Content::Text;
            }
        };
        match &mut operation.answer {
            Answer::One(content) => settle(content),
            Answer::Optional { content, .. } => {
                settle(content);
                // The text of a response without a body is empty.
                if *content == Content::Text {
                    operation.answer = Answer::One(Content::Text);
                }
            }
            Answer::ByStatus(outcomes) => outcomes
                .iter_mut()
                .filter_map(|outcome| outcome.content.as_mut())
                .for_each(settle),
            Answer::Empty | Answer::Exists => {}
        }
        found.append(&mut answers);
        operation.errors.retain(|error| {
            let why = Some(error)
                .filter(|error| error.xml)
                .and_then(|error| self.why_not(&error.ty, Sides::Received));
            let kept = why.is_none();
            found.extend(why.map(|why| ("the body of the error", format!("an error is XML, and {why}"))));
            kept
        });
        found
    }

    /// Why a document cannot be of a type.
    fn why_not(&self, ty: &Type, sides: Sides) -> Option<String> {
        let root = ty.declared()?;
        if !self.api.types.get(root).is_some_and(xml_types::is_object) {
            return Some(format!("`{root}` is not an object"));
        }
        if self.api.types.get(root).is_some_and(xml_types::is_empty) {
            return Some(format!("`{root}` has no properties"));
        }
        let all: BTreeSet<&Ident> = reach(self.api, vec![root]).into_iter().collect();
        let mut definitions = all.into_iter().filter_map(|name| self.api.types.get(name));
        definitions.find_map(|definition| {
            let why = xml_types::hindrance(self.api, definition, sides)?;
            Some(format!("`{}` {why}", definition.name))
        })
    }
}
