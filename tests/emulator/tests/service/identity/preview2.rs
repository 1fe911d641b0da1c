//! 2020-07-20-preview2, the only preview of identity: it has its own statuses and paths, and revokes tokens by their time of
//! issue.

use std::time::Duration;

use acs_emulator::Emulator;
use serde_json::{Value, json};
use time::macros::datetime;

use super::{Owner, denied};
use crate::support::{Person, Reply};

const PREVIEW2: &str = "2020-07-20-preview2";

async fn start() -> (Emulator, Owner) {
    let emulator = Emulator::start().await.unwrap();
    emulator.clock().set(datetime!(2021-01-01 00:00:00.5 UTC));
    let owner = Owner::of(&emulator).speaking(PREVIEW2);
    (emulator, owner)
}

impl Owner {
    async fn patch(&self, user: &str, body: Value) -> Reply {
        let target = format!("/identities/{user}?api-version={}", self.version);
        let body = body.to_string();
        let signed = self.sign("PATCH", &target, &body);
        let mut headers: Vec<_> = signed
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        headers.push(("content-type", "application/merge-patch+json"));
        crate::support::send(&self.endpoint, "PATCH", &target, &headers, body.as_bytes()).await
    }

    /// Makes a user with a token by this version.
    async fn user(&self) -> Person {
        let created = self.call("POST", "/identities", "").await.expect(200).json();
        let id = created["id"].as_str().unwrap().to_owned();
        let token = self.token(&id).await;
        Person {
            id,
            token,
            endpoint: self.endpoint.clone(),
            version: "2020-09-21-preview2",
        }
    }

    async fn token(&self, user: &str) -> String {
        let path = format!("/identities/{user}/token");
        let issued = self.post(&path, json!({ "scopes": ["chat"] })).await.expect(200);
        issued.json()["token"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_user_is_made_given_a_token_and_deleted() {
    let (emulator, owner) = start().await;
    let created = owner.call("POST", "/identities", "").await.expect(200).json();
    let id = emulator.users()[0].id.clone();
    assert_eq!(created, json!({ "id": id }));
    let path = format!("/identities/{id}");
    let scopes = json!({ "scopes": ["chat", "voip"] });
    let issued = owner
        .post(&format!("{path}/token"), scopes)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&issued["id"], &issued["expiresOn"]),
        (&json!(id), &json!("2021-01-02T00:00:00.5+00:00"))
    );
    let user = owner.user().await;
    user.get("/chat/threads").await.expect(200);
    let deleted = owner.call("DELETE", &path, "").await.expect(204);
    assert!(deleted.body.is_empty());
    assert!(emulator.users().iter().all(|one| one.id != id));
    owner.call("DELETE", &path, "").await.refused(404, "NotFound");
}

#[tokio::test]
async fn tokens_that_were_issued_before_the_time_they_are_valid_from_are_void() {
    let (emulator, owner) = start().await;
    let (user, other) = (owner.user().await, owner.user().await);
    let empty = owner.patch(&user.id, json!({})).await.expect(204);
    assert!(empty.body.is_empty());
    user.get("/chat/threads").await.expect(200);
    owner
        .patch(
            &user.id,
            json!({ "tokensValidFrom": "2021-01-01T00:00:00.6+00:00" }),
        )
        .await
        .expect(204);
    let rejected = user.get("/chat/threads").await.expect(401);
    assert!(
        rejected
            .header("x-acs-emulator-reason")
            .unwrap()
            .contains("issued before")
    );
    other.get("/chat/threads").await.expect(200);
    emulator.clock().advance(Duration::from_millis(100));
    user.with_token(owner.token(&user.id).await)
        .get("/chat/threads")
        .await
        .expect(200);
    owner.patch(&user.id, json!({})).await.expect(204);
    user.get("/chat/threads").await.expect(401);
    owner
        .patch(&user.id, json!({ "tokensValidFrom": null }))
        .await
        .expect(204);
    user.get("/chat/threads").await.expect(200);
    for end in ["9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00+23:59"] {
        owner
            .patch(&user.id, json!({ "tokensValidFrom": end }))
            .await
            .expect(204);
    }
    user.get("/chat/threads").await.expect(200);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_as_by_later_versions() {
    let (emulator, owner) = start().await;
    let user = emulator.create_user().id;
    let path = format!("/identities/{user}");
    for body in [json!({}), json!({ "scopes": [] }), json!({ "scopes": null })] {
        let reply = owner
            .post(&format!("{path}/token"), body)
            .await
            .expect(400)
            .json();
        assert_eq!(reply["error"]["code"], "ValidationError");
        assert_eq!(reply["error"]["target"], "scopes");
    }
    let body = json!({ "scopes": ["mail"] });
    owner
        .post(&format!("{path}/token"), body)
        .await
        .refused(400, "BadRequest");
    let body = json!({ "tokensValidFrom": "yesterday" });
    owner.patch(&user, body).await.refused(400, "BadRequest");
    owner
        .patch("8:acs:else_where", json!({}))
        .await
        .refused(401, "IdentityNotOwned");
    let stranger = Owner {
        key: "AAAA".to_owned(),
        ..owner.clone()
    };
    denied(stranger.call("POST", "/identities", "").await);
}

#[tokio::test]
async fn it_has_no_operation_of_a_later_version_and_they_have_none_of_its_own() {
    let (emulator, owner) = start().await;
    let path = format!("/identities/{}", emulator.create_user().id);
    for action in [":issueAccessToken", ":revokeAccessTokens"] {
        let body = json!({ "scopes": ["chat"] });
        owner.post(&format!("{path}/{action}"), body).await.expect(404);
    }
    let later = owner.speaking("2021-03-07");
    later
        .post(&format!("{path}/token"), json!({ "scopes": ["chat"] }))
        .await
        .expect(404);
    later.call("PATCH", &path, "{}").await.expect(404);
}
