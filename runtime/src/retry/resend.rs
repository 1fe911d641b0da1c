//! The caller's choice whether a request is sent again.

use super::verdict::TransientFailure;

/// Whether a request may be sent again after a failure, for the `Context` of a call.
///
/// ```
/// use client_runtime::Resend;
/// use azure_core::http::{ClientMethodOptions, Context};
///
/// // This operation may take effect twice.
/// let method_options = ClientMethodOptions { context: Context::new().with_value(Resend::Always) };
/// # let _ = method_options;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Resend {
    /// Never: the first failure is the result.
    Never,
    /// When the request cannot take effect twice; the default.
    ///
    /// Idempotent requests are sent again after 408, 429, 500, 502, 503 and 504, and after a connection that failed or broke.
    /// All others, such as most `POST` requests, only when the service cannot have acted: after 429, after 503 with a time to
    /// wait, and when there was no connection.
    #[default]
    WhenSafe,
    /// Always, as if every request were idempotent. A request may then take effect twice.
    Always,
}

impl Resend {
    /// Tells whether a request may be sent again after `failure`; `may_repeat` tells whether it is idempotent.
    pub(super) fn allows(self, failure: &TransientFailure, may_repeat: bool) -> bool {
        match self {
            Self::Never => false,
            Self::WhenSafe => may_repeat || failure.service_cannot_have_acted(),
            Self::Always => true,
        }
    }
}
