//! What calls return for each status and body that a server may answer with.

use std::sync::Arc;

use azure_core::http::{StatusCode, headers::HeaderName};
use client_runtime::{
    ServiceError, UnreadableAnswer,
    testing::{Reply, Script},
};
use goldens::responses::api::{JobsClient, JobsClientOptions};

fn jobs(replies: impl IntoIterator<Item = Reply>) -> (JobsClient, Arc<Script>) {
    let script = Script::new(replies);
    let options = JobsClientOptions {
        client_options: script.options(),
    };
    (
        JobsClient::new("https://a.example", Some(options)).unwrap(),
        script,
    )
}

#[tokio::test]
async fn the_status_tells_whether_there_is_a_body() {
    let (client, _) = jobs([
        Reply::new(200, r#"{"done":true}"#),
        Reply::new(202, ""),
        Reply::new(204, ""),
        // Not described, and so not read.
        Reply::new(202, r#"{"done":true}"#),
    ]);
    let first = client.next(None).await.unwrap().into_model().unwrap();
    assert_eq!(first.unwrap().done, Some(true));
    for status in [202, 204, 202] {
        let response = client.next(None).await.unwrap();
        assert_eq!(response.status(), StatusCode::from(status));
        assert_eq!(response.into_model().unwrap(), None);
    }
}

#[tokio::test]
async fn an_empty_body_in_the_place_of_one_is_not_nothing() {
    let (client, _) = jobs([
        Reply::new(200, ""),
        Reply::new(200, "null"),
        Reply::new(200, "<html>"),
    ]);
    let error = client.next(None).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the service answered 200 OK with what cannot be read: its body is empty"
    );
    assert!(UnreadableAnswer::from_error(&error).is_some());
    for _ in 0..2 {
        let response = client.next(None).await.unwrap();
        assert!(response.into_model().is_err());
    }
}

#[tokio::test]
async fn a_range_has_all_its_statuses_and_a_named_one_counts_first() {
    let (client, _) = jobs([
        Reply::new(299, "{}"),
        Reply::new(204, ""),
        Reply::new(302, "{}"),
        Reply::new(404, "{}"),
    ]);
    assert!(client.skip(None).await.unwrap().into_model().unwrap().is_some());
    assert_eq!(client.skip(None).await.unwrap().into_model().unwrap(), None);
    for status in [302, 404] {
        let error = client.skip(None).await.unwrap_err();
        assert_eq!(error.http_status(), Some(StatusCode::from(status)));
    }
    let (client, _) = jobs([Reply::new(201, r#"{"done":false}"#), Reply::new(409, "{}")]);
    let replaced = client.replace(None).await.unwrap().into_model().unwrap();
    assert_eq!(replaced.done, Some(false));
    assert!(ServiceError::from_error(&client.replace(None).await.unwrap_err()).is_some());
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = "https://b.example/elsewhere";
    let (client, script) = jobs([
        Reply::new(302, "").with_header("location", elsewhere),
        Reply::new(304, ""),
        Reply::new(200, "{}"),
    ]);
    let response = client.page(None).await.unwrap();
    assert_eq!(
        response
            .headers()
            .get_optional_str(&HeaderName::from_static("location")),
        Some(elsewhere)
    );
    for _ in 0..2 {
        assert!(client.page(None).await.is_err());
    }
    assert_eq!(script.lines().len(), 3);
}
