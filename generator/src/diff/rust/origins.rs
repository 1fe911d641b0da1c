//! Where in the description an item of the crate comes from.

use std::collections::BTreeMap;

use crate::{
    api::{Api, Docs, TypeKind},
    diagnostic::Place,
    names::{Case, Ident},
    resolve,
};

/// The place in the description, by the path of the item.
pub(super) fn origins(api: &Api) -> BTreeMap<String, Place> {
    let mut origins = BTreeMap::new();
    let mut add = |path: String, docs: &Docs| {
        if let Some(place) = &docs.place {
            origins.insert(path, place.clone());
        }
    };
    for client in &api.clients {
        for operation in &client.operations {
            let options = format!(
                "models::{}",
                resolve::method_options(&client.name, &operation.name)
            );
            add(format!("{}::{}", client.name, operation.name), &operation.docs);
            add(options.clone(), &operation.docs);
            for parameter in operation
                .parameters
                .iter()
                .filter(|parameter| !parameter.required)
            {
                add(format!("{options}.{}", parameter.name), &parameter.docs);
            }
            if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
                add(format!("{options}.body"), &body.docs);
            }
        }
    }
    for definition in api.types.values() {
        let path = format!("models::{}", definition.name);
        add(path.clone(), &definition.docs);
        match &definition.kind {
            TypeKind::Object(properties) => {
                for property in properties {
                    add(format!("{path}.{}", property.name), &property.docs);
                    for verb in ["with", "without"] {
                        if let Some(setter) =
                            Ident::parse(&format!("{verb} {}", property.name.bare()), Case::Value)
                        {
                            add(format!("{path}::{setter}"), &property.docs);
                        }
                    }
                }
            }
            TypeKind::Enum { values, .. } => values
                .iter()
                .for_each(|value| add(format!("{path}::{}", value.name), &value.docs)),
            TypeKind::Union { variants, .. } => variants
                .iter()
                .for_each(|variant| add(format!("{path}::{}", variant.name), &variant.docs)),
        }
    }
    origins
}

/// The place of an item, or else of the item that it belongs to.
pub(super) fn of<'a>(
    origins: &'a BTreeMap<String, Place>,
    path: &str,
    owner: Option<&str>,
) -> Option<&'a Place> {
    origins.get(path).or_else(|| origins.get(owner?))
}
