//! Bodies that are not JSON, as they leave the goldens' clients: bytes, streams, text and forms; and what becomes of them when a
//! call is sent again.

use std::collections::HashMap;

use azure_core::{Bytes, Error, Result, error::ErrorKind, time::parse_rfc3339};
use client_runtime::{BodyStream, FilePart};
use futures::{Stream, stream};
use goldens::{
    body_bytes::api::{
        PicturesClient, PicturesClientOptions, TextsClient, TextsClientOptions,
        models::{PicturesClientAnnotateOptions, PicturesClientReplaceOptions, TextsClientAddOptions},
    },
    form_data::api::{
        LettersClient, LettersClientOptions,
        models::{LettersClientMarkOptions, LettersClientSendOptions, Picture},
    },
    forms::api::{
        FilesClient, FilesClientOptions, TokensClient, TokensClientOptions,
        models::{
            FilesClientAddOptions, FilesClientTouchOptions, Side, Spot, TokensClientCreateOptions,
            TokensClientSetOptions,
        },
    },
};

use crate::requests::{Asked, ENDPOINT, Memory};

macro_rules! client {
    ($client:ident, $options:ident, $memory:expr) => {
        $client::new(
            ENDPOINT,
            Some($options {
                client_options: $memory.options(),
            }),
        )
        .unwrap()
    };
}

fn pieces() -> impl Stream<Item = Result<Bytes>> + Send + 'static {
    stream::iter(["ab", "", "c"].map(|piece| Ok(Bytes::from(piece))))
}

/// The body, with a boundary that can be read.
pub(crate) fn parts(asked: &Asked) -> String {
    let content_type = asked.header("content-type").unwrap();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    asked.body.replace(boundary, "B")
}

#[tokio::test]
async fn bytes_and_text_are_sent_as_they_are() {
    let memory = Memory::new(&[]);
    let pictures = client!(PicturesClient, PicturesClientOptions, memory);
    pictures.replace("a", vec![b'x'], None).await.unwrap();
    let options = PicturesClientReplaceOptions {
        content_type: Some("image/jpeg".to_owned()),
        ..Default::default()
    };
    pictures.replace("a", "text", Some(options)).await.unwrap();
    pictures.annotate("a", None).await.unwrap();
    let options = PicturesClientAnnotateOptions {
        body: Some("seen".to_owned()),
        ..Default::default()
    };
    pictures.annotate("a", Some(options)).await.unwrap();
    pictures
        .remove("a", BodyStream::repeatable(pieces), None)
        .await
        .unwrap();
    pictures
        .remove("a", BodyStream::once(pieces()).with_length(3), None)
        .await
        .unwrap();
    let asked = memory.asked();
    let sent = |at: usize| {
        let asked: &Asked = &asked[at];
        let length = asked.header("content-length");
        (asked.body.as_str(), asked.header("content-type"), length)
    };
    assert_eq!(sent(0), ("x", Some("image/png"), None));
    assert_eq!(sent(1), ("text", Some("image/jpeg"), None));
    assert_eq!((sent(2).0, sent(2).1), ("", None));
    assert_eq!(sent(3), ("seen", Some("text/plain"), None));
    assert_eq!(sent(4), ("abc", Some("application/octet-stream"), None));
    assert_eq!(sent(5), ("abc", Some("application/octet-stream"), Some("3")));
}

#[tokio::test]
async fn callers_choose_the_media_type_of_a_text() {
    let memory = Memory::new(&[]);
    let texts = client!(TextsClient, TextsClientOptions, memory);
    texts.add("a", None).await.unwrap();
    let with = |media_type: &str| TextsClientAddOptions {
        content_type: Some(media_type.to_owned()),
        ..Default::default()
    };
    texts.add("# a", Some(with("text/markdown"))).await.unwrap();
    assert!(texts.add("a", Some(with("a\r\nX: y"))).await.is_err());
    texts.replace("a", None).await.unwrap();
    let asked = memory.asked();
    let types: Vec<_> = asked
        .iter()
        .map(|asked| asked.header("content-type").unwrap())
        .collect();
    assert_eq!(
        types,
        ["text/plain", "text/markdown", "application/vnd.text+json"]
    );
    assert_eq!(asked[2].body, r#"{"text":"a"}"#);
}

#[tokio::test]
async fn a_stream_is_sent_again_only_if_it_can_begin_again() {
    let memory = Memory::new(&[(503, ""), (204, ""), (503, ""), (503, "")]);
    let pictures = client!(PicturesClient, PicturesClientOptions, memory);
    pictures
        .replace("a", BodyStream::repeatable(pieces), None)
        .await
        .unwrap();
    assert_eq!(memory.asked().len(), 2);
    assert_eq!(memory.asked()[1].body, "abc");
    let error = pictures
        .replace("a", BodyStream::once(pieces()), None)
        .await
        .unwrap_err();
    assert_eq!(memory.asked().len(), 3);
    assert!(error.to_string().contains("cannot be sent twice"), "{error}");
    // A stream that breaks off is an error of the call.
    let broken = || {
        stream::iter([
            Ok(Bytes::from("a")),
            Err(Error::with_message(ErrorKind::Other, "broken")),
        ])
    };
    let error = pictures
        .replace("a", BodyStream::once(broken()), None)
        .await
        .unwrap_err();
    assert_eq!(memory.asked().len(), 3);
    assert!(format!("{error:?}").contains("broken"), "{error:?}");
}

#[tokio::test]
async fn a_form_is_encoded_as_its_description_says() {
    let memory = Memory::new(&[]);
    let tokens = client!(TokensClient, TokensClientOptions, memory);
    let options = TokensClientCreateOptions {
        joined: Some(vec!["a".to_owned(), "b".to_owned()]),
        filter: Some(Spot::new(1).with_column(2)),
        items: Some(vec![Spot::new(5), Spot::new(6).with_column(7)]),
        json: Some(Spot::new(3)),
        spots: Some(vec![Spot::new(4)]),
        until: Some(parse_rfc3339("2020-01-01T00:00:00Z").unwrap()),
        side: Some(Side::Left),
        password: Some("a&b=c +ü".to_owned()),
        ..Default::default()
    };
    tokens.create(&["x", "y z"], Some(options)).await.unwrap();
    tokens.set(None).await.unwrap();
    let options = TokensClientSetOptions {
        body: Some(HashMap::from([("a b".to_owned(), "c".to_owned())])),
        ..Default::default()
    };
    tokens.set(Some(options)).await.unwrap();
    let asked = memory.asked();
    assert_eq!(
        asked[0].header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        asked[0].body,
        "grant_type=password&scopes=x&scopes=y%20z&joined=a%7Cb&filter%5Brow%5D=1&filter%5Bcolumn%5D=2\
         &items%5B0%5D%5Brow%5D=5&items%5B1%5D%5Brow%5D=6&items%5B1%5D%5Bcolumn%5D=7&json=%7B%22row%22%3A3%7D\
         &spots=%5B%7B%22row%22%3A4%7D%5D&until=2020-01-01T00%3A00%3A00Z&side=left&password=a%26b%3Dc%20%2B%C3%BC"
    );
    assert_eq!(
        (asked[1].body.as_str(), asked[1].header("content-type")),
        ("", None)
    );
    assert_eq!(asked[2].body, "a%20b=c");
}

#[tokio::test]
async fn a_form_in_parts_has_fields_and_files() {
    let memory = Memory::new(&[]);
    let files = client!(FilesClient, FilesClientOptions, memory);
    let options = FilesClientAddOptions {
        tags: Some(vec!["a".to_owned(), "b".to_owned()]),
        spot: Some(Spot::new(1)),
        more: Some(vec!["1".into(), FilePart::new("2").with_file_name("two")]),
        picture: Some(BodyStream::repeatable(pieces).with_length(3).into()),
        size: Some(-1),
        side: Some(Side::Right),
        ..Default::default()
    };
    let file = FilePart::new("content")
        .with_file_name("a \"b\".txt")
        .with_content_type("text/plain");
    files
        .add("i", "ü", file, &[Spot::new(2), Spot::new(3)], Some(options))
        .await
        .unwrap();
    files.touch("i", None).await.unwrap();
    let options = FilesClientTouchOptions {
        note: Some("n".to_owned()),
        ..Default::default()
    };
    files.touch("i", Some(options)).await.unwrap();
    let asked = memory.asked();
    let part = |head: &str, content: &str| {
        format!("--B\r\nContent-Disposition: form-data; name={head}\r\n\r\n{content}\r\n")
    };
    let json = "\r\nContent-Type: application/json";
    let binary = "\r\nContent-Type: application/octet-stream";
    let expected = [
        part("\"title\"", "ü"),
        part(
            "\"file\"; filename=\"a %22b%22.txt\"\r\nContent-Type: text/plain",
            "content",
        ),
        part("\"tags\"", "a"),
        part("\"tags\"", "b"),
        part(&format!("\"spot\"{json}"), r#"{"row":1}"#),
        part(&format!("\"spots\"{json}"), r#"{"row":2}"#),
        part(&format!("\"spots\"{json}"), r#"{"row":3}"#),
        part(&format!("\"more\"; filename=\"more\"{binary}"), "1"),
        part(&format!("\"more\"; filename=\"two\"{binary}"), "2"),
        part(
            "\"picture\"; filename=\"picture\"\r\nContent-Type: image/png",
            "abc",
        ),
        part("\"size\"", "-1"),
        part("\"side\"", "right"),
    ];
    assert_eq!(parts(&asked[0]), format!("{}--B--\r\n", expected.concat()));
    let length = asked[0].header("content-length").unwrap();
    assert_eq!(length, asked[0].body.len().to_string());
    assert_eq!(
        (asked[1].body.as_str(), asked[1].header("content-type")),
        ("", None)
    );
    assert_eq!(parts(&asked[2]), format!("{}--B--\r\n", part("\"note\"", "n")));
}

#[tokio::test]
async fn forms_of_swagger_are_the_same_forms() {
    let memory = Memory::new(&[]);
    let letters = client!(LettersClient, LettersClientOptions, memory);
    let options = LettersClientSendOptions {
        copies: Some(vec!["a".to_owned(), "b".to_owned()]),
        ..Default::default()
    };
    letters.send("i", "dear", "ada", Some(options)).await.unwrap();
    let options = LettersClientMarkOptions {
        other: Some("o".to_owned()),
        ..Default::default()
    };
    letters.mark("i", &["x", "y"], Some(options)).await.unwrap();
    letters
        .stamp("i", &Picture::from("image/gif"), "gif", None)
        .await
        .unwrap();
    let asked = memory.asked();
    let names: Vec<_> = parts(&asked[0])
        .split("name=\"")
        .skip(1)
        .filter_map(|part| Some(part.split_once('"')?.0.to_owned()))
        .collect();
    assert_eq!(names, ["letter", "letter", "to", "copies", "copies", "kind"]);
    assert_eq!(asked[1].body, "marks=x,y&id=o");
    assert_eq!(
        (asked[2].body.as_str(), asked[2].header("content-type")),
        ("gif", Some("image/gif"))
    );
}

#[tokio::test]
async fn a_file_is_read_from_its_path_each_time() {
    let memory = Memory::new(&[(503, ""), (204, "")]);
    let letters = client!(LettersClient, LettersClientOptions, memory);
    let pictures = client!(PicturesClient, PicturesClientOptions, memory);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let whole = include_str!("../../Cargo.toml");
    let file = BodyStream::file(path).await.unwrap();
    pictures.replace("a", file, None).await.unwrap();
    let part = FilePart::open(path).await.unwrap();
    letters.send("i", part, "ada", None).await.unwrap();
    let asked = memory.asked();
    assert_eq!(asked.len(), 3);
    assert_eq!(asked[1].body, whole);
    assert!(parts(&asked[2]).contains("filename=\"Cargo.toml\""));
    assert!(asked[2].body.contains(whole));
    assert!(FilePart::open(env!("CARGO_MANIFEST_DIR")).await.is_err());
    assert!(BodyStream::file("/no/such/file").await.is_err());
}
