#![cfg_attr(feature = "chat-2025-03-15", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "chat-2025-03-15"),
    doc = "A client for Azure Communication Services Chat. The feature `chat-2025-03-15` enables the default API version and its guide."
)]
#![cfg_attr(feature = "all-versions", doc = "")]
#![cfg_attr(
    feature = "all-versions",
    doc = "Names of the Python packages are looked up in [`coming_from_python`]."
)]
#![cfg_attr(docsrs, feature(doc_cfg))] // labels what needs a feature, except the default version
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "chat-2025-03-15"))))]
#![warn(missing_docs)]

mod advice;
#[rustfmt::skip] // the generator formats it
mod api;
#[cfg(feature = "all-versions")] // its links lead to most of them
pub mod coming_from_python;
#[cfg(feature = "access-key")]
mod connection_string;
#[allow(
    dead_code,
    unused_macros,
    reason = "which parts are used depends on the enabled API versions"
)]
#[macro_use]
mod convenience;
mod credential;
#[cfg(feature = "events")]
pub mod events;
#[cfg(feature = "access-key")]
mod hmac;
mod identifier;
#[cfg(feature = "access-key")]
mod identity_credential;
#[allow(
    dead_code,
    unused_macros,
    reason = "which parts are used depends on the enabled API versions"
)]
mod polling;
#[cfg(feature = "test")]
pub mod testing;

pub use api::*;
pub use client_runtime::{
    CallLimitReached, CallLimits, Clock, ContinuationToken, InvalidContinuation, NotAServiceError, Patch,
    Resend, Retries, RetryQuota, ServiceError, ServiceErrorDetail, TimeSpan, UnreadableAnswer,
    refresh::{RefreshedToken, TokenRefreshOptions, TokenRefresher},
};
#[cfg(feature = "access-key")]
pub use connection_string::ConnectionString;
pub use convenience::NotAdded;
pub use credential::{CommunicationTokenCredential, EntraExchangeOptions};
#[cfg(feature = "access-key")]
pub use hmac::AzureKeyCredential;
pub use identifier::{
    CommunicationCloudEnvironment, CommunicationIdentifier, CommunicationUserIdentifier, IdentifierKindError,
    MicrosoftTeamsAppIdentifier, MicrosoftTeamsUserIdentifier, PhoneNumberIdentifier,
    TeamsExtensionUserIdentifier, UnknownIdentifier,
};
#[cfg(feature = "access-key")]
pub use identity_credential::IdentityCredential;
pub use polling::{MessagePoint, MessagePollingOptions, MessageStream};

use advice::PACKAGE;
