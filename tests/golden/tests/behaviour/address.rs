//! The addresses of requests: base paths, and addresses that consist of parts.

use std::sync::Arc;

use azure_core::http::ClientOptions;
use client_runtime::{
    BearerCredential,
    testing::{Reply, Script, jwt},
};
use goldens::{
    base_path::api::{ThingsClient, ThingsClientOptions},
    server_path::api::{DocsClient, DocsClientOptions, ServerVariables as IndexVariables},
    server_variables::api::{ItemsClient, ItemsClientOptions, ServerVariables},
    servers,
};

fn script() -> (Arc<Script>, ClientOptions) {
    let script = Script::new([Reply::new(204, "")]);
    let options = script.options();
    (script, options)
}

#[tokio::test]
async fn the_base_path_of_the_description_reaches_the_wire_once() {
    for (endpoint, line) in [
        (
            "https://things.example",
            "GET https://things.example/api/v3/things/a%2Fb",
        ),
        (
            "https://things.example/api/v3/",
            "GET https://things.example/api/v3/things/a%2Fb",
        ),
        (
            "http://localhost:8080",
            "GET http://localhost:8080/api/v3/things/a%2Fb",
        ),
        (
            "https://proxy.example/p",
            "GET https://proxy.example/p/api/v3/things/a%2Fb",
        ),
        (
            "https://proxy.example/p/api/v3",
            "GET https://proxy.example/p/api/v3/things/a%2Fb",
        ),
    ] {
        let (script, client_options) = script();
        let client = ThingsClient::new(endpoint, Some(ThingsClientOptions { client_options })).unwrap();
        assert!(
            client.endpoint().path().ends_with("/api/v3"),
            "{}",
            client.endpoint()
        );
        client.check("a/b", None).await.unwrap();
        assert_eq!(script.seen().remove(0).line, line, "{endpoint}");
    }
}

async fn line(server: &ServerVariables) -> String {
    let (script, client_options) = script();
    let token = BearerCredential::new(jwt("t", azure_core::time::OffsetDateTime::now_utc())).unwrap();
    let client = ItemsClient::for_server(server, token, Some(ItemsClientOptions { client_options })).unwrap();
    client.check(None).await.unwrap();
    script.seen().remove(0).line
}

#[tokio::test]
async fn variables_of_the_server_make_the_address_with_the_defaults_of_the_description() {
    assert_eq!(
        line(&ServerVariables::default()).await,
        "GET https://contoso.eu.things.example/things/v2/items"
    );
    let server = ServerVariables::new()
        .with_resource("fabrikam")
        .with_region("us")
        .with_port("8443")
        .with_product("a/b")
        .with_version("v1");
    assert_eq!(
        line(&server).await,
        "GET https://fabrikam.us.things.example:8443/a/b/v1/items"
    );
}

#[test]
fn a_variable_of_the_server_cannot_lead_to_another_host_or_path() {
    for server in [
        ServerVariables::new().with_resource("evil.example/"),
        ServerVariables::new().with_resource("evil.example?"),
        ServerVariables::new().with_resource("me@evil.example"),
        ServerVariables::new().with_resource(""),
        ServerVariables::new().with_port("443/x"),
        ServerVariables::new().with_version("../v1"),
        ServerVariables::new().with_version("v1?x=1"),
    ] {
        assert!(server.endpoint().is_err(), "{server:?}");
    }
}

#[tokio::test]
async fn host_parameters_are_parts_of_the_address_and_encoded_where_they_must_be() {
    let (script, client_options) = script();
    let server = IndexVariables::new("my index").with_endpoint("things.example/p/");
    let client = DocsClient::for_server(&server, Some(DocsClientOptions { client_options })).unwrap();
    client.check("k", None).await.unwrap();
    assert_eq!(
        script.seen().remove(0).line,
        "GET https://things.example/p/v1.1/indexes('my%20index')/docs/k"
    );
    // The whole address will do as well; a part of it would be another service.
    let (script, client_options) = self::script();
    let options = Some(DocsClientOptions { client_options });
    let client = DocsClient::new("https://things.example/v1.1/indexes('a')", options).unwrap();
    client.check("k", None).await.unwrap();
    assert_eq!(
        script.seen().remove(0).line,
        "GET https://things.example/v1.1/indexes('a')/docs/k"
    );
    let error = DocsClient::new("https://things.example", None)
        .unwrap_err()
        .to_string();
    assert!(error.contains("`/v1.1/indexes('{indexName}')`"), "{error}");
}

#[tokio::test]
async fn of_several_servers_callers_name_one_with_its_path() {
    let (script, client_options) = script();
    let options = servers::api::ThingsClientOptions { client_options };
    let client =
        servers::api::ThingsClient::new("https://test.things.example/test/v1", Some(options)).unwrap();
    client.check(None).await.unwrap();
    assert_eq!(
        script.seen().remove(0).line,
        "GET https://test.things.example/test/v1/things"
    );
    let error = servers::api::ThingsClient::new("https://things.example", None)
        .unwrap_err()
        .to_string();
    assert!(error.contains("`/v1` or `/test/v1`"), "{error}");
}
