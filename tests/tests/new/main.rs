//! `openapi-rust-client new` as its users meet it: crates that build, names that stay, and folders that are left alone.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests that make crates in folders of their own"
)]

mod catalogs;
mod crates;
mod exports;
mod folders;
mod names;
mod support;
