//! Many tasks with one token, over the wire: one refresh, also if it fails.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration as Real,
};

use acs_chat::{ChatThreadClient, CommunicationTokenCredential, ServiceError, TokenRefreshOptions};
use acs_emulator::{Emulator, Fault, Scope};
use azure_core::{
    Result,
    error::ErrorKind,
    http::StatusCode,
    time::{Duration, OffsetDateTime},
};
use futures::future::join_all;
use tokio::{sync::watch, task::JoinHandle};

use crate::support::{BOUND, FakeClock, Stage, emulator, patient_client};

const TASKS: usize = 1_000;

/// What the refresher does when it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Good,
    Failing,
    Silent,
}

/// Who hands out tokens.
struct Issuer {
    emulator: Arc<Emulator>,
    user: acs_emulator::User,
    asked: AtomicUsize,
    mood: Mutex<Mood>,
    open: watch::Sender<bool>,
}

impl Issuer {
    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn turn(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn open(&self) {
        self.open.send_replace(true);
    }

    async fn issue(self: Arc<Self>) -> std::result::Result<String, &'static str> {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst);
        let mut open = self.open.subscribe();
        open.wait_for(|open| *open).await.unwrap();
        let mood = *self.mood.lock().unwrap();
        match mood {
            // Another life each time, so that two of one second are not the same.
            Mood::Good => Ok(self
                .emulator
                .token_with(&self.user, &[Scope::Chat], lifetime(asked))),
            Mood::Failing => Err("the server of tokens is down"),
            Mood::Silent => std::future::pending().await,
        }
    }
}

/// How long the token lives that is handed out after so many others.
fn lifetime(others: usize) -> Real {
    Real::from_secs(3_600 + u64::try_from(others).unwrap())
}

/// A thread of a user whose token has expired, and the issuer of the next, who answers nobody until it is opened.
struct Scene {
    stage: Stage,
    issuer: Arc<Issuer>,
    clock: Arc<FakeClock>,
    thread: ChatThreadClient,
}

async fn scene() -> Scene {
    let emulator = emulator().await;
    let nobody = patient_client(&emulator);
    let stage = Stage::new(&emulator, &nobody).await;
    let issuer = Arc::new(Issuer {
        emulator: Arc::clone(&emulator),
        user: stage.user.clone(),
        asked: AtomicUsize::new(0),
        mood: Mutex::new(Mood::Good),
        open: watch::Sender::new(false),
    });
    let clock = FakeClock::still();
    let expired = emulator.token_with(&stage.user, &[Scope::Chat], Real::ZERO);
    let asked = Arc::clone(&issuer);
    let credential = CommunicationTokenCredential::from_refresher_with_options(
        move || Arc::clone(&asked).issue(),
        TokenRefreshOptions {
            initial_token: Some(expired.into()),
            clock: Some(clock.clone()),
            ..Default::default()
        },
    )
    .unwrap();
    let thread = nobody
        .with_credential(credential)
        .chat_thread_client(&*stage.thread_id);
    emulator.forget_requests();
    Scene {
        stage,
        issuer,
        clock,
        thread,
    }
}

impl Scene {
    /// Lets many tasks call at once and returns when all of them wait for the issuer.
    async fn crowd(&self) -> Vec<JoinHandle<Result<()>>> {
        let tasks = (0..TASKS).map(|_| {
            let thread = self.thread.clone();
            tokio::spawn(async move { thread.get_properties(None).await.map(drop) })
        });
        let tasks = tasks.collect();
        settle().await;
        tasks
    }
}

/// Lets every task of this thread run until it waits for something that does not come by itself.
async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

async fn all(tasks: Vec<JoinHandle<Result<()>>>) -> Vec<Result<()>> {
    let results = tokio::time::timeout(BOUND, join_all(tasks))
        .await
        .expect("nobody hangs");
    results.into_iter().map(std::result::Result::unwrap).collect()
}

/// The errors among the results, in words.
fn failures(results: Vec<Result<()>>) -> Vec<String> {
    results
        .into_iter()
        .filter_map(|result| result.err().map(|error| format!("{error:?}")))
        .collect()
}

#[tokio::test]
async fn a_thousand_tasks_with_one_expired_token_make_one_refresh() {
    let scene = scene().await;
    let crowd = scene.crowd().await;
    scene.issuer.open();
    assert_eq!(failures(all(crowd).await), [""; 0]);
    assert_eq!(scene.issuer.asked(), 1);
    assert_eq!(scene.stage.emulator.requests().len(), TASKS);
}

#[tokio::test]
async fn when_that_refresh_fails_every_task_hears_why_and_the_next_call_tries_again() {
    let scene = scene().await;
    scene.issuer.turn(Mood::Failing);
    let crowd = scene.crowd().await;
    scene.issuer.open();
    for result in all(crowd).await {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Credential);
        assert!(
            error.to_string().contains("the server of tokens is down"),
            "{error}"
        );
    }
    assert_eq!(scene.issuer.asked(), 1);
    assert!(scene.stage.emulator.requests().is_empty());
    scene.issuer.turn(Mood::Good);
    scene.thread.get_properties(None).await.unwrap();
    assert_eq!(scene.issuer.asked(), 2);
}

#[tokio::test]
async fn when_that_refresh_hangs_every_task_is_told_after_its_time_is_up() {
    let scene = scene().await;
    scene.issuer.turn(Mood::Silent);
    scene.issuer.open();
    let crowd = scene.crowd().await;
    scene.clock.advance(Duration::seconds(29));
    settle().await;
    assert!(crowd.iter().all(|task| !task.is_finished()));
    scene.clock.advance(Duration::seconds(2));
    for result in all(crowd).await {
        let error = result.unwrap_err().to_string();
        assert!(error.contains("did not answer within"), "{error}");
    }
    assert_eq!(scene.issuer.asked(), 1);
    scene.issuer.turn(Mood::Good);
    scene.thread.get_properties(None).await.unwrap();
}

#[tokio::test]
async fn when_all_tasks_but_one_are_cancelled_that_one_gets_the_token_of_the_same_refresh() {
    let scene = scene().await;
    let mut crowd = scene.crowd().await;
    let last = crowd.pop().unwrap();
    for task in &crowd {
        task.abort();
    }
    assert!(
        join_all(crowd)
            .await
            .iter()
            .all(|ended| ended.as_ref().unwrap_err().is_cancelled())
    );
    scene.issuer.open();
    last.await.unwrap().unwrap();
    assert_eq!(scene.issuer.asked(), 1);
}

#[tokio::test]
async fn when_all_tasks_are_cancelled_the_next_call_begins_anew() {
    let scene = scene().await;
    let crowd = scene.crowd().await;
    for task in &crowd {
        task.abort();
    }
    assert!(
        join_all(crowd)
            .await
            .iter()
            .all(|ended| ended.as_ref().unwrap_err().is_cancelled())
    );
    scene.issuer.open();
    scene.thread.get_properties(None).await.unwrap();
    assert_eq!(scene.issuer.asked(), 2);
}

#[tokio::test]
async fn a_thousand_tasks_whose_token_was_revoked_make_one_refresh() {
    let scene = scene().await;
    scene.issuer.open();
    scene.thread.get_properties(None).await.unwrap();
    assert_eq!(scene.issuer.asked(), 1);
    scene.stage.emulator.revoke_tokens(&scene.stage.user);
    let crowd = scene.crowd().await;
    assert_eq!(failures(all(crowd).await), [""; 0]);
    assert_eq!(scene.issuer.asked(), 2);
}

#[tokio::test]
async fn a_rejected_token_is_replaced_once_and_only_once() {
    let scene = scene().await;
    scene.issuer.open();
    let fault = scene.stage.emulator.fault(Fault::expired_token());
    let error = scene.thread.get_properties(None).await.unwrap_err();
    assert_eq!(
        ServiceError::from_error(&error).unwrap().status,
        StatusCode::Unauthorized
    );
    // The expired one was replaced before it was sent; its successor was rejected, and so was the last.
    assert_eq!((fault.hits(), scene.issuer.asked()), (2, 2));
    fault.remove();
    scene.thread.get_properties(None).await.unwrap();
    assert_eq!(scene.issuer.asked(), 2);
}

#[tokio::test]
async fn without_a_refresher_a_rejected_token_is_sent_once_and_the_error_says_why() {
    let scene = scene().await;
    let emulator = &scene.stage.emulator;
    let expired = emulator.token_with(&scene.stage.user, &[Scope::Chat], Real::ZERO);
    let expired = CommunicationTokenCredential::with_expiry(expired, OffsetDateTime::UNIX_EPOCH).unwrap();
    let chat = scene.stage.chat.with_credential(expired);
    let error = chat
        .chat_thread_client(&*scene.stage.thread_id)
        .send_message("hello", None)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("has no refresher"), "{error}");
    assert_eq!(emulator.requests().len(), 1);
}
