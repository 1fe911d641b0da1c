//! Why an event cannot be read.

use std::fmt;

/// The most bytes of an event's id that an error repeats.
const MAX_ID: usize = 128;

/// An event, or a whole delivery, that cannot be read.
///
/// It has the position of the event in the delivery and, if that could be read, its id. It never contains data of the event.
///
/// ```
/// use acs_chat::events::read;
///
/// for event in read(b"[{\"id\":\"1\"}]") {
///     if let Err(error) = event {
///         println!("{error}"); // event 0 with the id `1` cannot be read: …
///         assert_eq!((error.index(), error.id()), (Some(0), Some("1")));
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EventError {
    index: Option<usize>,
    id: Option<String>,
    reason: String,
}

impl EventError {
    /// An error about what was delivered as a whole.
    pub(super) fn of_delivery(reason: impl Into<String>) -> Self {
        Self {
            index: None,
            id: None,
            reason: reason.into(),
        }
    }

    /// An error about one event.
    pub(super) fn of_event(index: usize, id: Option<&str>, reason: impl Into<String>) -> Self {
        let end = |id: &str| {
            (0..=MAX_ID.min(id.len()))
                .rev()
                .find(|end| id.is_char_boundary(*end))
        };
        Self {
            index: Some(index),
            id: id.map(|id| id.get(..end(id).unwrap_or(0)).unwrap_or_default().to_owned()),
            reason: reason.into(),
        }
    }

    /// Returns the position of the event in the delivery, from 0; `None` when the error is about the whole delivery.
    pub fn index(&self) -> Option<usize> {
        self.index
    }

    /// Returns the id of the event, where it could be read: its first 128 bytes.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.index, &self.id) {
            (Some(index), Some(id)) => write!(f, "event {index} with the id `{}`", id.escape_debug())?,
            (Some(index), None) => write!(f, "event {index}")?,
            (None, _) => f.write_str("the delivery")?,
        }
        write!(f, " cannot be read: {}", self.reason)
    }
}

impl std::error::Error for EventError {}

/// Converts into an error of `azure_core`, so that `?` works in functions that return its `Result`.
impl From<EventError> for azure_core::Error {
    fn from(error: EventError) -> Self {
        Self::new(azure_core::error::ErrorKind::DataConversion, error)
    }
}
