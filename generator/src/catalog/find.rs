//! Finds the entry of a service for a thing: a more precise key comes before a general one.

use std::collections::{BTreeMap, BTreeSet};

use openapi_client_model::names::split_operation_id;
use openapi_descriptions::document::{self, Location};

use super::{Inline, Operation, Parameter, Property, Schema, Service, Value};

impl Service {
    /// The departures for an operation as written: by method and path, or by its id.
    pub fn operation(&self, written: &document::Operation) -> Option<(String, &Operation)> {
        let by_path = written.method_and_path();
        if let Some(entry) = self.operations.get(&by_path) {
            return Some((by_path, entry));
        }
        let id = written.id.as_ref()?;
        self.operations.get(id).map(|entry| (id.clone(), entry))
    }

    /// The id of an operation: that of the catalog, or else its own.
    pub fn operation_id<'a>(&'a self, written: &'a document::Operation) -> Option<&'a str> {
        self.operation(written)
            .and_then(|(_, entry)| entry.id.as_deref())
            .or(written.id.as_deref())
    }

    /// Whether an operation is generated: it is not left out, and belongs to the selected part. Notes the entries that decide it.
    pub fn takes(&self, written: &document::Operation, used: &mut BTreeSet<(&'static str, String)>) -> bool {
        let found = self.operation(written);
        if let Some((key, entry)) = found
            && entry.skip
        {
            used.insert(("operations", key));
            return false;
        }
        let group = self.operation_id(written).and_then(|id| split_operation_id(id).0);
        let holds = |part: &&String| {
            written.tags.contains(part)
                || group == Some(part.as_str())
                || (part.starts_with('/') && written.path.starts_with(part.as_str()))
        };
        let parts: Vec<&String> = self.only.iter().filter(holds).collect();
        used.extend(parts.iter().map(|part| ("only", (*part).clone())));
        self.only.is_empty() || !parts.is_empty()
    }

    /// The departures for a property of a schema, the one for this schema before the one for all.
    pub fn property(&self, schema: &str, property: &str) -> Option<(String, &Property)> {
        either(schema, property).find_map(|key| self.properties.get(&key).map(|entry| (key, entry)))
    }

    /// The departures for a value of an enum, or of the discriminator of a schema.
    pub fn value(&self, schema: &str, value: &str) -> Option<(String, &Value)> {
        either(schema, value).find_map(|key| self.values.get(&key).map(|entry| (key, entry)))
    }

    /// The departures for a named schema.
    pub fn schema(&self, file: &str, name: &str) -> Option<(String, &Schema)> {
        let keys = [format!("{file}#{name}"), name.to_owned()];
        keys.into_iter()
            .find_map(|key| self.schemas.get(&key).map(|entry| (key, entry)))
    }

    /// The departures for a type that is written in place, by its default name.
    pub fn inline(&self, hint: &str) -> Option<&Inline> {
        self.inline.get(hint)
    }

    /// The departures for a type that is written in place, by its place.
    pub fn inline_at(&self, place: &str) -> Option<&Inline> {
        self.inline.get(place)
    }

    /// The departure for a parameter. Names are case-sensitive, except those of headers.
    pub fn parameter(&self, location: Location, wire: &str) -> Option<(&str, &Parameter)> {
        let placed = format!("{} {wire}", word(location));
        [placed.as_str(), wire].into_iter().find_map(|wanted| {
            let exact = self.parameters.get_key_value(wanted);
            let alike = || {
                let mut all = self.parameters.iter();
                all.find(|(name, _)| location == Location::Header && name.eq_ignore_ascii_case(wanted))
            };
            exact.or_else(alike).map(|(name, entry)| (name.as_str(), entry))
        })
    }

    /// The clients of operations that have their own entry, by the ids of the operations.
    pub fn clients_by_id(&self) -> BTreeMap<&str, &str> {
        let mut clients = BTreeMap::new();
        for (key, entry) in &self.operations {
            if let Some(client) = &entry.client {
                let id = entry.id.as_ref().unwrap_or(key);
                clients.entry(id.as_str()).or_insert(client.as_str());
            }
        }
        clients
    }

    /// The client that takes a group of operations.
    pub fn client_of_group(&self, group: &str) -> Option<&str> {
        self.clients
            .iter()
            .find(|(_, client)| client.groups.iter().any(|name| name == group))
            .map(|(name, _)| name.as_str())
    }
}

/// The word for where a parameter goes, as descriptions have it.
pub(crate) fn word(location: Location) -> &'static str {
    location.as_str()
}

fn either(schema: &str, name: &str) -> impl Iterator<Item = String> {
    [format!("{schema}.{name}"), format!("*.{name}")].into_iter()
}
