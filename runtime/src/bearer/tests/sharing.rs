//! Many callers, one refresh.

use super::*;
use futures::future::join_all;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_tasks_that_meet_an_expired_token_make_one_refresh() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = server.credential();
    name(&credential).await.unwrap();
    for round in 2..5 {
        clock.advance(Duration::HOUR);
        let tasks = (0..1_000).map(|_| {
            let credential = credential.clone();
            tokio::spawn(async move { name(&credential).await.unwrap() })
        });
        for task in join_all(tasks).await {
            assert_eq!(task.unwrap(), format!("t{round}"));
        }
        assert_eq!(server.asked(), round);
    }
}

#[tokio::test]
async fn a_failed_refresh_reaches_every_waiter_and_the_next_call_tries_again() {
    let clock = FakeClock::still();
    let server = Server::closed(&clock);
    server.fail(1);
    let credential = server.credential();
    let mut waiters: Vec<_> = (0..100).map(|_| Box::pin(name(&credential))).collect();
    for waiter in &mut waiters {
        assert!(poll_once(waiter).await.is_none());
    }
    server.open();
    for result in join_all(waiters).await {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Credential);
        assert!(error.to_string().contains("the server is down"), "{error}");
    }
    assert_eq!(server.asked(), 1);
    assert_eq!(name(&credential).await.unwrap(), "t2");
}

#[tokio::test]
async fn while_the_token_is_refreshed_the_others_get_the_current_one_at_once() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = server.credential();
    name(&credential).await.unwrap();
    server.gate.forget_permits(1_000_000);
    clock.advance(Duration::minutes(59));
    let mut first = Box::pin(name(&credential));
    assert!(poll_once(&mut first).await.is_none());
    for _ in 0..10 {
        assert_eq!(
            poll_once(&mut Box::pin(name(&credential)))
                .await
                .unwrap()
                .unwrap(),
            "t1"
        );
    }
    server.open();
    assert_eq!(first.await.unwrap(), "t2");
    assert_eq!(name(&credential).await.unwrap(), "t2");
    assert_eq!(server.asked(), 2);
}

#[tokio::test]
async fn a_caller_that_goes_away_does_not_cancel_the_refresh_of_the_others() {
    let clock = FakeClock::still();
    let server = Server::closed(&clock);
    let credential = server.credential();
    let mut first = Box::pin(name(&credential));
    assert!(poll_once(&mut first).await.is_none());
    let other = credential.clone();
    let second = tokio::spawn(async move { name(&other).await });
    tokio::task::yield_now().await;
    drop(first);
    server.open();
    assert_eq!(second.await.unwrap().unwrap(), "t1");
    assert_eq!(server.asked(), 1);
}

#[tokio::test]
async fn a_refresh_that_all_its_callers_have_left_is_begun_anew() {
    let clock = FakeClock::still();
    let server = Server::closed(&clock);
    let credential = server.credential();
    for _ in 0..3 {
        assert!(poll_once(&mut Box::pin(name(&credential))).await.is_none());
    }
    assert_eq!(server.asked(), 3);
    server.open();
    assert_eq!(name(&credential).await.unwrap(), "t4");
}

#[tokio::test]
async fn a_thousand_tasks_with_a_rejected_token_make_one_refresh() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = server.credential();
    let rejected = credential.token().await.unwrap();
    let fresh = join_all((0..1_000).map(|_| credential.replacement(&rejected))).await;
    assert!(
        fresh
            .iter()
            .all(|token| token.as_ref().unwrap().secret().starts_with("t2."))
    );
    assert_eq!(server.asked(), 2);
}

#[tokio::test]
async fn the_tokens_of_many_users_made_at_once_are_not_replaced_at_once() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let users: Vec<_> = (0..500).map(|_| server.credential()).collect();
    join_all(users.iter().map(name)).await;
    clock.advance(Duration::minutes(58) - Duration::seconds(13));
    let mut most = 0;
    for _ in 0..13 {
        let before = server.asked();
        clock.advance(Duration::SECOND);
        join_all(users.iter().map(name)).await;
        most = most.max(server.asked() - before);
    }
    assert_eq!(server.asked(), 1_000);
    assert!(most < 150, "{most} in one second");
}

#[test]
fn a_credential_costs_less_than_512_bytes_besides_its_token_and_refresher() {
    let inside = size_of::<RefreshingToken>() + size_of::<BearerToken>();
    let counters = 4 * size_of::<usize>();
    assert!(
        size_of::<BearerCredential>() + inside + counters < 512,
        "{inside}"
    );
}
