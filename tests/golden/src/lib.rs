//! The code of the goldens, compiled with warnings denied, as if this were a generated crate.
//!
//! It depends on the runtime as any generated crate does. The handwritten types that some of the descriptions name, such as
//! `crate::CommunicationIdentifier`, are those of the chat client.
//!
//! It is a separate package, so that the test that compares and updates the goldens can run even if their code does not compile.

#[rustfmt::skip] // the generator formats what is in it
#[allow(clippy::pedantic, reason = "only what warns every user counts")]
mod list;

pub use list::*;

pub use acs_chat::{CommunicationIdentifier, CommunicationTokenCredential};
pub use client_runtime::{
    CallLimitReached, CallLimits, Clock, InvalidContinuation, Patch, Resend, RetryQuota, ServiceError,
};
