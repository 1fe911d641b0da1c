//! Pages and the links between them.

use acs_emulator::{Emulator, Options, Paging};
use serde_json::{Value, json};
use time::macros::datetime;

use crate::support::{Person, each, person, two_people};

/// Follows a list to its end and returns its pages.
async fn pages(person: &Person, path: &str) -> Vec<Value> {
    let mut pages = vec![person.get(path).await.expect(200).json()];
    while let Some(link) = pages.last().unwrap().get("nextLink") {
        let link = link.as_str().unwrap().to_owned();
        pages.push(person.follow(&link).await.expect(200).json());
        assert!(pages.len() < 100, "the list does not end");
    }
    pages
}

fn sizes(pages: &[Value]) -> Vec<usize> {
    pages
        .iter()
        .map(|page| page["value"].as_array().unwrap().len())
        .collect()
}

fn sequences(pages: &[Value]) -> Vec<&str> {
    pages.iter().flat_map(|page| each(page, "sequenceId")).collect()
}

#[tokio::test]
async fn a_list_comes_in_pages_of_the_size_asked_for() {
    let (_emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    for _ in 0..3 {
        ada.say(&thread, "x").await;
    }
    let pages = pages(&ada, &format!("{thread}/messages?maxPageSize=2")).await;
    assert_eq!(sizes(&pages), [2, 2, 1]);
    assert_eq!(sequences(&pages), ["5", "4", "3", "2", "1"]);
    let fitting = ada
        .get(&format!("{thread}/messages?maxPageSize=5"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        fitting.get("nextLink"),
        None,
        "the last page is known to be the last"
    );
}

#[tokio::test]
async fn a_next_link_is_as_odd_as_that_of_the_service() {
    let (_emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    let page = ada
        .get(&format!("{thread}/messages?maxPageSize=1"))
        .await
        .expect(200)
        .json();
    let link = page["nextLink"].as_str().unwrap();
    let (path, query) = link.split_once('?').unwrap();
    assert_eq!(
        path,
        format!("{}{thread}/messages", ada.endpoint),
        "raw colon and at sign"
    );
    assert!(
        query.ends_with(
            "%3D&startTime=1%2F1%2F1970%2012%3A00%3A00%20AM%20%2B00%3A00&maxPageSize=1&api-version=2025-03-15"
        ),
        "{query}"
    );
    assert!(query.starts_with("syncState="), "{query}");
}

#[tokio::test]
async fn a_link_leads_to_the_host_by_which_the_caller_knows_the_emulator() {
    let (emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    let port = emulator.endpoint().rsplit(':').next().unwrap().to_owned();
    let host = format!("localhost:{port}");
    let authorization = format!("Bearer {}", ada.token);
    let headers = [("host", host.as_str()), ("authorization", authorization.as_str())];
    let target = format!("{thread}/messages?maxPageSize=1&api-version=2025-03-15");
    let page = crate::support::send(&ada.endpoint, "GET", &target, &headers, b"")
        .await
        .expect(200)
        .json();
    assert!(
        page["nextLink"]
            .as_str()
            .unwrap()
            .starts_with(&format!("http://{host}/chat/threads/19:"))
    );
}

#[tokio::test]
async fn messages_sent_while_paging_do_not_shift_the_pages() {
    let (_emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    let mut page = ada
        .get(&format!("{thread}/messages?maxPageSize=1"))
        .await
        .expect(200)
        .json();
    ada.say(&thread, "meanwhile").await;
    assert_eq!(each(&page, "sequenceId"), ["2"]);
    page = ada
        .follow(page["nextLink"].as_str().unwrap())
        .await
        .expect(200)
        .json();
    assert_eq!(each(&page, "sequenceId"), ["1"]);
    assert_eq!(page.get("nextLink"), None);
}

#[tokio::test]
async fn the_start_time_holds_on_every_page_to_the_last_digit() {
    let (emulator, ada, _) = two_people().await;
    emulator.clock().set(datetime!(2024-01-01 00:00:00.1 UTC));
    let thread = ada.thread(&[]).await;
    emulator.clock().set(datetime!(2024-01-01 00:00:00.5 UTC));
    ada.say(&thread, "one").await;
    ada.say(&thread, "two").await;
    let path = format!("{thread}/messages?maxPageSize=1&startTime=2024-01-01T00:00:00.4Z");
    assert_eq!(sequences(&pages(&ada, &path).await), ["4", "3"]);
}

#[tokio::test]
async fn threads_participants_and_receipts_come_in_pages_too() {
    let (emulator, ada, bob) = two_people().await;
    let eve = person(&emulator);
    let thread = ada.thread(&[&bob, &eve]).await;
    ada.thread(&[]).await;
    ada.thread(&[]).await;
    let id = ada.say(&thread, "hi").await;
    for reader in [&ada, &bob, &eve] {
        reader
            .post(&format!("{thread}/readReceipts"), json!({ "chatMessageId": id }))
            .await
            .expect(200);
    }
    let threads = pages(&ada, "/chat/threads?maxPageSize=2").await;
    assert_eq!(sizes(&threads), [2, 1]);
    for list in ["participants", "readReceipts"] {
        let pages = pages(&ada, &format!("{thread}/{list}?maxPageSize=2&skip=0")).await;
        assert_eq!(sizes(&pages), [2, 1], "{list}");
        let link = pages[0]["nextLink"].as_str().unwrap();
        assert!(link.contains("?skip=2&maxPageSize=2&syncState="), "{link}");
    }
}

#[tokio::test]
async fn skip_passes_over_the_first_items() {
    let (_emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    let page = ada
        .get(&format!("{thread}/participants?skip=1"))
        .await
        .expect(200)
        .json();
    assert_eq!(page["value"].as_array().unwrap().len(), 1);
    assert_eq!(page["value"][0]["communicationIdentifier"], bob.written());
    let page = ada
        .get(&format!("{thread}/participants?skip=9"))
        .await
        .expect(200)
        .json();
    assert_eq!(page, json!({ "value": [] }));
}

#[tokio::test]
async fn a_page_can_be_empty_and_have_a_next_link() {
    let paging = Paging::default().with_empty_every(2);
    let emulator = Emulator::start_with(Options::default().with_paging(paging))
        .await
        .unwrap();
    let (ada, bob) = (person(&emulator), person(&emulator));
    let thread = ada.thread(&[&bob]).await;
    ada.say(&thread, "x").await;
    let messages = pages(&ada, &format!("{thread}/messages?maxPageSize=1")).await;
    assert_eq!(sizes(&messages), [1, 0, 1, 0, 1, 0]);
    assert_eq!(sequences(&messages), ["3", "2", "1"]);
    let people = pages(&ada, &format!("{thread}/participants?maxPageSize=1")).await;
    assert_eq!(sizes(&people), [1, 0, 1]);
}

#[tokio::test]
async fn sizes_have_a_default_and_a_limit() {
    let paging = Paging::default()
        .with_default_size(1)
        .with_largest_size(2)
        .without_empty_pages();
    let emulator = Emulator::start_with(Options::default().with_paging(paging))
        .await
        .unwrap();
    let ada = person(&emulator);
    let thread = ada.thread(&[]).await;
    ada.say(&thread, "x").await;
    assert_eq!(
        sizes(&pages(&ada, &format!("{thread}/messages")).await),
        [1, 1, 1]
    );
    assert_eq!(
        sizes(&pages(&ada, &format!("{thread}/messages?maxPageSize=100")).await),
        [2, 1]
    );
}

#[tokio::test]
async fn sizes_offsets_and_states_that_make_no_sense_are_refused() {
    let (_emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    for query in [
        "maxPageSize=0",
        "maxPageSize=-1",
        "maxPageSize=many",
        "maxPageSize=99999999999",
        "syncState=x",
    ] {
        ada.get(&format!("{thread}/participants?{query}"))
            .await
            .refused(400, "BadRequest");
    }
    ada.get(&format!("{thread}/participants?skip=-1"))
        .await
        .refused(400, "BadRequest");
    let page = ada
        .get(&format!("{thread}/messages?maxPageSize=1"))
        .await
        .expect(200)
        .json();
    let of_another_list = page["nextLink"]
        .as_str()
        .unwrap()
        .replace("/messages?", "/participants?");
    ada.follow(&of_another_list).await.refused(400, "BadRequest");
}

#[tokio::test]
async fn a_position_at_the_end_of_all_numbers_is_the_end_of_the_list() {
    use base64::Engine as _;
    let (_emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    let list = thread.strip_prefix('/').unwrap();
    let state = json!({ "l": format!("{list}/participants"), "p": 1, "a": u64::MAX }).to_string();
    let state = base64::engine::general_purpose::STANDARD.encode(state);
    let state = state.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let path = format!("{thread}/participants?syncState={state}");
    let page = ada.get(&path).await.expect(200).json();
    assert_eq!(page["value"], json!([]));
}
