//! Entra accounts; time is a clock that the test moves. What holds of every token is tested
//! in the runtime.

mod account;
mod entra;

use super::*;
use azure_core::{Error, error::ErrorKind, time::Duration};
use client_runtime::{Clock, generated::rfc3339, testing::FakeClock};
use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

/// Returns what the token of a credential is called: a JSON Web Token of the tests begins with its name.
async fn name(credential: &CommunicationTokenCredential) -> Result<String> {
    let token = credential.get_token().await?;
    let text = token.token.secret();
    Ok(text.split('.').next().unwrap_or_default().to_owned())
}

/// Polls a future once, as its task would, and keeps it.
async fn poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    futures::future::poll_immediate(future).await
}
