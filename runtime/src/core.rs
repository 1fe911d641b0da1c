//! The core of every client: one endpoint, one pipeline, and the credential of one user.

use crate::{
    authorization::{Anonymous, AuthorizingTransport, Credential},
    call::Call,
    endpoint::Endpoint,
    package::Package,
    retry::{Retry, RetrySettings},
    transport::transport,
};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{ClientOptions, Method, Pipeline, RetryOptions, Url},
};
use std::sync::Arc;

/// The core of a client: the endpoint and the pipeline, which clones share, and the credential of one user.
///
/// Cloning costs two reference counts. Clients of several users can share one pipeline, and with it the connection
/// pool, because the credential travels with each call and is not built into the pipeline.
#[derive(Clone, Debug)]
pub struct ClientCore {
    shared: Arc<Shared>,
    credential: Credential,
}

#[derive(Debug)]
struct Shared {
    package: &'static Package,
    endpoint: Endpoint,
    pipeline: Pipeline,
}

impl ClientCore {
    /// Makes the core of a client of `endpoint`; sends nothing. The endpoint may lack `https://`; its path becomes the prefix of
    /// the path of every request.
    ///
    /// # Errors
    ///
    /// When the endpoint is empty, not a URL, plain http to another machine, or has a query, fragment or user name; when the
    /// application id of the options is not one that `azure_core` accepts; when the retry options cannot be read (see [`Retries`](crate::Retries));
    /// and when there is no HTTP client, because the feature `reqwest` is off and the options have no transport.
    pub fn new(
        package: &'static Package,
        endpoint: &str,
        credential: Credential,
        options: &ClientOptions,
    ) -> Result<Self> {
        let endpoint = Endpoint::parse(endpoint)?;
        check_application_id(options)?;
        let mut options = options.clone();
        options.transport = Some(AuthorizingTransport::wrap(transport(&options, &endpoint)?));
        // Last of those that run once per call; what comes after it runs once per try.
        options
            .per_call_policies
            .push(Arc::new(Retry::new(RetrySettings::read(&options.retry)?)));
        options.retry = RetryOptions::none();
        let pipeline = Pipeline::new(
            Some(package.name),
            Some(package.version),
            options,
            Vec::new(),
            Vec::new(),
            None,
        );
        Ok(Self {
            shared: Arc::new(Shared {
                package,
                endpoint,
                pipeline,
            }),
            credential,
        })
    }

    /// Makes the core of a client of an `endpoint` that needs no credential.
    ///
    /// # Errors
    ///
    /// As [`ClientCore::new`].
    pub fn anonymous(package: &'static Package, endpoint: &str, options: &ClientOptions) -> Result<Self> {
        Self::new(package, endpoint, Anonymous::default().into(), options)
    }

    /// Makes the core of another user's client over the same pipeline and connection pool.
    #[must_use]
    pub fn with_credential(&self, credential: Credential) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            credential,
        }
    }

    /// Returns the endpoint as given, completed to a URL, without a trailing slash in its path.
    pub fn endpoint(&self) -> &Url {
        self.shared.endpoint.url()
    }

    /// Makes a core for calls to another address: the one that the caller gives, or else the default one. The credential is sent
    /// there, and the pages and pollers of such a call stay there.
    ///
    /// # Errors
    ///
    /// When the address is not an endpoint (see [`ClientCore::new`]), and when it is plain http to this machine and the endpoint
    /// of the client is not: the connections were not made for that.
    pub fn at_address(&self, given: Option<&str>, usual: &str) -> Result<Self> {
        let endpoint = Endpoint::parse(given.unwrap_or(usual))?;
        if endpoint.url().scheme() != "https" && self.endpoint().scheme() == "https" {
            return Err(Error::with_message(
                ErrorKind::Other,
                "the address of this call is plain http, and that of the client is not",
            ));
        }
        Ok(self.at(endpoint))
    }

    /// Makes a core for calls to the address that the caller gives, or else to another path at the endpoint.
    ///
    /// # Errors
    ///
    /// As [`ClientCore::at_address`].
    pub fn at_path(&self, given: Option<&str>, usual: &str) -> Result<Self> {
        match given {
            Some(_) => self.at_address(given, usual),
            None => Ok(self.at(self.target().with_path(usual)?)),
        }
    }

    fn at(&self, endpoint: Endpoint) -> Self {
        Self {
            shared: Arc::new(Shared {
                package: self.shared.package,
                endpoint,
                pipeline: self.shared.pipeline.clone(),
            }),
            credential: self.credential.clone(),
        }
    }

    /// Begins a call of `method` on `route`, a path whose `{names}` are filled in by [`Call::path`].
    pub fn call(&self, method: Method, route: &'static str) -> Call<'_> {
        Call::new(self, method, route)
    }

    /// Returns the endpoint, the only one that the credential is sent to.
    pub(crate) fn target(&self) -> &Endpoint {
        &self.shared.endpoint
    }

    /// Returns the credential of this client.
    pub(crate) fn credential(&self) -> &Credential {
        &self.credential
    }

    /// Returns the crate that the client belongs to.
    pub(crate) fn package(&self) -> &'static Package {
        self.shared.package
    }

    pub(crate) fn pipeline(&self) -> &Pipeline {
        &self.shared.pipeline
    }
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
