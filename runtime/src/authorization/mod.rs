//! Authorizing requests: where the secret comes from for each try, and that it leaves for nowhere but the endpoint.
//!
//! [`Authorize`] is the credential of one user, and [`Authorization`] what one try carries of it. Two share the work:
//! [`authorized`] runs once per try, obtains the authorization and leaves it in the [`CallScope`]. [`AuthorizingTransport`]
//! stands last, behind every log, trace and policy of the caller, lets it write itself into the request and takes it out
//! again: nothing in between ever sees it.

mod anonymous;
mod api_key;
mod basic;
mod transport;

#[cfg(test)]
mod keys;
#[cfg(test)]
mod tests;

pub use anonymous::Anonymous;
pub use api_key::ApiKeyCredential;
pub use basic::BasicCredential;
pub(crate) use transport::AuthorizingTransport;

use crate::scope::CallScope;
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

/// The credential of one user: where the authorization of each try comes from.
///
/// A crate implements it for the credentials of its service; [`BearerCredential`](crate::BearerCredential),
/// [`ApiKeyCredential`], [`BasicCredential`] and [`Anonymous`] are here. `{:?}` must not show a secret.
pub trait Authorize: Debug + Send + Sync {
    /// Returns what the next try carries when it is at hand, which spares a future on the heap; `None` when it has to be
    /// [obtained](Self::obtain).
    fn ready(&self) -> Option<Arc<dyn Authorization>> {
        None
    }

    /// Obtains what the next try carries.
    ///
    /// # Errors
    ///
    /// When there is none. The request is not sent then.
    fn obtain(&self) -> BoxFuture<'_, Result<Arc<dyn Authorization>>>;

    /// Returns something else after the service has rejected this with a 401; the request is then sent once more. `None`,
    /// as by default, when there is nothing else.
    fn replace<'a>(
        &'a self,
        rejected: &'a dyn Authorization,
    ) -> BoxFuture<'a, Option<Arc<dyn Authorization>>> {
        let _ = rejected;
        ready(None).boxed()
    }

    /// Says why a rejection was to be expected, if it was; it becomes part of the error.
    fn explain_rejection(&self) -> Option<String> {
        None
    }
}

/// What one try carries: it writes itself into the request just before that leaves. `{:?}` must not show a secret.
pub trait Authorization: Any + Debug + Send + Sync {
    /// Writes itself into a request; `now` tells the time by the clock of the call.
    ///
    /// # Errors
    ///
    /// When the request cannot carry it, such as a body that cannot be signed.
    fn write(&self, request: &mut Request, now: &dyn Fn() -> OffsetDateTime) -> Result<()>;

    /// Returns the headers that it writes. They are as they were again when the request has been sent.
    fn headers(&self) -> &[HeaderName];

    /// Tells whether it writes into the URL, which then is as it was again when the request has been sent.
    fn writes_url(&self) -> bool {
        false
    }
}

/// A credential as clients hold it: shared, of any kind.
#[derive(Clone, Debug)]
pub struct Credential(Arc<dyn Authorize>);

impl Credential {
    /// Shares a credential.
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
/// A step of [`Retry`](crate::retry::Retry) and not a policy of its own, which would be one more future on the heap for
/// each try.
pub(crate) async fn authorized(
    ctx: &Context<'_>,
    request: &mut Request,
    next: &[Arc<dyn Policy>],
) -> PolicyResult {
    let scope = scope(ctx)?;
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
    // Once: what is rejected again, with a secret made just now, is not a matter of its age.
    let Some(authorization) = credential.replace(&*authorization).await else {
        return Ok(response);
    };
    request.body_mut().reset().await?;
    scope.authorize(authorization);
    next.send(ctx, request, rest).await
}

fn scope<'a>(ctx: &'a Context) -> Result<&'a CallScope> {
    ctx.value::<CallScope>().ok_or_else(no_scope)
}

fn no_scope() -> Error {
    Error::with_message(
        ErrorKind::Other,
        "the request did not come from a client of this crate",
    )
}

pub(crate) fn no_transport() -> Error {
    Error::with_message(ErrorKind::Other, "the pipeline ends without a transport")
}
