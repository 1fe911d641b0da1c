//! An Entra account that hangs, panics, fails or returns another token each time, while the current token is valid.

use super::*;
use azure_core::{base64::encode_url_safe, credentials::TokenRequestOptions};
use client_runtime::testing::{Reply, Script};
use std::sync::OnceLock;

const SCOPE: &str = "https://communication.azure.com/clients/Chat";

/// The reaction of an account to a request for its token.
#[derive(Clone, Debug)]
enum Mood {
    /// Brings a new token of this user (and tenant).
    Brings(&'static str),
    Fails,
    Hangs,
    Panics,
    PanicsAtOnce,
    /// Asks the credential that the account belongs to, and then returns a token of Ada.
    AsksItself,
}

#[derive(Debug)]
struct Account {
    mood: Mutex<Mood>,
    asked: AtomicUsize,
    own: OnceLock<CommunicationTokenCredential>,
}

impl TokenCredential for Account {
    fn get_token<'a, 'b, 'c, 'd, 'e>(
        &'a self,
        _: &'b [&'c str],
        _: Option<TokenRequestOptions<'d>>,
    ) -> BoxFuture<'e, Result<AccessToken>>
    where
        Self: 'e,
        'a: 'e,
        'b: 'e,
        'c: 'e,
        'd: 'e,
    {
        let number = self.asked.fetch_add(1, Ordering::SeqCst);
        let mood = self.mood.lock().unwrap().clone();
        assert!(!matches!(mood, Mood::PanicsAtOnce), "on purpose");
        Box::pin(async move {
            let user = match mood {
                Mood::Brings(user) => user,
                Mood::Fails => return Err(Error::with_message(ErrorKind::Credential, "signed out")),
                Mood::Hangs => futures::future::pending().await,
                Mood::AsksItself => {
                    self.own.get().unwrap().get_token().await?;
                    "t/ada"
                }
                Mood::Panics | Mood::PanicsAtOnce => panic!("on purpose"),
            };
            let (tenant, user) = user.split_once('/').unwrap();
            let claims = serde_json::json!({ "tid": tenant, "oid": user, "iat": number }).to_string();
            let token = format!("{user}{number}.{}.s", encode_url_safe(claims));
            Ok(AccessToken::new(token, OffsetDateTime::now_utc()))
        })
    }
}

struct Scene {
    clock: Arc<FakeClock>,
    account: Arc<Account>,
    script: Arc<Script>,
    credential: CommunicationTokenCredential,
}

impl Scene {
    /// An account in this mood, and a service that exchanges for `t1`, `t2`, …, each good for an hour.
    fn new(mood: Mood) -> Self {
        Self::with_lives(mood, &[1; 9])
    }

    /// As [`new`](Self::new), with tokens that are valid for this number of hours from the beginning.
    fn with_lives(mood: Mood, hours: &[i64]) -> Self {
        let clock = FakeClock::still();
        let replies = hours.iter().enumerate().map(|(number, hours)| {
            let expires_on = rfc3339(clock.now() + Duration::hours(*hours));
            let token = format!("t{}", number + 1);
            let body = serde_json::json!({"accessToken": {"token": token, "expiresOn": expires_on}});
            Reply::new(200, body.to_string())
        });
        let script = Script::new(replies);
        let account = Arc::new(Account {
            mood: Mutex::new(mood),
            asked: AtomicUsize::new(0),
            own: OnceLock::new(),
        });
        let options = EntraExchangeOptions {
            client_options: script.options(),
            clock: Some(clock.clone()),
        };
        let credential = CommunicationTokenCredential::from_entra(
            "https://a.example",
            account.clone(),
            [SCOPE],
            Some(options),
        )
        .unwrap();
        account.own.set(credential.clone()).unwrap();
        Self {
            clock,
            account,
            script,
            credential,
        }
    }

    fn turns(&self, mood: Mood) {
        *self.account.mood.lock().unwrap() = mood;
    }

    fn asked(&self) -> usize {
        self.account.asked.load(Ordering::SeqCst)
    }

    fn exchanges(&self) -> usize {
        self.script.seen().len()
    }

    async fn name(&self) -> Result<String> {
        name(&self.credential).await
    }

    /// Returns the result of a call that does not wait.
    async fn at_once(&self) -> Option<String> {
        let got = poll_once(&mut Box::pin(self.name())).await;
        got.map(|name| name.unwrap())
    }
}

#[tokio::test]
async fn an_account_that_hangs_keeps_one_call_waiting_and_the_others_get_the_good_token() {
    let scene = Scene::new(Mood::Brings("t/ada"));
    assert_eq!(scene.name().await.unwrap(), "t1");
    scene.turns(Mood::Hangs);
    let before = scene.asked();
    for attempt in 1..5 {
        let mut first = Box::pin(scene.name());
        assert!(poll_once(&mut first).await.is_none());
        for _ in 0..10 {
            assert_eq!(scene.at_once().await.as_deref(), Some("t1"));
        }
        scene.clock.advance(Duration::seconds(30));
        assert_eq!(first.await.unwrap(), "t1");
        for _ in 0..10 {
            assert_eq!(scene.at_once().await.as_deref(), Some("t1"), "it is left alone");
        }
        assert_eq!(scene.asked(), before + attempt);
        scene.clock.advance(Duration::minutes(1));
    }
    scene.turns(Mood::Brings("t/bob"));
    assert_eq!(scene.name().await.unwrap(), "t2");
}

#[tokio::test]
async fn a_call_that_does_not_wait_for_the_account_lets_the_next_one_go_by() {
    let scene = Scene::new(Mood::Brings("t/ada"));
    assert_eq!(scene.name().await.unwrap(), "t1");
    scene.turns(Mood::Hangs);
    assert_eq!(scene.at_once().await, None);
    for _ in 0..10 {
        assert_eq!(scene.at_once().await.as_deref(), Some("t1"));
    }
}

#[tokio::test]
async fn an_account_that_panics_or_fails_is_not_noticed_while_the_token_is_good() {
    for mood in [Mood::Panics, Mood::PanicsAtOnce, Mood::Fails] {
        let scene = Scene::new(Mood::Brings("t/ada"));
        assert_eq!(scene.name().await.unwrap(), "t1");
        scene.turns(mood.clone());
        let before = scene.asked();
        for _ in 0..10 {
            assert_eq!(scene.at_once().await.as_deref(), Some("t1"), "{mood:?}");
        }
        assert_eq!(scene.asked(), before + 1, "{mood:?}: then it is left alone");
    }
}

#[tokio::test]
async fn an_account_that_hangs_or_panics_from_the_beginning_is_an_error_that_says_so() {
    let scene = Scene::new(Mood::Hangs);
    let mut waiting = Box::pin(scene.name());
    assert!(poll_once(&mut waiting).await.is_none());
    scene.clock.advance(Duration::seconds(30));
    let error = waiting.await.unwrap_err().to_string();
    assert!(error.contains("did not answer within 30s"), "{error}");
    for mood in [Mood::Panics, Mood::PanicsAtOnce] {
        let scene = Scene::new(mood);
        let error = scene.name().await.unwrap_err().to_string();
        assert!(error.contains("panicked"), "{error}");
    }
}

#[tokio::test]
async fn an_account_that_hangs_as_the_token_nears_its_end_keeps_a_call_waiting_once() {
    let scene = Scene::new(Mood::Brings("t/ada"));
    assert_eq!(scene.name().await.unwrap(), "t1");
    scene.turns(Mood::Hangs);
    scene.clock.advance(Duration::seconds(3_500));
    let mut waiting = Box::pin(scene.name());
    assert!(poll_once(&mut waiting).await.is_none());
    scene.clock.advance(Duration::seconds(30));
    assert_eq!(poll_once(&mut waiting).await.unwrap().unwrap(), "t1");
}

#[tokio::test]
async fn a_new_token_of_the_same_user_is_not_exchanged_while_ours_is_good() {
    let scene = Scene::with_lives(Mood::Brings("t/ada"), &[1, 2, 2, 2]);
    for _ in 0..100 {
        assert_eq!(scene.name().await.unwrap(), "t1");
    }
    assert!(scene.asked() > 100);
    assert_eq!(scene.exchanges(), 1);
    scene.clock.advance(Duration::HOUR);
    assert_eq!(scene.name().await.unwrap(), "t2");
    for (user, token) in [("t/bob", "t3"), ("t/bob", "t3"), ("u/bob", "t4")] {
        scene.turns(Mood::Brings(user));
        assert_eq!(scene.name().await.unwrap(), token, "{user}");
    }
    assert_eq!(scene.exchanges(), 4);
}

#[tokio::test]
async fn an_exchange_that_brings_an_expired_token_is_made_again_for_the_new_user() {
    let scene = Scene::with_lives(Mood::Brings("t/ada"), &[1, -1, 1]);
    assert_eq!(scene.name().await.unwrap(), "t1");
    scene.turns(Mood::Brings("t/bob"));
    assert_eq!(scene.name().await.unwrap(), "t1");
    scene.clock.advance(Duration::SECOND);
    assert_eq!(scene.name().await.unwrap(), "t3");
}

#[tokio::test]
async fn an_account_that_asks_the_credential_it_is_for_is_given_the_good_token() {
    let scene = Scene::new(Mood::Brings("t/ada"));
    assert_eq!(scene.name().await.unwrap(), "t1");
    scene.turns(Mood::AsksItself);
    assert_eq!(scene.at_once().await.as_deref(), Some("t1"));
    let scene = Scene::new(Mood::AsksItself);
    let mut waiting = Box::pin(scene.name());
    assert!(poll_once(&mut waiting).await.is_none());
    scene.clock.advance(Duration::seconds(30));
    let error = waiting.await.unwrap_err().to_string();
    assert!(error.contains("did not answer within 30s"), "{error}");
}
