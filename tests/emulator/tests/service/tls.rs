//! HTTPS: only callers that trust the authority can connect.

use std::sync::Arc;

use acs_emulator::{Emulator, Options};
use axum::body::Bytes;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::support::person;

async fn start() -> Emulator {
    Emulator::start_with(Options::default().with_tls()).await.unwrap()
}

/// Connects as a caller that trusts the certificate `trusted`.
async fn connect(
    emulator: &Emulator,
    host: &str,
    trusted: &Emulator,
) -> std::io::Result<TlsStream<TcpStream>> {
    let pem = trusted.ca_certificate().unwrap();
    let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from(STANDARD.decode(base64).unwrap()))
        .unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let endpoint = emulator.endpoint();
    let stream = TcpStream::connect(endpoint.strip_prefix("https://").unwrap()).await?;
    TlsConnector::from(Arc::new(config))
        .connect(ServerName::try_from(host.to_owned()).unwrap(), stream)
        .await
}

#[tokio::test]
async fn who_trusts_the_authority_is_served_by_address_and_by_name() {
    let emulator = start().await;
    let ada = person(&emulator);
    for host in ["127.0.0.1", "localhost"] {
        let stream = connect(&emulator, host, &emulator).await.unwrap();
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
        let _connection = tokio::spawn(connection);
        let request = Request::post("/chat/threads?api-version=2025-03-15")
            .header("host", host)
            .header("authorization", format!("Bearer {}", ada.token))
            .header("content-type", "application/json")
            .body(Full::new(Bytes::from_static(br#"{"topic":"Lunch"}"#)))
            .unwrap();
        let response = sender.send_request(request).await.unwrap();
        assert_eq!(response.status(), 201);
        let location = response.headers()["location"].to_str().unwrap().to_owned();
        assert!(
            location.starts_with(&format!("https://{host}/chat/threads/")),
            "{location}"
        );
        response.collect().await.unwrap();
    }
    assert_eq!(emulator.threads().len(), 2);
}

#[tokio::test]
async fn who_trusts_another_authority_is_not() {
    let (emulator, other) = (start().await, start().await);
    let error = connect(&emulator, "127.0.0.1", &other).await.unwrap_err();
    assert!(error.to_string().contains("certificate"), "{error}");
    let error = connect(&emulator, "example.com", &emulator).await.unwrap_err();
    assert!(error.to_string().contains("certificate"), "{error}");
    connect(&emulator, "127.0.0.1", &emulator).await.unwrap();
}

#[tokio::test]
async fn without_tls_there_is_no_certificate() {
    let emulator = Emulator::start().await.unwrap();
    assert_eq!(emulator.ca_certificate(), None);
    assert!(emulator.endpoint().starts_with("http://"));
    let emulator = start().await;
    assert!(emulator.endpoint().starts_with("https://"));
    let expected = format!("endpoint={}/;", emulator.endpoint());
    assert!(emulator.connection_string().starts_with(&expected));
}

#[tokio::test]
async fn an_emulator_stops_although_somebody_hangs_in_the_handshake() {
    let emulator = start().await;
    let endpoint = emulator.endpoint();
    let idle = TcpStream::connect(endpoint.strip_prefix("https://").unwrap())
        .await
        .unwrap();
    emulator.stop().await;
    drop(idle);
}
