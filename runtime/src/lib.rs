//! What generated clients stand on: a call put together argument by argument, sent, checked and repeated where that is
//! safe; pages; credentials; errors. It knows no service.
//!
//! A generated crate depends on this one and re-exports what its users need of it. Two things make it the client of a
//! service: the [`Package`] that its clients are made with, and the [credential](authorization) that they take.
//!
//! - Signing in: [`BearerCredential`], [`authorization::ApiKeyCredential`], [`authorization::BasicCredential`], or anything
//!   that implements [`authorization::Authorize`]; [`refresh`] has the machinery for tokens that expire.
//! - What went wrong: [`ServiceError`], readable from any [`azure_core::Error`] that the service answered with.
//! - What a call may cost: [`CallLimits`] for its time and the size of its answer, [`RetryQuota`] and [`Resend`] for what is
//!   sent again.
//! - What changes in an update: [`Patch`], which tells "leave as it is" from "remove".
//! - Lists: [`InvalidContinuation`] tells a caller's mistake from the service's.
//!
//! # Features
//!
//! - `reqwest`: the built-in HTTP client. Without it, `ClientOptions::transport` must be given.
//! - `tokio`: timers and tasks by tokio; without it, `azure_core` uses a thread for each.
//! - `debug`: `{:?}` shows what `azure_core` hides.
//! - `test`: the module [`testing`], a transport that answers from a script and a clock that is moved by hand.
#![warn(missing_docs)]

pub mod authorization;
mod bearer;
mod body;
mod call;
pub mod clock;
mod continuation;
mod core;
mod date_times;
mod encode;
mod endpoint;
mod error;
pub mod json;
mod next_link;
mod outcome;
mod package;
mod paging;
mod patch;
mod progress;
pub mod refresh;
mod retry;
#[cfg(test)]
mod sample;
mod scope;
mod show;
#[cfg(any(test, feature = "test"))]
pub mod testing;
mod text;
mod transport;
mod wire;

pub use authorization::Credential;
pub use bearer::BearerCredential;
pub use clock::{Clock, SystemClock};
pub use continuation::InvalidContinuation;
pub use error::{NotAServiceError, ServiceError, ServiceErrorDetail, UnreadableAnswer, refusal_error};
pub use package::Package;
pub use patch::Patch;
pub use retry::{CallLimitReached, CallLimits, Resend, RetryQuota};

/// What only generated code calls, and crates that add to it: it may change with the generator.
#[doc(hidden)]
pub mod generated {
    pub use crate::{
        call::Call,
        core::ClientCore,
        endpoint::Endpoint,
        error::Shown,
        show::show_variant,
        text::{text, unknown_value},
        wire::{WireValue, rfc3339},
    };

    /// The form of dates and times within lists, maps and patches, for `#[serde(with = "...")]`.
    pub mod dates {
        pub use crate::date_times::{DateTimes, deserialize, serialize};
    }
}
