//! An API without its sentences, for the comparison of two.

use super::{Answer, Api, TypeKind};
use crate::docs::Docs;

impl Api {
    /// The same API without sentences, places and groups, so that only differences for callers and the wire remain.
    #[must_use]
    pub fn without_docs(&self) -> Self {
        let mut api = self.clone();
        api.docs = Docs::default();
        api.title = String::new();
        api.server.examples = Vec::new();
        for variable in &mut api.server.variables {
            variable.docs = Docs::default();
        }
        for client in &mut api.clients {
            client.docs = Docs::default();
            client.aliases = Vec::new();
            for operation in &mut client.operations {
                operation.docs = Docs::default();
                operation.aliases = Vec::new();
                operation.group = None;
                operation
                    .parameters
                    .iter_mut()
                    .chain(&mut operation.held)
                    .for_each(|parameter| parameter.docs = Docs::default());
                operation
                    .body
                    .iter_mut()
                    .for_each(|body| body.docs = Docs::default());
                let headers = operation.headers.iter_mut();
                headers.for_each(|header| header.docs = Docs::default());
                if let Answer::ByStatus(outcomes) = &mut operation.answer {
                    let outcomes = outcomes.iter_mut();
                    outcomes.for_each(|outcome| outcome.docs = Docs::default());
                }
            }
            client
                .held
                .iter_mut()
                .for_each(|parameter| parameter.docs = Docs::default());
        }
        for definition in api.types.values_mut() {
            definition.docs = Docs::default();
            definition.aliases = Vec::new();
            match &mut definition.kind {
                TypeKind::Object(properties) => properties
                    .iter_mut()
                    .for_each(|property| property.docs = Docs::default()),
                TypeKind::Enum { values, .. } => {
                    for value in values {
                        value.docs = Docs::default();
                    }
                }
                TypeKind::Union { variants, .. } => variants
                    .iter_mut()
                    .for_each(|variant| variant.docs = Docs::default()),
                TypeKind::Choice(alternatives) => alternatives
                    .iter_mut()
                    .for_each(|alternative| alternative.docs = Docs::default()),
            }
        }
        api
    }
}
