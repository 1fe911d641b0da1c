//! Bodies and responses that are `null`, or only dates, as a whole.

use client_runtime::testing::{Reply, Script};
use goldens::{
    kept_simpler::api::{LettersClient, LettersClientOptions},
    nullable::api::{SeatsClient, SeatsClientOptions, models::Badge},
};

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

#[tokio::test]
async fn a_whole_body_that_is_only_dates_is_the_text_of_the_wire() {
    let script = Script::new([
        Reply::new(200, "\"2020-01-01T00:00:00+01:00\""),
        Reply::new(200, "7"),
    ]);
    let options = LettersClientOptions {
        client_options: script.options(),
    };
    let letters = LettersClient::new("https://a.example", Some(options)).unwrap();
    let days = || vec!["2020-01-01".to_owned()];
    let last = letters.r#move(days(), None).await.unwrap().into_model().unwrap();
    assert_eq!(last, "2020-01-01T00:00:00+01:00");
    assert_eq!(script.seen()[0].body, r#"["2020-01-01"]"#);
    letters
        .r#move(days(), None)
        .await
        .unwrap()
        .into_model()
        .unwrap_err();
}
