//! Responses in XML that are hostile or break off.

use std::collections::HashMap;

use azure_core::http::Response;
use client_runtime::{CallLimitReached, UnreadableAnswer, testing::FakeClock};
use goldens::xml::api::{
    ShelvesClient,
    models::{Shelf, ShelvesClientGetOptions},
};

use super::{End, Server, chunked, options, sized};

const XML: &str = "application/xml";

/// Gets a shelf from a server that gives this response each time.
async fn failing(head: &str, body: &[u8], end: End) -> azure_core::Error {
    let server = Server::start(&[(&[head.as_bytes(), body].concat(), end)]);
    let client = ShelvesClient::new(&server.endpoint, None).unwrap();
    let options = ShelvesClientGetOptions {
        method_options: options(&FakeClock::hurried()),
    };
    let answer = client.get("1", Some(options)).await;
    answer.and_then(Response::into_model).unwrap_err()
}

async fn failing_with(body: &[u8]) -> String {
    failing(&sized(XML, body.len()), body, End::Close)
        .await
        .to_string()
}

const READ: &str =
    "the response of `ShelvesClient::get` (200) or `ShelvesClient::put` (200) cannot be read as `Shelf`: ";

#[tokio::test]
async fn a_document_without_end_is_ended_by_its_size() {
    let error = failing(&chunked(XML), b"7\r\n<Shelf>\r\n", End::Endless(b"4\r\n<a/>\r\n")).await;
    let reached = Some(CallLimitReached::BodySize(10_000));
    assert_eq!(CallLimitReached::from_error(&error), reached, "{error}");
}

#[tokio::test]
async fn a_document_that_breaks_off_is_not_taken_for_the_whole() {
    let whole = b"<Shelf id='1'><Name>a</Name><IsOpen>true</IsOpen></Shelf>";
    let error = failing(&sized(XML, whole.len() + 1), whole, End::Close).await;
    assert!(UnreadableAnswer::from_error(&error).is_none(), "{error}");
    for end in 0..whole.len() {
        let cut = whole.get(..end).unwrap_or_default();
        let error = failing_with(cut).await;
        assert!(!error.is_empty(), "{end}");
    }
}

#[tokio::test]
async fn entities_nesting_and_encodings_do_no_harm() {
    let bomb =
        b"<!DOCTYPE s [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><Shelf id='1'><Name>&b;</Name></Shelf>";
    let error = failing_with(bomb).await;
    assert!(
        error.contains("an entity is used that XML does not predefine"),
        "{error}"
    );
    let deep = format!("<Shelf id='1'>{}", "<Above>".repeat(1_000));
    let error = failing_with(deep.as_bytes()).await;
    assert!(error.contains("recursion limit exceeded"), "{error}");
    let wide = format!("<Shelf{}/>", " a=''".repeat(1_000));
    assert!(!failing_with(wide.as_bytes()).await.is_empty());
    let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><Shelf id='1'><Name>\xe9</Name><IsOpen>true</IsOpen></Shelf>";
    let error = failing_with(latin).await;
    assert!(error.contains("not text in UTF-8"), "{error}");
    let wide: Vec<u8> = "<Shelf/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert!(!failing_with(&wide).await.is_empty());
}

#[tokio::test]
async fn a_value_that_is_none_says_which_and_where() {
    let error = failing_with(b"<Shelf id='1'><Name>a</Name><IsOpen>maybe</IsOpen></Shelf>").await;
    assert_eq!(
        error,
        format!("{READ}invalid value: string, expected a boolean at line 1 column 30")
    );
    let error = failing_with(b"<Shelf id='1'><Name>a</Name></Shelf>").await;
    assert_eq!(error, format!("{READ}missing field `IsOpen` at line 1 column 2"));
}

#[tokio::test]
async fn the_keys_of_a_map_are_names_without_their_prefixes() {
    let shelf = |marks: &str| {
        let body = format!(
            "<Shelf id='1' xmlns:a='urn:a' xmlns:b='urn:b'><Name>n</Name><IsOpen>1</IsOpen><Marks>{marks}</Marks></Shelf>"
        );
        [sized(XML, body.len()).as_bytes(), body.as_bytes()].concat()
    };
    let server = Server::start(&[(
        &shelf("<a:of>1</a:of><b:to xmlns:b='urn:other'>2</b:to><c xmlns='urn:c'>3</c><none/>"),
        End::Close,
    )]);
    let client = ShelvesClient::new(&server.endpoint, None).unwrap();
    let shelf_read = client.get("1", None).await.unwrap().into_model().unwrap();
    let mut marks: Vec<_> = shelf_read.marks.unwrap().into_iter().collect();
    marks.sort();
    let expected = [("c", "3"), ("none", ""), ("of", "1"), ("to", "2")];
    assert_eq!(
        marks,
        expected.map(|(key, value)| (key.to_owned(), value.to_owned()))
    );
    // Two names that differ only in their namespace are no two keys, and neither is lost silently.
    let server = Server::start(&[(&shelf("<a:of>1</a:of><b:of>2</b:of>"), End::Close)]);
    let client = ShelvesClient::new(&server.endpoint, None).unwrap();
    let answer = client.get("1", None).await.unwrap();
    let error = answer.into_model().unwrap_err().to_string();
    assert!(
        error.contains("invalid type: sequence, expected a string"),
        "{error}"
    );
    // A prefix that nothing declares.
    let server = Server::start(&[(&shelf("<z:of>1</z:of>"), End::Close)]);
    let client = ShelvesClient::new(&server.endpoint, None).unwrap();
    let answer = client.get("1", None).await.unwrap();
    let read = answer.into_model().map(|shelf| shelf.marks);
    assert!(read.is_err() || read.is_ok_and(|marks| marks.is_some_and(|marks| marks["of"] == "1")));
}

#[tokio::test]
async fn a_key_of_a_map_that_would_be_markup_is_not_sent() {
    let server = Server::start(&[(
        b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n",
        End::Close,
    )]);
    let client = ShelvesClient::new(&server.endpoint, None).unwrap();
    for key in [
        "a:of",
        "{urn:a}of",
        "xmlns:a",
        "@of",
        "$text",
        "of/*",
        "of[]",
        "a b",
        "<a>",
        "1",
        "",
    ] {
        let marks = HashMap::from([(key.to_owned(), "secret".to_owned())]);
        let shelf = Shelf::new(1, "n", true, []).with_marks(marks);
        let error = client.put("1", shelf, None).await.unwrap_err();
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        let error = format!("{error}: {}", cause.unwrap_or_default());
        assert!(
            error.contains("a key of a map is not a name that an element can have")
                && !error.contains("secret"),
            "{key}: {error}"
        );
    }
    assert_eq!(server.connections(), 0);
}
