//! Types that do not follow from the schemas that operations lead to: those of a description without operations, and any JSON.

use std::collections::HashSet;

use openapi_client_model::api::Type;
use openapi_descriptions::{
    bundle::SchemaKey,
    diagnostic::Diagnostic,
    document::{Additional, Schema},
};

use super::{Types, plain};

impl<'a> Types<'a> {
    /// Takes every schema of the description's file that becomes an item; schemas of other files are found by references. Schemas that
    /// the catalog replaces are left out, and so are those that are only parts of others (`allOf`), which have their properties.
    pub(in crate::resolve) fn take_all(&mut self) {
        let entry = self.bundle.entry();
        if let Some(operation) = entry.operations.first() {
            self.diagnostics.push(Diagnostic::at(
                &operation.place,
                "the catalog says that this description has only types, but it has an operation",
                "remove `types` from the service in the catalog, or the operations from the description",
            ));
            return;
        }
        let parts = self.parts();
        for (name, schema) in &entry.schemas {
            let key = (&entry.place.file, name.as_str());
            let only_a_part = parts.contains(&key) && schema.discriminator.is_none();
            if self.overlay(key).is_none()
                && !only_a_part
                && plain::is_item(schema)
                && schema.reference.is_none()
            {
                self.claim_named(key, schema);
            }
        }
    }

    /// The schemas that others are put together of.
    fn parts(&mut self) -> HashSet<SchemaKey<'a>> {
        let entry = self.bundle.entry();
        let references = entry
            .schemas
            .iter()
            .flat_map(|(_, schema)| &schema.all_of)
            .filter_map(|part| part.reference.as_ref());
        references
            .filter_map(|reference| self.follow(reference))
            .map(|(key, _)| key)
            .collect()
    }
}

/// The lists and maps of a schema, with any JSON in them.
pub(super) fn json_within(schema: &Schema) -> Type {
    match (&schema.items, &schema.additional) {
        (Some(items), _) => Type::List(Box::new(json_within(items))),
        (None, Additional::Schema(values)) => Type::Map(Box::new(json_within(values))),
        _ => Type::Any,
    }
}
