//! The reports of a history: for people, changelogs and browsers.

mod html;
mod markdown;
mod picture;
mod table;
mod text;

pub(super) use html::Chart;
pub use html::html;
pub use markdown::markdown;
pub use text::text;
