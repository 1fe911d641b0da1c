//! A client as it is generated from an OpenAPI description: its operations and types, with the names that they have in
//! Rust.
//!
//! [`api`] has the types, without references and undecided names; [`names`] has the rules by which a name of a description
//! becomes an identifier of Rust.

pub mod api;
mod docs;
pub mod names;
pub mod security;
pub mod server;
