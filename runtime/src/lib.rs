//! The library that generated clients call: it builds calls argument by argument, sends them, checks their responses and
//! repeats them where that is safe; it follows pages, authorizes requests and reads errors. It has no code for a particular
//! service.
//!
//! A generated crate depends on this one and re-exports the items that its users need. Two things connect it to its service: the
//! [`Package`] that its clients are created with, and the [credential](authorization) that they take. A client that is written
//! by hand has the same parts: it holds a [`ClientCore`] and makes each request with a [`Call`]. The README has an example.
//!
//! - Signing in: [`BearerCredential`], [`authorization::ApiKeyCredential`], [`authorization::BasicCredential`],
//!   several at once ([`authorization::CombinedCredential`]), or anything that implements [`authorization::Authorize`];
//!   [`refresh`] has the parts for tokens that expire.
//! - Errors: [`ServiceError`] can be read from any [`azure_core::Error`] that comes with a response of the service, and
//!   [`UnreadableAnswer`] from one about a response that cannot be read.
//! - Limits: [`CallLimits`] for the time of a call and the size of its response; [`Retries`], [`RetryQuota`] and [`Resend`] for
//!   repeated requests.
//! - Values: [`IsoDate`], [`IsoTime`] and [`IsoDuration`], as services write them.
//! - Updates: [`Patch`] distinguishes "leave as it is" from "remove".
//! - Bodies that are read while they are sent: [`BodyStream`], which knows whether it can be sent again.
//! - Lists: [`ContinuationToken`] is the position of a list as text; [`InvalidContinuation`] distinguishes a caller's mistake
//!   from the service's, and [`TrustedContinuation`] marks a position that only the service can have written.
//! - Long-running operations: [`polling`] follows them, and continues where another program stopped.
//!
//! # Features
//!
//! - `reqwest` (default): the built-in HTTP client. Without it, `ClientOptions::transport` must be set.
//! - `tokio` (default): timers and tasks on tokio. Without it, `azure_core` uses a thread for each, and the time limits of
//!   calls share one thread.
//! - `debug`: `{:?}` shows the contents of models, which `azure_core` hides; never secrets.
//! - `multipart`: forms in parts, and [`FilePart`] for the files in them.
//! - `spans`: a span of `tracing` for each call.
//! - `files`: bodies that are read from files.
//! - `xml`: bodies, responses and errors in XML.
//! - `test`: the module `testing`, with transports that answer by rules or from a script, and a fake clock.
#![cfg_attr(docsrs, feature(doc_cfg))] // labels what needs a feature
#![warn(missing_docs)]

mod answers;
pub mod authorization;
mod bearer;
mod body;
mod by_status;
mod call;
pub mod clock;
#[cfg(test)]
mod collected_log;
mod continuation;
mod continuation_token;
mod core;
mod encode;
mod endpoint;
mod error;
mod events;
mod form;

mod headers;
mod iso_duration;
mod iso_time;
pub mod json;
mod json_lines;
mod list_page;
mod next_link;
mod next_page;
mod or_empty;
mod outcome;
mod package;
mod paging;
mod parts;
mod patch;
pub mod polling;
mod progress;
pub mod refresh;
mod rest;
mod retry;
#[cfg(test)]
mod sample;
mod scope;
mod server;
mod shape;
mod show;
mod spans;
mod streaming;
mod style;
#[cfg(any(test, feature = "test"))]
pub mod testing;
mod text;
mod text_format;
mod time_span;
mod transport;
mod upload;
mod wire;
mod wire_form;
#[cfg(feature = "xml")]
mod xml;

pub use crate::core::ClientCore;
pub use authorization::Credential;
pub use bearer::BearerCredential;
pub use by_status::{ByStatus, ResponseByStatus};
pub use call::Call;
pub use clock::{Clock, SystemClock};
pub use continuation::{InvalidContinuation, TrustedContinuation};
pub use continuation_token::ContinuationToken;
pub use error::{NotAServiceError, ServiceError, ServiceErrorDetail, UnreadableAnswer, refusal_error};
pub use events::{EventStream, ServerSentEvent};
#[cfg(feature = "multipart")]
pub use form::FilePart;
pub use headers::HasHeaders;
pub use iso_duration::IsoDuration;
pub use iso_time::IsoTime;
pub use json_lines::JsonLines;
pub use list_page::ListPage;
pub use next_page::NextPage;
pub use or_empty::{JsonOrEmpty, OrEmpty};
pub use package::Package;
pub use patch::Patch;
pub use retry::{CallLimitReached, CallLimits, Resend, Retries, RetryQuota};
pub use streaming::CollectWithin;
pub use style::Style;
pub use text_format::TextFormat;
pub use time::Date as IsoDate;
pub use time_span::TimeSpan;
pub use upload::BodyStream;
pub use wire::WireValue;
#[cfg(feature = "xml")]
pub use xml::XmlFormat;

/// The names that generated code and the crates around it use. They are not for other callers: they may change with the
/// generator.
#[doc(hidden)]
pub mod generated {
    /// How responses with several bodies are read.
    pub mod by_status {
        pub use crate::by_status::*;
    }

    /// How headers of responses are read.
    pub mod headers {
        pub use crate::headers::*;
    }

    #[cfg(feature = "multipart")]
    pub use crate::form::Multipart;
    pub use crate::{
        call::Call,
        core::ClientCore,
        endpoint::Endpoint,
        error::Shown,
        form::Form,
        list_page::ListPage,
        next_page::NextPage,
        outcome::ANY_2XX,
        polling::{FinalState, LongRunningPoller, PagedPoller},
        rest::without_member,
        server::{Address, BasePart, BasePath},
        show::show_variant,
        style::Style,
        text::{integer, not_sent, text, unknown_value},
        wire::{WireValue, rfc3339},
    };

    /// Which of several types a JSON value is.
    pub mod shape {
        pub use crate::shape::{Kind, Member, Shape, choose, read};
    }

    /// How documents in XML are read.
    #[cfg(feature = "xml")]
    pub mod xml {
        pub use crate::xml::read;
    }

    /// The members of an object without a field of their own, for `#[serde(flatten)]`.
    pub mod rest {
        pub use crate::rest::{read, write};
    }

    /// Forms on the wire that serde does not give a type by itself, for `#[serde(with = "...")]` and for parameters.
    pub use crate::wire_form::{InForm, base64, base64url, dates, iso_date, rfc1123, unix_time};
}

/// Its example is a doc test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
