//! The folders of named things in each dialect: the pointer to a named thing is one of these and its name.

use crate::pointer::Pointer;

pub(crate) const PARAMETERS: &[&str] = &["/parameters/", "/components/parameters/"];
pub(crate) const RESPONSES: &[&str] = &["/responses/", "/components/responses/"];
pub(crate) const REQUEST_BODIES: &[&str] = &["/components/requestBodies/"];
pub(crate) const HEADERS: &[&str] = &["/components/headers/"];
pub(crate) const SCHEMAS: &[&str] = &["/definitions/", "/components/schemas/"];

/// Whether a pointer leads to a named thing of a whole description, of whatever kind.
pub(super) fn is_named(pointer: &Pointer) -> bool {
    let text = pointer.to_string();
    let mut folders = [PARAMETERS, RESPONSES, REQUEST_BODIES, HEADERS, SCHEMAS]
        .into_iter()
        .flatten();
    folders.any(|folder| text.strip_prefix(folder).is_some_and(|name| !name.contains('/')))
}
