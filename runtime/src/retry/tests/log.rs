//! What is logged when a request is sent again.

use super::*;
use crate::collected_log::CollectedLog;
use azure_core::http::StatusCode;

#[tokio::test]
async fn a_retry_tells_operation_try_status_delay_and_ids() {
    let log = CollectedLog::listen();
    let failed = Reply::new(503, "")
        .with_header("retry-after-ms", "1500")
        .with_header("x-ms-request-id", "there-1");
    let case = Case::new([failed, DROPPED, ok()]);
    let answer = case.send(Method::Get, false).await.unwrap();
    assert_eq!(answer.status(), StatusCode::Ok);
    let log = log.text();
    for line in [
        "operation=GET /x",
        "tries=1",
        "status=503",
        "delay_ms=1500",
        "request_id=there-1",
        "the service answered with a temporary error; the request is sent again",
        "tries=2",
        "the exchange broke off; the request is sent again",
    ] {
        assert!(log.contains(line), "{line}: {log}");
    }
    assert!(log.contains("client_request_id="), "{log}");
}

#[tokio::test]
async fn an_id_of_the_service_does_not_act_on_a_log_and_is_cut() {
    let log = CollectedLog::listen();
    let id = format!("a\u{1b}[2J{}", "x".repeat(5_000));
    let case = Case::new([again(500).with_header("x-ms-request-id", &id), ok()]);
    case.send(Method::Get, false).await.unwrap();
    let log = log.text();
    let line = log.lines().find(|line| line.starts_with("request_id=")).unwrap();
    assert!(!line.contains('\u{1b}') && line.len() < 1_100, "{line}");
}
