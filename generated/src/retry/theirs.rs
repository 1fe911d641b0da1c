//! `azure_core`'s own retry, which is off, is left out: it does nothing, but takes a future on the heap for each try to do it.

use azure_core::http::policies::Policy;
use std::sync::{Arc, OnceLock};

/// Whether the policy after ours is `azure_core`'s retry and off; the same for every call of a pipeline.
#[derive(Debug, Default)]
pub(super) struct Theirs(OnceLock<bool>);

impl Theirs {
    /// Returns the policies that come next without it. It is only known by its `{:?}`: under another name it stays.
    pub(super) fn left_out<'a>(&self, next: &'a [Arc<dyn Policy>]) -> &'a [Arc<dyn Policy>] {
        match next.split_first() {
            Some((first, rest)) if *self.0.get_or_init(|| is_off(first)) => rest,
            _ => next,
        }
    }
}

fn is_off(policy: &Arc<dyn Policy>) -> bool {
    format!("{policy:?}").starts_with("NoRetryPolicy ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Reply, Script};
    use async_trait::async_trait;
    use azure_core::http::{
        ClientOptions, Context, Method, Pipeline, Request, RetryOptions, policies::PolicyResult,
    };
    use std::sync::Mutex;

    /// Counts what comes next, and what of it stays.
    #[derive(Debug, Default)]
    struct Count(Mutex<Option<(usize, usize)>>);

    #[async_trait]
    impl Policy for Count {
        async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
            let left = Theirs::default().left_out(next);
            *self.0.lock().unwrap() = Some((next.len(), left.len()));
            let (next, rest) = left.split_first().unwrap();
            next.send(ctx, request, rest).await
        }
    }

    #[tokio::test]
    async fn the_retry_of_azure_core_is_left_out_when_it_is_off_and_only_then() {
        for (retry, expected) in [(RetryOptions::none(), (3, 2)), (RetryOptions::default(), (3, 3))] {
            let count = Arc::new(Count::default());
            let options = ClientOptions {
                per_call_policies: vec![count.clone()],
                retry,
                ..Script::new([Reply::new(200, "")]).options()
            };
            let pipeline = Pipeline::new(None, None, options, Vec::new(), Vec::new(), None);
            let mut request = Request::new("https://a.example".parse().unwrap(), Method::Get);
            pipeline.send(&Context::new(), &mut request, None).await.unwrap();
            // The retry, the log and the transport.
            assert_eq!(*count.0.lock().unwrap(), Some(expected));
        }
    }
}
