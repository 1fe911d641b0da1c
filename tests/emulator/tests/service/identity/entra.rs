//! The exchange of tokens of Entra for tokens of the service, and the principals that may do so.

use std::time::Duration;

use acs_emulator::{Emulator, Principal};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{Owner, denied};
use crate::support::{NEWEST, Person, Reply, send};

const TEAMS: &str = "/access/teamsExtension/:exchangeAccessToken?api-version=2025-06-30";
const ENTRA: &str = "/access/entra/:exchangeAccessToken?api-version=2025-03-02-preview";

async fn exchange(emulator: &Emulator, target: &str, token: &str) -> Reply {
    let authorization = format!("Bearer {token}");
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-type", "application/json"),
    ];
    send(&emulator.endpoint(), "POST", target, &headers, b"{}").await
}

async fn can_chat(emulator: &Emulator, answer: &Value) {
    let user = Person {
        id: String::new(),
        token: answer["accessToken"]["token"].as_str().unwrap().to_owned(),
        endpoint: emulator.endpoint(),
        version: NEWEST,
    };
    user.thread(&[]).await;
}

fn lifetime(emulator: &Emulator, token: &Value) -> i64 {
    let expires = OffsetDateTime::parse(token["expiresOn"].as_str().unwrap(), &Rfc3339).unwrap();
    (expires - emulator.clock().now()).whole_seconds()
}

#[tokio::test]
async fn an_entra_token_is_exchanged_for_the_same_user_each_time() {
    let emulator = Emulator::start().await.unwrap();
    let answer = exchange(&emulator, ENTRA, &emulator.entra_token())
        .await
        .expect(200)
        .json();
    can_chat(&emulator, &answer).await;
    let again = exchange(&emulator, ENTRA, &emulator.entra_token())
        .await
        .expect(200)
        .json();
    can_chat(&emulator, &again).await;
    assert_eq!(emulator.users().len(), 1);
    let other = emulator.entra_token_with(&Principal::new("t", "o"), Duration::from_secs(60));
    exchange(&emulator, ENTRA, &other).await.expect(200);
    assert_eq!(emulator.users().len(), 2);
    let headers = [("authorization", format!("Bearer {other}"))];
    let headers = [("authorization", headers[0].1.as_str())];
    send(&emulator.endpoint(), "POST", ENTRA, &headers, b"")
        .await
        .expect(200);
}

#[tokio::test]
async fn an_exchanged_token_lasts_as_long_as_that_of_entra() {
    let emulator = Emulator::start().await.unwrap();
    emulator
        .clock()
        .set(OffsetDateTime::now_utc().replace_nanosecond(0).unwrap());
    let token = emulator.entra_token_with(&emulator.principal(), Duration::from_secs(100));
    for target in [TEAMS, ENTRA] {
        let answer = exchange(&emulator, target, &token).await.expect(200).json();
        assert_eq!(lifetime(&emulator, &answer["accessToken"]), 100);
    }
    emulator.clock().advance(Duration::from_secs(101));
    for target in [TEAMS, ENTRA] {
        assert_eq!(
            denied(exchange(&emulator, target, &token).await),
            "the token has expired"
        );
    }
}

#[tokio::test]
async fn the_owners_key_exchanges_nothing_for_others() {
    let emulator = Emulator::start().await.unwrap();
    let owner = Owner {
        version: "2025-06-30",
        ..Owner::of(&emulator)
    };
    denied(
        owner
            .post("/access/teamsExtension/:exchangeAccessToken", json!({}))
            .await,
    );
    denied(exchange(&emulator, TEAMS, "x").await);
    denied(send(&emulator.endpoint(), "POST", ENTRA, &[], b"{}").await);
}

#[tokio::test]
async fn teams_extensions_need_a_grant_by_the_owner() {
    let emulator = Emulator::start().await.unwrap();
    let known = exchange(&emulator, TEAMS, &emulator.entra_token())
        .await
        .expect(200)
        .json();
    let me = emulator.principal();
    let id = format!(
        "8:acs:{}_{}_{}",
        emulator.resource_id(),
        me.tenant_id,
        me.object_id
    );
    assert_eq!(known["identity"]["id"], id);
    can_chat(&emulator, &known).await;

    let other = Principal::new("tenant", "object").with_app("app");
    let token = emulator.entra_token_with(&other, Duration::from_secs(60));
    for version in ["2025-06-30", "2026-09-23"] {
        let owner = Owner::of(&emulator).speaking(version);
        let path = "/access/teamsExtension/tenants/tenant/assignments/object";
        exchange(&emulator, TEAMS, &token).await.refused(403, "Forbidden");
        owner.call("GET", path, "").await.refused(404, "NotFound");
        let grant = json!({ "principalType": "resourceAccount", "clientIds": ["another"] });
        let written = owner
            .call("PUT", path, &grant.to_string())
            .await
            .expect(201)
            .json();
        assert_eq!(
            written,
            json!({ "tenantId": "tenant", "objectId": "object", "principalType": "resourceAccount", "clientIds": ["another"] })
        );
        exchange(&emulator, TEAMS, &token).await.refused(403, "Forbidden");
        let grant = json!({ "principalType": "user", "clientIds": ["app"] });
        let written = owner
            .call("PUT", path, &grant.to_string())
            .await
            .expect(200)
            .json();
        assert_eq!(owner.call("GET", path, "").await.expect(200).json(), written);
        exchange(&emulator, TEAMS, &token).await.expect(200);
        owner.call("DELETE", path, "").await.expect(204);
        exchange(&emulator, TEAMS, &token).await.refused(403, "Forbidden");
    }
    let owner = Owner::of(&emulator).speaking("2025-06-30");
    let path = "/access/teamsExtension/tenants/tenant/assignments/object";
    for bad in [r#"{"principalType":"robot"}"#, "{}"] {
        owner.call("PUT", path, bad).await.refused(400, "BadRequest");
    }
}

#[tokio::test]
async fn a_teams_user_is_exchanged_by_the_owner() {
    let emulator = Emulator::start().await.unwrap();
    let path = "/teamsUser/:exchangeAccessToken";
    let me = emulator.principal();
    let body = json!({ "token": emulator.entra_token(), "appId": me.app_id, "userId": me.object_id });
    for version in [
        "2022-06-01",
        "2022-10-01",
        "2023-10-01",
        "2025-06-30",
        "2026-09-23",
    ] {
        let owner = Owner::of(&emulator).speaking(version);
        let token = owner.post(path, body.clone()).await.expect(200).json();
        can_chat(&emulator, &json!({ "accessToken": token })).await;
        for (name, value, status) in [
            ("token", "x", 401),
            ("appId", "another", 400),
            ("userId", "another", 400),
        ] {
            let mut body = body.clone();
            body[name] = value.into();
            owner.post(path, body).await.expect(status);
        }
    }
    assert_eq!(emulator.users()[0].id, format!("8:orgid:{}", me.object_id));
}

#[tokio::test]
async fn tokens_of_one_emulator_mean_nothing_to_another() {
    let (one, other) = (Emulator::start().await.unwrap(), Emulator::start().await.unwrap());
    denied(exchange(&one, ENTRA, &other.entra_token()).await);
    denied(exchange(&one, TEAMS, &other.entra_token()).await);
}
