//! What is sent to begin and follow an operation, and when.

use client_runtime::testing::{FakeClock, Reply, Script};
use goldens::long_running::api::models::{
    Kiln, KilnsClientBeginBuildOptions, KilnsClientBeginFireOptions, KilnsClientBeginInspectOptions,
    KilnsClientBeginRemovalOptions,
};

use super::{accepted, client, failing, options, status, with};

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
    // A POST whose result is in the last response of the monitor.
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
