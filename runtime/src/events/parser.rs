//! Parses server-sent events, as the HTML standard defines them, from a body that arrives in pieces of any size.

use crate::retry::CallLimitReached;
use azure_core::{Bytes, Error, Result, error::ErrorKind, time::Duration};

/// An event as it came.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    pub kind: Option<String>,
    pub data: String,
    pub id: Option<String>,
    pub retry: Option<Duration>,
}

#[derive(Debug)]
pub(super) struct Parser {
    /// How many bytes an event may have.
    most: u64,
    line: Vec<u8>,
    /// Whether the last line ended with a carriage return, so that a line feed now belongs to that end.
    after_return: bool,
    begun: bool,
    event: Raw,
    has_data: bool,
    /// The id of the last event that had one: those after it have it, too.
    last_id: Option<String>,
}

impl Parser {
    pub(super) fn new(most: u64) -> Self {
        Self {
            most,
            line: Vec::new(),
            after_return: false,
            begun: false,
            event: Raw::default(),
            has_data: false,
            last_id: None,
        }
    }

    /// Takes from a piece of the body until an event is complete; `None` when the piece is used up.
    pub(super) fn take(&mut self, piece: &mut Bytes) -> Result<Option<Raw>> {
        while !piece.is_empty() {
            if std::mem::take(&mut self.after_return) && piece.starts_with(b"\n") {
                drop(piece.split_to(1));
                continue;
            }
            let Some(end) = memchr::memchr2(b'\n', b'\r', piece) else {
                self.append(piece)?;
                piece.clear();
                break;
            };
            let line = piece.split_to(end);
            self.append(&line)?;
            self.after_return = piece.split_to(1).starts_with(b"\r");
            if let Some(event) = self.end_line() {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }

    fn append(&mut self, bytes: &[u8]) -> Result<()> {
        let length = self.line.len() as u64 + self.event.data.len() as u64 + bytes.len() as u64;
        if length > self.most {
            return Err(Error::new(
                ErrorKind::Other,
                CallLimitReached::BodySize(self.most),
            ));
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    fn end_line(&mut self) -> Option<Raw> {
        let line = std::mem::take(&mut self.line);
        let mut text = &*line;
        if !std::mem::replace(&mut self.begun, true) {
            text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
        }
        if text.is_empty() {
            return self.end_event();
        }
        let text = String::from_utf8_lossy(text);
        let (field, value) = text.split_once(':').unwrap_or((&text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.has_data = true;
                self.event.data.push_str(value);
            }
            "event" => self.event.kind = Some(value.to_owned()).filter(|kind| !kind.is_empty()),
            "id" if !value.contains('\0') => {
                self.last_id = Some(value.to_owned()).filter(|id| !id.is_empty());
            }
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.event.retry = value.parse().ok().map(Duration::milliseconds);
            }
            // A comment, which keeps the connection open, or a field that the standard does not know.
            _ => {}
        }
        None
    }

    fn end_event(&mut self) -> Option<Raw> {
        let mut event = std::mem::take(&mut self.event);
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        event.id.clone_from(&self.last_id);
        Some(event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn events(pieces: &[&[u8]]) -> Vec<Raw> {
        let mut parser = Parser::new(100);
        let mut found = Vec::new();
        for piece in pieces {
            let mut piece = Bytes::copy_from_slice(piece);
            while let Some(event) = parser.take(&mut piece).unwrap() {
                found.push(event);
            }
        }
        found
    }

    fn data(text: &str) -> Vec<String> {
        events(&[text.as_bytes()])
            .into_iter()
            .map(|event| event.data)
            .collect()
    }

    #[test]
    fn the_examples_of_the_standard_are_read() {
        assert_eq!(data("data: YHOO\ndata: +2\ndata: 10\n\n"), ["YHOO\n+2\n10"]);
        let text =
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
        let found = events(&[text.as_bytes()]);
        let ids: Vec<_> = found.iter().map(|event| event.id.as_deref()).collect();
        assert_eq!(ids, [Some("1"), None, None]);
        assert_eq!(data(text), ["first event", "second event", " third event"]);
        assert_eq!(data("data\n\ndata\ndata\n\ndata:"), ["", "\n"]);
        assert_eq!(data("data:test\n\ndata: test\n\n"), ["test", "test"]);
    }

    #[test]
    fn every_end_of_a_line_and_a_mark_at_the_beginning_are_known() {
        for text in [
            "data: a\n\ndata: b\n\n",
            "data: a\r\rdata: b\r\r",
            "data: a\r\n\r\ndata: b\r\n\r\n",
            "\u{feff}data: a\n\r\ndata: b\r\n\n",
        ] {
            assert_eq!(data(text), ["a", "b"], "{text:?}");
        }
    }

    #[test]
    fn what_is_not_a_field_is_left_out_and_an_event_that_does_not_end_is_none() {
        assert_eq!(data("dat: a\n:x\nDATA: b\n\ndata: c"), [""; 0]);
        let found = events(&[b"event: k\nretry: 1500\nid: a\0b\ndata: x\n\nretry: -1\nretry: 99999999999999999999\ndata: \xff\n\n"]);
        assert_eq!(found[0].kind.as_deref(), Some("k"));
        assert_eq!(found[0].retry, Some(Duration::milliseconds(1500)));
        assert_eq!(
            (found[0].id.as_deref(), found[1].retry, found[1].kind.as_deref()),
            (None, None, None)
        );
        assert_eq!(found[1].data, "\u{fffd}");
    }

    #[test]
    fn an_event_has_a_bound_however_it_grows() {
        for piece in ["data: 0123456789", "data: 0123456789\n"] {
            let mut parser = Parser::new(100);
            let ends = (0..20).any(|_| parser.take(&mut Bytes::from(piece)).is_err());
            assert!(ends, "{piece:?}");
        }
        let mut parser = Parser::new(100);
        for _ in 0..1_000 {
            assert!(
                parser
                    .take(&mut Bytes::from("data: 0123456789\n\n"))
                    .unwrap()
                    .is_some()
            );
        }
    }

    proptest! {
        #[test]
        fn the_pieces_do_not_matter(text in "(data: ?[a-c]{0,3}|event: x|id: [0-9]|:|retry: 5|\r|\n|\r\n){0,12}", at in 0usize..60) {
            let bytes = text.as_bytes();
            let (one, other) = bytes.split_at(at.min(bytes.len()));
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            prop_assert_eq!(events(&[bytes]), events(&[one, other]));
            prop_assert_eq!(events(&[bytes]), events(&single));
        }
    }
}
