//! A client for Azure Communication Services Chat: threads, messages, participants, read receipts and typing.
//!
//! Start with a user access token and the endpoint of your resource. A [`CommunicationTokenCredential`] holds the token,
//! or a closure that fetches a new one before it expires, and is what a client signs its requests with.
//!
//! Built on [`azure_core`]: its `ClientOptions`, `Response`, `Pager`, `Error` and `Context` are the ones used here.
//!
//! - Who takes part: [`CommunicationIdentifier`], made from a raw id such as `8:acs:…` or from its parts.
//! - What went wrong: [`ServiceError`], readable from any [`azure_core::Error`] that the service answered with.
//! - What changes in an update: [`Patch`], which tells "leave as it is" from "remove".

#![warn(missing_docs)]

#[rustfmt::skip] // the generator formats it
mod api;
mod clock;
#[cfg(feature = "all-versions")] // its links lead to most of them
pub mod coming_from_python;
#[cfg(feature = "access-key")]
mod connection_string;
#[allow(
    dead_code,
    unused_macros,
    reason = "which parts are used, depends on the API versions enabled"
)]
#[macro_use]
mod convenience;
mod credential;
mod error;
#[cfg(feature = "access-key")]
mod hmac;
mod identifier;
#[cfg(feature = "access-key")]
mod identity_credential;
mod policy;
#[allow(
    dead_code,
    unused_macros,
    reason = "which parts are used, depends on the API versions enabled"
)]
mod polling;
mod retry;
#[allow(
    dead_code,
    reason = "called by the generated clients; which parts, depends on the API versions enabled"
)]
mod runtime;
#[cfg(test)]
mod testing;

pub use api::*;
pub use clock::Clock;
#[cfg(feature = "access-key")]
pub use connection_string::ConnectionString;
pub use credential::{
    CommunicationTokenCredential, EntraExchangeOptions, RefreshedToken, TokenRefreshOptions, TokenRefresher,
};
pub use error::{NotAServiceError, ServiceError, ServiceErrorDetail};
#[cfg(feature = "access-key")]
pub use hmac::AzureKeyCredential;
pub use identifier::{
    CommunicationCloudEnvironment, CommunicationIdentifier, CommunicationUserIdentifier,
    MicrosoftTeamsAppIdentifier, MicrosoftTeamsUserIdentifier, PhoneNumberIdentifier,
    TeamsExtensionUserIdentifier, UnknownIdentifier,
};
#[cfg(feature = "access-key")]
pub use identity_credential::IdentityCredential;
pub use polling::{MessagePoint, MessagePollingOptions, MessageStream};
pub use retry::Resend;
pub use runtime::Patch;
