//! What the generated clients stand on: one connection, one way to make a call, one way to page.
//!
//! Generated methods are thin: they name a route, hand over their arguments and leave the rest to [`Call`].

pub(crate) mod body;
mod call;
mod continuation;
pub(crate) mod dates;
mod encode;
mod endpoint;
pub(crate) mod json;
mod next_link;
mod outcome;
mod paging;
mod patch;
mod progress;
mod scope;
mod show;
mod text;
mod transport;
mod wire;

#[cfg(test)]
mod sample;

pub(crate) use call::Call;
pub use continuation::InvalidContinuation;
pub(crate) use endpoint::{Endpoint, origin};
pub(crate) use json::from_json;
pub use patch::Patch;
pub(crate) use progress::{Note, Progress, Stage, why_not_again};
pub(crate) use scope::CallScope;
pub(crate) use show::show_variant;
#[allow(
    unused_imports,
    reason = "used by open enums, which a version may not have: identity 2020-07-20-preview2"
)]
pub(crate) use text::text;
pub(crate) use wire::rfc3339;

use crate::{
    policy::{AuthorizingTransport, Credential},
    retry::{Retry, RetrySettings},
};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{ClientOptions, Method, Pipeline, RetryOptions, Url},
};
use std::sync::Arc;
use transport::transport;

/// What every client holds: the endpoint and pipeline, shared, and the credential of one user.
///
/// Cloning costs two reference counts. Clients of several users can share one pipeline, and with it the connection
/// pool, because the credential travels with each call and is not built into the pipeline.
#[derive(Clone, Debug)]
pub(crate) struct ClientCore {
    shared: Arc<Shared>,
    credential: Credential,
}

#[derive(Debug)]
struct Shared {
    endpoint: Endpoint,
    pipeline: Pipeline,
}

impl ClientCore {
    /// Prepares to talk to `endpoint`; sends nothing.
    ///
    /// # Errors
    ///
    /// When the endpoint is not usable (see [`Endpoint::parse`]), the application id of the options is not one that
    /// `azure_core` takes, or there is no HTTP client: feature `reqwest` off and no transport in the options.
    pub(crate) fn new(endpoint: &str, credential: Credential, options: &ClientOptions) -> Result<Self> {
        let endpoint = Endpoint::parse(endpoint)?;
        check_application_id(options)?;
        let mut options = options.clone();
        options.transport = Some(AuthorizingTransport::wrap(transport(&options, &endpoint)?));
        // Last of those that run once per call; what comes after it runs once per try.
        options
            .per_call_policies
            .push(Arc::new(Retry::new(RetrySettings::read(&options.retry))));
        options.retry = RetryOptions::none();
        let pipeline = Pipeline::new(
            option_env!("CARGO_PKG_NAME"),
            option_env!("CARGO_PKG_VERSION"),
            options,
            Vec::new(),
            Vec::new(),
            None,
        );
        Ok(Self {
            shared: Arc::new(Shared { endpoint, pipeline }),
            credential,
        })
    }

    /// Prepares to talk to an `endpoint` that asks for no credential.
    ///
    /// # Errors
    ///
    /// As [`ClientCore::new`].
    pub(crate) fn anonymous(endpoint: &str, options: &ClientOptions) -> Result<Self> {
        Self::new(endpoint, Credential::Anonymous, options)
    }

    /// Makes the core of another user's client over the same pipeline and connection pool.
    pub(crate) fn with_credential(&self, credential: Credential) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            credential,
        }
    }

    /// Returns the endpoint as given, completed to a URL, without a trailing slash in its path.
    pub(crate) fn endpoint(&self) -> &Url {
        self.shared.endpoint.url()
    }

    /// Begins a call of `method` on `route`, a path whose `{names}` are filled in by [`Call::path`].
    pub(crate) fn call(&self, method: Method, route: &'static str) -> Call<'_> {
        Call::new(self, method, route)
    }

    /// Returns what the token may be sent to.
    pub(crate) fn target(&self) -> &Endpoint {
        &self.shared.endpoint
    }

    /// Returns what this client signs its calls with.
    pub(crate) fn credential(&self) -> &Credential {
        &self.credential
    }

    fn pipeline(&self) -> &Pipeline {
        &self.shared.pipeline
    }
}

/// Says that a closed enum has no such value; the value is quoted, so that an empty or odd one can be seen.
pub(crate) fn unknown_value(type_name: &str, value: &str) -> Error {
    Error::with_message(
        ErrorKind::DataConversion,
        format!("{value:?} is not a value of `{type_name}`"),
    )
}

/// Refuses an application id that `azure_core` would panic on (more than 24 characters, or not RFC 9110 `tchar`s).
fn check_application_id(options: &ClientOptions) -> Result<()> {
    let Some(id) = &options.user_agent.application_id else {
        return Ok(());
    };
    let is_tchar = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if id.len() <= 24 && id.chars().all(is_tchar) {
        return Ok(());
    }
    Err(Error::with_message(
        ErrorKind::Other,
        "`user_agent.application_id` must be at most 24 letters, digits or any of !#$%&'*+-.^_`|~",
    ))
}
