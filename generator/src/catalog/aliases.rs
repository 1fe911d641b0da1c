//! Checks aliases: the other names that the docs of an item can have.

use std::collections::BTreeSet;

use openapi_descriptions::diagnostic::{Diagnostic, Diagnostics, Place};

use super::Service;

/// Reports the aliases of a service's entries that rustdoc refuses.
pub(super) fn check(service: &Service, place: &Place) -> Diagnostics {
    let clients = service.clients.iter();
    let clients = clients.map(|(key, entry)| ("clients", key, &entry.aliases));
    let operations = service.operations.iter();
    let operations = operations.map(|(key, entry)| ("operations", key, &entry.aliases));
    let schemas = service.schemas.iter();
    let schemas = schemas.map(|(key, entry)| ("schemas", key, &entry.aliases));
    let mut found = Diagnostics::default();
    for (part, key, aliases) in clients.chain(operations).chain(schemas) {
        let mut seen = BTreeSet::new();
        for (index, alias) in aliases.iter().enumerate() {
            let place = || place.join(part).join(key).join("aliases").join(index.to_string());
            if !is_name(alias) {
                found.push(Diagnostic::at(
                    &place(),
                    format!(
                        "`{}` is not a name that can be searched for",
                        alias.escape_debug()
                    ),
                    "write one name, of letters, digits, `_` and `.`, as the other package has it",
                ));
            } else if !seen.insert(alias) {
                found.push(Diagnostic::at(
                    &place(),
                    format!("the alias `{alias}` is listed twice"),
                    "remove one of them",
                ));
            }
        }
    }
    found
}

fn is_name(alias: &str) -> bool {
    alias.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && alias
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
}
