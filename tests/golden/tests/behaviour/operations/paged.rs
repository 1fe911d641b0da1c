//! Long-running operations whose result is a list in pages.

use client_runtime::testing::{FakeClock, Reply, Script};
use futures::TryStreamExt as _;
use goldens::long_running::api::models::KilnsClientBeginSearchOptions;

use super::{accepted, client, options, with};

macro_rules! begun {
    ($script:expr) => {
        client(&$script)
            .begin_search("k", with!(KilnsClientBeginSearchOptions, &FakeClock::hurried()))
            .unwrap()
    };
}

#[tokio::test]
async fn the_result_is_a_pager_that_begins_with_it() {
    let script = Script::new([
        accepted("location", "/results/7"),
        Reply::new(202, ""),
        Reply::new(200, r#"{"value":["a"],"nextLink":"7?page=2"}"#),
        Reply::new(200, r#"{"value":[],"nextLink":"https://a.example/others/8"}"#),
        Reply::new(200, r#"{"value":["b","c"]}"#),
    ]);
    let pages = begun!(script).await.unwrap();
    assert_eq!(script.lines().len(), 3, "only the result");
    let items: Vec<String> = pages.try_collect().await.unwrap();
    assert_eq!(items, ["a", "b", "c"]);
    assert_eq!(
        script.lines(),
        [
            "POST https://a.example/kilns/k/search",
            "GET https://a.example/results/7",
            "GET https://a.example/results/7",
            "GET https://a.example/results/7?page=2",
            "GET https://a.example/others/8",
        ]
    );
}

#[tokio::test]
async fn a_result_at_once_and_one_without_content_are_pages_too() {
    let script = Script::new([Reply::new(200, r#"{"value":["a"]}"#)]);
    let items: Vec<String> = begun!(script).await.unwrap().try_collect().await.unwrap();
    assert_eq!(items, ["a"]);

    let script = Script::new([accepted("location", "/r"), Reply::new(204, "")]);
    let mut pages = begun!(script).await.unwrap().into_pages();
    let page = pages.try_next().await.unwrap().unwrap().into_model().unwrap();
    assert!(page.value.is_empty() && page.next_link.is_none());
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn the_progress_can_be_looked_at_before() {
    let script = Script::new([accepted("location", "/r"), Reply::new(200, r#"{"value":["a"]}"#)]);
    let mut poller = begun!(script);
    let mut looks = 0;
    while let Some(look) = poller.try_next().await.unwrap() {
        look.into_model().unwrap();
        looks += 1;
    }
    assert_eq!(looks, 2);
    assert!(poller.try_next().await.unwrap().is_none(), "it has ended");
    let items: Vec<String> = poller.await.unwrap().try_collect().await.unwrap();
    assert_eq!(items, ["a"]);
    let script = Script::new([Reply::new(200, r#"{"value":["a"],"nextLink":"/more"}"#)]);
    let page = begun!(script)
        .into_first_page()
        .await
        .unwrap()
        .into_model()
        .unwrap();
    assert_eq!(page.next_link.as_deref(), Some("/more"));
}

#[tokio::test]
async fn links_of_the_result_stay_at_the_endpoint_and_do_not_go_in_a_circle() {
    for (link, why) in [
        ("https://b.example/r?page=2", "b.example"),
        ("http://a.example/r?page=2", "http"),
        ("//b.example/", "b.example"),
        ("/r", "circle"),
    ] {
        let page = format!(r#"{{"value":["a"],"nextLink":"{link}"}}"#);
        let script = Script::new([
            accepted("location", "/r"),
            Reply::new(200, page.clone()),
            Reply::new(200, page.clone()),
            Reply::new(200, page),
        ]);
        let pages = begun!(script).await.unwrap();
        let error = pages.try_collect::<Vec<String>>().await.unwrap_err();
        assert!(error.to_string().contains(why), "{link}: {error}");
        assert!(
            script
                .lines()
                .iter()
                .all(|line| line.contains(" https://a.example/")),
            "{link}"
        );
    }
    let script = Script::new([Reply::new(200, r#"{"value":7,"nextLink":[]}"#)]);
    let pages = begun!(script).await.unwrap();
    pages.try_collect::<Vec<String>>().await.unwrap_err();
}
