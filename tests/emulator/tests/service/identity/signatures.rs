//! The callers that identity allows: the owner of the access key, and principals with a token of Entra.

use std::time::Duration;

use acs_emulator::Emulator;

use super::{Owner, denied};
use crate::support::{person, send};

#[tokio::test]
async fn a_connection_string_holds_endpoint_and_key() {
    let emulator = Emulator::start().await.unwrap();
    let expected = format!(
        "endpoint={}/;accesskey={}",
        emulator.endpoint(),
        emulator.access_key()
    );
    assert_eq!(emulator.connection_string(), expected);
    let other = Emulator::start().await.unwrap();
    assert_ne!(emulator.access_key(), other.access_key());
}

#[tokio::test]
async fn a_signed_request_is_taken_and_one_signed_by_another_key_is_not() {
    let emulator = Emulator::start().await.unwrap();
    let owner = Owner::of(&emulator);
    owner.call("POST", "/identities", "").await.expect(201);
    let other = Owner {
        key: Emulator::start().await.unwrap().access_key(),
        ..owner
    };
    denied(other.call("POST", "/identities", "").await);
    assert_eq!(emulator.users().len(), 1);
}

#[tokio::test]
async fn a_signature_is_for_one_request_only() {
    let emulator = Emulator::start().await.unwrap();
    let owner = Owner::of(&emulator);
    let target = "/identities?api-version=2023-10-01";
    let signed = owner.sign("POST", target, "{}");
    let headers: Vec<_> = signed
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let with_type = [headers.as_slice(), &[("content-type", "application/json")]].concat();
    send(&owner.endpoint, "POST", target, &with_type, b"{}")
        .await
        .expect(201);
    let other_body = send(&owner.endpoint, "POST", target, &with_type, b"{ }").await;
    assert_eq!(
        denied(other_body),
        "x-ms-content-sha256 is not the hash of the body"
    );
    let other_query = format!("{target}&x=1");
    denied(send(&owner.endpoint, "POST", &other_query, &with_type, b"{}").await);
    for missing in 0..3 {
        let mut fewer = with_type.clone();
        fewer.remove(missing);
        denied(send(&owner.endpoint, "POST", target, &fewer, b"{}").await);
    }
}

#[tokio::test]
async fn a_signature_is_good_for_a_quarter_of_an_hour_of_the_emulators_clock() {
    let emulator = Emulator::start().await.unwrap();
    let owner = Owner::of(&emulator);
    emulator.clock().advance(Duration::from_secs(14 * 60));
    owner.call("POST", "/identities", "").await.expect(201);
    emulator.clock().advance(Duration::from_secs(2 * 60));
    let reason = denied(owner.call("POST", "/identities", "").await);
    assert_eq!(
        reason,
        "the date is more than 15 minutes away from the emulator's"
    );
    Owner::of(&emulator)
        .call("POST", "/identities", "")
        .await
        .expect(201);
}

#[tokio::test]
async fn a_token_of_entra_opens_identity_and_one_of_a_user_does_not() {
    let emulator = Emulator::start().await.unwrap();
    let target = "/identities?api-version=2023-10-01";
    let post = async |token: String| {
        let authorization = format!("Bearer {token}");
        let headers = [("authorization", authorization.as_str())];
        send(&emulator.endpoint(), "POST", target, &headers, b"").await
    };
    post(emulator.entra_token()).await.expect(201);
    let old = emulator.entra_token_with(&emulator.principal(), Duration::ZERO);
    assert_eq!(denied(post(old).await), "the token has expired");
    denied(post(person(&emulator).token).await);
    denied(post("x".to_owned()).await);
    denied(send(&emulator.endpoint(), "POST", target, &[], b"").await);
}

#[tokio::test]
async fn the_key_does_not_open_chat() {
    let emulator = Emulator::start().await.unwrap();
    let owner = Owner {
        version: "2025-03-15",
        ..Owner::of(&emulator)
    };
    let reply = owner.call("GET", "/chat/threads", "").await.expect(401);
    assert!(reply.body.is_empty());
    let target = "/chat/threads?api-version=2025-03-15";
    let authorization = format!("Bearer {}", emulator.entra_token());
    let headers = [("authorization", authorization.as_str())];
    send(&owner.endpoint, "GET", target, &headers, b"")
        .await
        .expect(401);
}
