//! Finds renamed methods, clients, types and fields, with the causes.

use std::collections::BTreeSet;

use crate::checks::{self, Aspect, Check, Effect};
use crate::rust::surface::{methods, property_paths, type_path};
use openapi_client_model::{
    api::{Client, Parameter, Property, TypeDef, TypeKind},
    names::{client_options, method_answer, method_headers, method_options},
};
use openapi_descriptions::diagnostic::Place;

use super::{Causes, Context, WhichSide, about};

impl<'a> Context<'a, '_> {
    /// Finds everything that was renamed. `schemas` are the places of the compared pairs of schemas.
    pub(super) fn find_renames(&mut self, schemas: &[(&'a Place, &'a Place)]) {
        self.find_renamed_methods();
        self.find_renamed_types(schemas);
    }

    fn add_rename(&mut self, was: String, is: String, causes: Causes) {
        if was != is {
            self.rename_causes.entry(was.clone()).or_default().extend(causes);
            self.renames.insert(was, is);
        }
    }

    fn find_renamed_methods(&mut self) {
        let (before, after) = (methods(self.old.api), methods(self.new.api));
        let clients = |all: &[Client]| -> BTreeSet<String> {
            all.iter().map(|client| client.name.to_string()).collect()
        };
        let (old_clients, new_clients) = (clients(&self.old.api.clients), clients(&self.new.api.clients));
        let mut found = Vec::new();
        let titles = self.service_causes(|check| check.aspect == Aspect::Title);
        for (was, is, direct) in &self.pairs {
            let mut causes = self.filter_causes(direct, |check| *check == checks::OPERATION_RENAMED);
            if was.long_running.is_some() != is.long_running.is_some() {
                causes.extend(self.filter_causes(direct, about::long_running));
            }
            if causes.is_empty() {
                causes.clone_from(&titles);
            }
            let place = |operation: &openapi_client_model::api::Operation| operation.docs.place.clone();
            let (Some((client, _)), Some((new_client, _))) = (
                place(was).and_then(|place| before.get(&place)),
                place(is).and_then(|place| after.get(&place)),
            ) else {
                continue;
            };
            let method = |client: &Client, operation: &openapi_client_model::api::Operation| {
                format!("{}::{}", client.name, operation.name)
            };
            let options = |client: &Client, operation: &openapi_client_model::api::Operation| {
                format!("models::{}", method_options(&client.name, &operation.name))
            };
            found.push((method(client, was), method(new_client, is), causes.clone()));
            found.push((options(client, was), options(new_client, is), causes.clone()));
            let is_same = |a: &Parameter, b: &Parameter| {
                a.location == b.location && a.wire.eq_ignore_ascii_case(&b.wire)
            };
            for option in was.parameters.iter().filter(|parameter| parameter.is_option()) {
                let mut others = is.parameters.iter().filter(|parameter| parameter.is_option());
                if let Some(other) = others.find(|other| is_same(option, other)) {
                    let was = format!("{}.{}", options(client, was), option.name);
                    let is = format!("{}.{}", options(new_client, is), other.name);
                    if option.name != other.name {
                        found.push((was, is, Causes::new()));
                    }
                }
            }
            for name in [method_headers, method_answer] {
                let was = format!("models::{}", name(&client.name, &was.name));
                let is = format!("models::{}", name(&new_client.name, &is.name));
                found.push((was, is, causes.clone()));
            }
            let (old_name, new_name) = (client.name.to_string(), new_client.name.to_string());
            if !new_clients.contains(&old_name) && !old_clients.contains(&new_name) {
                let options = |client: &Client| client_options(&client.name).to_string();
                found.push((options(client), options(new_client), causes.clone()));
                found.push((old_name, new_name, causes));
            }
        }
        for (was, is, causes) in found {
            self.add_rename(was, is, causes);
        }
    }

    fn find_renamed_types(&mut self, schemas: &[(&'a Place, &'a Place)]) {
        for (was, is) in schemas {
            let (Some(before), Some(after)) = (self.old.type_at(was), self.new.type_at(is)) else {
                continue;
            };
            let other_names = before.name != after.name;
            let known =
                self.new.api.types.contains_key(&before.name) || self.old.api.types.contains_key(&after.name);
            // A replaced type is not a renamed one.
            let replaced = !self
                .findings_at(WhichSide::Old, [*was], |check| *check == checks::SCHEMA_REPLACED)
                .is_empty();
            if replaced || (other_names && known) {
                continue;
            }
            if other_names {
                let mut causes = self.findings_at_both((was, is), |check| *check == checks::SCHEMA_RENAMED);
                if causes.is_empty() {
                    causes = self.renames_of_parents(was, is);
                }
                self.add_rename(type_path(before), type_path(after), causes);
            }
            self.find_renamed_properties(before, after);
        }
    }

    /// The findings of some checks that are at both places.
    fn findings_at_both(
        &self,
        (was, is): (&Place, &Place),
        wanted: impl Fn(&Check) -> bool + Copy,
    ) -> Causes {
        let old = self.findings_at(WhichSide::Old, [was], wanted);
        let new = self.findings_at(WhichSide::New, [is], wanted);
        old.intersection(&new).copied().collect()
    }

    /// A type that is written in place is named after its parents. So the cause is the nearest renamed parent.
    fn renames_of_parents(&self, was: &Place, is: &Place) -> Causes {
        let renamed = |check: &Check| check.effect == Effect::Renamed;
        let (mut old, mut new) = (was.clone(), is.clone());
        loop {
            let mut found = self.findings_at(WhichSide::Old, [&old], renamed);
            found.extend(self.findings_at(WhichSide::New, [&new], renamed));
            if !found.is_empty() {
                return found;
            }
            match (old.parent(), new.parent()) {
                (None, None) => return Causes::new(),
                (up, other) => {
                    old = up.unwrap_or(old);
                    new = other.unwrap_or(new);
                }
            }
        }
    }

    /// Finds the properties with another name in Rust: the wire name is the same, or a finding says that it was
    /// renamed.
    fn find_renamed_properties(&mut self, before: &'a TypeDef, after: &'a TypeDef) {
        let (TypeKind::Object(old), TypeKind::Object(new)) = (&before.kind, &after.kind) else {
            return;
        };
        let renamed = |check: &Check| check.aspect == Aspect::Property && check.effect == Effect::Renamed;
        let mut found: Vec<(&Property, &Property, Causes)> = Vec::new();
        let by_wire: std::collections::HashMap<&str, &Property> = new
            .iter()
            .map(|property| (property.wire.as_str(), property))
            .collect();
        let by_place: std::collections::HashMap<&Place, &Property> = new
            .iter()
            .filter_map(|property| Some((property.docs.place.as_ref()?, property)))
            .collect();
        for was in old {
            if let Some(is) = by_wire.get(was.wire.as_str()) {
                if was.name != is.name {
                    found.push((was, is, Causes::new()));
                }
                continue;
            }
            let Some(place) = &was.docs.place else { continue };
            for at in self.findings_at(WhichSide::Old, [place], renamed) {
                let target = self.findings.get(at).and_then(|finding| finding.new.as_ref());
                if let Some(is) = target.and_then(|place| by_place.get(place)) {
                    found.push((was, is, Causes::from([at])));
                }
            }
        }
        for (was, is, causes) in found {
            let paths = property_paths(before, was)
                .into_iter()
                .zip(property_paths(after, is));
            for (was, is) in paths {
                self.add_rename(was, is, causes.clone());
            }
        }
    }
}
