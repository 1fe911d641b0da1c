//! Names that only clash once everything is put together: types, clients, options, and what the templates import.

use std::collections::BTreeMap;

use crate::{
    api::Api,
    diagnostic::{Diagnostic, Diagnostics},
    names::{Case, Ident},
};

/// Names that generated files import or that Rust's prelude has and they use.
const TAKEN: &[&str] = &[
    "Box",
    "Clone",
    "ClientCore",
    "ClientMethodOptions",
    "ClientOptions",
    "Debug",
    "Default",
    "Deserialize",
    "Deserializer",
    "Display",
    "Err",
    "From",
    "HashMap",
    "Into",
    "IntoIterator",
    "Iterator",
    "Method",
    "NoFormat",
    "None",
    "Ok",
    "OffsetDateTime",
    "Option",
    "Page",
    "Pager",
    "PagerOptions",
    "PartialEq",
    "Patch",
    "Response",
    "Result",
    "SafeDebug",
    "Serialize",
    "Serializer",
    "Some",
    "String",
    "ToString",
    "Url",
    "Value",
    "Vec",
];

/// The name of the struct with the options of a client's constructor.
pub fn client_options(client: &Ident) -> Ident {
    suffixed(client, "Options")
}

/// The name of the struct with the options of a method.
pub fn method_options(client: &Ident, method: &Ident) -> Ident {
    suffixed(&client.join(method, Case::Type), "Options")
}

fn suffixed(name: &Ident, suffix: &str) -> Ident {
    Ident::parse(&format!("{} {suffix}", name.bare()), Case::Type).unwrap_or_else(|| name.clone())
}

/// Reports types whose name something else has.
pub(super) fn names(api: &Api, diagnostics: &mut Diagnostics) {
    let mut made: BTreeMap<Ident, String> = BTreeMap::new();
    for client in &api.clients {
        made.insert(client.name.clone(), "a client".to_owned());
        made.insert(
            client_options(&client.name),
            format!("the options of `{}`", client.name),
        );
        for operation in &client.operations {
            let options = method_options(&client.name, &operation.name);
            made.insert(
                options,
                format!("the options of `{}::{}`", client.name, operation.name),
            );
        }
    }
    for (name, definition) in &api.types {
        let other = match made.get(name) {
            Some(other) => other.as_str(),
            None if TAKEN.contains(&name.bare()) => "something that generated code uses",
            None => continue,
        };
        if let Some(place) = &definition.docs.place {
            diagnostics.push(Diagnostic::at(
                place,
                format!("the schema becomes the type `{name}`, which is also the name of {other}"),
                "give the schema another `name` under `schemas` in the catalog",
            ));
        }
    }
}
