//! Proxies of the environment: for the service, never for this machine. Environment variables belong to a process, so each client
//! runs in a separate process of this test binary.

use std::process::{Command, Output};

use acs_chat::{ChatClient, ChatClientOptions, CommunicationTokenCredential};
use azure_core::http::{ClientOptions, RetryOptions};
use conformance::{
    TOKEN,
    raw::{Answer, RawServer},
};

/// Where the client of the child process sends its request; not set in the process of the tests.
const ENDPOINT: &str = "ACS_TEST_OF_PROXIES_ENDPOINT";

const VARIABLES: [&str; 8] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
];

/// Reads a thread in a process with these variables and no others of their kind.
async fn read_a_thread(endpoint: String, variables: Vec<(&'static str, String)>) -> Output {
    let mut child = Command::new(std::env::current_exe().unwrap());
    for name in VARIABLES {
        child.env_remove(name);
    }
    child
        .args(["--exact", "proxies::the_child_process", "--nocapture"])
        .env(ENDPOINT, endpoint)
        .envs(variables);
    tokio::task::spawn_blocking(move || child.output().unwrap())
        .await
        .unwrap()
}

#[tokio::test]
async fn the_child_process() {
    let Ok(endpoint) = std::env::var(ENDPOINT) else {
        return;
    };
    let options = ChatClientOptions {
        client_options: ClientOptions {
            retry: RetryOptions::none(),
            ..Default::default()
        },
    };
    let credential = CommunicationTokenCredential::new(TOKEN).unwrap();
    let chat = ChatClient::new(&endpoint, credential, Some(options)).unwrap();
    let thread = chat.chat_thread_client("19:a@thread.v2");
    thread.get_properties(None).await.unwrap();
}

#[tokio::test]
async fn this_machine_is_never_reached_through_a_proxy() {
    let thread = r#"{"id":"19:a@thread.v2","topic":"t","createdOn":"2025-01-01T00:00:00Z"}"#;
    for host in ["127.0.0.1", "localhost"] {
        let service = RawServer::start([Answer::json(200, thread)]).await.unwrap();
        let proxy = RawServer::start([]).await.unwrap();
        let variables = VARIABLES[..6]
            .iter()
            .map(|name| (*name, proxy.endpoint().to_owned()));
        let endpoint = service.endpoint().replace("127.0.0.1", host);
        let child = read_a_thread(endpoint, variables.collect()).await;
        assert!(child.status.success(), "{host}: {child:?}");
        assert_eq!(proxy.requests(), [], "{host}");
        let expected = format!("Bearer {TOKEN}");
        assert_eq!(service.requests()[0].header("authorization"), Some(&*expected));
    }
}

#[tokio::test]
async fn the_service_is_reached_through_the_proxy_of_the_environment_which_sees_no_token() {
    for name in &VARIABLES[2..6] {
        let proxy = RawServer::start([]).await.unwrap();
        let variables = vec![(*name, proxy.endpoint().to_owned())];
        let child = read_a_thread("https://contoso.invalid".to_owned(), variables).await;
        assert!(!child.status.success(), "{name}: the proxy refuses");
        let requests = proxy.requests();
        assert_eq!(requests[0].line, "CONNECT contoso.invalid:443", "{name}");
        assert_eq!(requests[0].header("authorization"), None);
    }
}
