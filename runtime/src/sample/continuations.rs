//! The links to a next page that are followed: of those of the service, and of those that a caller passes.

use super::{
    tests::{client, link, page, quoted},
    *,
};
use crate::{
    ContinuationToken, InvalidContinuation,
    testing::{Reply, Script},
};
use azure_core::http::pager::PagerContinuation;
use futures::{FutureExt, TryStreamExt};

fn resuming(continuation: PagerContinuation) -> SampleBoxClientListOptions<'static> {
    SampleBoxClientListOptions {
        method_options: PagerOptions {
            continuation: Some(continuation),
            ..Default::default()
        },
        ..Default::default()
    }
}

/// Links to pages of other lists, and to other pages of the endpoint.
const ELSEWHERE: [&str; 12] = [
    "https://a.example/p/store/boxes/19:b@box.v2/messages?page=2",
    "https://a.example/p/store/boxes/19:a%2Fb@box.v2/../19:b@box.v2/messages",
    "https://a.example/p/store/boxes/19:a%2Fb@box.v2/%2e%2E/19:b@box.v2/messages",
    "https://a.example/p/store/boxes/19:a/b@box.v2/messages",
    "https://a.example/p/store/boxes/19:a%252Fb@box.v2/messages",
    "https://a.example/p/store/boxes/19:a%2Fb@box.v2/messages/",
    "https://a.example/p/store/boxes/19:a%2Fb@box.v2/owners",
    "https://a.example/p/store/boxes",
    "https://a.example/store/boxes/19:a%2Fb@box.v2/messages",
    "https://a.example/2",
    "https://a.example",
    "https://a.example\\\\p\\\\store",
];

/// Links to other origins.
const FOREIGN: [&str; 7] = [
    "http://a.example/p/store/boxes/19:a%2Fb@box.v2/messages",
    "https://b.example/p/store/boxes/19:a%2Fb@box.v2/messages",
    "https://a.example:444/p/store/boxes/19:a%2Fb@box.v2/messages",
    "https://u@a.example/p/store/boxes/19:a%2Fb@box.v2/messages",
    "https://a.example@b.example/p/store/boxes/19:a%2Fb@box.v2/messages",
    "https://a.example./p/store/boxes/19:a%2Fb@box.v2/messages",
    "ftp://a.example/p/store/boxes/19:a%2Fb@box.v2/messages",
];

const NO_URL: [&str; 5] = ["", "abc", "//b.example", RELATIVE, "https://"];

/// A page of the list, which is an address only beside that of the list.
const RELATIVE: &str = "/p/store/boxes/19:a%2Fb@box.v2/messages";

#[tokio::test]
async fn a_continuation_of_another_list_is_refused_before_anything_is_sent() {
    let script = Script::new([]);
    for bad in ELSEWHERE.into_iter().chain(FOREIGN).chain(NO_URL) {
        let mut continuations = vec![PagerContinuation::Token(bad.to_owned())];
        continuations.extend(Url::parse(bad).ok().map(PagerContinuation::Link));
        for continuation in continuations {
            let error = client(&script).list(Some(resuming(continuation))).unwrap_err();
            assert!(
                InvalidContinuation::from_error(&error).is_some(),
                "{bad}: {error}"
            );
            let text = format!("{error} {error:?}");
            assert!(!text.contains("box.v2"), "{text}");
        }
    }
    assert!(script.lines().is_empty());
}

#[tokio::test]
async fn a_continuation_of_this_very_list_is_followed_however_it_is_written() {
    for (good, line) in [
        (link(2), link(2)),
        (
            "HTTPS://A.example:443/p/store/boxes/19%3aa%2fb%40box.v2/messages?x=a%20b#top".to_owned(),
            "https://a.example/p/store/boxes/19%3aa%2fb%40box.v2/messages?x=a%20b".to_owned(),
        ),
        (
            "https://a.example/p/store/x/../boxes/19:a%2Fb@box.v2/messages?api-version=1".to_owned(),
            "https://a.example/p/store/boxes/19:a%2Fb@box.v2/messages?api-version=1".to_owned(),
        ),
    ] {
        let script = Script::new([page("5", "null")]);
        let token = PagerContinuation::Token(good.clone());
        let items: Vec<i32> = client(&script)
            .list(Some(resuming(token)))
            .unwrap()
            .try_collect()
            .await
            .unwrap();
        assert_eq!(items, [5], "{good}");
        assert_eq!(script.lines(), [format!("GET {line}")]);
    }
}

#[tokio::test]
async fn a_link_of_the_service_that_leads_elsewhere_is_refused_after_its_page_and_is_not_the_callers_fault() {
    for bad in ELSEWHERE.into_iter().chain(FOREIGN).chain(NO_URL) {
        // No next page, and one that the service writes relative to the list.
        if bad.is_empty() || bad == RELATIVE {
            continue;
        }
        let next = serde_json::json!(bad).to_string();
        let script = Script::new([page("1", &next), page("2", "null")]);
        let mut items = client(&script).list(None).unwrap();
        assert_eq!(items.try_next().await.unwrap(), Some(1), "{bad}");
        let error = items.try_next().await.unwrap_err();
        assert_eq!(InvalidContinuation::from_error(&error), None, "{bad}");
        assert!(!format!("{error} {error:?}").contains("box.v2"), "{error:?}");
        assert_eq!(script.lines().len(), 1, "{bad}");
    }
}

#[tokio::test]
async fn links_that_differ_in_their_fragments_only_are_a_circle() {
    let pages = (0..20).map(|n| page("1", &quoted(format_args!("1#{n}"))));
    let script = Script::new(pages);
    let result: Result<Vec<i32>> = client(&script).list(None).unwrap().try_collect().await;
    let error = result.unwrap_err();
    assert!(error.to_string().contains("circle"), "{error}");
    assert_eq!(script.lines().len(), 2);
}

#[tokio::test]
async fn a_list_is_resumed_from_a_saved_continuation() {
    let script = Script::new([page("1", &quoted(2)), page("2", "null")]);
    let mut pages = client(&script).list(None).unwrap().into_pages();
    pages.try_next().await.unwrap();
    let saved = String::from(pages.into_continuation().unwrap());
    let options = resuming(PagerContinuation::Token(saved));
    let rest: Vec<i32> = client(&script)
        .list(Some(options))
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(rest, [2]);
}

#[tokio::test]
async fn a_list_goes_on_in_another_process_from_the_text_of_its_position() {
    let script = Script::new([page("1", &quoted(2)), page("2", "null")]);
    let mut pages = client(&script).list(None).unwrap().into_pages();
    assert_eq!(ContinuationToken::from_pages(&pages).unwrap(), None);
    pages.try_next().await.unwrap();
    let stored = serde_json::to_string(&ContinuationToken::from_pages(&pages).unwrap()).unwrap();
    let token: Option<ContinuationToken> = serde_json::from_str(&stored).unwrap();
    let options = SampleBoxClientListOptions {
        method_options: token.unwrap().into(),
        ..Default::default()
    };
    let mut rest = client(&script).list(Some(options)).unwrap().into_pages();
    rest.try_next().await.unwrap();
    assert_eq!(ContinuationToken::from_pages(&rest).unwrap(), None);
    assert_eq!(script.lines()[1], format!("GET {}", link(2)));
}

#[test]
fn a_text_that_leads_elsewhere_is_refused_before_anything_is_sent_even_when_it_is_trusted() {
    let script = Script::new([]);
    for bad in ELSEWHERE.into_iter().chain(FOREIGN) {
        let Ok(token) = bad.parse::<ContinuationToken>() else {
            continue;
        };
        for method_options in [token.clone().into(), token.into_trusted_options()] {
            let options = SampleBoxClientListOptions {
                method_options,
                ..Default::default()
            };
            let error = client(&script).list(Some(options)).unwrap_err();
            assert!(
                InvalidContinuation::from_error(&error).is_some(),
                "{bad}: {error}"
            );
        }
    }
    assert!(script.lines().is_empty());
}

#[tokio::test]
async fn a_next_page_without_an_address_has_no_position() {
    let script = Script::new([page("1", "\"https://\"")]);
    let mut pages = client(&script).list(None).unwrap().into_pages();
    pages.try_next().await.unwrap();
    assert!(ContinuationToken::from_pages(&pages).is_err());
}

#[test]
fn what_a_list_turned_into_pages_returns_is_taken_by_that_list_only() {
    let script = Script::new([
        page("1,2", &quoted(2)),
        page("3", &quoted(3)),
        page("3", &quoted(3)),
    ]);
    let ours = client(&script);
    let mut items = ours.list(None).unwrap();
    for _ in 0..3 {
        items.try_next().now_or_never().unwrap().unwrap();
    }
    let mut pages = items.into_pages();
    pages.try_next().now_or_never().unwrap().unwrap();
    let continuation = pages.into_continuation().unwrap();
    assert_eq!(continuation.as_ref(), link(3));
    let mut other = ours.clone();
    other.box_id = "19:b@box.v2".into();
    assert!(other.list(Some(resuming(continuation.clone()))).is_err());
    assert!(ours.list(Some(resuming(continuation))).is_ok());
}

#[test]
fn a_page_that_never_came_is_asked_for_again() {
    let script = Script::new([Reply::new(200, "{}")]);
    let options = resuming(PagerContinuation::Token(link(7)));
    let pages = client(&script).list(Some(options)).unwrap().into_pages();
    assert_eq!(pages.into_continuation().unwrap().as_ref(), link(7));
}
