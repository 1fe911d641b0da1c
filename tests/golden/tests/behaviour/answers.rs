//! What calls return for each status and body that a server may answer with.

use std::sync::Arc;

use azure_core::http::{StatusCode, headers::HeaderName};
use client_runtime::{
    ServiceError, UnreadableAnswer,
    testing::{Reply, Script},
};
use goldens::{
    answers::api::{
        ReportsClient, ReportsClientOptions,
        models::{Missing, Problem, ReportsClientPutAnswer, ReportsClientPutHeaders as _},
    },
    responses::api::{JobsClient, JobsClientOptions},
};

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
        "the service answered 200 OK with a response that cannot be read: its body is empty"
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

fn reports(replies: impl IntoIterator<Item = Reply>) -> (ReportsClient, Arc<Script>) {
    let script = Script::new(replies);
    let options = ReportsClientOptions {
        client_options: script.options(),
    };
    (
        ReportsClient::new("https://a.example", Some(options)).unwrap(),
        script,
    )
}

#[tokio::test]
async fn the_status_tells_which_of_several_bodies_it_is() {
    let (client, _) = reports([
        Reply::new(200, r#"{"title":"t"}"#),
        Reply::new(201, r#"{"id":"i"}"#).with_header("location", "/reports/1"),
        Reply::new(202, "ignored"),
        Reply::new(207, "half"),
        Reply::new(299, "\u{0}"),
        // The body of another status.
        Reply::new(201, r#"{"title":"secret"}"#),
        Reply::new(207, ""),
    ]);
    let mut answers = Vec::new();
    for _ in 0..5 {
        let answer = client.put("1", None).await.unwrap();
        if answer.status() == StatusCode::Created {
            assert_eq!(answer.location().unwrap().as_deref(), Some("/reports/1"));
        }
        answers.push(answer.into_model().unwrap());
    }
    let [
        ReportsClientPutAnswer::Ok(report),
        ReportsClientPutAnswer::Created(created),
        ReportsClientPutAnswer::Accepted,
        ReportsClientPutAnswer::MultiStatus(text),
        ReportsClientPutAnswer::Success(bytes),
    ] = answers.as_slice()
    else {
        panic!("{answers:?}");
    };
    assert_eq!((report.title.as_deref(), created.id.as_str()), (Some("t"), "i"));
    assert_eq!((text.as_str(), &**bytes), ("half", &b"\0"[..]));
    let error = client.put("1", None).await.unwrap().into_model().unwrap_err();
    let text = format!("{error}");
    assert!(
        UnreadableAnswer::from_error(&error).is_some() && !text.contains("secret"),
        "{text}"
    );
    assert!(client.put("1", None).await.unwrap().into_model().is_ok());
}

#[tokio::test]
async fn a_head_request_tells_whether_there_is_one() {
    let (client, script) = reports([Reply::new(200, ""), Reply::new(404, ""), Reply::new(403, "")]);
    assert!(client.exists("1", None).await.unwrap());
    assert!(!client.exists("1", None).await.unwrap());
    let error = client.exists("1", None).await.unwrap_err();
    assert_eq!(error.http_status(), Some(StatusCode::Forbidden));
    assert_eq!(script.lines()[0], "HEAD https://a.example/reports/1");
}

#[tokio::test]
async fn text_is_read_as_it_is() {
    let (client, script) = reports([Reply::new(200, "a\n"), Reply::new(200, ""), Reply::new(204, "")]);
    for expected in ["a\n", "", ""] {
        let text = client.text("1", None).await.unwrap().into_model().unwrap();
        assert_eq!(text, expected);
    }
    let accept = script.seen()[0].header("accept").map(str::to_owned);
    assert_eq!(
        accept.as_deref(),
        Some("text/plain, text/markdown, application/json;q=0.1")
    );
}

#[tokio::test]
async fn an_error_has_the_body_that_is_described_for_its_status() {
    let (client, _) = reports([
        Reply::new(404, r#"{"message":"none","similar":["a"]}"#).with_header("x-trace", "7"),
        Reply::new(409, r#"{"error":{"code":"c","message":"m"}}"#),
        Reply::new(418, r#"{"title":"teapot","status":418}"#),
        Reply::new(404, "<html>a gateway"),
    ]);
    let mut refusals = Vec::new();
    for _ in 0..4 {
        let error = client.get("1", None).await.unwrap_err();
        refusals.push(ServiceError::from_error(&error).unwrap());
    }
    let missing: Missing = refusals[0].body().unwrap();
    assert_eq!(missing.similar, Some(vec!["a".to_owned()]));
    assert_eq!(
        refusals[0]
            .headers()
            .get_optional_str(&HeaderName::from_static("x-trace")),
        Some("7")
    );
    assert_eq!(refusals[1].code.as_deref(), Some("c"));
    let problem: Problem = refusals[2].body().unwrap();
    assert_eq!(problem.title.as_deref(), Some("teapot"));
    let error = refusals[3].body::<Missing>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body of the error is not of the described form"
    );
}
