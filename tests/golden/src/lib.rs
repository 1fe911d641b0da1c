//! What the goldens hold, compiled with warnings denied as if this were a generated crate.
//!
//! Generated code calls `crate::runtime`, `crate::Patch` and handwritten types such as `crate::CommunicationIdentifier`.
//! So the handwritten modules of the generated crate are part of this library too, by path; what is public of them is
//! what is public there.
//!
//! It is a package of its own, so that the test that compares the goldens can run, and update them, when what they hold
//! does not compile.

#![allow(
    unexpected_cfgs,
    reason = "the handwritten modules ask for features of the crate that they live in"
)]

macro_rules! handwritten {
    ($($path:literal $name:ident),* $(,)?) => {$(
        #[path = $path]
        #[allow(dead_code, reason = "the goldens call only some of what the generated crate calls")]
        mod $name;
    )*};
}

handwritten! {
    "../../../generated/src/clock/mod.rs" clock,
    "../../../generated/src/credential/mod.rs" credential,
    "../../../generated/src/error/mod.rs" error,
    "../../../generated/src/identifier/mod.rs" identifier,
    "../../../generated/src/policy/mod.rs" policy,
    "../../../generated/src/retry/mod.rs" retry,
    "../../../generated/src/runtime/mod.rs" runtime,
}

#[rustfmt::skip] // the generator formats what is in it
#[allow(clippy::pedantic, reason = "only what warns every user counts")]
mod list;

pub use list::*;

pub use clock::Clock;
pub use credential::{
    CommunicationTokenCredential, EntraExchangeOptions, RefreshedToken, TokenRefreshOptions, TokenRefresher,
};
pub use error::{NotAServiceError, ServiceError, ServiceErrorDetail, UnreadableAnswer};
pub use identifier::{
    CommunicationCloudEnvironment, CommunicationIdentifier, CommunicationUserIdentifier,
    MicrosoftTeamsAppIdentifier, MicrosoftTeamsUserIdentifier, PhoneNumberIdentifier,
    TeamsExtensionUserIdentifier, UnknownIdentifier,
};
pub use retry::{CallLimitReached, CallLimits, Resend, RetryQuota};
pub use runtime::Patch;
