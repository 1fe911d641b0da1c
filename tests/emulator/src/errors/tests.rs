//! The bodies of failures, version by version.

use super::*;

fn body(version: &'static str, failure: &Failure) -> String {
    failure
        .answer(ErrorForm::for_version(Service::Chat, Version(version)))
        .body
        .unwrap()
        .to_string()
}

#[test]
fn the_wrapper_follows_the_version() {
    let failure = Failure::forbidden("No.");
    assert_eq!(
        body("2020-09-21-preview2", &failure),
        r#"{"code":"Forbidden","innerErrors":[],"message":"No."}"#
    );
    let pascal = r#"{"Code":"Forbidden","Details":[],"Message":"No."}"#;
    for version in ["2020-11-01-preview3", "2021-01-27-preview4"] {
        assert_eq!(body(version, &failure), format!(r#"{{"Error":{pascal}}}"#));
    }
    for version in ["2021-03-07", "2021-09-07"] {
        assert_eq!(
            body(version, &failure),
            format!(r#"{{"CommunicationError":{pascal}}}"#)
        );
    }
    for version in ["2023-11-07", "2025-03-15"] {
        let described = r#"{"error":{"code":"Forbidden","details":[],"message":"No."}}"#;
        assert_eq!(body(version, &failure), described);
    }
}

#[test]
fn a_message_can_be_missing() {
    let failure = Failure::not_found("Gone.").without_message();
    assert_eq!(
        body("2021-03-07", &failure),
        r#"{"CommunicationError":{"Code":"NotFound","Details":[]}}"#
    );
}

#[test]
fn every_problem_of_a_request_is_named() {
    let failure = Failure::invalid(vec![
        Problem::new("/topic", "is required"),
        Problem::new("", "no"),
    ]);
    let body = body("2025-03-15", &failure);
    assert!(
        body.contains("The request is not valid: /topic: is required; no."),
        "{body}"
    );
    assert!(body.contains(r#""target":"/topic""#), "{body}");
}

#[test]
fn a_stranger_gets_an_empty_body_from_chat() {
    let answer = Failure::Unauthorized("expired").answer(ErrorForm::Described);
    assert_eq!((answer.status, answer.body), (401, None));
    let identity = ErrorForm::for_version(Service::Identity, Version("2023-10-01"));
    let body = Failure::Unauthorized("expired").answer(identity).body.unwrap();
    assert_eq!(body["error"]["code"], "Denied");
}
