//! What the goldens' code does when it runs: reading and writing JSON, and the requests that go out.
#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod address;
mod answers;
mod bodies;
mod call_servers;
mod choices;
mod continuations;
mod enums;
mod headers;
mod hostile;
mod json;
mod lost_names;
mod models;
mod nested_parameters;
mod nulls;
mod operations;
mod pages;
mod parameters;
mod patches;
mod requests;
mod scalars;
mod secrets;
mod security;
mod several_bodies;
mod streams;
mod whole_files;
mod xml;
mod xml_types;
