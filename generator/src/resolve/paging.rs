//! Paging of lists: the way to the next page, and the items of a page.

use openapi_client_model::{
    api::{Items, NextPage, Page, Paging, Type},
    names::Ident,
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{self, Schema},
    inheritance::{self, Collected},
};

use crate::catalog;

use super::{
    declared::Responses,
    listing,
    types::Types,
    wanted::{Next, Wanted},
};

/// Finds the paging of an operation; `None` if it is not a list, or cannot be paged.
///
/// If the description asks for paging that the response does not allow, that is a warning, and the operation is a plain call.
pub(super) fn paging<'a>(
    types: &mut Types<'a>,
    written: &'a document::Operation,
    entry: Option<&catalog::Paging>,
    responses: &Responses<'a>,
) -> Option<Paging> {
    let wanted = listing::wanted(types, written, entry, responses)?;
    match find(types, &wanted, responses) {
        Ok(paging) => Some(paging),
        Err(diagnostic) if wanted.certain => {
            types.diagnostics.push(diagnostic);
            None
        }
        Err(diagnostic) => {
            types.diagnostics.push(diagnostic.warning());
            None
        }
    }
}

fn find<'a>(types: &mut Types<'a>, wanted: &Wanted, responses: &Responses<'a>) -> Result<Paging, Diagnostic> {
    if responses.answer.xml().next().is_some() {
        return Err(unlike(wanted, "is XML"));
    }
    let answer = responses.answer.ty().cloned();
    let list = wanted.items.is_none();
    let (page, items, item, schema) = match (answer, list) {
        (Some(Type::List(item)), true) => (Page::List, Vec::new(), *item, None),
        (Some(Type::Named(page)), false) => {
            let written = wanted.items.as_deref().unwrap_or_default();
            let schema = responses.schema.and_then(|schema| settled(types, schema));
            let schema = schema.ok_or_else(|| unlike(wanted, "is not described"))?;
            let (items, item) = items(types, wanted, (&page, schema), written)?;
            (Page::Named(page), items, item, Some(schema))
        }
        (_, true) => return Err(unlike(wanted, "is not a list")),
        (_, false) => return Err(unlike(wanted, "is not an object with a list of items")),
    };
    let text = |types: &mut Types<'a>, name: &str, kinds: &[&str]| {
        let schema = schema.ok_or_else(|| unlike(wanted, &format!("has no property `{name}`")))?;
        value_at(types, schema, name, kinds).map_err(|kind| {
            let message = match kind {
                None => format!("the page has no property `{name}`, so it is not known where the next page is"),
                Some(kind) => format!(
                    "the property `{name}` of the page is of the type `{kind}`, which does not lead to the next page"
                ),
            };
            let help = "name the property with the next link, here or by `paging` in the catalog; until then the operation is a call that returns its first page";
            Diagnostic::at(&wanted.place, message, help)
        })
    };
    let next = match &wanted.next {
        Next::None => NextPage::None,
        Next::Header => NextPage::LinkHeader,
        Next::Link(name) => NextPage::Link(text(types, name, &["string"])?),
        Next::Cursor { parameter, property } => NextPage::Cursor {
            property: text(types, property, &["string", "integer"])?,
            parameter: parameter.clone(),
        },
        Next::CursorHeader { parameter, header } => NextPage::CursorHeader {
            parameter: parameter.clone(),
            header: header.to_ascii_lowercase(),
        },
        Next::Offset(parameter) => NextPage::Offset {
            parameter: parameter.clone(),
        },
        Next::Number { parameter, first } => NextPage::Number {
            parameter: parameter.clone(),
            first: *first,
        },
    };
    Ok(Paging {
        next,
        page,
        items,
        item,
    })
}

/// The steps from a page to its items, and the type of an item.
fn items<'a>(
    types: &mut Types<'a>,
    wanted: &Wanted,
    (page, schema): (&Ident, &'a Schema),
    written: &str,
) -> Result<(Vec<Items>, Type), Diagnostic> {
    let missing = || unlike(wanted, &format!("has no property `{written}` that is a list"));
    let mut steps = Vec::new();
    let (mut owner, mut here) = (page.clone(), schema);
    let path = path(types, schema, written);
    let mut left = path.len();
    for wire in path {
        left -= 1;
        let collected = inheritance::properties(types.bundle, here)?;
        let property = property(&collected, &wire).ok_or_else(missing)?;
        let name = types.property_name(&owner, &wire, property);
        steps.push(Items {
            name: name.clone(),
            optional: !collected.required.contains(wire.as_str()) || property.nullable,
            wire: wire.clone(),
        });
        let hint = types.property_hint(&owner, &collected, &wire, &name);
        let ty = types.type_of(property, &hint);
        match ty {
            Type::List(item) if left == 0 => return Ok((steps, *item)),
            Type::Named(next) if left > 0 => owner = next,
            _ => return Err(missing()),
        }
        here = settled(types, property).ok_or_else(missing)?;
    }
    Err(missing())
}

/// The names that lead to a value of one of these kinds in a page. Fails with the kind that it has, if it is there.
fn value_at<'a>(
    types: &mut Types<'a>,
    page: &'a Schema,
    written: &str,
    kinds: &[&str],
) -> Result<Vec<String>, Option<String>> {
    let path = path(types, page, written);
    let mut here = page;
    for wire in &path {
        let collected = inheritance::properties(types.bundle, here).map_err(|_| None)?;
        let found = property(&collected, wire).and_then(|found| settled(types, found));
        here = found.ok_or(None)?;
    }
    match here.kind.as_deref() {
        Some(kind) if kinds.contains(&kind) => Ok(path),
        kind => Err(Some(kind.unwrap_or("object").to_owned())),
    }
}

/// A name with dots is a property of that name if there is one, and otherwise a path through objects; `\.` is a dot in a name.
fn path(types: &Types<'_>, page: &Schema, written: &str) -> Vec<String> {
    let whole =
        inheritance::properties(types.bundle, page).is_ok_and(|found| property(&found, written).is_some());
    if whole {
        return vec![written.to_owned()];
    }
    written
        .replace("\\.", "\0")
        .split('.')
        .map(|part| part.replace('\0', "."))
        .collect()
}

fn property<'a>(collected: &Collected<'a>, wire: &str) -> Option<&'a Schema> {
    let found = collected.properties.iter().find(|(name, _)| *name == wire);
    found.map(|(_, schema)| *schema)
}

/// The schema at the end of its references; `allOf` with one part counts as a reference.
fn settled<'a>(types: &mut Types<'a>, schema: &'a Schema) -> Option<&'a Schema> {
    let mut schema = schema;
    for _ in 0..64 {
        schema = match (&schema.reference, schema.all_of.as_slice()) {
            (Some(reference), _) => types.follow(reference)?.1,
            (None, [only]) if schema.properties.is_empty() => only,
            _ => return Some(schema),
        };
    }
    None
}

fn unlike(wanted: &Wanted, how: &str) -> Diagnostic {
    Diagnostic::at(
        &wanted.place,
        format!("this operation is marked as a list, but its response {how}"),
        "it becomes an ordinary method, without pages; name the list of items, or remove the mark",
    )
}
