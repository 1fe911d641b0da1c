//! A file in a form.

use azure_core::http::Body;

/// A file that is sent as a part of a form: its content, and optionally its name and its media type.
///
/// The content is bytes, text, or a [`BodyStream`](crate::BodyStream); with the feature `files`, [`FilePart::open`] takes it from
/// a file. Any content can be converted into a part without a name:
///
/// ```
/// use client_runtime::FilePart;
///
/// let part = FilePart::new("a,b\n1,2\n").with_file_name("table.csv").with_content_type("text/csv");
/// let nameless: FilePart = vec![1, 2, 3].into();
/// # let _ = (part, nameless);
/// ```
#[derive(Clone, Debug)]
pub struct FilePart {
    pub(super) content: Body,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
}

impl FilePart {
    /// Creates a part from its content.
    pub fn new(content: impl Into<Body>) -> Self {
        Self {
            content: content.into(),
            file_name: None,
            content_type: None,
        }
    }

    /// Creates a part from a file, which is read while it is sent; its name is the last part of the path.
    ///
    /// # Errors
    ///
    /// When the metadata of the file cannot be read, or the path is not a file.
    #[cfg(feature = "files")]
    pub async fn open(path: impl AsRef<std::path::Path>) -> azure_core::Result<Self> {
        let path = path.as_ref();
        let mut part = Self::new(crate::BodyStream::file(path).await?);
        part.file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(part)
    }

    /// Sets the name of the file. Quotes and line breaks in it are sent percent-encoded.
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type, such as `image/png`; by default, the one of the description, or `application/octet-stream`.
    #[must_use]
    pub fn with_content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }
}

impl<B: Into<Body>> From<B> for FilePart {
    fn from(content: B) -> Self {
        Self::new(content)
    }
}
