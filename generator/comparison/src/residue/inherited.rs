//! The residue of the schemas that another one inherits from.

use openapi_descriptions::{document::Schema, inheritance::Collected};

use super::{
    keywords::{Handling, SCHEMA},
    unread::{Unread, unread},
};
use crate::trees::Trees;

/// What no check reads of the schemas that one inherits from: of these only the properties are compared.
pub(super) fn inherited<'a>(
    trees: &mut Trees<'a>,
    schema: &'a Schema,
    collected: &Collected<'a>,
) -> Vec<Unread<'a>> {
    let mut found = redeclared(trees, collected);
    for part in &collected.parts {
        let references = part.all_of.iter().filter(|inner| inner.reference.is_some());
        for site in references {
            let tree = trees.at(&site.place);
            found.extend(
                tree.iter()
                    .flat_map(|tree| unread(tree, &SCHEMA, |key| key == "$ref")),
            );
        }
        if std::ptr::eq(*part, schema) {
            continue;
        }
        let Some(tree) = trees.at(&part.place) else {
            continue;
        };
        let is_read = |key: &str| match key {
            "properties" | "required" | "allOf" | "discriminator" | "x-ms-discriminator-value" => true,
            "type" => part.kind.as_deref() == Some("object"),
            _ => false,
        };
        let own = unread(&tree, &SCHEMA, is_read).into_iter();
        // The variants of a base are compared where the base itself is used.
        found.extend(own.filter(|unread| unread.path.0 != Some("discriminator")));
    }
    found
}

/// Properties that several parts of a schema declare. One of the declarations is compared as the property; of the others, those that
/// say something that it does not say are returned.
fn redeclared<'a>(trees: &mut Trees<'a>, collected: &Collected<'a>) -> Vec<Unread<'a>> {
    let mut found = Vec::new();
    if collected.parts.len() < 2 {
        return found;
    }
    // A variant may repeat the property that tells it apart, with its value.
    let discriminators = collected
        .parts
        .iter()
        .filter_map(|part| part.discriminator.as_ref());
    let discriminators: Vec<&str> = discriminators.map(|found| found.property.as_str()).collect();
    for part in &collected.parts {
        let properties = part.properties.iter();
        for (name, property) in properties.filter(|(name, _)| !discriminators.contains(&name.as_str())) {
            let Some(compared) = collected
                .get(name)
                .filter(|other| !std::ptr::eq(*other, property))
            else {
                continue;
            };
            let (Some(tree), Some(compared)) = (trees.at(&property.place), trees.at(&compared.place)) else {
                continue;
            };
            let mut says = tree
                .entries()
                .filter(|(key, _)| !matches!(SCHEMA.handling(key), Handling::Words));
            if says.any(|(key, node)| compared.node.get(key) != Some(node)) {
                found.push(Unread {
                    path: (Some("properties"), name),
                    tree,
                });
            }
        }
    }
    found
}
