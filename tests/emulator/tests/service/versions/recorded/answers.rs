//! The layout of errors, and the headers of all responses.

use super::{all, thread};
use crate::support::two_people;

#[tokio::test]
async fn errors_are_laid_out_over_lines_that_end_in_crlf() {
    let (_emulator, ada, _) = two_people().await;
    for version in all() {
        let ada = ada.speaking(version);
        let path = thread(&ada, &[]).await;
        let reply = ada.get(&format!("{path}/messages/x")).await.expect(400);
        assert_eq!(
            reply.header("content-type"),
            Some("application/json"),
            "{version}"
        );
        let text = std::str::from_utf8(&reply.body).unwrap();
        assert!(
            text.starts_with("{\r\n  \"") && text.ends_with("\r\n}"),
            "{text:?}"
        );
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        let found = ada.get(&path).await.expect(200);
        assert_eq!(
            found.header("content-type"),
            Some("application/json; charset=utf-8")
        );
        assert!(!found.body.contains(&b'\n'));
    }
}

#[tokio::test]
async fn every_answer_has_the_headers_of_the_service_and_of_its_front_door() {
    let (_emulator, ada, _) = two_people().await;
    for version in all() {
        let ada = ada.speaking(version);
        let path = thread(&ada, &[]).await;
        let (good, bad) = (
            ada.get(&path).await.expect(200),
            ada.get("/chat/nowhere").await.expect(404),
        );
        let stranger = ada.with_token("x".to_owned()).get(&path).await.expect(401);
        assert!(good.header("api-supported-versions").unwrap().contains(version));
        let mut seen = Vec::new();
        for reply in [good, bad, stranger] {
            assert_eq!(reply.header("strict-transport-security"), Some("max-age=2592000"));
            assert!(reply.header("ms-cv").unwrap().ends_with(".0"));
            assert!(reply.header("x-processing-time").unwrap().ends_with("ms"));
            seen.push(reply.header("x-azure-ref").unwrap().to_owned());
            assert_eq!(
                reply.header("x-ms-client-request-id"),
                None,
                "only identity tells it again"
            );
        }
        seen.dedup();
        assert_eq!(seen.len(), 3, "each response has its own");
    }
}
