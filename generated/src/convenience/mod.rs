//! Additional methods of clients and models, written once for all API versions to which they apply.
//!
//! The generated types differ by version, so each topic is a macro over the versions, which [`versions`] lists. A test
//! in `tests/tests/conveniences.rs` calls all of it in all of them.

#[macro_use]
mod versions;

mod identity;
mod messages;
mod not_added;
mod participants;
mod people;
#[cfg(feature = "chat-2020-09-21-preview2")]
mod status;
mod threads;
mod topic;

pub use not_added::NotAdded;
