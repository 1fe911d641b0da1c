//! Bodies and answers that are `null` as a whole.

use client_runtime::testing::{Reply, Script};
use goldens::nullable::api::{SeatsClient, SeatsClientOptions, models::Badge};

#[tokio::test]
async fn a_whole_body_and_a_whole_answer_may_be_null() {
    let script = Script::new([
        Reply::new(200, "null"),
        Reply::new(200, r#"{"text":"a"}"#),
        Reply::new(200, "null"),
        Reply::new(200, r#"["b"]"#),
        Reply::new(200, ""),
        Reply::new(200, "[1]"),
    ]);
    let options = SeatsClientOptions {
        client_options: script.options(),
    };
    let client = SeatsClient::new("https://a.example", Some(options)).unwrap();
    let badge = Badge::new().with_text("a");
    let before = client.set_badge(1, badge.clone(), None).await.unwrap();
    assert_eq!(before.into_model().unwrap(), None);
    let before = client.set_badge(1, None, None).await.unwrap();
    assert_eq!(before.into_model().unwrap(), Some(badge));
    assert_eq!(client.friends(1, None).await.unwrap().into_model().unwrap(), None);
    let friends = client.friends(1, None).await.unwrap().into_model().unwrap();
    assert_eq!(friends, Some(vec!["b".to_owned()]));
    // Nothing is not `null`.
    assert!(client.friends(1, None).await.unwrap().into_model().is_err());
    assert!(client.friends(1, None).await.unwrap().into_model().is_err());
    let seen = script.seen();
    assert_eq!(seen[0].body, r#"{"text":"a"}"#);
    assert_eq!(seen[1].body, "null");
    assert_eq!(seen[1].header("content-type"), Some("application/json"));
}
