//! Causes of changes of clients, of the members that every client has, and of pages.

use crate::checks::Check;
use openapi_client_model::api::{Client, Type, TypeDef};

use super::{Causes, Context, WhichSide, about};

impl<'a> Context<'a, '_> {
    /// The causes when a client or one of its general members was removed or added: changes of its operations.
    pub(super) fn client(&self, side: WhichSide, client: &'a Client) -> Causes {
        let places = client
            .operations
            .iter()
            .filter_map(|operation| operation.docs.place.as_ref());
        self.findings_at(side, places, about::operation_in_rust)
    }

    /// The findings of some checks that concern all operations.
    pub(super) fn service_causes(&self, wanted: impl Fn(&Check) -> bool) -> Causes {
        let all = (0..self.findings.len()).collect();
        self.filter_causes(&all, wanted)
    }

    /// The causes when a type becomes or stops being a page, or has other items.
    pub(super) fn page(&self, old: Option<&'a TypeDef>, new: Option<&'a TypeDef>) -> Causes {
        let mut causes = Causes::new();
        for (was, is, direct) in &self.pairs {
            let returning = |operation: &openapi_client_model::api::Operation,
                             definition: Option<&TypeDef>| {
                let result = operation.answer.ty().and_then(Type::declared);
                definition.is_some_and(|definition| result == Some(&definition.name))
            };
            if returning(was, old) || returning(is, new) {
                causes
                    .extend(self.filter_causes(direct, |check| about::paging(check) || about::result(check)));
                let (_, before) = self.old.body_dependencies(was);
                let (_, after) = self.new.body_dependencies(is);
                if causes.is_empty() {
                    causes.extend(self.findings_at(WhichSide::Old, before, about::value_type));
                    causes.extend(self.findings_at(WhichSide::New, after, about::value_type));
                }
            }
        }
        if causes.is_empty() {
            causes = self.items(old, new);
        }
        if causes.is_empty() {
            let returning = |clients: &'a [Client], definition: Option<&TypeDef>| -> Vec<_> {
                let operations = clients.iter().flat_map(|client| &client.operations);
                let used = operations.filter(move |operation| {
                    let result = operation.answer.ty().and_then(Type::declared);
                    definition.is_some_and(|definition| result == Some(&definition.name))
                });
                used.filter_map(|operation| operation.docs.place.as_ref())
                    .collect()
            };
            causes.extend(self.findings_at(
                WhichSide::Old,
                returning(&self.old.api.clients, old),
                about::operation,
            ));
            causes.extend(self.findings_at(
                WhichSide::New,
                returning(&self.new.api.clients, new),
                about::operation,
            ));
        }
        causes
    }

    /// The causes when the items of a page have another type.
    fn items(&self, old: Option<&'a TypeDef>, new: Option<&'a TypeDef>) -> Causes {
        use openapi_client_model::api::TypeKind;
        let (Some(was), Some(is)) = (old, new) else {
            return Causes::new();
        };
        let (TypeKind::Object(before), TypeKind::Object(after)) = (&was.kind, &is.kind) else {
            return Causes::new();
        };
        let mut causes = Causes::new();
        for property in before {
            let other = after.iter().find(|other| other.wire == property.wire);
            if let Some(other) = other.filter(|other| !self.same_type(&property.ty, &other.ty)) {
                causes.extend(self.property(Some((was, property)), Some((is, other))));
            }
        }
        causes
    }
}
