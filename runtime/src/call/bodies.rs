//! The steps of a call for bodies that are not JSON.

use super::Call;
use crate::{form::Form, progress::Progress, upload::Sent};
use azure_core::{
    Error,
    error::ErrorKind,
    http::{
        Body,
        headers::{CONTENT_LENGTH, CONTENT_TYPE, Headers},
    },
    stream::SeekableStream,
};
use serde::Serialize;

/// Counts what is sent of a stream, and sets its length, which the HTTP client does not do.
pub(super) fn counted(stream: Box<dyn SeekableStream>, headers: &mut Headers, progress: &Progress) -> Body {
    if let Some(length) = stream.len() {
        headers.insert(CONTENT_LENGTH, length.to_string());
    }
    Sent::wrap(stream, progress.sending())
}

impl Call<'_> {
    /// Sets the body as it is, and its content type; `None` sends neither.
    pub fn body(mut self, content_type: &str, body: Option<impl Into<Body>>) -> Self {
        if let Some(body) = body {
            self.set_body(content_type.to_owned(), body.into());
        }
        self
    }

    /// Sets the body to the fields of a form, `application/x-www-form-urlencoded`; a form without fields sends no body.
    pub fn form(mut self, form: Form) -> Self {
        match form.finish() {
            Ok(Some(text)) => self.set_body("application/x-www-form-urlencoded".to_owned(), text.into()),
            Ok(None) => {}
            Err(error) => self.fail(error),
        }
        self
    }

    /// Sets the body to the entries of an object or a map, as fields of a form; `None` sets none.
    pub fn fields(self, object: Option<&(impl Serialize + ?Sized)>) -> Self {
        match object {
            Some(object) => self.form(Form::new().fields(object)),
            None => self,
        }
    }

    /// Sets the body to the parts of a form, `multipart/form-data`; a form without parts sends no body.
    #[cfg(feature = "multipart")]
    pub fn multipart(mut self, form: crate::form::Multipart) -> Self {
        match form.finish() {
            Ok(Some((boundary, body))) => {
                self.set_body(format!("multipart/form-data; boundary={boundary}"), body);
            }
            Ok(None) => {}
            Err(error) => self.fail(error),
        }
        self
    }

    /// Sets the body to these parts of a form, `multipart/form-data`; `None` sets none. One is sent as a file if it has the name of
    /// one.
    #[cfg(feature = "multipart")]
    pub fn parts(self, parts: Option<Vec<(String, crate::FilePart)>>) -> Self {
        let form = parts.into_iter().flatten();
        self.multipart(form.fold(crate::form::Multipart::new(), |form, (name, part)| {
            form.part(&name, part)
        }))
    }

    /// Sets the body to a document of XML whose element has this name; `None` sets none.
    #[cfg(feature = "xml")]
    pub fn xml(self, content_type: &str, root: &str, body: Option<&(impl Serialize + ?Sized)>) -> Self {
        match body.map(|body| crate::xml::write(root, body)).transpose() {
            Ok(document) => self.body(content_type, document),
            Err(error) => self.failed(error.with_context("the request body cannot be written")),
        }
    }

    #[cfg(feature = "xml")]
    fn failed(mut self, error: Error) -> Self {
        self.fail(error);
        self
    }

    fn set_body(&mut self, content_type: String, body: Body) {
        if !content_type.bytes().all(|byte| matches!(byte, b' '..=b'~')) || content_type.is_empty() {
            let message = format!("`{}` is not a media type", content_type.escape_debug());
            return self.fail(Error::with_message(ErrorKind::Other, message));
        }
        self.headers.insert(CONTENT_TYPE, content_type);
        self.body = body;
    }
}
