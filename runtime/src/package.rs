//! The crate that a client belongs to.

use azure_core::http::StatusCode;

/// The crate that a client belongs to: its name and version for the user agent, and what it knows of its service.
///
/// Generated crates have a constant of it, which their clients are made with:
///
/// ```
/// use client_runtime::Package;
///
/// const PACKAGE: Package = Package::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Package {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    advice: fn(StatusCode) -> Option<&'static str>,
}

impl Package {
    /// Names a crate and its version.
    pub const fn new(name: &'static str, version: &'static str) -> Self {
        Self {
            name,
            version,
            advice: |_| None,
        }
    }

    /// Adds what is usually behind a status, in words for the person who has to mend it. It becomes part of the errors;
    /// see [`ServiceError::advice`](crate::ServiceError::advice).
    #[must_use]
    pub const fn with_advice(self, advice: fn(StatusCode) -> Option<&'static str>) -> Self {
        Self { advice, ..self }
    }

    /// Returns what is usually behind a status: what the crate says, or what holds for every service.
    pub(crate) fn advice(&self, status: StatusCode) -> Option<&'static str> {
        (self.advice)(status).or_else(|| general_advice(status))
    }
}

/// Returns what is behind a status whatever the service.
pub(crate) fn general_advice(status: StatusCode) -> Option<&'static str> {
    match status {
        StatusCode::Unauthorized => {
            Some("the credential was not accepted: it may have expired or been revoked")
        }
        StatusCode::TooManyRequests => {
            Some("too many requests: wait as long as the service asks before the next")
        }
        status if status.is_redirection() => Some(
            "a redirect, which is not followed, so that no credential goes elsewhere: the endpoint may be wrong",
        ),
        _ => None,
    }
}
