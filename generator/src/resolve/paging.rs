//! How a listing goes on: the next link and the items of its page.

use openapi_client_model::api::{Paging, Type};
use openapi_descriptions::{diagnostic::Diagnostic, document};

use openapi_descriptions::inheritance;

use super::{responses::Responses, types::Types};

/// Finds the next link and the items in the page that a listing answers with.
pub(super) fn paging<'a>(
    types: &mut Types<'a>,
    pageable: &document::Pageable,
    responses: &Responses<'a>,
) -> Option<Paging> {
    let page_schema = match responses.schema.map(|schema| (schema, schema.reference.as_ref())) {
        Some((_, Some(reference))) => types.follow(reference).map(|(_, schema)| schema),
        Some((schema, None)) => Some(schema),
        None => None,
    };
    let (Some(schema), Some(Type::Named(page))) = (page_schema, responses.answer.json()) else {
        types.diagnostics.push(
            Diagnostic::at(
                &pageable.place,
                "the listing does not answer with an object",
                "a page is an object with a list of items and a next link",
            )
            .avoidable(),
        );
        return None;
    };
    let properties = match inheritance::properties(types.bundle, schema) {
        Ok(properties) => properties,
        Err(diagnostic) => {
            types.diagnostics.push(diagnostic);
            return None;
        }
    };
    let find = |wire: &str| {
        properties
            .properties
            .iter()
            .find(|(name, _)| *name == wire)
            .map(|(_, schema)| *schema)
    };
    if let Some(next_link) = &pageable.next_link
        && find(next_link).is_none_or(|schema| schema.kind.as_deref() != Some("string"))
    {
        types.diagnostics.push(
            Diagnostic::at(
                &pageable.place.join("nextLinkName"),
                format!("the page `{page}` has no property `{next_link}` that is text"),
                "name the property of the page that holds the next link",
            )
            .avoidable(),
        );
        return None;
    }
    let items = find(&pageable.items);
    let Some((items_schema, item_schema)) = items.and_then(|schema| Some((schema, schema.items.as_deref()?)))
    else {
        types.diagnostics.push(
            Diagnostic::at(
                &pageable.place.join("itemName"),
                format!(
                    "the page `{page}` has no property `{}` that is a list",
                    pageable.items
                ),
                "name the property of the page that holds the items",
            )
            .avoidable(),
        );
        return None;
    };
    let items = types.property_name(page, &pageable.items, items_schema);
    let hint = types.property_hint(page, &properties, &pageable.items, &items);
    Some(Paging {
        next_link: pageable.next_link.clone(),
        page: page.clone(),
        items,
        items_optional: !properties.required.contains(pageable.items.as_str()) || items_schema.nullable,
        item: types.type_of(item_schema, &hint),
    })
}
