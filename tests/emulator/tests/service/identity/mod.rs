//! The identity service: who may call it, users and their tokens, Entra.

mod entra;
mod preview2;
mod recorded;
mod signatures;
mod users;

use acs_emulator::Emulator;
use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::support::{Reply, send};

/// Every version of identity that is not a preview, oldest first; the preview is in `preview2`.
const VERSIONS: [&str; 6] = [
    "2021-03-07",
    "2022-06-01",
    "2022-10-01",
    "2023-10-01",
    "2025-06-30",
    "2026-09-23",
];

/// A caller with the access key.
#[derive(Clone, Debug)]
struct Owner {
    endpoint: String,
    key: String,
    version: &'static str,
    date: OffsetDateTime,
}

impl Owner {
    fn of(emulator: &Emulator) -> Self {
        Self {
            endpoint: emulator.endpoint(),
            key: emulator.access_key(),
            version: "2023-10-01",
            date: emulator.clock().now(),
        }
    }

    fn speaking(&self, version: &'static str) -> Self {
        Self {
            version,
            ..self.clone()
        }
    }

    async fn call(&self, method: &str, path: &str, body: &str) -> Reply {
        let target = format!("{path}?api-version={}", self.version);
        let headers = self.sign(method, &target, body);
        let mut headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        if !body.is_empty() {
            headers.push(("content-type", "application/json"));
        }
        send(&self.endpoint, method, &target, &headers, body.as_bytes()).await
    }

    async fn post(&self, path: &str, body: Value) -> Reply {
        self.call("POST", path, &body.to_string()).await
    }

    fn sign(&self, method: &str, target: &str, body: &str) -> [(&'static str, String); 3] {
        let host = self.endpoint.strip_prefix("http://").unwrap();
        let form = format_description!(
            "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
        );
        let date = self.date.format(form).unwrap();
        let hash = STANDARD.encode(digest::digest(&digest::SHA256, body.as_bytes()));
        let key = hmac::Key::new(hmac::HMAC_SHA256, &STANDARD.decode(&self.key).unwrap());
        let message = format!("{method}\n{target}\n{date};{host};{hash}");
        let signature = STANDARD.encode(hmac::sign(&key, message.as_bytes()));
        let authorization =
            format!("HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}");
        [
            ("x-ms-date", date),
            ("x-ms-content-sha256", hash),
            ("authorization", authorization),
        ]
    }
}

/// Asserts the 401 of identity, which has a body, and returns the reason, which only the emulator gives.
#[track_caller]
fn denied(reply: Reply) -> String {
    let reply = reply.expect(401);
    assert_eq!(
        reply.json()["error"],
        serde_json::json!({ "code": "Denied", "message": "Denied by the resource provider.", "details": [] })
    );
    reply.header("x-acs-emulator-reason").unwrap().to_owned()
}
