//! Requests for paths behind references, paths with a query or with signs of `OData`, and for security that is not supported as
//! described.

use azure_core::time::{Duration, OffsetDateTime};
use client_runtime::{
    BearerCredential,
    testing::{Reply, Script},
};
use goldens::{
    security_kept::api::{ServiceCredential, VaultsClient, VaultsClientOptions},
    whole_files::api::{
        BooksClient, BooksClientOptions, LibraryClient, LibraryClientOptions, RoomsClient,
        RoomsClientOptions, ShelvesClient, ShelvesClientOptions,
        models::{BookLentResult, BooksClientBriefOptions, LatePostRequest, Lent},
    },
};

const ENDPOINT: &str = "https://library.example";

#[tokio::test]
async fn a_query_of_the_path_is_always_sent_and_comes_first() {
    let script = Script::new([(); 4].map(|()| Reply::new(204, "")));
    let options = BooksClientOptions {
        client_options: script.options(),
    };
    let books = BooksClient::new(ENDPOINT, Some(options)).unwrap();
    books.full("a&b", None).await.unwrap();
    let brief = BooksClientBriefOptions {
        words: Some("c".to_owned()),
        ..Default::default()
    };
    books.brief(Some(brief)).await.unwrap();
    books.newest(None).await.unwrap();
    books.get("O'Brien/..", None).await.unwrap();
    let lines: Vec<String> = script.seen().into_iter().map(|seen| seen.line).collect();
    assert_eq!(
        lines,
        [
            "GET https://library.example/v1/books?view=full%20text&page=&words=a%26b",
            "GET https://library.example/v1/books?words=c",
            "GET https://library.example/v1/books",
            "GET https://library.example/v1/books('O%27Brien%2F..')",
        ]
    );
}

#[tokio::test]
async fn a_path_that_stands_elsewhere_is_called_as_any_other() {
    let script = Script::new([(); 4].map(|()| Reply::new(204, "")));
    let client_options = || script.options();
    let shelves = ShelvesClientOptions {
        client_options: client_options(),
    };
    let shelves = ShelvesClient::new(ENDPOINT, Some(shelves)).unwrap();
    shelves.get("a b", None).await.unwrap();
    shelves.delete("a", None).await.unwrap();
    let rooms = RoomsClientOptions {
        client_options: client_options(),
    };
    let rooms = RoomsClient::new(ENDPOINT, Some(rooms)).unwrap();
    rooms.get("1", None).await.unwrap();
    let library = LibraryClientOptions {
        client_options: client_options(),
    };
    let library = LibraryClient::new(ENDPOINT, Some(library)).unwrap();
    library.batch(None).await.unwrap();
    let lines: Vec<String> = script.seen().into_iter().map(|seen| seen.line).collect();
    assert_eq!(
        lines,
        [
            "GET https://library.example/v1/shelves/a%20b",
            "DELETE https://library.example/v1/shelves/a",
            "GET https://library.example/v1/rooms/1",
            "POST https://library.example/v1/$batch",
        ]
    );
}

#[tokio::test]
async fn two_things_in_one_header_are_two_ways_and_each_is_sent_alone() {
    let token = BearerCredential::with_expiry("t", OffsetDateTime::now_utc() + Duration::HOUR).unwrap();
    for (credential, sent) in [
        (ServiceCredential::authorization_key("k").unwrap(), "k"),
        (ServiceCredential::basic("u", "p").unwrap(), "Basic dTpw"),
        (ServiceCredential::from(token), "Bearer t"),
    ] {
        let script = Script::new([Reply::new(204, "")]);
        let options = VaultsClientOptions {
            client_options: script.options(),
        };
        let vaults = VaultsClient::new("https://vaults.example", credential, Some(options)).unwrap();
        vaults.list(None).await.unwrap();
        assert_eq!(script.seen()[0].header("authorization"), Some(sent));
    }
}

#[test]
fn what_the_service_calls_with_can_be_read() {
    let lent: Lent = serde_json::from_str(r#"{"title":"a","due":"2021-09-03T19:27:18Z"}"#).unwrap();
    assert_eq!((lent.title.as_str(), lent.due.is_some()), ("a", true));
    let late: LatePostRequest = serde_json::from_str(r#"{"days":3}"#).unwrap();
    assert_eq!(late.days, Some(3));
    let answer = serde_json::to_string(&BookLentResult::new(true)).unwrap();
    assert_eq!(answer, r#"{"fine":true}"#);
}
