//! Request bodies that a server does not read completely.

use client_runtime::{BodyStream, FilePart, testing::FakeClock};
use futures::stream;
use goldens::{
    body_bytes::api::{PicturesClient, models::PicturesClientReplaceOptions},
    forms::api::{FilesClient, models::FilesClientAddOptions},
};

use super::{End, Server, options};

/// Much more than fits into what systems keep of a connection.
const SIZE: usize = 32 << 20;

#[tokio::test]
async fn a_form_whose_connection_breaks_is_an_error_and_is_not_sent_again() {
    let server = Server::start(&[(b"", End::Close)]);
    let client = FilesClient::new(&server.endpoint, None).unwrap();
    let file = FilePart::from(vec![b'x'; SIZE]);
    let options = FilesClientAddOptions {
        method_options: options(&FakeClock::hurried()),
        ..Default::default()
    };
    let error = client
        .add("1", "title", file, &[], Some(options))
        .await
        .unwrap_err();
    assert!(!error.to_string().is_empty());
    assert_eq!(server.connections(), 1, "a POST may have had its effect: {error}");
}

#[tokio::test]
async fn a_body_that_cannot_begin_again_is_sent_once() {
    let pieces = || stream::iter((0..SIZE >> 20).map(|_| Ok(azure_core::Bytes::from(vec![b'x'; 1 << 20]))));
    let replace = || PicturesClientReplaceOptions {
        method_options: options(&FakeClock::hurried()),
        ..Default::default()
    };
    let server = Server::start(&[(b"", End::Close)]);
    let client = PicturesClient::new(&server.endpoint, None).unwrap();
    let once = BodyStream::once(pieces());
    client.replace("a", once, Some(replace())).await.unwrap_err();
    assert_eq!(server.connections(), 1);
    // One in memory is sent again, because a PUT may be.
    let server = Server::start(&[(b"", End::Close)]);
    let client = PicturesClient::new(&server.endpoint, None).unwrap();
    client
        .replace("a", vec![b'x'; SIZE], Some(replace()))
        .await
        .unwrap_err();
    assert!(server.connections() > 1);
}
