//! The order of lists, the links from page to page, and how lists end.

use acs_emulator::{Emulator, Options};
use serde_json::{Value, json};
use time::macros::datetime;

use super::{LATER, all, patch, thread};
use crate::support::{Person, each, person, two_people};

/// The names of a link's parameters, in their order.
fn names(page: &Value) -> Vec<String> {
    let link = page["nextLink"].as_str().unwrap();
    let (_, query) = link.split_once('?').unwrap();
    let name = |pair: &str| pair.split('=').next().unwrap().to_owned();
    query.split('&').map(name).collect()
}

async fn page(person: &Person, path: &str) -> Value {
    person.get(path).await.expect(200).json()
}

async fn next(person: &Person, page: &Value) -> Value {
    let link = page["nextLink"].as_str().unwrap();
    person.follow(link).await.expect(200).json()
}

#[tokio::test]
async fn messages_are_listed_by_version_newest_first() {
    let (_emulator, ada, _) = two_people().await;
    for version in all() {
        let ada = ada.speaking(version);
        let thread = thread(&ada, &[]).await;
        let mut ids = Vec::new();
        for text in ["1", "2", "3"] {
            ids.push(ada.say(&thread, text).await);
        }
        let path = |id: &String| format!("{thread}/messages/{id}");
        patch(&ada, &path(&ids[1]), json!({ "content": "2'" })).await;
        ada.delete(&path(&ids[0])).await.expect(204);
        let list = page(&ada, &format!("{thread}/messages")).await;
        let (listed, versions) = (each(&list, "id"), each(&list, "version"));
        assert_eq!(listed[..3], [&ids[0], &ids[1], &ids[2]], "{version}");
        assert!(
            versions.is_sorted_by(|newer, older| newer > older),
            "{version} {versions:?}"
        );
    }
}

#[tokio::test]
async fn what_changes_while_a_list_is_read_does_not_shift_its_pages() {
    let (_emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    let (first, second) = (ada.say(&thread, "1").await, ada.say(&thread, "2").await);
    let mut seen = Vec::new();
    let mut page = page(&ada, &format!("{thread}/messages?maxPageSize=1")).await;
    let path = format!("{thread}/messages/{second}");
    ada.patch(&path, json!({ "content": "2'" })).await.expect(204);
    loop {
        seen.extend(each(&page, "id").into_iter().map(str::to_owned));
        if page.get("nextLink").is_none() {
            break;
        }
        page = next(&ada, &page).await;
    }
    assert_eq!(seen[..2], [second, first]);
    assert_eq!(seen.len(), 4);
}

#[tokio::test]
async fn the_links_of_messages_have_state_start_time_size_and_version_in_this_order() {
    let (_emulator, ada, _) = two_people().await;
    for version in LATER {
        let ada = ada.speaking(version);
        let messages = format!("{}/messages", thread(&ada, &[]).await);
        let first = page(&ada, &format!("{messages}?maxPageSize=1")).await;
        let order = ["syncState", "startTime", "maxPageSize", "api-version"];
        assert_eq!(names(&first), order, "{version}");
        let link = first["nextLink"].as_str().unwrap();
        let epoch = "&startTime=1%2F1%2F1970%2012%3A00%3A00%20AM%20%2B00%3A00&";
        assert!(link.contains(epoch), "{link}");
    }
}

#[tokio::test]
async fn the_links_of_threads_have_no_start_time_and_keep_to_it_all_the_same() {
    let (emulator, ada, _) = two_people().await;
    emulator.clock().set(datetime!(2024-01-01 00:00 UTC));
    let ada = ada.with_token(emulator.token(&ada.id));
    ada.thread(&[]).await;
    emulator.clock().set(datetime!(2024-01-01 00:01 UTC));
    let recent = [ada.thread(&[]).await, ada.thread(&[]).await];
    for version in LATER {
        let ada = ada.speaking(version);
        let first = page(&ada, "/chat/threads?maxPageSize=1&startTime=2024-01-01T00:00:30Z").await;
        assert_eq!(
            names(&first),
            ["syncState", "maxPageSize", "api-version"],
            "{version}"
        );
        let second = next(&ada, &first).await;
        let listed = [each(&first, "id"), each(&second, "id")].concat();
        let expected = [&recent[1], &recent[0]].map(|path| crate::support::thread_id(path));
        assert_eq!(listed, expected, "{version}");
        assert_eq!(second.get("nextLink"), None, "{version}");
    }
    let emulator =
        Emulator::start_with(Options::default().with_paging(Options::default().paging.with_default_size(1)));
    let emulator = emulator.await.unwrap();
    let ada = person(&emulator);
    ada.thread(&[]).await;
    ada.thread(&[]).await;
    assert_eq!(
        names(&page(&ada, "/chat/threads").await),
        ["syncState", "api-version"]
    );
}

#[tokio::test]
async fn a_list_of_messages_whose_last_page_is_full_ends_with_an_empty_one() {
    let emulator = Emulator::start().await.unwrap();
    let ada = person(&emulator);
    for version in LATER {
        let ada = ada.speaking(version);
        let path = thread(&ada, &[]).await;
        let first = page(&ada, &format!("{path}/messages?maxPageSize=2")).await;
        assert_eq!(each(&first, "sequenceId"), ["2", "1"], "{version}");
        assert_eq!(next(&ada, &first).await, json!({ "value": [] }), "{version}");
        let all = page(&ada, &format!("{path}/messages?maxPageSize=3")).await;
        assert_eq!(all.get("nextLink"), None, "{version}");
    }
    let threads = format!("/chat/threads?maxPageSize={}", LATER.len());
    assert_eq!(page(&ada, &threads).await.get("nextLink"), None);
}

#[tokio::test]
async fn a_start_time_at_the_ends_of_time_is_answered() {
    let (_emulator, ada, _) = two_people().await;
    for version in LATER {
        let ada = ada.speaking(version);
        let path = thread(&ada, &[]).await;
        for (start, messages) in [
            ("9999-12-31T23:59:59.9999999-23:59", 0),
            ("9999-12-31T23:59:59Z", 0),
            ("0000-01-01T00:00:00%2B23:59", 2),
            ("0000-01-01T00:00:00Z", 2),
            ("1%2F1%2F-9999%2012%3A00%3A00%20AM%20%2B23%3A59", 2),
            ("12%2F31%2F9999%2011%3A59%3A59%20PM%20-23%3A59", 0),
        ] {
            let query = format!("maxPageSize=1&startTime={start}");
            let threads = ada.get(&format!("/chat/threads?{query}")).await.expect(200);
            assert_eq!(threads.json()["value"].as_array().unwrap().len(), messages.min(1));
            let mut list = page(&ada, &format!("{path}/messages?{query}")).await;
            let mut count = each(&list, "id").len();
            while list.get("nextLink").is_some() {
                list = next(&ada, &list).await;
                count += each(&list, "id").len();
            }
            assert_eq!(count, messages, "{version} {start}");
        }
        let shared = json!({ "topic": "x", "participants": [] });
        assert_eq!(ada.post("/chat/threads", shared).await.status, 201);
    }
}
