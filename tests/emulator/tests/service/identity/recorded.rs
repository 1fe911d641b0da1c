//! What recordings of the real service show, in every version of identity.

use acs_emulator::Emulator;
use serde_json::json;
use time::macros::datetime;

use super::{Owner, VERSIONS};
use crate::support::{Reply, send};

/// Asserts a refusal with this code, about this.
#[track_caller]
fn is(reply: Reply, status: u16, code: &str, target: Option<&str>) {
    let reply = reply.expect(status);
    let error = &reply.json()["error"];
    assert_eq!(error["code"], code);
    assert_eq!(error["target"].as_str(), target);
    assert!(!error["message"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn a_user_of_another_resource_is_not_owned() {
    let emulator = Emulator::start().await.unwrap();
    for version in VERSIONS {
        let owner = Owner::of(&emulator).speaking(version);
        let own = format!(
            "8:acs:{}_00000000000000000000000000000000",
            emulator.resource_id()
        );
        for (id, status, code) in [
            (
                "8:acs:00000000-0000-0000-0000-000000000000_1",
                401,
                "IdentityNotOwned",
            ),
            (&own, 404, "NotFound"),
        ] {
            let path = format!("/identities/{id}");
            is(owner.call("DELETE", &path, "").await, status, code, None);
            let scopes = json!({ "scopes": ["chat"] });
            let issue = format!("{path}/:issueAccessToken");
            is(owner.post(&issue, scopes).await, status, code, None);
            let revoke = format!("{path}/:revokeAccessTokens");
            is(owner.call("POST", &revoke, "").await, status, code, None);
        }
    }
}

#[tokio::test]
async fn no_scopes_and_a_bad_lifetime_are_validation_errors_that_say_where() {
    let emulator = Emulator::start().await.unwrap();
    let user = emulator.create_user().id;
    let issue = format!("/identities/{user}/:issueAccessToken");
    for version in VERSIONS {
        let owner = Owner::of(&emulator).speaking(version);
        for body in [json!({}), json!({ "scopes": [] }), json!({ "scopes": null })] {
            is(
                owner.post(&issue, body).await,
                400,
                "ValidationError",
                Some("scopes"),
            );
        }
        if version < "2022-10-01" {
            continue;
        }
        for minutes in [0, 59, 1441, -1] {
            let body = json!({ "scopes": ["chat"], "expiresInMinutes": minutes });
            let target = Some("ExpiresInMinutes");
            is(owner.post(&issue, body).await, 400, "ValidationError", target);
            let body = json!({ "createTokenWithScopes": ["chat"], "expiresInMinutes": minutes });
            is(
                owner.post("/identities", body).await,
                400,
                "ValidationError",
                target,
            );
        }
        let body = json!({ "scopes": ["chat"], "expiresInMinutes": null });
        owner.post(&issue, body).await.expect(200);
    }
}

#[tokio::test]
async fn errors_are_laid_out_over_lines_that_end_in_crlf() {
    let emulator = Emulator::start().await.unwrap();
    for version in VERSIONS {
        let owner = Owner::of(&emulator).speaking(version);
        let reply = owner.call("DELETE", "/identities/nobody", "").await.expect(400);
        assert_eq!(
            reply.header("content-type"),
            Some("application/json"),
            "{version}"
        );
        assert!(reply.body.starts_with(b"{\r\n  \"error\": {\r\n"));
    }
}

#[tokio::test]
async fn the_time_of_expiry_has_no_zeros_at_the_end_of_its_fraction() {
    let emulator = Emulator::start().await.unwrap();
    let user = emulator.create_user().id;
    for (now, expires) in [
        (
            datetime!(2021-09-03 19:27:10.1234567 UTC),
            "2021-09-04T19:27:10.1234567+00:00",
        ),
        (
            datetime!(2021-09-03 19:27:10.12 UTC),
            "2021-09-04T19:27:10.12+00:00",
        ),
        (datetime!(2021-09-03 19:27:10 UTC), "2021-09-04T19:27:10+00:00"),
    ] {
        emulator.clock().set(now);
        for version in VERSIONS {
            let owner = Owner::of(&emulator).speaking(version);
            let issue = format!("/identities/{user}/:issueAccessToken");
            let token = owner
                .post(&issue, json!({ "scopes": ["chat"] }))
                .await
                .expect(200)
                .json();
            assert_eq!(token["expiresOn"], expires, "{version}");
        }
    }
}

#[tokio::test]
async fn the_callers_id_of_a_request_is_told_again_beside_the_headers_of_the_front_door() {
    let emulator = Emulator::start().await.unwrap();
    for version in VERSIONS {
        let owner = Owner::of(&emulator).speaking(version);
        let target = format!("/identities?api-version={version}");
        let signed = owner.sign("POST", &target, "");
        let mut headers: Vec<_> = signed
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        headers.push(("x-ms-client-request-id", "7c1f"));
        let good = send(&owner.endpoint, "POST", &target, &headers, b"").await;
        let bad = send(&owner.endpoint, "POST", &target, &headers[3..], b"")
            .await
            .expect(401);
        assert!(good.status < 300, "{version}");
        for reply in [good, bad] {
            assert_eq!(reply.header("x-ms-client-request-id"), Some("7c1f"), "{version}");
            for name in [
                "ms-cv",
                "x-azure-ref",
                "x-processing-time",
                "strict-transport-security",
            ] {
                assert!(reply.header(name).is_some(), "{version} {name}");
            }
            assert!(reply.header("api-supported-versions").unwrap().contains(version));
        }
    }
}
