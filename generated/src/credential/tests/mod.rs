//! Tests of Entra accounts; the clock is moved by the tests. The tests of tokens in general are in the runtime.

mod account;
mod entra;

use super::*;
use azure_core::{Error, error::ErrorKind, time::Duration};
use client_runtime::{Clock, generated::rfc3339, testing::FakeClock};
use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

/// Returns the name of a credential's token, with which the JSON Web Tokens of the tests begin.
async fn name(credential: &CommunicationTokenCredential) -> Result<String> {
    let token = credential.get_token().await?;
    let text = token.token.secret();
    Ok(text.split('.').next().unwrap_or_default().to_owned())
}

/// Polls a future once, as its task would, and keeps it.
async fn poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    futures::future::poll_immediate(future).await
}
