//! The caller's say in whether a request is sent again.

use super::verdict::TransientFailure;

/// Whether a request may be sent again after a failure; put into the `Context` of a call.
///
/// ```
/// use client_runtime::Resend;
/// use azure_core::http::{ClientMethodOptions, Context};
///
/// // Rather twice than not at all.
/// let method_options = ClientMethodOptions { context: Context::new().with_value(Resend::Always) };
/// # let _ = method_options;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Resend {
    /// Never: the first failure is the result.
    Never,
    /// When it cannot do the same thing twice; the default.
    ///
    /// What is idempotent is sent again after 408, 429, 500, 502, 503 and 504, and after a
    /// connection that failed or broke. Everything else, such as sending a message, only when the service cannot have
    /// acted: after 429, after 503 with a time to wait, and when there was no connection at all.
    #[default]
    WhenSafe,
    /// Always, as if doing it twice were the same as doing it once. A message may then arrive twice.
    Always,
}

impl Resend {
    /// Tells whether a request that failed like this may be sent again; `may_repeat` if doing it twice is harmless.
    pub(super) fn allows(self, failure: &TransientFailure, may_repeat: bool) -> bool {
        match self {
            Self::Never => false,
            Self::WhenSafe => may_repeat || failure.service_cannot_have_acted(),
            Self::Always => true,
        }
    }
}
