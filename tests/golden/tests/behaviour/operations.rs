//! Long-running operations: what is sent to begin and follow them, when, and how they end. The service is a script, and the clock
//! jumps ahead instead of waiting.

use std::sync::Arc;

use azure_core::{
    Error,
    http::{
        Context,
        poller::{PollerOptions, PollerStatus},
    },
    time::Duration,
};
use client_runtime::{
    Clock, ServiceError, UnreadableAnswer,
    polling::{InvalidResumeToken, OperationFailed, PollingTime, ResumeToken},
    testing::{FakeClock, Reply, Script},
};
use futures::TryStreamExt as _;
use goldens::long_running::api::{
    KilnsClient, KilnsClientOptions,
    models::{
        Kiln, KilnsClientBeginBuildOptions, KilnsClientBeginFireOptions, KilnsClientBeginHeatOptions,
        KilnsClientBeginInspectOptions, KilnsClientBeginRemovalOptions,
    },
};

const ENDPOINT: &str = "https://a.example";

fn client(script: &Arc<Script>) -> KilnsClient {
    let client_options = script.options();
    KilnsClient::new(ENDPOINT, Some(KilnsClientOptions { client_options })).unwrap()
}

/// The options of a call on a clock that jumps.
fn options(clock: &Arc<FakeClock>) -> PollerOptions<'static> {
    let clock: Arc<dyn Clock> = clock.clone();
    PollerOptions {
        context: Context::new().with_value(clock),
        ..Default::default()
    }
}

macro_rules! with {
    ($options:ident, $clock:expr) => {
        #[allow(clippy::needless_update, reason = "not all of them have more fields")]
        Some($options {
            method_options: options($clock),
            ..Default::default()
        })
    };
}

fn accepted(header: &'static str, link: &str) -> Reply {
    Reply::new(202, "").with_header(header, link)
}

fn status(status: &str) -> Reply {
    Reply::new(200, format!(r#"{{"status":"{status}"}}"#))
}

/// Begins to fire a kiln with these answers, and returns the error.
async fn failing(replies: impl IntoIterator<Item = Reply>) -> (Error, Vec<String>) {
    let script = Script::new(replies);
    let clock = FakeClock::hurried();
    let poller = client(&script).begin_fire("k", with!(KilnsClientBeginFireOptions, &clock));
    (poller.unwrap().await.unwrap_err(), script.lines())
}

#[tokio::test]
async fn nothing_is_sent_before_the_poller_is_asked() {
    let script = Script::new([]);
    let clock = FakeClock::hurried();
    let poller = client(&script).begin_fire("k", with!(KilnsClientBeginFireOptions, &clock));
    drop(poller.unwrap());
    assert_eq!(script.lines(), [""; 0]);
    let refused = client(&script).begin_fire("..", None).unwrap_err();
    assert!(refused.to_string().contains("name"), "{refused}");
}

#[tokio::test]
async fn a_place_is_looked_at_until_the_result_is_there() {
    let script = Script::new([
        accepted("location", "/firings/1?v=a%2Fb#x").with_header("retry-after", "7"),
        accepted("location", "https://a.example/firings/1/later").with_header("retry-after-ms", "2500"),
        Reply::new(202, ""),
        Reply::new(200, r#"{"pots":["a"]}"#),
    ]);
    let clock = FakeClock::hurried();
    let poller = client(&script).begin_fire("k", with!(KilnsClientBeginFireOptions, &clock));
    let pots = poller.unwrap().await.unwrap().into_model().unwrap().unwrap().pots;
    assert_eq!(pots, ["a"]);
    assert_eq!(
        script.lines(),
        [
            "POST https://a.example/kilns/k/fire",
            "GET https://a.example/firings/1?v=a%2Fb",
            "GET https://a.example/firings/1/later",
            "GET https://a.example/firings/1/later",
        ]
    );
    let waited: Vec<f64> = clock.slept().iter().map(|wait| wait.as_seconds_f64()).collect();
    assert_eq!(waited, [7.0, 2.5, 30.0]);
}

#[tokio::test]
async fn a_result_may_be_nothing() {
    for replies in [
        vec![Reply::new(204, "")],
        vec![accepted("location", "/1"), Reply::new(204, "")],
    ] {
        let script = Script::new(replies);
        let clock = FakeClock::hurried();
        let poller = client(&script).begin_fire("k", with!(KilnsClientBeginFireOptions, &clock));
        assert_eq!(poller.unwrap().await.unwrap().into_model().unwrap(), None);
    }
    let script = Script::new([accepted("azure-asyncoperation", "/1"), status("Succeeded")]);
    let clock = FakeClock::hurried();
    let poller = client(&script).begin_removal("k", with!(KilnsClientBeginRemovalOptions, &clock));
    poller.unwrap().await.unwrap();
    assert_eq!(script.lines().len(), 2, "there is no result to fetch");
}

#[tokio::test]
async fn a_monitor_is_asked_and_then_the_result_is_fetched_from_where_the_description_says() {
    let body = r#"{"name":"k","properties":{"degrees":900}}"#;
    // A PUT: at the address of the operation itself.
    let script = Script::new([
        Reply::new(201, body).with_header("azure-asyncoperation", "https://a.example/monitors/1"),
        status("Building").with_header("azure-asyncoperation", "https://a.example/monitors/2"),
        status("SUCCEEDED"),
        Reply::new(200, body),
    ]);
    let clock = FakeClock::hurried();
    let poller = client(&script).begin_build("k", Kiln::new(), with!(KilnsClientBeginBuildOptions, &clock));
    let kiln = poller.unwrap().await.unwrap().into_model().unwrap();
    assert_eq!(kiln.properties.unwrap().degrees, Some(900));
    assert_eq!(
        script.lines(),
        [
            "PUT https://a.example/kilns/k",
            "GET https://a.example/monitors/1",
            "GET https://a.example/monitors/2",
            "GET https://a.example/kilns/k",
        ]
    );
    let looks = &script.seen()[1..];
    assert!(
        looks
            .iter()
            .all(|look| look.body.is_empty() && look.header("content-type").is_none())
    );
    assert!(
        looks
            .iter()
            .all(|look| look.header("accept") == Some("application/json"))
    );
    // A POST whose result is in the last answer of the monitor.
    let script = Script::new([
        accepted("operation-location", "/monitors/1"),
        Reply::new(200, r#"{"status":"Succeeded","cracks":3}"#),
    ]);
    let poller = client(&script).begin_inspect("k", with!(KilnsClientBeginInspectOptions, &clock));
    assert_eq!(poller.unwrap().await.unwrap().into_model().unwrap().cracks, 3);
    // A POST whose result is behind `Location`.
    let script = Script::new([
        accepted("operation-location", "/monitors/1").with_header("location", "/results/1"),
        status("Succeeded"),
        Reply::new(200, r#"{"pots":[]}"#),
    ]);
    let poller = client(&script).begin_fire("k", with!(KilnsClientBeginFireOptions, &clock));
    assert!(poller.unwrap().await.unwrap().into_model().unwrap().is_some());
    assert_eq!(script.lines()[2], "GET https://a.example/results/1");
}

#[tokio::test]
async fn a_resource_is_read_until_it_is_provisioned() {
    let state = |state: &str| format!(r#"{{"properties":{{"provisioningState":"{state}"}}}}"#);
    let script = Script::new([
        Reply::new(201, state("Creating")),
        Reply::new(202, ""),
        Reply::new(200, state("Accepted")),
        Reply::new(200, state("succeeded")),
    ]);
    let clock = FakeClock::hurried();
    let poller = client(&script).begin_build("k", Kiln::new(), with!(KilnsClientBeginBuildOptions, &clock));
    poller.unwrap().await.unwrap().into_model().unwrap();
    assert_eq!(script.lines().len(), 4);
    assert_eq!(script.lines()[3], "GET https://a.example/kilns/k");
    // What is there at once is not asked for again.
    for body in [
        "{}",
        r#"{"properties":{"provisioningState":"Succeeded"}}"#,
        r#"{"properties":null}"#,
    ] {
        let script = Script::new([Reply::new(200, body)]);
        let poller =
            client(&script).begin_build("k", Kiln::new(), with!(KilnsClientBeginBuildOptions, &clock));
        poller.unwrap().await.unwrap().into_model().unwrap();
        assert_eq!(script.lines().len(), 1);
    }
}

#[tokio::test]
async fn an_operation_that_failed_or_was_canceled_is_the_error_of_the_service() {
    let failure = r#"{"status":"Failed","error":{"code":"TooHot","message":"It melted."}}"#;
    let (error, _) = failing([accepted("operation-location", "/m"), Reply::new(200, failure)]).await;
    assert!(!OperationFailed::from_error(&error).unwrap().is_canceled());
    let service = ServiceError::from_error(&error).unwrap();
    assert_eq!(service.code.as_deref(), Some("TooHot"));
    assert_eq!(service.message.as_deref(), Some("It melted."));
    assert_eq!(
        error.to_string(),
        "`POST /kilns/{name}/fire` did not succeed: TooHot: It melted."
    );
    assert_eq!(ResumeToken::from_error(&error), None, "it is over");

    let (error, _) = failing([accepted("operation-location", "/m"), status("Cancelled")]).await;
    assert!(OperationFailed::from_error(&error).unwrap().is_canceled());

    let script = Script::new([Reply::new(
        200,
        r#"{"properties":{"provisioningState":"Failed"}}"#,
    )]);
    let clock = FakeClock::hurried();
    let poller = client(&script).begin_heat("k", with!(KilnsClientBeginHeatOptions, &clock));
    let error = poller.unwrap().await.unwrap_err();
    assert!(OperationFailed::from_error(&error).is_some());
}

#[tokio::test]
async fn an_address_elsewhere_is_refused_before_anything_is_sent_to_it() {
    for header in ["azure-asyncoperation", "operation-location", "location"] {
        for link in [
            "https://b.example/1",
            "http://a.example/1",
            "https://a.example:444/1",
            "https://me@a.example/1",
            "//b.example/1",
            "https://",
        ] {
            let (error, lines) = failing([accepted(header, link)]).await;
            assert_eq!(lines.len(), 1, "{header}: {link}");
            assert!(error.to_string().contains("is not followed"), "{error}");
            let (error, lines) = failing([accepted(header, "/1"), accepted(header, link)]).await;
            assert_eq!(lines.len(), 2, "{header}: {link}");
            assert!(
                error.to_string().contains("is not followed") || header != "location",
                "{error}"
            );
        }
    }
    // A place of the result that is elsewhere matters when the result is fetched.
    let (error, lines) = failing([
        accepted("operation-location", "/m").with_header("location", "https://b.example/1"),
        status("Succeeded"),
    ])
    .await;
    assert_eq!(lines.len(), 2);
    assert!(ResumeToken::from_error(&error).is_some());
    let (error, lines) = failing([
        accepted("operation-location", "/m"),
        Reply::new(
            200,
            r#"{"status":"Succeeded","resourceLocation":"https://b.example/1"}"#,
        ),
    ])
    .await;
    assert_eq!(lines.len(), 2, "{error}");
}

#[tokio::test]
async fn a_status_that_is_none_is_an_error_with_the_answer() {
    for body in [
        "",
        "{}",
        "[]",
        "null",
        r#""Succeeded""#,
        r#"{"status":7}"#,
        r#"{"status":null}"#,
        r#"{"status":{"status":"Succeeded"}}"#,
        r#"{"status":"Succeeded""#,
        "<html>",
    ] {
        let (error, lines) = failing([accepted("operation-location", "/m"), Reply::new(200, body)]).await;
        assert!(UnreadableAnswer::from_error(&error).is_some(), "{body}: {error}");
        assert!(ResumeToken::from_error(&error).is_some(), "{body}");
        assert_eq!(lines.len(), 2);
    }
    // An empty answer that only says "accepted" is none of these.
    let (_, lines) = failing([accepted("operation-location", "/m"), Reply::new(202, "")]).await;
    assert_eq!(lines.len(), 3);
}

#[tokio::test]
async fn an_operation_that_is_accepted_without_an_address_is_an_error() {
    let (error, _) = failing([Reply::new(202, "")]).await;
    assert!(
        error.to_string().contains("did not say where it can be followed"),
        "{error}"
    );
    let (error, _) = failing([Reply::new(409, r#"{"error":{"code":"Busy"}}"#)]).await;
    assert_eq!(
        ServiceError::from_error(&error).unwrap().code.as_deref(),
        Some("Busy")
    );
    assert_eq!(ResumeToken::from_error(&error), None, "nothing was begun");
}

#[tokio::test]
async fn the_time_between_looks_is_bounded() {
    let replies = [
        "0",
        "-1",
        "0.001",
        "inf",
        "1e300",
        "nothing",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ];
    let mut script = vec![accepted("location", "/1")];
    script.extend(replies.map(|wait| Reply::new(202, "").with_header("retry-after", wait)));
    script.push(Reply::new(204, ""));
    let script = Script::new(script);
    let clock = FakeClock::hurried();
    let mut method_options = options(&clock);
    method_options.frequency = Duration::seconds(2);
    let poller = client(&script).begin_fire("k", Some(KilnsClientBeginFireOptions { method_options }));
    poller.unwrap().await.unwrap();
    let waited: Vec<i64> = clock.slept().iter().map(|wait| wait.whole_seconds()).collect();
    assert_eq!(waited, [2, 1, 2, 1, 2, 3600, 2, 3600]);

    let mut method_options = options(&clock);
    method_options.frequency = Duration::milliseconds(999);
    let poller = client(&script).begin_fire("k", Some(KilnsClientBeginFireOptions { method_options }));
    assert!(poller.unwrap_err().to_string().contains("frequency"));
}

#[tokio::test]
async fn an_operation_without_end_is_followed_for_the_time_that_the_caller_gives() {
    let mut replies = vec![accepted("location", "/1")];
    replies.extend((0..50).map(|_| accepted("location", "/1")));
    let script = Script::new(replies);
    let clock = FakeClock::hurried();
    let mut method_options = options(&clock);
    method_options.context.insert(PollingTime(Duration::seconds(100)));
    let poller = client(&script).begin_fire("k", Some(KilnsClientBeginFireOptions { method_options }));
    let error = poller.unwrap().await.unwrap_err();
    assert!(
        error.to_string().contains("is not over after the 100.0 seconds"),
        "{error}"
    );
    assert!(ResumeToken::from_error(&error).is_some());
    assert_eq!(script.lines().len(), 4);
}

#[tokio::test]
async fn looks_are_sent_again_and_the_call_that_begins_is_not() {
    let (_, lines) = failing([Reply::new(500, ""), Reply::new(204, "")]).await;
    assert_eq!(lines.len(), 1, "a POST may have had its effect");
    let script = Script::new([
        accepted("location", "/1"),
        Reply::new(503, ""),
        Reply::new(200, r#"{"pots":[]}"#),
    ]);
    let clock = FakeClock::hurried();
    let poller = client(&script).begin_fire("k", with!(KilnsClientBeginFireOptions, &clock));
    poller.unwrap().await.unwrap();
    assert_eq!(script.lines().len(), 3);
}

#[tokio::test]
async fn an_operation_goes_on_where_another_poller_stopped() {
    let script = Script::new([
        accepted("operation-location", "/m").with_header("location", "/r"),
        Reply::new(200, r#"{"status":"Running","percentComplete":12.5}"#),
        Reply::new(400, r#"{"error":{"code":"Odd"}}"#),
        status("Succeeded"),
        Reply::new(404, ""),
        status("Succeeded"),
        Reply::new(200, r#"{"pots":["b"]}"#),
    ]);
    let client = client(&script);
    let clock = FakeClock::hurried();
    let mut poller = client
        .begin_fire("k", with!(KilnsClientBeginFireOptions, &clock))
        .unwrap();
    let first = poller.try_next().await.unwrap().unwrap().into_model().unwrap();
    assert_eq!((first.status, first.answer), (PollerStatus::InProgress, None));
    let second = poller.try_next().await.unwrap().unwrap().into_model().unwrap();
    assert_eq!(second.status, PollerStatus::UnknownValue("Running".to_owned()));
    assert_eq!(second.percent_complete(), Some(12.5));
    assert_eq!(
        format!("{second:?}"),
        r#"LongRunning { status: UnknownValue("Running"), .. }"#
    );
    let error = poller.try_next().await.unwrap_err();
    assert_eq!(
        ServiceError::from_error(&error).unwrap().code.as_deref(),
        Some("Odd")
    );
    let token = ResumeToken::from_error(&error).unwrap();
    assert_eq!(token, second.resume_token());

    let text = token.to_string();
    assert!(
        text.chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)),
        "{text}"
    );
    let resume = |text: &str| {
        Some(KilnsClientBeginFireOptions {
            method_options: text.parse::<ResumeToken>().unwrap().into(),
        })
    };
    // The result cannot be fetched, and then it can.
    let error = client.begin_fire("k", resume(&text)).unwrap().await.unwrap_err();
    assert!(ServiceError::from_error(&error).unwrap().is_not_found());
    assert!(
        error
            .to_string()
            .contains("succeeded, but its result cannot be fetched"),
        "{error}"
    );
    let text = ResumeToken::from_error(&error).unwrap().to_string();
    let result = client.begin_fire("k", resume(&text)).unwrap().await.unwrap();
    assert_eq!(result.into_model().unwrap().unwrap().pots, ["b"]);
    let lines = script.lines();
    assert_eq!(lines.iter().filter(|line| line.starts_with("POST")).count(), 1);
    assert_eq!(lines.last().unwrap(), "GET https://a.example/r");

    // It is of this operation, with these arguments, at this endpoint.
    let token: ResumeToken = text.parse().unwrap();
    let other_arguments = client.begin_fire("l", resume(&text)).unwrap_err();
    let other_operation = client.begin_inspect(
        "k",
        Some(KilnsClientBeginInspectOptions {
            method_options: token.into(),
        }),
    );
    let other_client = KilnsClient::new(
        "https://b.example",
        Some(KilnsClientOptions {
            client_options: script.options(),
        }),
    );
    let other_endpoint = other_client.unwrap().begin_fire("k", resume(&text)).unwrap_err();
    for error in [other_arguments, other_operation.unwrap_err(), other_endpoint] {
        assert!(InvalidResumeToken::from_error(&error).is_some(), "{error}");
    }
    assert_eq!(script.lines().len(), lines.len(), "nothing was sent");
    for text in ["", "x", "e30", "bnVsbA", "{}", &text[1..]] {
        let error = text.parse::<ResumeToken>().unwrap_err();
        assert!(
            InvalidResumeToken::from_error(&error).is_some(),
            "{text}: {error}"
        );
    }
}
