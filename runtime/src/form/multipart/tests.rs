//! What a form in parts is on the wire.

use super::*;
use crate::upload::BodyStream;
use futures::{AsyncReadExt as _, executor::block_on, stream};

fn whole(form: Multipart) -> (String, String) {
    let (boundary, body) = form.finish().unwrap().unwrap();
    let mut text = String::new();
    match body {
        Body::Bytes(bytes) => text.push_str(std::str::from_utf8(&bytes).unwrap()),
        Body::SeekableStream(mut stream) => {
            let length = stream.len();
            block_on(stream.read_to_string(&mut text)).unwrap();
            assert!(length.is_none_or(|length| length == text.len() as u64));
            // It is sent again as it was.
            block_on(stream.reset()).unwrap();
            let mut again = String::new();
            block_on(stream.read_to_string(&mut again)).unwrap();
            assert_eq!(text, again);
        }
    }
    (text.replace(&boundary, "B"), boundary)
}

const EXPECTED: &str = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
    --B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n\
    --B\r\nContent-Disposition: form-data; name=\"j\"\r\nContent-Type: application/json\r\n\r\n[1]\r\n--B--\r\n";

fn form(content: impl Into<Body>) -> Multipart {
    let file = FilePart::new(content)
        .with_file_name("x.txt")
        .with_content_type("text/plain");
    Multipart::new()
        .text("a", Some(&1))
        .text("none", None::<&str>)
        .file("f", "application/octet-stream", Some(file))
        .json("j", Some(&[1]))
}

#[test]
fn a_form_is_the_same_from_memory_and_from_a_stream() {
    assert_eq!(whole(form("hello")).0, EXPECTED);
    let pieces = || stream::iter(["he", "", "llo"].map(|text| Ok(Bytes::from(text))));
    assert_eq!(
        whole(form(BodyStream::repeatable(pieces).with_length(5))).0,
        EXPECTED
    );
    assert_eq!(whole(form(BodyStream::repeatable(pieces))).0, EXPECTED);
}

#[test]
fn a_form_with_a_stream_that_is_read_once_does_not_begin_again() {
    let (_, body) = form(BodyStream::once(stream::iter([Ok(Bytes::from("x"))])))
        .finish()
        .unwrap()
        .unwrap();
    let Body::SeekableStream(mut stream) = body else {
        panic!("in memory")
    };
    block_on(stream.clone().read_to_end(&mut Vec::new())).unwrap();
    assert!(block_on(stream.reset()).is_err());
}

#[test]
fn no_name_and_no_type_ends_its_line() {
    let evil = "a\"; x=\"\r\nX: y\0\u{fc}";
    let file = FilePart::new("").with_file_name(evil);
    let (text, _) = whole(
        Multipart::new()
            .file(evil, "a/b", Some(file))
            .text(evil, Some("")),
    );
    let name = "a%22; x=%22%0D%0AX: y%00\u{fc}";
    assert_eq!(
        text,
        format!(
            "--B\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\nContent-Type: a/b\r\n\r\n\r\n\
             --B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n\r\n--B--\r\n"
        )
    );
    for bad in ["a/b\r\nX: y", "", "text", "a/\u{fc}"] {
        let file = FilePart::new("").with_content_type(bad);
        assert!(
            Multipart::new().file("f", "a/b", Some(file)).finish().is_err(),
            "{bad:?}"
        );
    }
    assert!(Multipart::new().finish().unwrap().is_none());
}

#[test]
fn lists_are_a_part_for_each_item_or_one() {
    let apart = Multipart::new().list("a", Style::FORM.explode(), Some(["x,y", "z"]));
    assert_eq!(whole(apart).0.matches("name=\"a\"").count(), 2);
    let (joined, _) = whole(Multipart::new().list("a", Style::FORM, Some(["x", "z"])));
    assert!(joined.contains("\r\n\r\nx,z\r\n"), "{joined}");
    assert!(
        Multipart::new()
            .list("a", Style::FORM, Some(["x,y", "z"]))
            .finish()
            .is_err()
    );
}

#[test]
fn every_form_has_a_boundary_of_its_own() {
    assert_ne!(whole(form("")).1, whole(form("")).1);
}
