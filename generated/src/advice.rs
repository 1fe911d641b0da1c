//! The name and version of this crate, and its advice for the statuses of its service.

use azure_core::http::StatusCode;
use client_runtime::Package;

/// This crate, as its clients are made with it.
pub(crate) static PACKAGE: Package =
    Package::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")).with_advice(advice);

/// Returns the usual cause of a status of Communication Services.
fn advice(status: StatusCode) -> Option<&'static str> {
    match status {
        StatusCode::Unauthorized => Some(
            "the token or key was not accepted: it may have expired, been revoked or belong to another resource",
        ),
        StatusCode::Forbidden => Some(
            "the user may not be a participant of the thread, or the token may lack the scope this needs",
        ),
        StatusCode::NotFound => {
            Some("the item does not exist, or the user is not a participant of the thread")
        }
        _ => None,
    }
}
