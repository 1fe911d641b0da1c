//! Which checks can change what about an item of the crate.

/// Something is there no more.
pub(super) fn gone(id: &str) -> bool {
    id.ends_with("removed")
}

/// Something is there that was not.
pub(super) fn come(id: &str) -> bool {
    id.ends_with("added")
}

/// A property is not there any more.
pub(super) fn property_gone(id: &str) -> bool {
    matches!(id, "property-removed" | "required-property-removed")
}

/// A property is there that was not.
pub(super) fn property_come(id: &str) -> bool {
    matches!(id, "property-added" | "required-property-added")
}

/// Whether something may be absent: what decides between a type and an `Option` of it.
pub(super) fn presence(id: &str) -> bool {
    id.starts_with("property-became") || id.starts_with("nullable") || id.starts_with("read-only")
}

/// The type of a value.
pub(super) fn value_type(id: &str) -> bool {
    id.starts_with("type-")
        || id.starts_with("format-")
        || id.starts_with("schema-")
        || id.starts_with("additional-properties")
        || id.starts_with("one-of")
        || set(id)
        || id == "discriminator-changed"
}

/// What a type turns into and can be made of: whether a set is open, and what a union may be.
pub(super) fn openness(id: &str) -> bool {
    set(id)
        || matches!(id, "enum-opened" | "enum-closed" | "discriminator-changed")
        || id.starts_with("union-variant")
}

/// Whether there is a set of values.
fn set(id: &str) -> bool {
    matches!(
        id,
        "enum-added" | "enum-removed" | "open-enum-added" | "open-enum-removed"
    )
}

/// Another answer stands where one was.
pub(super) fn other_answer(id: &str) -> bool {
    matches!(id, "success-status-changed" | "response-media-type-changed")
}

/// The parameter itself, rather than its type.
pub(super) fn parameter(id: &str) -> bool {
    id.starts_with("parameter-") || id.starts_with("required-parameter")
}

/// Whether there is a body.
pub(super) fn body(id: &str) -> bool {
    id.starts_with("request-body") || id.starts_with("required-request-body")
}

/// What the body is written as.
pub(super) fn media_type(id: &str) -> bool {
    id.starts_with("request-media-type")
}

/// What an answer holds.
pub(super) fn result(id: &str) -> bool {
    id.starts_with("response-body") || id.starts_with("success-status")
}

/// Whether there is a call, and what it is called.
pub(super) fn operation(id: &str) -> bool {
    id.starts_with("operation-") && id != "operation-deprecated"
}
