//! The number of retries that all calls of a client share, so that many calls that fail at once do not add to the load.

use super::{default_setting::send_with_default, verdict::TransientFailure};
use async_trait::async_trait;
use azure_core::http::{
    Context, Request,
    policies::{Policy, PolicyResult},
};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

/// The cost of a retry after a response of the service.
const AFTER_STATUS: u32 = 5;
/// The cost of a retry after a connection that broke off or took too long, which costs the service more.
const AFTER_BROKEN: u32 = 10;
/// The tokens that a call gives back when its first try succeeds.
const AT_ONCE: u32 = 1;

/// The retry quota of all calls together: a store of tokens that retries take from and successes fill.
///
/// Each client has one with 500 tokens, which its clones and the clients made from it share. A request that is sent again
/// takes 5 tokens, or 10 after a connection that broke off or took too long. A call whose first try succeeds gives back 1, and
/// one that succeeds later gives back what its last retry took. So there are a hundred retries for a short failure of the
/// service; while the service keeps failing, each request is sent only once. When too few tokens are left, the first failure is the
/// result, and its error says so.
///
/// For another size, or for a quota that several clients share, put it among the policies of their options; for one call,
/// into the `Context` of that call:
///
/// ```
/// use client_runtime::RetryQuota;
/// use azure_core::http::{ClientMethodOptions, ClientOptions, Context};
/// use std::sync::Arc;
///
/// let quota = RetryQuota::new(100);
/// let client_options = ClientOptions { per_call_policies: vec![Arc::new(quota)], ..Default::default() };
///
/// let method_options = ClientMethodOptions { context: Context::new().with_value(RetryQuota::unlimited()) };
/// # let _ = (client_options, method_options);
/// ```
#[derive(Clone, Debug)]
pub struct RetryQuota {
    /// `None` when the tokens never run out.
    store: Option<Arc<Store>>,
}

#[derive(Debug)]
struct Store {
    size: u32,
    left: AtomicU32,
}

impl Default for RetryQuota {
    fn default() -> Self {
        Self::new(500)
    }
}

impl RetryQuota {
    /// Makes a full quota of this many tokens; with 0, nothing is sent again. Clones share the tokens.
    pub fn new(tokens: u32) -> Self {
        Self {
            store: Some(Arc::new(Store {
                size: tokens,
                left: AtomicU32::new(tokens),
            })),
        }
    }

    /// Makes a quota that never runs out.
    pub fn unlimited() -> Self {
        Self { store: None }
    }

    /// Takes the cost of a retry after `failure`, and returns it; `None` when too few tokens are left.
    pub(super) fn take(&self, failure: &TransientFailure) -> Option<u32> {
        let cost = match failure {
            TransientFailure::Broken => AFTER_BROKEN,
            TransientFailure::Unreachable | TransientFailure::Status { .. } => AFTER_STATUS,
        };
        let Some(store) = &self.store else {
            return Some(cost);
        };
        let taken = store
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(cost)
            });
        taken.is_ok().then_some(cost)
    }

    /// Gives tokens back after a success; `taken` is the cost of the last retry, if there was one.
    pub(super) fn give_back(&self, taken: Option<u32>) {
        let Some(store) = &self.store else { return };
        if store.left.load(Ordering::Relaxed) >= store.size {
            return; // the common case
        }
        let more = |left: u32| Some(left.saturating_add(taken.unwrap_or(AT_ONCE)).min(store.size));
        // It cannot fail: there is always a next value.
        let _ = store
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

/// Sets this quota for each call that does not have its own; for `per_call_policies` of `ClientOptions`.
#[async_trait]
impl Policy for RetryQuota {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        send_with_default(self, ctx, request, next).await
    }
}
