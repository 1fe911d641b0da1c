//! The Rust verdict: which items of the crate are gone, new or another one, and which finding is the cause.

pub(super) mod attribute;
mod compare;
pub(super) mod items;
mod surface;
