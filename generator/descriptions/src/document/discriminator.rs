//! `discriminator`: a name in Swagger 2.0, and a name with a mapping in OpenAPI 3.

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Node,
};

use super::{Discriminator, Reference, read::Reader};

/// Reads the discriminator of a schema.
pub(super) fn read(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Discriminator> {
    let entry = reader.get("discriminator")?;
    if let Node::String(property) = entry.node() {
        return Some(Discriminator {
            property: property.clone(),
            mapping: Vec::new(),
        });
    }
    let Some(property) = entry.text("propertyName", diagnostics) else {
        diagnostics.push(
            Diagnostic::at(
                entry.place(),
                "the discriminator names no property",
                "add `propertyName`",
            )
            .avoidable(),
        );
        return None;
    };
    let mapping = entry
        .entries_of("mapping", diagnostics)
        .into_iter()
        .filter_map(|(value, target)| {
            let text = target.node().as_str()?;
            // A bare name is allowed here and means a schema of this file.
            let target_text = if text.contains(['/', '#', '.']) {
                text.to_owned()
            } else {
                format!("#/components/schemas/{text}")
            };
            Some((
                value.to_owned(),
                Reference {
                    place: target.place().clone(),
                    target: target_text,
                },
            ))
        })
        .collect();
    Some(Discriminator { property, mapping })
}
