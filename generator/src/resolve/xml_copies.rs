//! Objects that are used both in XML and in JSON, and whose properties have other names in XML: XML gets types of its own.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use openapi_client_model::{
    api::{Answer, Api, BodyContent, Content, Type, TypeKind, XmlName},
    names::Ident,
};

use super::{patches::Names, usage::reach, xml_types::has_other_names};

/// The endings of the names of these types; the first that gives a free name is used.
const WORDS: [&str; 3] = ["Xml", "Xml Document", "Xml Body"];

/// Gives the objects of these documents types of their own if they are also used in JSON and must differ from that.
pub(super) fn split(
    api: &mut Api,
    documents: &BTreeSet<Ident>,
    json: &HashSet<Ident>,
    names: &mut Names<'_>,
) {
    let within = reach(api, documents.iter().collect());
    let within: BTreeSet<Ident> = within.into_iter().cloned().collect();
    let unlike = unlike(api, &within);
    let differs = |name: &&Ident| json.contains(*name) && unlike.contains(*name);
    let twice: Vec<Ident> = within.iter().filter(differs).cloned().collect();
    let mut copies: BTreeMap<Ident, Ident> = BTreeMap::new();
    for name in twice {
        let Some(mut definition) = api.types.get(&name).cloned() else {
            continue;
        };
        let copy = names.of_copy(api, &name, WORDS);
        definition.xml = definition.xml.or_else(|| Some(XmlName::plain(name.bare())));
        definition.aliases = Vec::new();
        let text = definition.docs.description.unwrap_or_default();
        definition.docs.description = Some(format!("`{}` in XML. {text}", name.bare()).trim_end().to_owned());
        definition.name = copy.clone();
        api.types.insert(copy.clone(), definition);
        copies.insert(name, copy);
    }
    if copies.is_empty() {
        return;
    }
    let others = within.iter().filter(|name| !copies.contains_key(*name));
    let users: Vec<Ident> = others.chain(copies.values()).cloned().collect();
    for user in users {
        if let Some(definition) = api.types.get_mut(&user)
            && let TypeKind::Object(properties) = &mut definition.kind
        {
            for property in properties {
                rename(&mut property.ty, &copies);
            }
        }
    }
    rename_documents(api, &copies);
}

/// The types with other names in XML, and those that lead to one of them: they must lead to its copy.
fn unlike(api: &Api, within: &BTreeSet<Ident>) -> HashSet<Ident> {
    let types = || within.iter().filter_map(|name| api.types.get_key_value(name));
    let mut users: BTreeMap<&Ident, Vec<&Ident>> = BTreeMap::new();
    for (name, definition) in types() {
        for part in definition.kind.parts() {
            users.entry(part).or_default().push(name);
        }
    }
    let renaming = types().filter(|(_, definition)| has_other_names(definition));
    let mut pending: Vec<&Ident> = renaming.map(|(name, _)| name).collect();
    let mut found = HashSet::new();
    while let Some(name) = pending.pop() {
        if found.insert(name.clone()) {
            pending.extend(users.get(name).into_iter().flatten());
        }
    }
    found
}

/// Lets the documents in XML be of the copies.
fn rename_documents(api: &mut Api, copies: &BTreeMap<Ident, Ident>) {
    for operation in api.clients.iter_mut().flat_map(|client| &mut client.operations) {
        if let Some(body) = operation
            .body
            .as_mut()
            .filter(|body| body.content == BodyContent::Xml)
        {
            rename(&mut body.ty, copies);
        }
        operation
            .errors
            .iter_mut()
            .filter(|error| error.xml)
            .for_each(|error| rename(&mut error.ty, copies));
        let mut contents: Vec<&mut Content> = Vec::new();
        match &mut operation.answer {
            Answer::One(content) | Answer::Optional { content, .. } => contents.push(content),
            Answer::ByStatus(outcomes) => {
                contents.extend(outcomes.iter_mut().filter_map(|outcome| outcome.content.as_mut()));
            }
            Answer::Empty | Answer::Exists => {}
        }
        for content in contents {
            if let Content::Xml(ty) = content {
                rename(ty, copies);
            }
        }
    }
}

fn rename(ty: &mut Type, copies: &BTreeMap<Ident, Ident>) {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => rename(inner, copies),
        Type::Named(name) => {
            if let Some(copy) = copies.get(name) {
                *name = copy.clone();
            }
        }
        Type::Scalar(_) | Type::Any | Type::Overlay(_) => {}
    }
}
