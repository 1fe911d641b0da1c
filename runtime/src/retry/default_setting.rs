//! Settings of a client that a call can replace: a policy puts them into the context of each call that has none.

use azure_core::http::{
    Context, Request,
    policies::{Policy, PolicyResult},
};
use std::sync::Arc;

/// Passes the request on, in a context that has `setting` unless it had its own.
pub(super) async fn send_with_default<T: Clone + Send + Sync + 'static>(
    setting: &T,
    ctx: &Context<'_>,
    request: &mut Request,
    next: &[Arc<dyn Policy>],
) -> PolicyResult {
    let (next, rest) = next
        .split_first()
        .ok_or_else(crate::authorization::no_transport)?;
    if ctx.value::<T>().is_some() {
        return next.send(ctx, request, rest).await;
    }
    let ctx = ctx.to_borrowed().with_value(setting.clone());
    next.send(&ctx, request, rest).await
}
