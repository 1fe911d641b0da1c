//! Signing requests: where the token comes from for each try, and that it leaves for nowhere but the endpoint.
//!
//! Two share the work. [`authenticated`] runs once per try, obtains the token and leaves it in the [`CallScope`].
//! [`AuthorizingTransport`] stands last, behind every log, trace and policy of the caller, writes the
//! `Authorization` header and takes it out again: nothing in between ever sees it.

use crate::{
    credential::{CommunicationTokenCredential, Token},
    retry::CallLimits,
    runtime::{CallScope, Stage, body},
};
use async_trait::async_trait;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Context, Request, StatusCode, Transport,
        headers::AUTHORIZATION,
        policies::{Policy, PolicyResult},
    },
};
use std::sync::Arc;

/// What a client signs its calls with.
#[derive(Clone, Debug)]
pub(crate) enum Credential {
    /// A user access token, sent as a bearer token.
    Token(CommunicationTokenCredential),
    /// The access key of the resource; each request is signed with it.
    #[cfg(feature = "access-key")]
    Key(Arc<crate::AzureKeyCredential>),
    /// Nothing: the service asks for none.
    Anonymous,
}

impl Credential {
    /// Says why the service was to be expected to reject this credential, if it was.
    pub(crate) fn explain_rejection(&self) -> Option<String> {
        match self {
            Self::Token(credential) => credential.explain_rejection(),
            #[cfg(feature = "access-key")]
            Self::Key(_) => None,
            Self::Anonymous => None,
        }
    }
}

impl From<CommunicationTokenCredential> for Credential {
    fn from(credential: CommunicationTokenCredential) -> Self {
        Self::Token(credential)
    }
}

#[cfg(feature = "access-key")]
impl From<crate::AzureKeyCredential> for Credential {
    fn from(key: crate::AzureKeyCredential) -> Self {
        Self::Key(Arc::new(key))
    }
}

/// How one try is to be signed.
#[derive(Debug)]
pub(crate) enum Authorization {
    Bearer(Arc<Token>),
    #[cfg(feature = "access-key")]
    Key(Arc<crate::AzureKeyCredential>),
    Nothing,
}

/// Makes one try: obtains the token, leaves it in the [`CallScope`], and sends.
///
/// A step of [`Retry`](crate::retry::Retry) and not a policy of its own, which would be one more future on the heap for
/// each try.
pub(crate) async fn authenticated(
    ctx: &Context<'_>,
    request: &mut Request,
    next: &[Arc<dyn Policy>],
) -> PolicyResult {
    let scope = scope(ctx)?;
    scope.target().permit(request.url())?;
    let (next, rest) = next.split_first().ok_or_else(no_transport)?;
    let replaceable = match scope.credential() {
        #[cfg(feature = "access-key")]
        Credential::Key(key) => {
            scope.authorize(Authorization::Key(Arc::clone(key)));
            None
        }
        Credential::Token(credential) => {
            let token = credential.token().await?;
            scope.authorize(Authorization::Bearer(Arc::clone(&token)));
            Some((credential, token))
        }
        Credential::Anonymous => {
            scope.authorize(Authorization::Nothing);
            None
        }
    };
    let response = next.send(ctx, request, rest).await?;
    let Some((credential, token)) = replaceable.filter(|_| response.status() == StatusCode::Unauthorized)
    else {
        return Ok(response);
    };
    // Once: what is rejected again, with a token made just now, is not a matter of its age.
    let Some(token) = credential.replace(&token).await else {
        return Ok(response);
    };
    request.body_mut().reset().await?;
    scope.authorize(Authorization::Bearer(token));
    next.send(ctx, request, rest).await
}

/// Writes the `Authorization` header just before the request leaves.
#[derive(Debug)]
pub(crate) struct AuthorizingTransport {
    inner: Transport,
}

impl AuthorizingTransport {
    /// Wraps the transport that really sends.
    pub(crate) fn wrap(inner: Transport) -> Transport {
        Transport::with_policy(Arc::new(Self { inner }))
    }
}

#[async_trait]
impl Policy for AuthorizingTransport {
    async fn send(&self, ctx: &Context, request: &mut Request, _: &[Arc<dyn Policy>]) -> PolicyResult {
        // Asked again: a policy of the caller may have pointed the request elsewhere.
        let scope = scope(ctx)?;
        scope.target().permit(request.url())?;
        scope.authorization(|authorization| authorization.ok_or_else(no_scope)?.sign(request, ctx))?;
        let progress = scope.progress();
        progress.enter(Stage::Waiting);
        let result = self.inner.send(ctx, request).await;
        request.headers_mut().remove(AUTHORIZATION);
        progress.enter(Stage::Reading);
        // Here, so that a connection that breaks while the body is read is a failure of this try.
        let result = match result {
            Ok(response) => body::buffered(response, CallLimits::of(ctx), progress).await,
            Err(error) => Err(error),
        };
        progress.enter(Stage::Between);
        result
    }
}

impl Authorization {
    #[allow(
        unused_variables,
        clippy::unnecessary_wraps,
        reason = "only an access key looks at the clock and can fail"
    )]
    fn sign(&self, request: &mut Request, ctx: &Context) -> Result<()> {
        match self {
            Self::Bearer(token) => {
                request.insert_header(AUTHORIZATION, ["Bearer ", token.secret()].concat());
                Ok(())
            }
            #[cfg(feature = "access-key")]
            Self::Key(key) => key.sign(request, crate::clock::of(ctx).now()),
            Self::Nothing => Ok(()),
        }
    }
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

#[cfg(test)]
mod tests;
