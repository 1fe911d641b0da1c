//! Authorizing requests: each try carries an authorization, which is sent only to the endpoint.
//!
//! [`Authorize`] is the credential of one user, and [`Authorization`] what one try carries. It is obtained once for each try
//! and written into the request by the last step before the wire, behind every log, trace and policy of the caller. That
//! step removes it again after the request was sent, so that nothing else sees it.
#![doc = include_str!("../../docs/credentials.md")]

mod anonymous;
mod api_key;
mod basic;
mod combined;
mod transport;

#[cfg(test)]
mod keys;
#[cfg(test)]
mod tests;

pub use anonymous::Anonymous;
pub use api_key::ApiKeyCredential;
pub use basic::BasicCredential;
pub use combined::CombinedCredential;
pub(crate) use transport::AuthorizingTransport;

use crate::{progress::Note, scope::CallScope};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Context, Request, StatusCode,
        headers::HeaderName,
        policies::{Policy, PolicyResult},
    },
    time::OffsetDateTime,
};
use futures::future::{BoxFuture, FutureExt, ready};
use std::{any::Any, fmt::Debug, sync::Arc};

/// The credential of one user, which provides the authorization of each try.
///
/// A crate implements it for the credentials of its service; [`BearerCredential`](crate::BearerCredential),
/// [`ApiKeyCredential`], [`BasicCredential`], [`CombinedCredential`] and [`Anonymous`] are here. `{:?}` must not show a secret.
pub trait Authorize: Debug + Send + Sync {
    /// Returns the authorization of the next try if it is ready, which saves a future on the heap; `None`, as by default, when
    /// it has to be [obtained](Self::obtain).
    fn ready(&self) -> Option<Arc<dyn Authorization>> {
        None
    }

    /// Obtains the authorization of the next try.
    ///
    /// # Errors
    ///
    /// Any failure to obtain it. The request is not sent then, and the caller gets the error.
    fn obtain(&self) -> BoxFuture<'_, Result<Arc<dyn Authorization>>>;

    /// Returns another authorization after the service has answered `rejected` with 401; the request is then sent once more.
    /// `None`, as by default, when there is no other.
    fn replace<'a>(
        &'a self,
        rejected: &'a dyn Authorization,
    ) -> BoxFuture<'a, Option<Arc<dyn Authorization>>> {
        let _ = rejected;
        ready(None).boxed()
    }

    /// Returns the likely reason of a 401, such as that the token had expired; it becomes part of the error. `None` by
    /// default.
    fn explain_rejection(&self) -> Option<String> {
        None
    }
}

/// The authorization of one try, which writes itself into the request just before it is sent. `{:?}` must not show a secret.
pub trait Authorization: Any + Debug + Send + Sync {
    /// Writes itself into a request; `now` returns the time by the clock of the call.
    ///
    /// # Errors
    ///
    /// When the request cannot carry it, such as one with a body that cannot be signed. The request is not sent then.
    fn write(&self, request: &mut Request, now: &dyn Fn() -> OffsetDateTime) -> Result<()>;

    /// Returns the headers that it writes. They are restored when the request has been sent.
    fn headers(&self) -> &[HeaderName];

    /// Tells whether it writes into the URL, which is then restored when the request has been sent. `false` by default.
    fn writes_url(&self) -> bool {
        false
    }
}

/// A credential of any kind, as clients hold it. Clones share it.
#[derive(Clone, Debug)]
pub struct Credential(Arc<dyn Authorize>);

impl Credential {
    /// Takes a credential of any kind.
    pub fn new(credential: impl Authorize + 'static) -> Self {
        Self(Arc::new(credential))
    }

    pub(crate) fn explain_rejection(&self) -> Option<String> {
        self.0.explain_rejection()
    }
}

impl From<Arc<dyn Authorize>> for Credential {
    fn from(credential: Arc<dyn Authorize>) -> Self {
        Self(credential)
    }
}

/// Makes one try: obtains the authorization, leaves it in the [`CallScope`], and sends.
///
/// It is a step of [`Retry`](crate::retry::Retry) and not a policy, which would need one more future on the heap for each try.
pub(crate) async fn authorized(
    scope: &CallScope,
    ctx: &Context<'_>,
    request: &mut Request,
    next: &[Arc<dyn Policy>],
) -> PolicyResult {
    scope.target().permit(request.url())?;
    let (next, rest) = next.split_first().ok_or_else(no_transport)?;
    let Credential(credential) = scope.credential();
    let authorization = match credential.ready() {
        Some(authorization) => authorization,
        None => credential.obtain().await?,
    };
    scope.authorize(Arc::clone(&authorization));
    let response = next.send(ctx, request, rest).await?;
    if response.status() != StatusCode::Unauthorized {
        return Ok(response);
    }
    // Only once: a new secret that is rejected too is not rejected for its age.
    let Some(authorization) = credential.replace(&*authorization).await else {
        return Ok(response);
    };
    if request.body_mut().reset().await.is_err() {
        scope.progress().note(Note::BodyUsedUp);
        return Ok(response);
    }
    scope.authorize(authorization);
    next.send(ctx, request, rest).await
}

pub(crate) fn no_transport() -> Error {
    Error::with_message(ErrorKind::Other, "the pipeline ends without a transport")
}
