//! A refresher that fails, hangs, panics or returns a text that is not a token.

use super::*;

async fn about_to_expire(server: &Arc<Server>) -> BearerCredential {
    let credential = server.credential();
    name(&credential).await.unwrap();
    server.clock.advance(Duration::minutes(58));
    credential
}

#[tokio::test]
async fn a_failure_is_not_noticed_while_the_current_token_is_good() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = about_to_expire(&server).await;
    server.fail(1);
    assert_eq!(name(&credential).await.unwrap(), "t1");
    assert_eq!(server.asked(), 2);
    clock.advance(Duration::seconds(5));
    assert_eq!(name(&credential).await.unwrap(), "t3");
}

#[tokio::test]
async fn a_failing_refresher_is_left_alone_longer_and_longer() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = about_to_expire(&server).await;
    server.fail(1_000);
    let mut attempts = vec![];
    for second in 0..120 {
        let before = server.asked();
        assert_eq!(name(&credential).await.unwrap(), "t1");
        assert!(server.asked() <= before + 1);
        if server.asked() > before {
            attempts.push(second);
        }
        clock.advance(Duration::SECOND);
    }
    // 1, 2, 4, 8, 16, 32 and 60 seconds, less up to half of each.
    assert!((5..=9).contains(&attempts.len()), "{attempts:?}");
}

#[tokio::test]
async fn an_expired_token_is_never_served_and_waits_for_no_backoff() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = about_to_expire(&server).await;
    server.fail(5);
    assert_eq!(name(&credential).await.unwrap(), "t1");
    clock.advance(Duration::minutes(2));
    for _ in 0..4 {
        assert!(name(&credential).await.is_err());
    }
    assert_eq!(name(&credential).await.unwrap(), "t7");
}

#[tokio::test]
async fn a_refresher_that_hangs_is_given_up_and_the_current_token_served() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = about_to_expire(&server).await;
    server.gate.forget_permits(1_000_000);
    let mut waiting = Box::pin(name(&credential));
    assert!(poll_once(&mut waiting).await.is_none());
    clock.advance(Duration::seconds(30));
    assert_eq!(waiting.await.unwrap(), "t1");
    clock.advance(Duration::minutes(2));
    let mut waiting = Box::pin(name(&credential));
    assert!(poll_once(&mut waiting).await.is_none());
    clock.advance(Duration::seconds(30));
    let error = waiting.await.unwrap_err();
    assert!(error.to_string().contains("did not answer within 30s"), "{error}");
}

#[tokio::test]
async fn a_token_that_expires_while_its_replacement_fails_is_not_served() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = about_to_expire(&server).await;
    clock.advance(Duration::seconds(110));
    server.gate.forget_permits(1_000_000);
    let mut waiting = Box::pin(name(&credential));
    assert!(poll_once(&mut waiting).await.is_none());
    clock.advance(Duration::seconds(30));
    assert!(waiting.await.is_err());
}

#[tokio::test]
async fn an_expired_or_malformed_new_token_is_an_error_that_says_so() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    server.live(-Duration::SECOND);
    let error = name(&server.credential()).await.unwrap_err();
    assert!(error.to_string().contains("an expired token"), "{error}");
    let credential = BearerCredential::from_refresher(|| async { Ok::<_, Error>("s3cret") });
    let error = name(&credential).await.unwrap_err();
    assert!(error.to_string().contains("not a JSON Web Token"), "{error}");
    assert!(!format!("{error:?}").contains("s3cret"));
}

#[tokio::test]
async fn a_refresher_that_panics_is_an_error_and_not_the_end() {
    let clock = FakeClock::still();
    let panicked = std::sync::atomic::AtomicBool::new(false);
    let now = clock.now();
    let credential = BearerCredential::from_refresher_with_options(
        move || {
            let first = !panicked.swap(true, Ordering::SeqCst);
            async move {
                assert!(!first, "on purpose");
                Ok::<_, Error>(jwt("t2", now + Duration::HOUR))
            }
        },
        TokenRefreshOptions {
            clock: Some(clock),
            ..Default::default()
        },
    )
    .unwrap();
    let error = name(&credential).await.unwrap_err();
    assert!(error.to_string().contains("panicked"), "{error}");
    assert_eq!(name(&credential).await.unwrap(), "t2");
}

#[tokio::test]
async fn the_error_of_the_refresher_stays_in_reach() {
    let credential = BearerCredential::from_refresher(|| async {
        Err::<String, _>(std::io::Error::new(std::io::ErrorKind::TimedOut, "too slow"))
    });
    let error = name(&credential).await.unwrap_err();
    let mut source: Option<&dyn std::error::Error> = Some(&error);
    let found = std::iter::from_fn(|| {
        let error = source?;
        source = error.source();
        Some(error)
    })
    .any(|error| error.downcast_ref::<std::io::Error>().is_some());
    assert!(found, "{error:?}");
}
