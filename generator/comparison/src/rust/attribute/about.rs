//! Predicates on checks: which of them can change which property of a crate's item.

use crate::checks::{Aspect, Check, Effect};

/// A property was added or removed.
pub(super) fn property_added_or_removed(check: &Check) -> bool {
    check.aspect == Aspect::Property && matches!(check.effect, Effect::Added | Effect::Removed)
}

/// Whether something may be absent, which decides between a type and an `Option` of it.
pub(super) fn presence(check: &Check) -> bool {
    check.aspect == Aspect::Presence
}

/// The type of a value.
pub(super) fn value_type(check: &Check) -> bool {
    matches!(
        check.aspect,
        Aspect::ValueType | Aspect::ValueSet | Aspect::Discriminator
    )
}

/// The values that a type converts from and to: whether a set is open, and the variants of a union.
pub(super) fn openness(check: &Check) -> bool {
    matches!(
        check.aspect,
        Aspect::ValueSet | Aspect::Openness | Aspect::Discriminator | Aspect::Variant
    )
}

/// Anything that can change the type at a place.
pub(super) fn type_or_presence(check: &Check) -> bool {
    value_type(check) || openness(check) || presence(check)
}

/// A value of a set, or a type of a union.
pub(super) fn value(check: &Check) -> bool {
    matches!(check.aspect, Aspect::Value | Aspect::Variant)
}

/// One response was replaced by another.
pub(super) fn response_replaced(check: &Check) -> bool {
    matches!(check.aspect, Aspect::SuccessStatus | Aspect::ResponseMediaType)
        && check.effect == Effect::Altered
}

/// The parameter itself, rather than its type.
pub(super) fn parameter(check: &Check) -> bool {
    check.aspect == Aspect::Parameter
}

/// Whether there is a request body.
pub(super) fn body(check: &Check) -> bool {
    check.aspect == Aspect::RequestBody
}

/// The media type of a request body.
pub(super) fn media_type(check: &Check) -> bool {
    check.aspect == Aspect::RequestMediaType
}

/// The contents of a response.
pub(super) fn result(check: &Check) -> bool {
    matches!(check.aspect, Aspect::ResponseBody | Aspect::SuccessStatus)
}

/// How a list continues on the next page.
pub(super) fn paging(check: &Check) -> bool {
    check.aspect == Aspect::Paging
}

/// Whether an operation exists, and its name.
pub(super) fn operation(check: &Check) -> bool {
    check.aspect == Aspect::Operation
}

/// As [`operation`], without a changed path or method, which the crate does not show.
pub(super) fn operation_in_rust(check: &Check) -> bool {
    operation(check) && check.effect != Effect::Moved
}

/// Authorisation and address, which concern all operations.
pub(super) fn service(check: &Check) -> bool {
    matches!(check.aspect, Aspect::Security | Aspect::Server)
}

/// Whether an operation may return before its work is complete.
pub(super) fn long_running(check: &Check) -> bool {
    check.aspect == Aspect::LongRunning
}

/// A response header, other than its type.
pub(super) fn header(check: &Check) -> bool {
    check.aspect == Aspect::Header
}

/// What an operation answers with each status.
pub(super) fn outcome(check: &Check) -> bool {
    result(check) || check.aspect == Aspect::ResponseMediaType
}
