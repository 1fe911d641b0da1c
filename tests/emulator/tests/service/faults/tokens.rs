//! Faults of tokens and clocks.

use acs_emulator::Fault;
use time::Duration;
use time::OffsetDateTime;
use time::macros::datetime;

use super::{HELLO, somebody, written};

#[tokio::test]
async fn a_token_can_expire_for_one_request() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::expired_token().once());
    let reply = ada
        .call("POST", &messages, "application/json", HELLO)
        .await
        .expect(401);
    assert!(reply.body.is_empty());
    assert_eq!(
        reply.header("x-acs-emulator-reason"),
        Some("the token has expired")
    );
    ada.call("POST", &messages, "application/json", HELLO)
        .await
        .expect(201);
    assert_eq!(written(&emulator), 1);
}

#[tokio::test]
async fn a_token_can_be_revoked_for_good() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::revoked_token().once());
    for _ in 0..2 {
        let reply = ada.get(&messages).await.expect(401);
        assert_eq!(
            reply.header("x-acs-emulator-reason"),
            Some("the token was revoked")
        );
    }
    let new = ada.with_token(emulator.token(&ada.id));
    new.get(&messages).await.expect(200);
}

#[tokio::test]
async fn an_access_key_can_be_refused() {
    let (emulator, ada, _) = somebody().await;
    for fault in [Fault::expired_token(), Fault::revoked_token()] {
        emulator.fault(fault.once());
        let owner = ada.with_token(emulator.entra_token()).speaking("2023-10-01");
        let denied = owner.call("POST", "/identities", "", b"").await.expect(401);
        assert_eq!(denied.json()["error"]["code"], "Denied");
        owner.call("POST", "/identities", "", b"").await.expect(201);
    }
}

#[tokio::test]
async fn a_clock_can_be_ahead_or_behind() {
    let (emulator, ada, messages) = somebody().await;
    emulator.clock().set(datetime!(2024-01-01 00:00 UTC));
    let ada = ada.with_token(emulator.token(&ada.id));
    emulator.fault(Fault::clock_skew(Duration::days(2)).once());
    let reply = ada.get(&messages).await.expect(401);
    assert_eq!(
        reply.header("x-acs-emulator-reason"),
        Some("the token has expired")
    );
    assert_eq!(reply.header("date"), Some("Wed, 03 Jan 2024 00:00:00 GMT"));
    emulator.fault(Fault::clock_skew(Duration::days(-2)).once());
    let reply = ada.get(&messages).await.expect(200);
    assert_eq!(reply.header("date"), Some("Sat, 30 Dec 2023 00:00:00 GMT"));
    assert_eq!(emulator.clock().now(), datetime!(2024-01-01 00:00 UTC));
    emulator.fault(Fault::clock_skew(Duration::MAX).once());
    ada.get(&messages).await.expect(401);
    assert!(emulator.clock().now() < OffsetDateTime::now_utc());
}
