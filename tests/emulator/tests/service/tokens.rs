//! Tokens: who may call, and what their scopes allow.

use std::time::Duration;

use acs_emulator::{Emulator, Scope};
use serde_json::json;

use crate::support::{Person, VERSION, send, two_people};

/// Asserts the empty 401 of the service and returns the reason, which only the emulator gives.
async fn stranger(person: &Person) -> String {
    let reply = person.get("/chat/threads").await.expect(401);
    assert!(reply.body.is_empty());
    assert_eq!(reply.header("content-type"), None);
    reply.header("x-acs-emulator-reason").unwrap().to_owned()
}

#[tokio::test]
async fn a_call_without_a_good_token_gets_an_empty_401() {
    let (emulator, ada, _) = two_people().await;
    let other = Emulator::start().await.unwrap();
    let forged = other.token(&ada.id);
    let (message, _) = ada.token.rsplit_once('.').unwrap();
    for token in ["", "x", "a.b.c", &forged, message, &format!("{message}.AAAA")] {
        stranger(&ada.with_token(token.to_owned())).await;
    }
    let nobody = emulator.token("8:acs:no_body");
    assert_eq!(stranger(&ada.with_token(nobody)).await, "the user does not exist");
    let target = format!("/chat/threads?{VERSION}");
    for headers in [
        vec![],
        vec![("authorization", "Basic YTpi")],
        vec![("authorization", "Bearer")],
    ] {
        let reply = send(&ada.endpoint, "GET", &target, &headers, b"")
            .await
            .expect(401);
        assert!(reply.body.is_empty());
    }
    ada.get("/chat/threads").await.expect(200);
}

#[tokio::test]
async fn the_scheme_is_the_same_in_any_case() {
    let (_emulator, ada, _) = two_people().await;
    let authorization = format!("bearer {}", ada.token);
    let target = format!("/chat/threads?{VERSION}");
    send(
        &ada.endpoint,
        "GET",
        &target,
        &[("authorization", &authorization)],
        b"",
    )
    .await
    .expect(200);
}

#[tokio::test]
async fn a_token_expires_by_the_clock_of_the_emulator() {
    let (emulator, ada, _) = two_people().await;
    let short = ada.with_token(emulator.token_with(&ada.id, &[Scope::Chat], Duration::from_secs(600)));
    emulator.clock().advance(Duration::from_secs(590));
    short.get("/chat/threads").await.expect(200);
    emulator.clock().advance(Duration::from_secs(11));
    assert_eq!(stranger(&short).await, "the token has expired");
    let born_old = emulator.token_with(&ada.id, &[Scope::Chat], Duration::ZERO);
    assert_eq!(stranger(&ada.with_token(born_old)).await, "the token has expired");
}

#[tokio::test]
async fn revoked_tokens_are_void_and_new_ones_are_not() {
    let (emulator, ada, bob) = two_people().await;
    emulator.revoke_tokens(&ada.id);
    assert_eq!(stranger(&ada).await, "the token was revoked");
    ada.with_token(emulator.token(&ada.id))
        .get("/chat/threads")
        .await
        .expect(200);
    bob.get("/chat/threads").await.expect(200);
}

#[tokio::test]
async fn scopes_allow_what_they_say() {
    let (emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    let add = json!({ "participants": [bob.participant()] });
    for (scope, talk, people, threads) in [
        (Scope::Chat, 200, 201, 204),
        (Scope::ChatJoin, 200, 201, 403),
        (Scope::ChatJoinLimited, 200, 403, 403),
        (Scope::Voip, 403, 403, 403),
    ] {
        let ada = ada.with_token(emulator.token_with(&ada.id, &[scope], Duration::from_secs(60)));
        ada.get(&thread).await.expect(talk);
        ada.post(&format!("{thread}/participants/:add"), add.clone())
            .await
            .expect(people);
        ada.patch(&thread, json!({ "topic": "x" })).await.expect(threads);
    }
}

#[tokio::test]
async fn the_claims_are_those_of_the_service() {
    use base64::Engine as _;
    let (emulator, ada, _) = two_people().await;
    let token = emulator.token_with(&ada.id, &[Scope::Chat, Scope::VoipJoin], Duration::from_secs(60));
    let claims = token.split('.').nth(1).unwrap();
    let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(claims)
        .unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(format!("8:{}", claims["skypeid"].as_str().unwrap()), ada.id);
    assert_eq!(claims["acsScope"], "chat,voip.join");
    assert_eq!(claims["resourceId"], emulator.resource_id());
    assert_eq!(
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
        60
    );
}
