//! Connections that end before the response.

use acs_emulator::Fault;

use super::{HELLO, somebody, written};

#[tokio::test]
async fn a_connection_can_end_before_the_request_was_read() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::drop_unread().once());
    let large = [br#"{"content":""#.as_slice(), &vec![b'x'; 20_000], b"\"}"].concat();
    assert!(
        ada.open("POST", &messages, "application/json", &large)
            .await
            .is_err()
    );
    assert_eq!(written(&emulator), 0);
    let last = emulator.requests().pop().unwrap();
    assert_eq!(
        (last.method.as_str(), last.status, last.body.len()),
        ("POST", None, 0)
    );
    ada.call("POST", &messages, "application/json", HELLO)
        .await
        .expect(201);
}

#[tokio::test]
async fn a_connection_can_end_after_the_request_was_read() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::drop_unanswered().once());
    assert!(
        ada.open("POST", &messages, "application/json", HELLO)
            .await
            .is_err()
    );
    assert_eq!(written(&emulator), 0);
    let last = emulator.requests().pop().unwrap();
    assert_eq!((last.status, last.body.as_slice()), (None, HELLO));
}

#[tokio::test]
async fn a_connection_can_end_after_the_work_was_done() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::drop_unanswered().carried_out().once());
    assert!(
        ada.open("POST", &messages, "application/json", HELLO)
            .await
            .is_err()
    );
    assert_eq!(written(&emulator), 1);
}

#[tokio::test]
async fn who_is_cut_off_leaves_the_others_alone() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::drop_unanswered().on("GET", "/chat/threads"));
    let slow = emulator.fault(Fault::slow_headers().on("GET", "/chat/threads/*/messages").once());
    let waiting = {
        let (ada, messages) = (ada.clone(), messages.clone());
        tokio::spawn(async move { ada.get(&messages).await })
    };
    slow.reached(1).await;
    assert!(ada.open("GET", "/chat/threads", "", b"").await.is_err());
    slow.release();
    waiting.await.unwrap().expect(200);
}
