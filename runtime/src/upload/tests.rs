//! Streams are read unchanged; repeatable ones are read again, others only once.

use super::*;
use futures::{AsyncReadExt as _, executor::block_on, stream};

fn pieces(texts: &'static [&'static str]) -> impl Stream<Item = Result<Bytes>> + Send + 'static {
    stream::iter(texts.iter().map(|text| Ok(Bytes::from(*text))))
}

fn read(mut stream: BodyStream) -> io::Result<String> {
    let mut text = String::new();
    block_on(stream.read_to_string(&mut text))?;
    Ok(text)
}

#[test]
fn a_stream_that_can_begin_again_does() {
    let mut stream = BodyStream::repeatable(|| pieces(&["a", "", "bc"])).with_length(3);
    assert_eq!(read(stream.clone()).unwrap(), "abc");
    assert_eq!(read(stream.clone()).unwrap(), "abc");
    let mut begun = [0; 2];
    block_on(stream.read_exact(&mut begun)).unwrap();
    block_on(stream.reset()).unwrap();
    assert_eq!(SeekableStream::len(&stream), Some(3));
    assert_eq!(read(stream).unwrap(), "abc");
}

#[test]
fn a_stream_that_is_read_once_is_not_read_again() {
    let mut stream = BodyStream::once(pieces(&["a", "b"]));
    block_on(stream.reset()).unwrap();
    assert_eq!(read(stream.clone()).unwrap(), "ab");
    let error = block_on(stream.reset()).unwrap_err();
    assert!(error.to_string().contains("only once"), "{error}");
    let error = read(stream).unwrap_err();
    assert!(error.to_string().contains("only once"), "{error}");
}

#[test]
fn an_error_of_the_stream_is_one_of_reading() {
    let broken = || {
        stream::iter([
            Ok(Bytes::from("a")),
            Err(Error::with_message(ErrorKind::Io, "broken")),
        ])
    };
    let error = read(BodyStream::repeatable(broken)).unwrap_err();
    assert!(error.to_string().contains("broken"), "{error}");
}
