//! A client for Azure Communication Services Chat: threads, messages, participants, read receipts and typing.
//!
//! Start with a user access token and the endpoint of your resource. A [`CommunicationTokenCredential`] holds the token,
//! or a closure that fetches a new one before it expires, and is what a client signs its requests with.
//!
#![cfg_attr(feature = "chat-2025-03-15", doc = "```no_run")]
#![cfg_attr(not(feature = "chat-2025-03-15"), doc = "```ignore")]
//! use acs_chat::{ChatClient, CommunicationTokenCredential, models::SendChatMessageRequest};
//! use futures::TryStreamExt as _;
//!
//! # async fn example(endpoint: &str, token: &str) -> azure_core::Result<()> {
//! let chat = ChatClient::new(endpoint, CommunicationTokenCredential::new(token)?, None)?;
//! let created = chat.create_chat_thread("test topic", None).await?.into_model()?;
//! let thread = created.thread_client(&chat);
//!
//! let message = SendChatMessageRequest::new("hello world").with_sender_display_name("Ada");
//! let sent = thread.send_message(message, None).await?.into_model()?;
//! thread.update_message(&sent.id, "hello, edited world", None).await?;
//!
//! let mut messages = thread.list_messages(None)?;
//! while let Some(message) = messages.try_next().await? {
//!     println!("{}: {}", message.message_type, message.text().unwrap_or("-"));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Built on [`azure_core`]: its `ClientOptions`, `Response`, `Pager`, `Error` and `Context` are the ones used here.
//!
//! - Identities: [`CommunicationIdentifier`], made from a raw id such as `8:acs:…` or from its parts.
//! - Errors: [`ServiceError`], which can be read from any [`azure_core::Error`] that comes with an answer of the service.
//! - Updates: [`Patch`], which distinguishes "leave as it is" from "remove".
//! - Limits: [`CallLimits`] for the time of a call and the size of its answer, [`RetryQuota`] and [`Resend`] for what is sent
//!   again.
//! - New messages of a thread: [`MessageStream`], by `poll_messages` of a thread client.
//!
//! # API versions
//!
//! Each version of [Chat](crate::chat) and [Identity](crate::identity) has a module and a cargo feature of its own; versions whose
//! feature is off are not compiled. The default version of Chat also stands at the root of the crate. The feature `identity` turns on
//! the Identity service, which makes users and issues their tokens, and `all-versions` everything.
#![cfg_attr(feature = "all-versions", doc = "")]
#![cfg_attr(
    feature = "all-versions",
    doc = "Names of the Python packages are looked up in [`coming_from_python`]."
)]
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

pub use api::*;
pub use client_runtime::{
    CallLimitReached, CallLimits, Clock, InvalidContinuation, NotAServiceError, Patch, Resend, RetryQuota,
    ServiceError, ServiceErrorDetail, UnreadableAnswer,
    refresh::{RefreshedToken, TokenRefreshOptions, TokenRefresher},
};
#[cfg(feature = "access-key")]
pub use connection_string::ConnectionString;
pub use credential::{CommunicationTokenCredential, EntraExchangeOptions};
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

use advice::PACKAGE;

/// The examples of the README are doc tests.
#[cfg(all(doctest, feature = "chat-2025-03-15"))]
#[doc = include_str!("../README.md")]
struct Readme;
