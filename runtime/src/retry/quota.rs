//! How much all calls of a client may send again together, so that many who fail at once do not make it worse.

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

/// What a try takes that follows an answer of the service.
const AFTER_STATUS: u32 = 5;
/// What a try takes that follows an exchange that broke off or took too long, which costs the service more.
const AFTER_BROKEN: u32 = 10;
/// What a call gives back that succeeds at once.
const AT_ONCE: u32 = 1;

/// How much may be sent again, by all calls together: a store of tokens that retries take from and successes fill.
///
/// Each client has one with 500 tokens, which its clones and the clients made from it share. A request that is sent again
/// takes 5 tokens, or 10 after an exchange that broke off or took too long; one that is answered at once gives back 1, and
/// one that is answered after it was sent again gives back what the last try took. So a hundred retries are there for a bad
/// moment, and while the service keeps failing, calls are sent once and no more. When too few are left, the first failure
/// is the result, and its error says so.
///
/// For another store, or for one that several clients share, put it among the policies of their options; for one call, into
/// the `Context` of that call:
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
    /// `None` when there is no end of them.
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
    /// Makes a full store of so many tokens; with none, nothing is sent again. Clones share it.
    pub fn new(tokens: u32) -> Self {
        Self {
            store: Some(Arc::new(Store {
                size: tokens,
                left: AtomicU32::new(tokens),
            })),
        }
    }

    /// Makes one that never runs out, as if there were no quota.
    pub fn unlimited() -> Self {
        Self { store: None }
    }

    /// Takes what sending again after `failure` costs, and tells how much; `None` when too little is left.
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

    /// Gives back for a success, after a last try that took so much.
    pub(super) fn give_back(&self, taken: Option<u32>) {
        let Some(store) = &self.store else { return };
        if store.left.load(Ordering::Relaxed) >= store.size {
            return; // as it is nearly always
        }
        let more = |left: u32| Some(left.saturating_add(taken.unwrap_or(AT_ONCE)).min(store.size));
        // It cannot fail: there is always a next value.
        let _ = store
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

/// Gives this quota to each call that does not bring its own; for `per_call_policies` of `ClientOptions`.
#[async_trait]
impl Policy for RetryQuota {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        send_with_default(self, ctx, request, next).await
    }
}
