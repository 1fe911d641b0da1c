//! The Rust verdict: the items of the crate that were removed, added or changed, and the findings that caused it.

pub(super) mod attribute;
mod compare;
mod conditions;
mod features;
pub(super) mod items;
mod surface;
