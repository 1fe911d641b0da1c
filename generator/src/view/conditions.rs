//! The features that an item is compiled with, if groups of operations are features.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
};

use openapi_client_model::{
    api::{Api, Client, Made, Operation, Type},
    names::{Ident, method_answer, method_headers, method_options},
};

use super::Literal;

/// How many features an item is bound to; what more groups need is compiled always, because it would nearly always be.
const MOST_FEATURES: usize = 8;

/// The features that a crate has for something else.
const TAKEN: &[&str] = &[
    "all-groups",
    "debug",
    "default",
    "reqwest",
    "spans",
    "standard",
    "test",
    "tokio",
];

/// The lint attribute for names whose users may not be compiled.
pub(crate) const UNUSED: &str = "#[allow(unused_imports, reason = \"what uses them may be left out\")]";

/// The feature of a group of operations.
pub fn group_feature(group: &Ident) -> String {
    let name = group.bare().trim_matches('_').replace('_', "-");
    if TAKEN.contains(&name.as_str()) {
        format!("{name}-operations")
    } else {
        name
    }
}

/// The features of all groups of an API.
pub fn group_features(api: &Api) -> BTreeSet<String> {
    let operations = api.clients.iter().flat_map(|client| &client.operations);
    let groups = operations.filter_map(|operation| operation.group.as_ref());
    groups.map(group_feature).collect()
}

/// The condition of an item: always compiled, or with any of these features. It prints as an attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition(Vec<Literal>);

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [] => Ok(()),
            [feature] => write!(f, "#[cfg(feature = {feature})]"),
            features => {
                let features: Vec<String> = features
                    .iter()
                    .map(|feature| format!("feature = {feature}"))
                    .collect();
                write!(f, "#[cfg(any({}))]", features.join(", "))
            }
        }
    }
}

/// The conditions of the items of a version; empty if groups are not features.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// Of the types, the options and the responses of methods, by name.
    items: HashMap<Ident, Condition>,
    /// Of the clients, by name.
    clients: HashMap<Ident, Condition>,
}

impl Conditions {
    pub(super) fn new(api: &Api) -> Self {
        let mut clients: BTreeMap<&Ident, Needed> = BTreeMap::new();
        for client in &api.clients {
            let own = Needed::by(&client.operations);
            // A client is compiled together with the client that returns it.
            for name in lineage(api, client) {
                clients.entry(name).or_default().add(&own);
            }
        }
        let mut items: HashMap<Ident, Needed> = HashMap::new();
        for client in &api.clients {
            for operation in &client.operations {
                let needed = Needed::by([operation]);
                for name in [method_options, method_answer, method_headers] {
                    items.insert(name(&client.name, &operation.name), needed.clone());
                }
                let types = operation.types().filter_map(Type::declared);
                let page = operation.paging.as_ref().and_then(|paging| paging.named_page());
                for ty in reached(api, types.chain(page)) {
                    items.entry(ty.clone()).or_default().add(&needed);
                }
            }
        }
        // Types of calls that the service makes are always compiled, with all types that they use.
        let others: Vec<&Ident> = api
            .types
            .keys()
            .filter(|name| !items.contains_key(*name))
            .collect();
        for ty in reached(api, others) {
            items.entry(ty.clone()).or_default().always = true;
        }
        let root = |client: &Client| matches!(client.made, Made::New { .. });
        let roots: Vec<&Ident> = api
            .clients
            .iter()
            .filter(|client| root(client))
            .map(|client| &client.name)
            .collect();
        let clients = clients.into_iter().filter(|(name, _)| !roots.contains(name));
        Self {
            items: items
                .into_iter()
                .map(|(name, needed)| (name, needed.condition()))
                .collect(),
            clients: clients
                .map(|(name, needed)| (name.clone(), needed.condition()))
                .collect(),
        }
    }

    /// When a type, or the options or the response of a method, is compiled.
    pub(crate) fn of(&self, item: &Ident) -> Condition {
        self.items.get(item).cloned().unwrap_or_default()
    }

    /// When a client is compiled.
    pub(crate) fn of_client(&self, client: &Ident) -> Condition {
        self.clients.get(client).cloned().unwrap_or_default()
    }

    /// The condition of a method with these options, besides the condition of its client.
    pub(crate) fn of_method(&self, client: &Ident, options: &Ident) -> Condition {
        within(&self.of_client(client), self.of(options))
    }

    /// The condition of the method that returns another client, besides the condition of the first client.
    pub(crate) fn of_child(&self, client: &Ident, child: &Ident) -> Condition {
        within(&self.of_client(client), self.of_client(child))
    }

    /// The lint attribute for names that are unused if all their users are left out.
    pub(crate) fn lint(&self) -> &'static str {
        if self.any() { UNUSED } else { "" }
    }

    /// Whether any item has one.
    pub(crate) fn any(&self) -> bool {
        let mut all = self.items.values().chain(self.clients.values());
        all.any(|condition| *condition != Condition::default())
    }
}

/// A condition inside an item with another condition.
fn within(outer: &Condition, inner: Condition) -> Condition {
    if *outer == inner {
        Condition::default()
    } else {
        inner
    }
}

/// A client, and those that it is reached through.
fn lineage<'a>(api: &'a Api, client: &'a Client) -> Vec<&'a Ident> {
    let mut names = vec![&client.name];
    let mut made = &client.made;
    while let Made::From { parent, .. } = made
        && !names.contains(&parent)
    {
        names.push(parent);
        let Some(found) = api.clients.iter().find(|client| client.name == *parent) else {
            break;
        };
        made = &found.made;
    }
    names
}

/// The types that these lead to, themselves included.
fn reached<'a>(api: &'a Api, types: impl IntoIterator<Item = &'a Ident>) -> BTreeSet<&'a Ident> {
    let mut found = BTreeSet::new();
    let mut pending: Vec<&Ident> = types.into_iter().collect();
    while let Some(name) = pending.pop() {
        if let Some(definition) = api.types.get(name)
            && found.insert(name)
        {
            pending.extend(definition.kind.parts());
        }
    }
    found
}

/// The users of an item: all code, or these groups.
#[derive(Clone, Debug, Default)]
struct Needed {
    always: bool,
    features: BTreeSet<String>,
}

impl Needed {
    fn by<'a>(operations: impl IntoIterator<Item = &'a Operation>) -> Self {
        let mut needed = Self::default();
        for operation in operations {
            match &operation.group {
                Some(group) => {
                    needed.features.insert(group_feature(group));
                }
                None => needed.always = true,
            }
        }
        needed
    }

    fn add(&mut self, other: &Self) {
        self.always |= other.always;
        self.features.extend(other.features.iter().cloned());
    }

    fn condition(self) -> Condition {
        if self.always || self.features.len() > MOST_FEATURES {
            return Condition::default();
        }
        Condition(
            self.features
                .iter()
                .map(|feature| Literal::string(feature))
                .collect(),
        )
    }
}
