//! The crate that a client belongs to.

use azure_core::http::StatusCode;

/// The crate that a client belongs to: its name and version, which become the user agent, and its advice for statuses.
///
/// Every generated crate has one, with which its clients are made:
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
    /// Takes the name of a crate and its version, for the user agent.
    pub const fn new(name: &'static str, version: &'static str) -> Self {
        Self {
            name,
            version,
            advice: |_| None,
        }
    }

    /// Sets the function that returns the usual cause of a status, in words for the person who has to fix it. It becomes part
    /// of the errors; see [`ServiceError::advice`](crate::ServiceError::advice). If it returns `None`, the
    /// general advice for 401, 429 and redirects is used.
    #[must_use]
    pub const fn with_advice(self, advice: fn(StatusCode) -> Option<&'static str>) -> Self {
        Self { advice, ..self }
    }

    /// Returns the usual cause of a status: that of the crate, or the one that holds for every service.
    pub(crate) fn advice(&self, status: StatusCode) -> Option<&'static str> {
        (self.advice)(status).or_else(|| general_advice(status))
    }
}

/// Returns the usual cause of a status, for any service.
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
