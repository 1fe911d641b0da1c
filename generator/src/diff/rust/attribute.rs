//! Gives each change of the crate to the finding that is its cause; what has no cause on the wire is a finding itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    api::{Api, Type, TypeKind},
    diagnostic::Place,
    diff::{
        assemble::OperationPair,
        checks,
        finding::{Finding, Wire},
        side::Rendered,
    },
    names::{Case, Ident},
    resolve,
};

use super::{
    compare::{Change, Renames, changes},
    origins,
};

/// Adds the Rust verdict to the findings.
pub(in crate::diff) fn apply(
    findings: &mut Vec<Finding>,
    old: &Rendered,
    new: &Rendered,
    pairs: &[OperationPair],
) {
    let (before, after) = (origins::origins(&old.api), origins::origins(&new.api));
    let renames = renames(findings, old, new, (&before, &after), pairs);
    let mut left = Vec::new();
    for change in changes(&old.items, &new.items, &renames) {
        let places = Places {
            old: change
                .old_path
                .as_deref()
                .and_then(|path| origins::of(&before, path, change.owner.as_deref())),
            new: change
                .new_path
                .as_deref()
                .and_then(|path| origins::of(&after, path, change.owner.as_deref())),
            renamed: change.by_rename.as_ref().and_then(|path| before.get(path)),
        };
        let causes = causes(findings, &change, &places, pairs, old, new);
        for at in &causes {
            if let Some(finding) = findings.get_mut(*at) {
                give(finding, &change);
            }
        }
        if causes.is_empty() {
            let (old, new) = (places.old.cloned(), places.new.cloned());
            left.push((change, old, new));
        }
    }
    findings.extend(left.into_iter().map(|(change, old, new)| own(&change, old, new)));
}

/// Where a change comes from.
struct Places<'a> {
    old: Option<&'a Place>,
    new: Option<&'a Place>,
    /// The type that is called otherwise and is why the signature differs.
    renamed: Option<&'a Place>,
}

fn give(finding: &mut Finding, change: &Change) {
    finding.rust = finding.rust.max(change.item.verdict);
    if !finding.rust_items.contains(&change.item) {
        finding.rust_items.push(change.item.clone());
        finding.rust_items.sort();
    }
}

/// A change that nothing on the wire is the cause of.
fn own(change: &Change, old: Option<Place>, new: Option<Place>) -> Finding {
    let name = |path: &Option<String>| path.as_deref().unwrap_or_default().replace('`', "");
    let (check, message) = match (&change.old_path, &change.new_path) {
        (Some(_), None) => (
            &checks::RUST_REMOVED,
            format!("`{}` is gone", name(&change.old_path)),
        ),
        (None, _) => (
            &checks::RUST_ADDED,
            format!("`{}` is new", name(&change.new_path)),
        ),
        (Some(_), Some(_)) => (
            &checks::RUST_CHANGED,
            format!("`{}` is another one", name(&change.new_path)),
        ),
    };
    Finding {
        check,
        wire: Wire::None,
        rust: change.item.verdict,
        old,
        new,
        operations: Vec::new(),
        rust_items: vec![change.item.clone()],
        message,
        subject: "Rust".to_owned(),
        operation: None,
    }
}

/// The paths of what is called otherwise: operations of a pair, and schemas and properties that findings say so of.
fn renames(
    findings: &[Finding],
    old: &Rendered,
    new: &Rendered,
    (before, after): (&BTreeMap<String, Place>, &BTreeMap<String, Place>),
    pairs: &[OperationPair],
) -> Renames {
    let mut renames = Renames::new();
    let methods = |api: &Api, place: &Place| {
        api.clients.iter().find_map(|client| {
            let operation = client
                .operations
                .iter()
                .find(|operation| operation.docs.place.as_ref() == Some(place))?;
            let options = resolve::method_options(&client.name, &operation.name);
            Some((
                format!("{}::{}", client.name, operation.name),
                format!("models::{options}"),
            ))
        })
    };
    for pair in pairs {
        if let (Some(was), Some(is)) = (methods(&old.api, &pair.old), methods(&new.api, &pair.new)) {
            if was.0 != is.0 {
                renames.insert(was.0, is.0);
            }
            if was.1 != is.1 {
                renames.insert(was.1, is.1);
            }
        }
    }
    let ids = ["schema-renamed", "property-renamed", "required-property-renamed"];
    for finding in findings.iter().filter(|finding| ids.contains(&finding.check.id)) {
        let (Some(was), Some(is)) = (&finding.old, &finding.new) else {
            continue;
        };
        let paths = |origins: &BTreeMap<String, Place>, place: &Place| -> Vec<String> {
            origins
                .iter()
                .filter(|(_, other)| *other == place)
                .map(|(path, _)| path.clone())
                .collect()
        };
        // A property is a field and its setters, in the same order on both sides.
        for (was, is) in paths(before, was).into_iter().zip(paths(after, is)) {
            if was != is {
                renames.insert(was, is);
            }
        }
    }
    renames
}

/// The findings that are the cause of a change.
fn causes(
    findings: &[Finding],
    change: &Change,
    places: &Places<'_>,
    pairs: &[OperationPair],
    old: &Rendered,
    new: &Rendered,
) -> Vec<usize> {
    let select = |wanted: &dyn Fn(&Finding) -> bool| -> Vec<usize> {
        findings
            .iter()
            .enumerate()
            .filter(|(_, finding)| wanted(finding))
            .map(|(at, _)| at)
            .collect()
    };
    if let Some(place) = places.renamed {
        let found =
            select(&|finding| finding.check.id == "schema-renamed" && finding.old.as_ref() == Some(place));
        if !found.is_empty() {
            return found;
        }
    }
    let is = |place: Option<&Place>, other: Option<&Place>| place.is_some() && place == other;
    let exact = select(&|finding| {
        is(finding.old.as_ref(), places.old) && is(finding.new.as_ref(), places.new)
            || change.new_path.is_none() && is(finding.old.as_ref(), places.old) && gone(finding)
            || change.old_path.is_none() && is(finding.new.as_ref(), places.new) && come(finding)
    });
    if !exact.is_empty() && !is_method(change) {
        return exact;
    }
    // The constructor and the conversions of a type change with what is required of it, and with the types of that.
    let shape = select(&|finding| {
        shapes(finding)
            && (within(finding.old.as_ref(), places.old) || within(finding.new.as_ref(), places.new))
    });
    if !shape.is_empty() && !is_method(change) {
        return shape;
    }
    // A method changes with its own parameters, bodies and answers, or with a type that these come to.
    let pair = pairs
        .iter()
        .position(|pair| Some(&pair.old) == places.old || Some(&pair.new) == places.new);
    if let Some(at) = pair {
        let direct = select(&|finding| finding.operation == pair && concerns(finding, change));
        if !direct.is_empty() {
            return direct;
        }
        let route = pairs.get(at).map(|pair| &pair.route);
        let types = select(&|finding| {
            altered(finding) && route.is_some_and(|route| finding.operations.contains(route))
        });
        if is_method(change) && !types.is_empty() {
            return types;
        }
    }
    if !exact.is_empty() {
        return exact;
    }
    let patched = patched(change, old, new);
    if !patched.is_empty() {
        return select(&|finding| {
            finding.check.id.starts_with("request-media-type")
                && finding.operations.iter().any(|route| patched.contains(route))
        });
    }
    // A type goes with the last thing that used it, and comes with the first.
    let lost = change
        .old_path
        .as_deref()
        .filter(|_| change.new_path.is_none())
        .map(|path| users(&old.api, path));
    let gained = change
        .new_path
        .as_deref()
        .filter(|_| change.old_path.is_none())
        .map(|path| users(&new.api, path));
    select(&|finding| {
        lost.as_ref().is_some_and(|users| {
            (gone(finding) || altered(finding))
                && finding.old.as_ref().is_some_and(|place| users.contains(place))
        }) || gained.as_ref().is_some_and(|users| {
            (come(finding) || altered(finding))
                && finding.new.as_ref().is_some_and(|place| users.contains(place))
        })
    })
}

/// The operations whose body became a merge patch, or is none any more, when the change is in the type of that body.
fn patched(change: &Change, old: &Rendered, new: &Rendered) -> Vec<String> {
    let path = change
        .new_path
        .as_deref()
        .or(change.old_path.as_deref())
        .unwrap_or_default();
    let owner = change
        .owner
        .as_deref()
        .unwrap_or(path)
        .rsplit("::")
        .next()
        .unwrap_or_default();
    let patch = |api: &Api| {
        api.types
            .values()
            .find(|definition| definition.name.to_string() == owner)
            .map(|definition| definition.usage.merge_patch)
    };
    if patch(&old.api) == patch(&new.api) {
        return Vec::new();
    }
    let operations = new.api.clients.iter().flat_map(|client| &client.operations);
    operations
        .filter(|operation| {
            operation
                .body
                .as_ref()
                .is_some_and(|body| body.ty == Type::Named(named(owner, &body.ty)))
        })
        .map(|operation| format!("{} {}", operation.method, operation.path))
        .collect()
}

/// The name in a type, when it is this one.
fn named(owner: &str, ty: &Type) -> Ident {
    match ty {
        Type::Named(name) if name.to_string() == owner => name.clone(),
        _ => Ident::placeholder(Case::Type, 0),
    }
}

/// Whether a change of a method or its options can come from a finding about its operation.
fn concerns(finding: &Finding, change: &Change) -> bool {
    let id = finding.check.id;
    let renamed =
        change.old_path.is_some() && change.new_path.is_some() && change.old_path != change.new_path;
    if renamed {
        return id == "operation-renamed";
    }
    let required = matches!(
        id,
        "required-parameter-added"
            | "parameter-became-required"
            | "parameter-became-optional"
            | "parameter-location-changed"
    ) || id.starts_with("required-request-body")
        || id.starts_with("request-body-became");
    if is_method(change) {
        return required
            || id.starts_with("response-body")
            || id.starts_with("paging")
            || matches!(
                id,
                "parameter-removed" | "request-body-removed" | "operation-moved"
            );
    }
    required || id.starts_with("parameter") || id.starts_with("request-body")
}

fn is_method(change: &Change) -> bool {
    let path = change
        .old_path
        .as_deref()
        .or(change.new_path.as_deref())
        .unwrap_or_default();
    path.contains("Client") && !path.starts_with("models::") && !path.starts_with("impl")
}

fn within(place: Option<&Place>, owner: Option<&Place>) -> bool {
    match (place, owner) {
        (Some(place), Some(owner)) => {
            place.file == owner.file && place.pointer.tokens().starts_with(owner.pointer.tokens())
        }
        _ => false,
    }
}

/// Whether a finding changes what a constructor takes.
fn shapes(finding: &Finding) -> bool {
    let id = finding.check.id;
    id.starts_with("required-property")
        || id.starts_with("property-became")
        || matches!(
            id,
            "type-changed"
                | "schema-replaced"
                | "nullable-added"
                | "nullable-removed"
                | "enum-opened"
                | "enum-closed"
                | "enum-added"
                | "enum-removed"
        )
        || id.starts_with("format-")
        || id.starts_with("read-only")
        || id.starts_with("additional-properties")
}

fn gone(finding: &Finding) -> bool {
    finding.check.id.ends_with("removed")
}

fn come(finding: &Finding) -> bool {
    finding.check.id.ends_with("added")
}

fn altered(finding: &Finding) -> bool {
    matches!(
        finding.check.id,
        "type-changed" | "schema-replaced" | "success-status-changed" | "enum-removed" | "enum-added"
    )
}

/// The places of everything that leads to a type: operations, parameters, properties, types.
fn users(api: &Api, path: &str) -> BTreeSet<Place> {
    let name = path.rsplit("::").next().unwrap_or_default();
    let mut users = BTreeSet::new();
    let mut names: BTreeSet<String> = BTreeSet::from([name.to_owned()]);
    loop {
        let before = names.len();
        for definition in api.types.values() {
            let found = match &definition.kind {
                TypeKind::Object(properties) => properties
                    .iter()
                    .filter(|property| uses(&property.ty, &names))
                    .filter_map(|property| property.docs.place.clone())
                    .collect::<Vec<_>>(),
                TypeKind::Union { variants, .. } => variants
                    .iter()
                    .filter(|variant| names.contains(&variant.ty.to_string()))
                    .filter_map(|variant| variant.docs.place.clone())
                    .collect(),
                TypeKind::Enum { .. } => Vec::new(),
            };
            if !found.is_empty() {
                users.extend(found);
                users.extend(definition.docs.place.clone());
                names.insert(definition.name.to_string());
            }
        }
        if names.len() == before {
            break;
        }
    }
    for operation in api.clients.iter().flat_map(|client| &client.operations) {
        let parameters = operation
            .parameters
            .iter()
            .filter(|parameter| uses(&parameter.ty, &names))
            .filter_map(|parameter| parameter.docs.place.clone());
        users.extend(parameters);
        let body = operation.body.as_ref().filter(|body| uses(&body.ty, &names));
        users.extend(body.and_then(|body| body.docs.place.clone()));
        let result = operation.result.as_ref().is_some_and(|ty| uses(ty, &names));
        if result || body.is_some() {
            users.extend(operation.docs.place.clone());
        }
    }
    users
}

fn uses(ty: &Type, names: &BTreeSet<String>) -> bool {
    match ty {
        Type::Named(name) => names.contains(&name.to_string()),
        Type::List(inner) | Type::Map(inner) => uses(inner, names),
        _ => false,
    }
}
