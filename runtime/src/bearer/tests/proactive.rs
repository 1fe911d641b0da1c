//! Refreshing in the background.

use super::*;

fn proactive(server: &Arc<Server>) -> BearerCredential {
    server.credential_with(TokenRefreshOptions {
        proactive: true,
        ..Default::default()
    })
}

/// Lets the background task run until it waits for the clock again.
async fn run_background_task() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_token_is_replaced_ten_minutes_before_it_expires_though_nobody_asks() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = proactive(&server);
    run_background_task().await;
    assert_eq!(server.asked(), 0, "it begins with the first call");
    name(&credential).await.unwrap();
    run_background_task().await;
    clock.advance(Duration::minutes(48));
    run_background_task().await;
    assert_eq!(server.asked(), 1);
    clock.advance(Duration::minutes(2));
    run_background_task().await;
    assert_eq!(server.asked(), 2);
    assert_eq!(name(&credential).await.unwrap(), "t2");
    assert_eq!(server.asked(), 2);
}

#[tokio::test]
async fn a_short_lived_token_is_replaced_after_half_its_life() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    server.live(Duration::minutes(4));
    let credential = proactive(&server);
    name(&credential).await.unwrap();
    run_background_task().await;
    clock.advance(Duration::seconds(100));
    run_background_task().await;
    assert_eq!(server.asked(), 1);
    clock.advance(Duration::seconds(20));
    run_background_task().await;
    assert_eq!(server.asked(), 2);
}

#[tokio::test]
async fn failures_do_not_end_it() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = proactive(&server);
    name(&credential).await.unwrap();
    run_background_task().await;
    server.fail(5);
    clock.advance(Duration::minutes(50));
    run_background_task().await;
    assert_eq!(server.asked(), 2);
    for _ in 0..120 {
        clock.advance(Duration::SECOND);
        run_background_task().await;
    }
    assert_eq!(server.asked(), 7);
    assert_eq!(name(&credential).await.unwrap(), "t7");
    clock.advance(Duration::minutes(50));
    run_background_task().await;
    assert_eq!(server.asked(), 8, "the next one is scheduled again");
}

#[tokio::test]
async fn it_ends_when_the_last_clone_is_dropped() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = proactive(&server);
    name(&credential).await.unwrap();
    run_background_task().await;
    let clone = credential.clone();
    drop(credential);
    run_background_task().await;
    assert_eq!(clock.asleep(), 1);
    drop(clone);
    run_background_task().await;
    assert_eq!(clock.asleep(), 0);
    assert_eq!(Arc::strong_count(&server), 1, "the refresher is let go");
}

#[tokio::test]
async fn the_refreshes_of_many_users_do_not_come_all_at_once() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credentials: Vec<_> = (0..200).map(|_| proactive(&server)).collect();
    for credential in &credentials {
        name(credential).await.unwrap();
    }
    run_background_task().await;
    clock.advance(Duration::minutes(49) - Duration::SECOND);
    run_background_task().await;
    let mut most = 0;
    for _ in 0..=60 {
        let before = server.asked();
        clock.advance(Duration::SECOND);
        run_background_task().await;
        most = most.max(server.asked() - before);
    }
    assert_eq!(server.asked(), 400);
    assert!(most < 40, "{most} in one second");
}

#[tokio::test]
async fn there_is_no_task_when_it_is_off() {
    let clock = FakeClock::still();
    let server = Server::new(&clock);
    let credential = server.credential();
    name(&credential).await.unwrap();
    run_background_task().await;
    assert_eq!(clock.asleep(), 0);
}
