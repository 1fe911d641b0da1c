//! Users and their tokens.

use std::time::Duration;

use acs_emulator::{Emulator, Scope};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{Owner, VERSIONS};
use crate::support::{NEWEST, Person, person};

/// Returns the lifetime of the token in a response, in minutes.
fn minutes(emulator: &Emulator, token: &Value) -> i64 {
    let expires = OffsetDateTime::parse(token["expiresOn"].as_str().unwrap(), &Rfc3339).unwrap();
    (expires - emulator.clock().now()).whole_minutes()
}

fn caller(emulator: &Emulator, user: &Value, token: &Value) -> Person {
    Person {
        id: user["id"].as_str().unwrap().to_owned(),
        token: token["token"].as_str().unwrap().to_owned(),
        endpoint: emulator.endpoint(),
        version: NEWEST,
    }
}

fn stopped(emulator: Emulator) -> Emulator {
    emulator
        .clock()
        .set(OffsetDateTime::now_utc().replace_nanosecond(0).unwrap());
    emulator
}

#[tokio::test]
async fn a_user_made_by_any_version_can_chat_with_the_token_made_along() {
    let emulator = stopped(Emulator::start().await.unwrap());
    for version in VERSIONS {
        let owner = Owner::of(&emulator).speaking(version);
        let alone = owner.call("POST", "/identities", "").await.expect(201).json();
        assert_eq!(alone.get("accessToken"), None);
        let prefix = format!("8:acs:{}_", emulator.resource_id());
        assert!(alone["identity"]["id"].as_str().unwrap().starts_with(&prefix));
        let none = owner
            .post("/identities", json!({ "createTokenWithScopes": [] }))
            .await
            .expect(201)
            .json();
        assert_eq!(none.get("accessToken"), None);
        let both = owner
            .post("/identities", json!({ "createTokenWithScopes": ["chat"] }))
            .await
            .expect(201)
            .json();
        assert_eq!(minutes(&emulator, &both["accessToken"]), 24 * 60, "{version}");
        let user = caller(&emulator, &both["identity"], &both["accessToken"]);
        user.thread(&[]).await;
    }
    assert_eq!(emulator.users().len(), 3 * VERSIONS.len());
}

#[tokio::test]
async fn a_token_has_the_scopes_and_the_life_that_were_asked_for() {
    let emulator = stopped(Emulator::start().await.unwrap());
    let user = emulator.create_user();
    let path = format!("/identities/{}/:issueAccessToken", user.id.replace(':', "%3A"));
    for version in VERSIONS {
        let owner = Owner::of(&emulator).speaking(version);
        let knows_minutes = version >= "2022-10-01";
        for (asked, lasts) in [(60, 60), (1440, 1440)] {
            let body = json!({ "scopes": ["voip"], "expiresInMinutes": asked });
            let token = owner.post(&path, body).await.expect(200).json();
            let expected = if knows_minutes { lasts } else { 1440 };
            assert_eq!(minutes(&emulator, &token), expected, "{version}");
            let user = caller(&emulator, &json!({ "id": user.id }), &token);
            user.get("/chat/threads").await.expect(403);
        }
        for asked in [59, 1441] {
            let body = json!({ "scopes": ["chat"], "expiresInMinutes": asked });
            let status = if knows_minutes { 400 } else { 200 };
            owner.post(&path, body).await.expect(status);
            let body = json!({ "createTokenWithScopes": ["chat"], "expiresInMinutes": asked });
            let status = if knows_minutes { 400 } else { 201 };
            owner.post("/identities", body).await.expect(status);
        }
    }
}

#[tokio::test]
async fn scopes_are_as_old_as_their_versions() {
    let emulator = Emulator::start().await.unwrap();
    let user = emulator.create_user();
    let path = format!("/identities/{}/:issueAccessToken", user.id);
    for version in VERSIONS {
        let owner = Owner::of(&emulator).speaking(version);
        for scope in ["chat.join", "chat.join.limited", "voip.join"] {
            let status = if version >= "2023-10-01" { 200 } else { 400 };
            owner
                .post(&path, json!({ "scopes": [scope] }))
                .await
                .expect(status);
        }
        for (scopes, code) in [
            (json!([]), "ValidationError"),
            (json!(["chat", "mail"]), "BadRequest"),
            (json!([1]), "BadRequest"),
            (json!("chat"), "ValidationError"),
        ] {
            owner
                .post(&path, json!({ "scopes": scopes }))
                .await
                .refused(400, code);
        }
    }
}

#[tokio::test]
async fn revoked_tokens_are_void_and_new_ones_are_not() {
    let emulator = Emulator::start().await.unwrap();
    let (ada, bob) = (person(&emulator), person(&emulator));
    for version in VERSIONS {
        let owner = Owner::of(&emulator).speaking(version);
        let ada = ada.with_token(emulator.token(&ada.id));
        ada.get("/chat/threads").await.expect(200);
        let path = format!("/identities/{}/:revokeAccessTokens", ada.id);
        let reply = owner.call("POST", &path, "").await.expect(204);
        assert!(reply.body.is_empty());
        ada.get("/chat/threads").await.expect(401);
        bob.get("/chat/threads").await.expect(200);
    }
}

#[tokio::test]
async fn a_deleted_user_is_erased_with_what_they_wrote() {
    let emulator = Emulator::start().await.unwrap();
    let (ada, bob) = (person(&emulator), person(&emulator));
    let thread = ada.thread(&[&bob]).await;
    bob.say(&thread, "I was here").await;
    ada.say(&thread, "and I am").await;
    let owner = Owner::of(&emulator);
    let path = format!("/identities/{}", bob.id);
    owner.call("DELETE", &path, "").await.expect(204);
    bob.get("/chat/threads").await.expect(401);
    assert_eq!(crate::support::texts(&emulator, &thread), ["and I am"]);
    assert_eq!(emulator.threads()[0].participants.len(), 1);
    owner.call("DELETE", &path, "").await.refused(404, "NotFound");
    for action in [":issueAccessToken", ":revokeAccessTokens"] {
        owner
            .post(&format!("{path}/{action}"), json!({ "scopes": ["chat"] }))
            .await
            .refused(404, "NotFound");
    }
    let body = json!({ "participants": [bob.participant()] });
    let added = ada
        .post(&format!("{thread}/participants/:add"), body)
        .await
        .expect(201);
    assert_eq!(added.json()["invalidParticipants"][0]["code"], "404");
}

#[tokio::test]
async fn a_text_that_is_not_a_user_id_is_refused() {
    let emulator = Emulator::start().await.unwrap();
    let owner = Owner::of(&emulator);
    for (id, status) in [("nobody", 400), ("8:acs:x", 400), ("8:acs:else_where", 401)] {
        owner
            .call("DELETE", &format!("/identities/{id}"), "")
            .await
            .expect(status);
    }
}

#[tokio::test]
async fn tokens_of_the_library_are_as_good_as_those_of_identity() {
    let emulator = Emulator::start().await.unwrap();
    let made = Owner::of(&emulator)
        .call("POST", "/identities", "")
        .await
        .expect(201)
        .json();
    let id = made["identity"]["id"].as_str().unwrap();
    let token = emulator.token_with(id, &[Scope::Chat], Duration::from_secs(60));
    let user = caller(&emulator, &made["identity"], &json!({ "token": token }));
    user.get("/chat/threads").await.expect(200);
}

#[tokio::test]
async fn operations_are_as_old_as_their_versions() {
    let emulator = Emulator::start().await.unwrap();
    let since = |first: &str, version: &str, status: u16| if version >= first { status } else { 404 };
    for version in VERSIONS {
        let owner = Owner::of(&emulator).speaking(version);
        let exchange = owner.post("/teamsUser/:exchangeAccessToken", json!({})).await;
        exchange.expect(since("2022-06-01", version, 400));
        let path = "/access/teamsExtension/tenants/t/assignments/o";
        let get = owner.call("GET", path, "").await;
        get.expect(since("2026-09-23", version, 200));
        let put = owner.call("PUT", path, r#"{"principalType":"user"}"#).await;
        put.expect(match version {
            "2025-06-30" => 201,
            "2026-09-23" => 200,
            _ => 404,
        });
    }
}
