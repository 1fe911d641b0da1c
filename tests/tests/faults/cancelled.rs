//! Cancelled calls: the client stays usable, and nothing that was acknowledged is lost.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context as TaskContext, Poll},
};

use acs_chat::{CommunicationTokenCredential, TokenRefreshOptions};
use acs_emulator::{Fault, Scope};
use futures::TryStreamExt as _;

use crate::{
    operations::Operation,
    support::{BOUND, Stage, client, context, emulator},
};

/// No call takes more polls than this; the last rounds are therefore not cut short.
const MOST: usize = 60;

/// Polls a future so many times, each time it asks for it, and then gives it up: `None`.
struct Limited<F> {
    inner: Pin<Box<F>>,
    left: usize,
}

impl<F: Future> Future for Limited<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut TaskContext<'_>) -> Poll<Self::Output> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        match self.inner.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            // Given up at once: the last poll was the one too many.
            Poll::Pending if self.left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
}

fn limited<F: Future>(polls: usize, future: F) -> Limited<F> {
    Limited {
        inner: Box::pin(future),
        left: polls,
    }
}

async fn bounded<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(BOUND, future).await.expect("nothing hangs")
}

#[tokio::test]
async fn every_operation_can_be_given_up_after_any_poll() {
    let emulator = emulator().await;
    let nobody = client(&emulator);
    for operation in Operation::all() {
        let mut finished = false;
        for polls in 1..MOST {
            let stage = Stage::new(&emulator, &nobody).await;
            let context = context();
            let result = bounded(limited(polls, operation.call(&stage, &context))).await;
            let done = operation.done(&stage);
            if operation.leaves_a_trace() {
                assert!(
                    done <= 1,
                    "{} after {polls} polls: {done} times",
                    operation.name()
                );
            }
            // The same client still works, and what it is told is still there.
            bounded(stage.thread().get_properties(None))
                .await
                .map(drop)
                .or_else(|error| {
                    if operation == Operation::DeleteThread {
                        Ok(())
                    } else {
                        Err(error)
                    }
                })
                .unwrap();
            if let Some(result) = result {
                result.unwrap();
                assert!(
                    !operation.leaves_a_trace() || operation.done(&stage) == 1,
                    "{}",
                    operation.name()
                );
                finished = true;
                break;
            }
        }
        assert!(finished, "{} takes more than {MOST} polls", operation.name());
    }
}

#[tokio::test]
async fn messages_given_up_on_a_bad_day_are_there_once_at_most_and_acknowledged_ones_always() {
    let emulator = emulator().await;
    let stage = Stage::new(&emulator, &client(&emulator)).await;
    let thread = stage.thread();
    for polls in 1..MOST {
        let busy = emulator.fault(Fault::status(429).on("POST", "/chat/threads/*/messages").once());
        let context = context();
        let options = acs_chat::models::ChatThreadClientSendMessageOptions {
            method_options: crate::support::method(&context),
        };
        let text = format!("given up after {polls}");
        let result = bounded(limited(polls, thread.send_message(&*text, Some(options)))).await;
        busy.remove();
        let sent = bounded(thread.send_message(format!("kept {polls}"), None)).await;
        assert!(sent.is_ok(), "{sent:?}");
        if let Some(result) = result {
            result.unwrap();
            assert_eq!(stage.count(&text), 1);
        }
    }
    for polls in 1..MOST {
        assert!(stage.count(&format!("given up after {polls}")) <= 1);
        assert_eq!(stage.count(&format!("kept {polls}")), 1);
    }
}

#[tokio::test]
async fn a_call_given_up_while_its_token_is_fetched_leaves_the_credential_usable() {
    let emulator = emulator().await;
    let nobody = client(&emulator);
    let stage = Stage::new(&emulator, &nobody).await;
    for polls in 1..MOST {
        let asked = Arc::new(AtomicUsize::new(0));
        let (issuer, user, count) = (Arc::clone(&emulator), stage.user.clone(), Arc::clone(&asked));
        let refresher = move || {
            let (issuer, user, count) = (Arc::clone(&issuer), user.clone(), Arc::clone(&count));
            async move {
                count.fetch_add(1, Ordering::SeqCst);
                for _ in 0..5 {
                    tokio::task::yield_now().await;
                }
                Ok::<_, std::io::Error>(issuer.token(&user))
            }
        };
        let expired = emulator.token_with(&stage.user, &[Scope::Chat], std::time::Duration::ZERO);
        let options = TokenRefreshOptions {
            initial_token: Some(acs_chat::RefreshedToken::with_expiry(
                expired,
                azure_core::time::OffsetDateTime::UNIX_EPOCH,
            )),
            ..Default::default()
        };
        let credential =
            CommunicationTokenCredential::from_refresher_with_options(refresher, options).unwrap();
        let thread = nobody
            .with_credential(credential)
            .chat_thread_client(&*stage.thread_id);
        let first = bounded(limited(polls, thread.get_properties(None))).await;
        bounded(thread.get_properties(None)).await.unwrap();
        assert!(asked.load(Ordering::SeqCst) <= 2, "after {polls} polls");
        if first.is_some() {
            assert_eq!(asked.load(Ordering::SeqCst), 1);
            return;
        }
    }
    panic!("it takes more than {MOST} polls");
}

#[tokio::test]
async fn a_list_left_early_costs_nothing_more_and_can_be_read_again() {
    let emulator = emulator().await;
    let stage = Stage::new(&emulator, &client(&emulator)).await;
    for number in 0..5 {
        stage
            .thread()
            .send_message(format!("message {number}"), None)
            .await
            .unwrap();
    }
    let everything = emulator.messages(&stage.thread_id).len();
    for polls in 1..MOST {
        emulator.forget_requests();
        let mut list = stage.thread().list_messages(None).unwrap();
        let left = bounded(limited(polls, async {
            while list.try_next().await.unwrap().is_some() {}
        }))
        .await;
        drop(list);
        let again: Vec<_> = bounded(stage.thread().list_messages(None).unwrap().try_collect())
            .await
            .unwrap();
        assert_eq!(again.len(), everything);
        if left.is_some() {
            return;
        }
    }
}
