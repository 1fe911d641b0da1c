//! Calls with their own server: where they go, what they carry, and where they never go.

use azure_core::{Bytes, time::parse_rfc3339};
use client_runtime::{
    BearerCredential,
    testing::{Reply, Script, jwt},
};
use futures::TryStreamExt as _;
use goldens::call_servers::api::{
    PhotosClient, PhotosClientOptions,
    models::{PhotosClientHealthOptions, PhotosClientUploadOptions},
};
use std::sync::Arc;

fn client(endpoint: &str, replies: Vec<Reply>) -> (Arc<Script>, PhotosClient) {
    let script = Script::new(replies);
    let credential = BearerCredential::new(jwt("a", parse_rfc3339("2100-01-01T00:00:00Z").unwrap())).unwrap();
    let options = PhotosClientOptions {
        client_options: script.options(),
    };
    let client = PhotosClient::new(endpoint, credential, Some(options)).unwrap();
    (script, client)
}

#[tokio::test]
async fn a_call_with_servers_of_its_own_goes_there_with_the_credential_or_where_the_caller_says() {
    let replies = vec![Reply::new(204, ""), Reply::new(201, ""), Reply::new(201, "")];
    let (script, client) = client("https://photos.example", replies);
    client.list(None).await.unwrap();
    client.upload(Bytes::from_static(b"p"), None).await.unwrap();
    let options = PhotosClientUploadOptions {
        size: Some(5),
        server: Some("https://proxy.example/up/".to_owned()),
        ..Default::default()
    };
    client
        .upload(Bytes::from_static(b"p"), Some(options))
        .await
        .unwrap();
    assert_eq!(
        script.lines(),
        [
            "GET https://photos.example/v1/photos",
            "POST https://eu.upload.example/photos",
            "POST https://proxy.example/up/photos?size=5",
        ]
    );
    assert!(
        script
            .seen()
            .iter()
            .all(|seen| seen.header("authorization").is_some())
    );
}

#[tokio::test]
async fn at_the_origin_of_the_file_it_is_another_path_of_the_endpoint() {
    let (script, client) = client(
        "https://other.example/mine/v1",
        vec![Reply::new(204, ""), Reply::new(204, "")],
    );
    client.health(None).await.unwrap();
    client.status(None).await.unwrap();
    assert_eq!(
        script.lines(),
        [
            "GET https://other.example/health",
            "GET https://other.example/admin/v2/status"
        ]
    );
}

#[tokio::test]
async fn an_address_that_is_not_one_or_is_less_private_than_the_client_is_refused() {
    let (script, client) = client("https://photos.example", Vec::new());
    for server in [
        "http://upload.example",
        "http://localhost:1",
        "",
        "https://u:p@upload.example",
        "?x",
    ] {
        let options = PhotosClientHealthOptions {
            server: Some(server.to_owned()),
            ..Default::default()
        };
        client.health(Some(options)).await.unwrap_err();
    }
    assert_eq!(script.lines(), [""; 0]);
}

#[tokio::test]
async fn pages_stay_where_their_list_is() {
    let first = r#"{"value":["a"],"next":"https://index.example/find/pages?from=1"}"#;
    let back = r#"{"value":["b"],"next":"https://photos.example/v1/pages?from=2"}"#;
    let (script, client) = client(
        "https://photos.example",
        vec![Reply::new(200, first), Reply::new(200, back)],
    );
    let mut names = client.pages(None).unwrap();
    assert_eq!(names.try_next().await.unwrap().as_deref(), Some("a"));
    assert_eq!(names.try_next().await.unwrap().as_deref(), Some("b"));
    let error = names.try_next().await.unwrap_err().to_string();
    assert!(error.contains("https://index.example"), "{error}");
    assert_eq!(
        script.lines(),
        [
            "GET https://index.example/find/pages",
            "GET https://index.example/find/pages?from=1",
        ]
    );
}
