//! Tests of reading, writing and filtering events.

mod chaos;
mod every_kind;
mod hostile;
mod once;
mod payloads;
