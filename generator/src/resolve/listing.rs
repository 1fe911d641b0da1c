//! Finds the operations that are lists, by the catalog, the description or the headers of their responses.

use openapi_client_model::api::{Operation, Type};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{self, OrRef},
};

use crate::catalog;

use super::{
    declared::Responses,
    types::Types,
    wanted::{Next, Wanted, has_query_parameter},
};

/// The paging that is wanted of an operation; `None` if it is not a list.
pub(super) fn wanted(
    types: &mut Types<'_>,
    written: &document::Operation,
    entry: Option<&catalog::Paging>,
    responses: &Responses<'_>,
) -> Option<Wanted> {
    if written.long_running.is_some() {
        if entry.is_some() {
            types.diagnostics.push(Diagnostic::at(
                &written.place,
                "the catalog says how this operation goes on from page to page, but only the description can say it of a long-running one",
                "remove `paging` from its entry in the catalog",
            ));
        }
        written.pageable.as_ref()?;
    } else if let Some(entry) = entry {
        return Some(of_catalog(written, entry));
    }
    if let Some(pageable) = &written.pageable {
        if let Some(place) = &pageable.next_operation {
            types.diagnostics.push(
                Diagnostic::at(
                    place,
                    "the next page of this list is fetched from its link, not by the operation that is named here",
                    "the link must be a complete address; if it is, remove `operationName`",
                )
                .warning(),
            );
        }
        return Some(Wanted {
            place: pageable.place.clone(),
            items: Some(pageable.items.clone()),
            next: pageable.next_link.clone().map_or(Next::None, Next::Link),
            certain: false,
        });
    }
    let list = matches!(responses.answer.ty(), Some(Type::List(_)));
    (list && has_link_header(types, written)).then(|| Wanted {
        place: written.place.clone(),
        items: None,
        next: Next::Header,
        certain: false,
    })
}

fn of_catalog(written: &document::Operation, entry: &catalog::Paging) -> Wanted {
    let next = if entry.link_header {
        Next::Header
    } else if let Some(cursor) = &entry.cursor {
        let parameter = cursor.parameter.clone();
        match (&cursor.property, &cursor.header) {
            (Some(property), _) => Next::Cursor {
                parameter,
                property: property.clone(),
            },
            (None, header) => Next::CursorHeader {
                parameter,
                header: header.clone().unwrap_or_default(),
            },
        }
    } else if let Some(parameter) = &entry.offset {
        Next::Offset(parameter.clone())
    } else if let Some(page) = &entry.page {
        Next::Number {
            parameter: page.parameter.clone(),
            first: page.first,
        }
    } else {
        entry.next_link.clone().map_or(Next::None, Next::Link)
    };
    Wanted {
        place: written.place.clone(),
        items: entry.items.clone(),
        next,
        certain: true,
    }
}

/// Reports a parameter that the catalog counts with and that the operation does not have.
pub(super) fn check_parameter(
    types: &mut Types<'_>,
    written: &document::Operation,
    entry: &catalog::Paging,
    operation: &Operation,
) {
    let Some(parameter) = entry.parameter() else {
        return;
    };
    if !has_query_parameter(operation, parameter) {
        types.diagnostics.push(Diagnostic::at(
            &written.place,
            format!(
                "the catalog pages `{}` by `{parameter}`, which is not a parameter of its query",
                operation.id
            ),
            "name a parameter of the query under `paging` in the catalog",
        ));
    }
}

/// Tells whether a success declares the header `Link`.
fn has_link_header(types: &Types<'_>, written: &document::Operation) -> bool {
    written.responses.iter().any(|(status, response)| {
        let response: &OrRef<document::Response> = response;
        let found = types.bundle.response(response);
        status.starts_with('2')
            && found.is_ok_and(|response| {
                let mut names = response.headers.iter().map(|(name, _)| name);
                names.any(|name| name.eq_ignore_ascii_case("link"))
            })
    })
}
