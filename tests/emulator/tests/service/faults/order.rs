//! Which fault affects which request, and how often.

use acs_emulator::Fault;

use super::somebody;

#[tokio::test]
async fn faults_for_the_same_requests_happen_one_after_the_other() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::status(503).times(2));
    emulator.fault(Fault::status(429).after(1).once());
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(ada.get(&messages).await.status);
    }
    assert_eq!(statuses, [503, 503, 200, 429, 200]);
}

#[tokio::test]
async fn a_fault_is_for_a_method_a_path_and_a_version() {
    let (emulator, ada, messages) = somebody().await;
    let fault = Fault::status(503)
        .on("get", "/chat/threads/*/messages")
        .for_version("2021-03-07");
    let fault = emulator.fault(fault);
    let old = ada.speaking("2021-03-07");
    old.get(&messages).await.expect(503);
    old.get(&messages.replace(':', "%3A")).await.expect(503);
    ada.get(&messages).await.expect(200);
    old.get("/chat/threads").await.expect(200);
    old.post(&messages, serde_json::json!({ "content": "x" }))
        .await
        .expect(201);
    assert_eq!(fault.hits(), 2);
    emulator.clear_faults();
    emulator.fault(Fault::status(503).on("*", "/chat/**"));
    ada.get(&messages).await.expect(503);
    ada.delete("/chat/threads/x").await.expect(503);
    ada.get("/identities").await.expect(404);
}

#[tokio::test]
async fn a_fault_lasts_until_it_is_removed() {
    let (emulator, ada, messages) = somebody().await;
    let one = emulator.fault(Fault::status(503).on("GET", "/chat/threads"));
    let other = emulator.fault(Fault::slow_headers());
    drop(other.clone());
    for _ in 0..3 {
        ada.get("/chat/threads").await.expect(503);
    }
    one.remove();
    let call = tokio::spawn(async move { ada.get(&messages).await });
    other.reached(1).await;
    other.remove();
    call.await.unwrap().expect(200);
    assert_eq!((one.hits(), other.hits()), (3, 1));
}

#[tokio::test]
async fn many_at_once_meet_a_fault_exactly_as_often_as_it_says() {
    let (emulator, ada, messages) = somebody().await;
    let fault = emulator.fault(Fault::status(503).times(7));
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let (ada, messages) = (ada.clone(), messages.clone());
            tokio::spawn(async move { ada.get(&messages).await.status })
        })
        .collect();
    let mut failed = 0;
    for call in calls {
        failed += usize::from(call.await.unwrap() == 503);
    }
    assert_eq!((failed, fault.hits()), (7, 7));
}

#[tokio::test]
async fn emulators_do_not_share_their_faults() {
    let (one, ada, messages) = somebody().await;
    let (_other, bob, elsewhere) = somebody().await;
    one.fault(Fault::status(503));
    ada.get(&messages).await.expect(503);
    bob.get(&elsewhere).await.expect(200);
}
