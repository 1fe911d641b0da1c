//! Forms in parts: `multipart/form-data` (RFC 7578).

mod joined;

use super::{FilePart, json};
use crate::{parts::Part, style::Style, wire::WireValue};
use azure_core::{Bytes, Error, Result, Uuid, error::ErrorKind, http::Body};
use joined::Joined;
use serde::Serialize;
use std::fmt::Write as _;

/// A form that is sent as `multipart/form-data`: fields and files in order.
///
/// If everything is in memory, it is sent as one piece. If a file is a stream, it is read while it is sent, and can be sent again
/// if every stream can.
#[derive(Debug, Default)]
#[must_use = "a form does nothing until it is the body of a call"]
pub struct Multipart {
    parts: Vec<(String, Body)>,
    error: Option<Error>,
}

impl Multipart {
    /// Creates an empty form.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field; `None` adds nothing.
    pub fn text(mut self, name: &str, value: Option<&(impl WireValue + ?Sized)>) -> Self {
        if let Some(value) = value {
            self.push(name, None, None, value.wire().into_owned().into());
        }
        self
    }

    /// Adds a field for each item of a list, or one for all of them where its style joins them; `None` adds nothing.
    pub fn list<T: WireValue>(
        mut self,
        name: &str,
        style: Style,
        items: Option<impl IntoIterator<Item = T>>,
    ) -> Self {
        let items = items.map(|items| items.into_iter().map(|item| item.wire().into_owned()).collect());
        match items
            .map(|items: Part| style.plain_texts(name, &items))
            .transpose()
        {
            Ok(texts) => {
                for text in texts.into_iter().flatten() {
                    self.push(name, None, None, text.into());
                }
            }
            Err(error) => self.fail(error),
        }
        self
    }

    /// Adds a part that is JSON; `None` adds nothing.
    pub fn json(mut self, name: &str, value: Option<&(impl Serialize + ?Sized)>) -> Self {
        match value.map(|value| json(name, value)).transpose() {
            Ok(Some(json)) => self.push(name, None, Some("application/json"), json.into()),
            Ok(None) => {}
            Err(error) => self.fail(error),
        }
        self
    }

    /// Adds a part that is JSON for each item of a list; `None` adds nothing.
    pub fn json_list<T: Serialize>(mut self, name: &str, items: Option<&[T]>) -> Self {
        for item in items.into_iter().flatten() {
            self = self.json(name, Some(item));
        }
        self
    }

    /// Adds a file, with the given media type unless the file has its own; `None` adds nothing.
    pub fn file(mut self, name: &str, media_type: &str, file: Option<FilePart>) -> Self {
        if let Some(file) = file {
            let own = file.content_type.as_deref();
            // Services tell a file from a field by its file name (RFC 7578, section 4.2).
            let file_name = file.file_name.as_deref().unwrap_or(name);
            self.push(
                name,
                Some(file_name),
                Some(own.unwrap_or(media_type)),
                file.content,
            );
        }
        self
    }

    /// Adds a part that is a file only if it has the name of one.
    pub(crate) fn part(mut self, name: &str, part: FilePart) -> Self {
        self.push(
            name,
            part.file_name.as_deref(),
            part.content_type.as_deref(),
            part.content,
        );
        self
    }

    /// Adds several files with the same name; `None` adds nothing.
    pub fn files(
        mut self,
        name: &str,
        media_type: &str,
        files: Option<impl IntoIterator<Item = FilePart>>,
    ) -> Self {
        for file in files.into_iter().flatten() {
            self = self.file(name, media_type, Some(file));
        }
        self
    }

    fn push(&mut self, name: &str, file_name: Option<&str>, media_type: Option<&str>, content: Body) {
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
        if let Some(file_name) = file_name {
            let _ = write!(head, "; filename=\"{}\"", quoted(file_name));
        }
        if let Some(media_type) = media_type {
            if !media_type.contains('/') || !media_type.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
                let message = format!("the media type of the part `{name}` is not valid");
                return self.fail(Error::with_message(ErrorKind::Other, message));
            }
            let _ = write!(head, "\r\nContent-Type: {media_type}");
        }
        head.push_str("\r\n\r\n");
        self.parts.push((head, content));
    }

    fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    /// The boundary and the body; `None` when there is no part.
    pub(crate) fn finish(self) -> Result<Option<(String, Body)>> {
        if let Some(error) = self.error {
            return Err(error);
        }
        if self.parts.is_empty() {
            return Ok(None);
        }
        let boundary = self.boundary();
        let mut pieces: Vec<Body> = Vec::with_capacity(self.parts.len() * 2 + 1);
        let mut before = "";
        for (head, content) in self.parts {
            pieces.push(format!("{before}--{boundary}\r\n{head}").into());
            pieces.push(content);
            before = "\r\n";
        }
        pieces.push(format!("\r\n--{boundary}--\r\n").into());
        Ok(Some((boundary, join(pieces))))
    }

    /// A random boundary that does not occur in contents that are in memory. That it occurs in a stream is as unlikely as two equal
    /// random ids.
    fn boundary(&self) -> String {
        loop {
            let boundary = format!("form-{}", Uuid::new_v4().simple());
            let mut contents = self.parts.iter().filter_map(|(_, content)| match content {
                Body::Bytes(bytes) => Some(bytes),
                Body::SeekableStream(_) => None,
            });
            if !contents.any(|bytes| memchr::memmem::find(bytes, boundary.as_bytes()).is_some()) {
                return boundary;
            }
        }
    }
}

/// One body of several.
fn join(pieces: Vec<Body>) -> Body {
    let in_memory: Option<Vec<&Bytes>> = pieces
        .iter()
        .map(|piece| match piece {
            Body::Bytes(bytes) => Some(bytes),
            Body::SeekableStream(_) => None,
        })
        .collect();
    if let Some(all) = in_memory {
        let mut whole = Vec::with_capacity(all.iter().map(|bytes| bytes.len()).sum());
        for bytes in all {
            whole.extend_from_slice(bytes);
        }
        return whole.into();
    }
    Body::SeekableStream(Box::new(Joined::new(pieces)))
}

/// A name within quotes, as browsers write it (RFC 7578, section 4.2, and the HTML standard): quotes and line breaks are
/// percent-encoded.
fn quoted(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len());
    for c in name.chars() {
        if c == '"' || c.is_ascii_control() {
            let _ = write!(quoted, "%{:02X}", u32::from(c));
        } else {
            quoted.push(c);
        }
    }
    quoted
}

#[cfg(test)]
mod tests;
