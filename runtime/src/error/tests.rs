//! Every known form of an error body, and some that no service should write.

use super::*;

use crate::testing::PACKAGE;
use azure_core::http::headers::Headers;
use proptest::prelude::*;
use serde_json::json;

fn read_error(response: &RawResponse) -> ServiceError {
    ServiceError::read(response, general_advice(response.status()))
}

fn response(status: u16, body: &str) -> RawResponse {
    RawResponse::from_bytes(StatusCode::from(status), Headers::new(), body.as_bytes().to_vec())
}

fn read(status: u16, body: &str) -> ServiceError {
    read_error(&response(status, body))
}

fn with_header(name: &'static str, value: &'static str) -> ServiceError {
    let mut headers = Headers::new();
    headers.insert(name, value);
    read_error(&RawResponse::from_bytes(StatusCode::TooManyRequests, headers, ""))
}

#[test]
fn every_wrapper_the_service_has_used_is_read() {
    for body in [
        r#"{"code":"Forbidden","message":"No.","target":"t","innerErrors":[{"code":"Deeper"}]}"#,
        r#"{"Error":{"Code":"Forbidden","Message":"No.","Target":"t","Details":[{"Code":"Deeper"}]}}"#,
        r#"{"StoreError":{"Code":"Forbidden","Message":"No.","Target":"t","Details":[{"Code":"Deeper"}]}}"#,
        r#"{"BoxStoreError":{"Code":"Forbidden","Message":"No.","Target":"t","Details":[{"Code":"Deeper"}]}}"#,
        r#"{"error":{"code":"Forbidden","message":"No.","target":"t","details":[{"code":"Deeper"}]}}"#,
    ] {
        let error = read(403, body);
        assert_eq!(error.code.as_deref(), Some("Forbidden"), "{body}");
        assert_eq!(error.message.as_deref(), Some("No."), "{body}");
        assert_eq!(error.target.as_deref(), Some("t"), "{body}");
        assert_eq!(error.details[0].code.as_deref(), Some("Deeper"), "{body}");
        assert!(
            error.is_forbidden() && error.to_string().starts_with("Forbidden: No."),
            "{error}"
        );
    }
}

#[test]
fn the_inner_error_is_kept_at_any_depth() {
    let error = read(
        400,
        r#"{"error":{"code":"a","message":"m","innererror":{"code":"b","innerError":{"code":"c"}}}}"#,
    );
    let inner = error.inner.unwrap();
    assert_eq!(inner.code.as_deref(), Some("b"));
    assert_eq!(inner.inner.unwrap().code.as_deref(), Some("c"));
}

#[test]
fn a_code_survives_a_message_with_escapes() {
    let error = read(
        400,
        r#"{"error":{"code":"BadRequest","message":"say \"hi\"\n\u00e9"}}"#,
    );
    assert_eq!(error.code.as_deref(), Some("BadRequest"));
    assert_eq!(error.message.as_deref(), Some("say \"hi\"\né"));
}

#[test]
fn an_empty_401_says_what_to_look_at() {
    let error = read(401, "");
    assert!(error.is_unauthorized() && error.code.is_none() && error.message.is_none());
    assert!(
        error.to_string().starts_with("401 Unauthorized (the credential"),
        "{error}"
    );
}

#[test]
fn a_missing_message_leaves_the_code() {
    let error = read(404, r#"{"BoxStoreError":{"Code":"NotFound","Details":[]}}"#);
    assert!(error.is_not_found());
    assert!(
        error.to_string().starts_with("NotFound (404 Not Found)"),
        "{error}"
    );
}

#[test]
fn other_types_than_announced_are_read_or_left_out() {
    let error = read(
        403,
        r#"{"error":{"code":403,"message":null,"target":[],"details":"x","innererror":"y"}}"#,
    );
    assert_eq!(error.code.as_deref(), Some("403"));
    assert_eq!(error.message, None);
    assert!(error.details.is_empty() && error.inner.is_none());
    assert_eq!(read(500, r#""boom""#).message.as_deref(), Some("boom"));
    assert_eq!(
        read(400, r#"{"error":"invalid_grant","error_description":"why"}"#)
            .message
            .as_deref(),
        Some("why")
    );
    assert_eq!(
        read(502, r#"{"title":"Bad gateway","status":502}"#)
            .message
            .as_deref(),
        Some("Bad gateway")
    );
}

#[test]
fn a_body_that_is_not_json_becomes_a_short_message() {
    assert_eq!(
        read(502, "<html>\r\n  <b>Bad</b>").message.as_deref(),
        Some("<html> <b>Bad</b>")
    );
    let long = read(502, &"é".repeat(1_000_000)).message.unwrap();
    assert_eq!(long.chars().count(), 301);
    let binary = RawResponse::from_bytes(StatusCode::BadGateway, Headers::new(), vec![0u8, 159, 146, 150]);
    assert_eq!(read_error(&binary).message, None);
}

#[test]
fn a_huge_message_is_kept_but_not_printed_whole() {
    let error = read(
        400,
        &json!({ "error": { "code": "c", "message": "x".repeat(1_000_000) } }).to_string(),
    );
    assert_eq!(error.message.as_ref().map(String::len), Some(1_000_000));
    assert!(error.to_string().len() < 1_100);
}

#[cfg(feature = "xml")]
#[test]
fn a_huge_code_in_xml_is_cut() {
    let error = read(
        400,
        &format!("<Error><Code>{}</Code></Error>", "C".repeat(1_000_000)),
    );
    assert_eq!(error.code.unwrap().chars().count(), 301);
}

#[test]
fn a_huge_code_is_cut_wherever_it_comes_from() {
    let huge = "C".repeat(1_000_000);
    let bodies = [
        json!({ "error": { "code": huge } }),
        json!({ "error": huge }),
        json!({ "code": huge, "details": [{ "code": huge }], "innererror": { "code": huge } }),
    ];
    let of_kind = Error::with_message(
        ErrorKind::HttpResponse {
            status: StatusCode::BadRequest,
            error_code: Some(huge.clone()),
            raw_response: None,
        },
        "x",
    );
    let headers = Headers::from(std::collections::HashMap::from([(
        ERROR_CODE,
        huge.clone().into(),
    )]));
    let errors = bodies.iter().map(|body| read(400, &body.to_string())).chain([
        ServiceError::from_error(&of_kind).unwrap(),
        read_error(&RawResponse::from_bytes(StatusCode::BadRequest, headers, "")),
        ServiceError::from_error(&refusal_error(&PACKAGE, "not added", &huge, None, None)).unwrap(),
    ]);
    for error in errors {
        assert_eq!(error.code.as_ref().unwrap().chars().count(), 301);
        let inner = error.inner.iter().map(|inner| &**inner).chain(&error.details);
        assert!(
            inner
                .filter_map(|inner| inner.code.as_ref())
                .all(|code| code.chars().count() == 301)
        );
        assert!(error.to_string().len() < 1_500);
    }
    assert!(
        refusal_error(&PACKAGE, "not added", &huge, Some(&huge), None)
            .to_string()
            .len()
            < 2_500
    );
}

#[test]
fn what_acts_on_a_terminal_or_a_log_is_escaped_where_an_error_is_shown() {
    let bad = "a\r\nb\u{1b}[2J\u{202e}c\u{2066}\u{2028}\u{2029}\u{85}\0";
    let details = [json!({ "code": bad })];
    let body = json!({ "error": { "code": bad, "message": bad, "target": bad, "details": details } });
    let error = read(400, &body.to_string());
    let code = error.code.as_deref().unwrap();
    let refused = refusal_error(&PACKAGE, "not added", code, Some(code), None);
    let of_refused = ServiceError::from_error(&refused).unwrap();
    let kind = format!("{} {:?}", refused.kind(), refused);
    for shown in [
        error.to_string(),
        of_refused.to_string(),
        format!("{error:?}"),
        kind,
    ] {
        assert!(
            !shown.contains(|c: char| c.is_control() || "\u{202e}\u{2066}\u{2028}\u{2029}".contains(c)),
            "{shown}"
        );
    }
    assert!(
        error.to_string().starts_with("a\\r\\nb\\u{1b}[2J\\u{202e}c"),
        "{error}"
    );
    assert!(
        read(502, "busy \u{1b}[31m\u{202e}")
            .to_string()
            .contains("busy \\u{1b}[31m\\u{202e}")
    );
}

#[test]
fn the_header_names_the_code_when_the_body_does_not() {
    assert_eq!(
        with_header("x-ms-error-code", "Busy").code.as_deref(),
        Some("Busy")
    );
}

#[test]
fn every_way_to_say_wait_is_read() {
    let seconds = |name, value| {
        with_header(name, value)
            .retry_after()
            .map(Duration::as_seconds_f64)
    };
    assert_eq!(seconds("retry-after", "3"), Some(3.0));
    assert_eq!(seconds("retry-after-ms", "250"), Some(0.25));
    assert_eq!(seconds("x-ms-retry-after-ms", "1500"), Some(1.5));
    assert_eq!(seconds("retry-after", "0"), Some(0.0));
    let year = Duration::days(365).as_seconds_f64();
    for endless in [
        "99999999999999999999",
        "1e300",
        "Fri, 01 Jan 2100 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ] {
        assert_eq!(seconds("retry-after", endless), Some(year), "{endless}");
    }
}

#[test]
fn what_nobody_can_wait_for_is_not_a_wait() {
    for nothing in [
        "-5",
        "-0",
        "-1e300",
        "inf",
        "-inf",
        "infinity",
        "NaN",
        "1e400",
        "soon",
        "",
        "Tue, 09 Mar 2021 08:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
    ] {
        for name in ["retry-after", "retry-after-ms", "x-ms-retry-after-ms"] {
            assert_eq!(
                with_header(name, nothing).retry_after(),
                None,
                "{name}: {nothing}"
            );
        }
    }
    let mut headers = Headers::new();
    headers.insert("x-ms-retry-after-ms", "-1");
    headers.insert("retry-after", "3");
    assert_eq!(
        retry_after(&headers, OffsetDateTime::now_utc()),
        Some(Duration::seconds(3))
    );
}

#[test]
fn any_azure_error_with_an_answer_can_be_read() {
    let raw = response(404, r#"{"error":{"code":"NotFound","message":"m"}}"#);
    let kind = ErrorKind::HttpResponse {
        status: StatusCode::NotFound,
        error_code: None,
        raw_response: Some(Box::new(raw)),
    };
    let error = Error::with_message(kind, "x").with_context("while listing");
    assert_eq!(
        ServiceError::from_error(&error).unwrap().code.as_deref(),
        Some("NotFound")
    );
    let bare = ErrorKind::HttpResponse {
        status: StatusCode::Conflict,
        error_code: Some("Conflict".into()),
        raw_response: None,
    };
    assert_eq!(
        ServiceError::try_from(&bare.into_error())
            .unwrap()
            .code
            .as_deref(),
        Some("Conflict")
    );
    assert_eq!(
        ServiceError::try_from(&ErrorKind::Io.into_error()),
        Err(NotAServiceError(()))
    );
}

proptest! {
    #[test]
    fn no_body_panics(status in 100u16..1000, body in proptest::collection::vec(any::<u8>(), 0..400)) {
        let raw = RawResponse::from_bytes(StatusCode::from(status), Headers::new(), body);
        let _ = read_error(&raw).to_string();
    }

    #[test]
    fn no_json_panics_and_a_written_error_is_read_back(code in "\\PC*", message in "\\PC*") {
        let body = json!({ "error": { "code": code, "message": message } }).to_string();
        let error = read(400, &body);
        prop_assert_eq!(error.code.unwrap_or_default(), if code.trim().is_empty() { "" } else { &code });
        prop_assert_eq!(error.message.unwrap_or_default(), if message.trim().is_empty() { "" } else { &message });
    }

    #[test]
    fn nothing_in_a_header_panics(value in "\\PC*|[-+.0-9eE]{1,30}") {
        let mut headers = Headers::new();
        headers.insert("retry-after", value);
        let _ = retry_after(&headers, OffsetDateTime::now_utc());
    }
}
