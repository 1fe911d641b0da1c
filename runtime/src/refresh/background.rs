//! Refreshing in the background: one task for each credential that asks for it.

use super::refreshing::RefreshingToken;
use azure_core::async_runtime::get_async_runtime;
use futures::{
    channel::oneshot,
    future::{Either, select},
};
use std::sync::{Arc, OnceLock};

/// The background task of a credential; dropping this ends it.
#[derive(Debug, Default)]
pub(crate) struct BackgroundRefresh {
    alive: OnceLock<oneshot::Sender<()>>,
}

impl BackgroundRefresh {
    /// Starts the task, the first time it is called.
    pub(crate) fn start(&self, refreshing: &Arc<RefreshingToken>) {
        let (alive, dropped) = oneshot::channel();
        if self.alive.set(alive).is_ok() {
            // The task runs on without its handle.
            drop(get_async_runtime().spawn(Box::pin(keep_fresh(Arc::clone(refreshing), dropped))));
        }
    }
}

/// Replaces the token each time it is due, until the credential is dropped. A failure delays the next attempt and does not
/// end the task.
async fn keep_fresh(refreshing: Arc<RefreshingToken>, mut dropped: oneshot::Receiver<()>) {
    while let Some(wait) = refreshing.time_to_refresh() {
        if let Either::Right(_) = select(refreshing.sleep(wait), &mut dropped).await {
            return;
        }
        let refresh = Box::pin(refreshing.refresh());
        if let Either::Right(_) = select(refresh, &mut dropped).await {
            return;
        }
    }
}
