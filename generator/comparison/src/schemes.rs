//! Security schemes by what requests with them send, and by where their tokens come from. Their names are not on the wire.

use std::collections::{BTreeMap, BTreeSet};

use openapi_descriptions::{
    document::{Document, SecurityScheme},
    source::Node,
};

use super::{
    checks::{self, Check},
    tree_pairs::TreePairs,
    trees::{Tree, Trees},
};

/// The schemes of one side in words, by their names.
pub(super) type Phrases = BTreeMap<String, String>;

/// The schemes of both sides.
#[derive(Debug, Default)]
pub(super) struct Schemes {
    pub old: Phrases,
    pub new: Phrases,
    /// The findings about schemes of the same name that requests need before and after.
    pub findings: Vec<(&'static Check, String)>,
}

/// A scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Scheme {
    /// What it sends.
    phrase: String,
    /// The ways to get a token, each with its addresses.
    ways: BTreeSet<String>,
}

impl Scheme {
    fn in_full(&self) -> String {
        let ways: Vec<&str> = self.ways.iter().map(String::as_str).collect();
        match ways.as_slice() {
            [] => self.phrase.clone(),
            ways => format!("{} by {}", self.phrase, ways.join(" or ")),
        }
    }
}

impl Schemes {
    pub(super) fn read(documents: (&Document, &Document), trees: &mut TreePairs<'_>) -> Self {
        let before = read(documents.0, &mut trees.old);
        let after = read(documents.1, &mut trees.new);
        let mut schemes = Self::default();
        for (name, was) in &before {
            let Some(is) = after.get(name).filter(|is| *is != was) else {
                continue;
            };
            // A finding of its own says what changed, so that others have only the name.
            for phrases in [&mut schemes.old, &mut schemes.new] {
                phrases.insert((*name).to_owned(), format!("`{name}`"));
            }
            if is_required(documents.0, name) && is_required(documents.1, name) {
                schemes.findings.push(change(name, was, is));
            }
        }
        let others: Vec<&Scheme> = [&before, &after]
            .into_iter()
            .flatten()
            .filter(|(name, _)| !schemes.old.contains_key(**name))
            .map(|(_, scheme)| scheme)
            .collect();
        // The addresses are said only where schemes differ in nothing else.
        let phrase = |scheme: &Scheme| {
            let is_same = |other: &&Scheme| other.phrase == scheme.phrase && other.ways != scheme.ways;
            if others.iter().any(is_same) {
                scheme.in_full()
            } else {
                scheme.phrase.clone()
            }
        };
        for (phrases, read) in [(&mut schemes.old, &before), (&mut schemes.new, &after)] {
            for (name, scheme) in read {
                phrases
                    .entry((*name).to_owned())
                    .or_insert_with(|| phrase(scheme));
            }
        }
        schemes
    }
}

/// The finding about a scheme that changed. With more ways to get a token than before, every old one is still there.
fn change(name: &str, was: &Scheme, is: &Scheme) -> (&'static Check, String) {
    if was.phrase == is.phrase && !was.ways.is_empty() && was.ways.is_subset(&is.ways) {
        let more: Vec<&str> = is.ways.difference(&was.ways).map(String::as_str).collect();
        let message = format!(
            "tokens of the security scheme `{name}` may also be got by {}",
            more.join(" or ")
        );
        return (&checks::SECURITY_ALTERNATIVE, message);
    }
    let (was, is) = if was.phrase == is.phrase {
        (was.in_full(), is.in_full())
    } else {
        (was.phrase.clone(), is.phrase.clone())
    };
    let message = format!("the security scheme `{name}` was {was} and is {is}");
    (&checks::SECURITY_CHANGED, message)
}

fn read<'d>(document: &'d Document, trees: &mut Trees<'_>) -> BTreeMap<&'d str, Scheme> {
    let root = trees.at(&document.place);
    let declared = root.and_then(|root| declared(&root));
    let schemes = document.security_schemes.iter();
    schemes
        .map(|(name, scheme)| {
            let tree = declared.as_ref().and_then(|list| list.get(name));
            let ways = tree.map(|tree| ways(&trees.follow(tree))).unwrap_or_default();
            let phrase = phrase(scheme);
            (name.as_str(), Scheme { phrase, ways })
        })
        .collect()
}

/// The security schemes that a description declares.
pub(super) fn declared<'a>(root: &Tree<'a>) -> Option<Tree<'a>> {
    root.get("securityDefinitions").or_else(|| {
        let components = root.get("components")?;
        components.get("securitySchemes")
    })
}

/// The ways to get a token: the flows of OAuth 2, and the addresses where more is said of them.
fn ways(scheme: &Tree<'_>) -> BTreeSet<String> {
    let mut ways = BTreeSet::new();
    if let Some(flow) = scheme.get("flow").and_then(|flow| flow.node.as_str()) {
        ways.insert(way(flow_of_openapi(flow), scheme));
    }
    if let Some(flows) = scheme.get("flows") {
        for (name, _) in flows.entries().filter(|(name, _)| !name.starts_with("x-")) {
            ways.extend(flows.get(name).map(|flow| way(name, &flow)));
        }
    }
    if scheme.get("flow").is_none() {
        let addresses = scheme.entries().filter(|(key, _)| key.ends_with("Url"));
        ways.extend(addresses.map(|(key, node)| address(key, node)));
    }
    ways
}

/// A flow with its addresses.
fn way(name: &str, flow: &Tree<'_>) -> String {
    let entries = flow.entries().filter(|(key, _)| key.ends_with("Url"));
    let mut addresses: Vec<String> = entries.map(|(key, node)| address(key, node)).collect();
    addresses.sort();
    if addresses.is_empty() {
        format!("the flow `{name}`")
    } else {
        format!("the flow `{name}` with {}", addresses.join(" and "))
    }
}

/// An address with its keyword.
fn address(key: &str, node: &Node) -> String {
    format!("`{key}` `{}`", node.as_str().unwrap_or_default())
}

/// The name that OpenAPI 3 has for a flow of Swagger 2.0.
fn flow_of_openapi(flow: &str) -> &str {
    match flow {
        "application" => "clientCredentials",
        "accessCode" => "authorizationCode",
        other => other,
    }
}

fn phrase(scheme: &SecurityScheme) -> String {
    match scheme {
        SecurityScheme::ApiKey { location, name } if location == "header" => {
            format!("the header `{}`", name.to_ascii_lowercase())
        }
        SecurityScheme::ApiKey { location, name } => format!("the {location} parameter `{name}`"),
        SecurityScheme::OAuth2 { .. } => "OAuth 2".to_owned(),
        SecurityScheme::OpenIdConnect => "OpenID Connect".to_owned(),
        SecurityScheme::Other { kind } => format!("the scheme type `{kind}`"),
        SecurityScheme::Http { scheme } => format!("HTTP `{}`", scheme.to_ascii_lowercase()),
    }
}

/// Whether any operation needs a scheme.
pub(super) fn is_required(document: &Document, name: &str) -> bool {
    let per_operation = document
        .operations
        .iter()
        .filter_map(|operation| operation.security.as_ref());
    document.security.names(name) || per_operation.into_iter().any(|security| security.names(name))
}
