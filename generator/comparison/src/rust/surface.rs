//! The crate of one side and its description: the origin of each item, and the places that its type depends on.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use super::items::Items;
use crate::{exchange, side::GeneratedClient};
use openapi_client_model::{
    api::{
        Answer, AnswerHeader, Api, Client, Equality, Made, Operation, Parameter, Property, TypeDef, TypeKind,
    },
    names::{Case, Ident, client_options, method_answer, method_options},
};
use openapi_descriptions::inheritance;
use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{self, Additional, Schema},
    walk,
};

/// The part of the API that an item of the crate is generated from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin<'a> {
    Client(&'a Client),
    Method(&'a Operation),
    Options(&'a Operation),
    /// An optional parameter, which is a field of the options.
    Option(&'a Parameter),
    /// An optional body, which is a field of the options too.
    OptionalBody(&'a Operation),
    /// The trait with the headers of what a method answers.
    Headers(&'a Operation),
    /// A header, for the function that reads it.
    Header(&'a AnswerHeader),
    /// The bodies by status, or one of them.
    Outcomes(&'a Operation),
    Type(&'a TypeDef),
    /// A property, for its field or a setter of it.
    Property(&'a TypeDef, &'a Property),
    /// A value of a set, or a variant of a union.
    Value(&'a TypeDef, &'a Place),
}

impl<'a> Origin<'a> {
    /// The place in the description.
    pub(super) fn place(self) -> Option<&'a Place> {
        match self {
            Self::Client(client) => client.operations.first()?.docs.place.as_ref(),
            Self::Method(operation)
            | Self::Options(operation)
            | Self::Headers(operation)
            | Self::Outcomes(operation) => operation.docs.place.as_ref(),
            Self::Header(header) => header.docs.place.as_ref(),
            Self::Option(parameter) => parameter.docs.place.as_ref(),
            Self::OptionalBody(operation) => operation.body.as_ref()?.docs.place.as_ref(),
            Self::Type(definition) => definition.docs.place.as_ref(),
            Self::Property(_, property) => property.docs.place.as_ref(),
            Self::Value(_, place) => Some(place),
        }
    }
}

/// The crate of one side, with indexes by place and by path.
pub(super) struct Surface<'a> {
    pub api: &'a Api,
    /// Which types have `Eq`.
    pub equality: Equality<'a>,
    bundle: &'a Bundle<'a>,
    /// The schemas by place.
    schemas: HashMap<&'a Place, &'a Schema>,
    /// The operations by place.
    operations: HashMap<&'a Place, &'a document::Operation>,
    /// The types by the place of their definition.
    types: HashMap<&'a Place, &'a TypeDef>,
    /// For each type, the places of the unions that it is a variant of.
    unions: HashMap<&'a Ident, Vec<&'a Place>>,
    /// The origins by path, which is borrowed where the crate has such an item.
    items: HashMap<Cow<'a, str>, Origin<'a>>,
    written: &'a Items,
}

impl<'a> Surface<'a> {
    pub(super) fn new(client: &'a GeneratedClient, bundle: &'a Bundle<'a>) -> Self {
        let api = &client.api;
        let types = api.types.values();
        let mut surface = Self {
            api,
            equality: Equality::new(api),
            bundle,
            schemas: HashMap::new(),
            operations: bundle
                .entry()
                .operations
                .iter()
                .map(|operation| (&operation.place, operation))
                .collect(),
            types: types
                .filter_map(|definition| Some((definition.docs.place.as_ref()?, definition)))
                .collect(),
            unions: HashMap::new(),
            items: HashMap::new(),
            written: &client.items,
        };
        surface.schemas = walk::schemas(bundle)
            .into_iter()
            .map(|schema| (&schema.place, schema))
            .collect();
        api.clients.iter().for_each(|client| surface.add_client(client));
        api.types
            .values()
            .for_each(|definition| surface.add_type(definition));
        surface
    }

    fn add_client(&mut self, client: &'a Client) {
        let name = &client.name;
        self.add(name.to_string(), Origin::Client(client));
        self.add(client_options(name).to_string(), Origin::Client(client));
        for held in &client.held {
            self.add(format!("{name}::{}", held.name), Origin::Client(client));
        }
        if let Made::From { parent, method } = &client.made {
            self.add(format!("{parent}::{method}"), Origin::Client(client));
        }
        for operation in &client.operations {
            let options = format!("models::{}", method_options(name, &operation.name));
            self.add(format!("{name}::{}", operation.name), Origin::Method(operation));
            for parameter in operation
                .parameters
                .iter()
                .filter(|parameter| !parameter.required)
            {
                let path = format!("{options}.{}", parameter.name);
                self.add(path, Origin::Option(parameter));
            }
            if operation.body.as_ref().is_some_and(|body| !body.required) {
                self.add(format!("{options}.body"), Origin::OptionalBody(operation));
            }
            self.add(options, Origin::Options(operation));
            self.add_answer(name, operation);
        }
    }

    /// Adds what is declared for the responses of a method besides their types.
    fn add_answer(&mut self, client: &Ident, operation: &'a Operation) {
        let path = format!("models::{}", operation.headers_name(client));
        for header in &operation.headers {
            self.add(format!("{path}::{}", header.name), Origin::Header(header));
        }
        if !operation.headers.is_empty() {
            self.add(path, Origin::Headers(operation));
        }
        if let Answer::ByStatus(outcomes) = &operation.answer {
            let path = format!("models::{}", method_answer(client, &operation.name));
            for outcome in outcomes {
                self.add(format!("{path}::{}", outcome.name), Origin::Outcomes(operation));
            }
            self.add(path, Origin::Outcomes(operation));
        }
    }

    fn add_type(&mut self, definition: &'a TypeDef) {
        let path = type_path(definition);
        match &definition.kind {
            TypeKind::Object(properties) => {
                for property in properties {
                    let origin = Origin::Property(definition, property);
                    for path in property_paths(definition, property) {
                        self.add(path, origin);
                    }
                }
            }
            TypeKind::Enum { values, .. } => {
                for value in values {
                    if let Some(place) = &value.docs.place {
                        self.add(
                            format!("{path}::{}", value.name),
                            Origin::Value(definition, place),
                        );
                    }
                }
            }
            TypeKind::Choice(alternatives) => {
                for alternative in alternatives {
                    if let Some(name) = alternative.ty.declared() {
                        let unions = self.unions.entry(name).or_default();
                        unions.extend(definition.docs.place.as_ref());
                    }
                    if let Some(place) = &alternative.docs.place {
                        self.add(
                            format!("{path}::{}", alternative.name),
                            Origin::Value(definition, place),
                        );
                    }
                }
            }
            TypeKind::Union { variants, .. } => {
                for variant in variants {
                    let unions = self.unions.entry(&variant.ty).or_default();
                    unions.extend(definition.docs.place.as_ref());
                    if let Some(place) = &variant.docs.place {
                        self.add(
                            format!("{path}::{}", variant.name),
                            Origin::Value(definition, place),
                        );
                    }
                }
            }
        }
        self.add(path, Origin::Type(definition));
    }

    fn add(&mut self, path: String, origin: Origin<'a>) {
        let written = self.written.0.get_key_value(&path);
        let path = written.map_or(Cow::Owned(path), |(path, _)| Cow::Borrowed(path.as_str()));
        self.items.insert(path, origin);
    }

    /// The origin of an item, or else of the item that it belongs to.
    pub(super) fn origin(&self, path: &str, owner: Option<&str>) -> Option<Origin<'a>> {
        let found = self.items.get(path).or_else(|| self.items.get(owner?));
        found.copied()
    }

    /// The origin of the item with exactly this path.
    pub(super) fn item(&self, path: &str) -> Option<Origin<'a>> {
        self.items.get(path).copied()
    }

    /// The places where a type is defined: its own, and those of the unions that it is a variant of.
    pub(super) fn defined_by(&self, definition: &'a TypeDef) -> Vec<&'a Place> {
        let unions = self.unions.get(&definition.name).into_iter().flatten().copied();
        definition.docs.place.iter().chain(unions).collect()
    }

    /// The type that is defined at a place.
    pub(super) fn type_at(&self, place: &Place) -> Option<&'a TypeDef> {
        self.types.get(place).copied()
    }

    /// The places that the type of a schema depends on: the place of use, the referenced schemas, and the items of
    /// lists and maps, up to the definition of an object or set.
    pub(super) fn dependencies(&self, place: &Place) -> Vec<&'a Place> {
        self.schemas
            .get(place)
            .map(|schema| self.schema_dependencies(schema))
            .unwrap_or_default()
    }

    fn schema_dependencies(&self, schema: &'a Schema) -> Vec<&'a Place> {
        let mut found = Vec::new();
        let mut pending = vec![schema];
        let mut seen = BTreeSet::new();
        while let Some(schema) = pending.pop() {
            if !seen.insert(&schema.place) {
                continue;
            }
            found.push(&schema.place);
            if let Some(reference) = &schema.reference {
                // No finding has its place at the aliases in between.
                pending.extend(
                    inheritance::follow(self.bundle, reference)
                        .map(|(_, end)| end)
                        .ok(),
                );
                continue;
            }
            if !schema.properties.is_empty() || schema.enumeration.is_some() {
                continue;
            }
            if let [only] = schema.all_of.as_slice() {
                pending.push(only);
            }
            pending.extend(schema.items.as_deref());
            if let Additional::Schema(values) = &schema.additional {
                pending.push(values);
            }
        }
        found
    }

    /// The places that the types of an operation's request body and of its responses depend on.
    pub(super) fn body_dependencies(&self, operation: &Operation) -> (Vec<&'a Place>, Vec<&'a Place>) {
        let place = operation.docs.place.as_ref();
        let Some(written) = place.and_then(|place| self.operations.get(place)) else {
            return (Vec::new(), Vec::new());
        };
        let dependencies = |schemas: Vec<&'a Schema>| -> Vec<&'a Place> {
            schemas
                .into_iter()
                .flat_map(|schema| self.schema_dependencies(schema))
                .collect()
        };
        let (sent, received) = exchange::exchanged_schemas(self.bundle, written);
        let responses = written.responses.iter();
        let answers = responses
            .filter(|(status, _)| status.starts_with('2'))
            .filter_map(|(_, response)| self.bundle.response(response).ok())
            .map(|response| &response.place);
        let mut received = dependencies(received);
        received.extend(answers);
        (dependencies(sent), received)
    }

    /// The places that a parameter and its type depend on.
    pub(super) fn parameter_dependencies(&self, parameter: &'a Parameter) -> Vec<&'a Place> {
        self.dependencies_of_part(parameter.docs.place.as_ref())
    }

    /// The places that a response header and its type depend on.
    pub(super) fn header_dependencies(&self, header: &'a AnswerHeader) -> Vec<&'a Place> {
        self.dependencies_of_part(header.docs.place.as_ref())
    }

    /// The places that something with a schema and its type depend on.
    fn dependencies_of_part(&self, place: Option<&'a Place>) -> Vec<&'a Place> {
        let Some(place) = place else {
            return Vec::new();
        };
        let mut found = self.dependencies(place);
        found.extend(self.dependencies(&place.join("schema")));
        found.push(place);
        found
    }
}

/// The path of a type.
pub(super) fn type_path(definition: &TypeDef) -> String {
    format!("models::{}", definition.name)
}

/// The paths of the field and the setters of a property.
pub(super) fn property_paths(definition: &TypeDef, property: &Property) -> Vec<String> {
    let path = type_path(definition);
    let setters = ["with", "without"].into_iter().filter_map(|verb| {
        let setter = Ident::parse(&format!("{verb} {}", property.name.bare()), Case::Value)?;
        Some(format!("{path}::{setter}"))
    });
    std::iter::once(format!("{path}.{}", property.name))
        .chain(setters)
        .collect()
}

/// The methods by the place of their operation.
pub(super) fn methods(api: &Api) -> BTreeMap<&Place, (&Client, &Operation)> {
    let mut found = BTreeMap::new();
    for client in &api.clients {
        for operation in &client.operations {
            if let Some(place) = &operation.docs.place {
                found.insert(place, (client, operation));
            }
        }
    }
    found
}
