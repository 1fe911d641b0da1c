//! Signing requests: where the token comes from for each try, and that it leaves for nowhere but the endpoint.
//!
//! Two policies share the work. [`Authenticate`] runs once per try, obtains the token and hands it on in the
//! [`Context`]. [`AuthorizingTransport`] stands last, behind every log, trace and policy of the caller, writes the
//! `Authorization` header and takes it out again: nothing in between ever sees it.

use crate::{
    credential::{CommunicationTokenCredential, Token},
    runtime::CallScope,
};
use async_trait::async_trait;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Context, Request, Transport,
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
}

impl From<CommunicationTokenCredential> for Credential {
    fn from(credential: CommunicationTokenCredential) -> Self {
        Self::Token(credential)
    }
}

/// How one try is to be signed.
#[derive(Clone, Debug)]
enum Authorization {
    Bearer(Arc<Token>),
}

/// Obtains the token for each try.
#[derive(Debug)]
pub(crate) struct Authenticate;

#[async_trait]
impl Policy for Authenticate {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let scope = scope(ctx)?;
        scope.target().permit(request.url())?;
        let (next, rest) = next.split_first().ok_or_else(no_transport)?;
        match scope.credential() {
            Credential::Token(credential) => {
                let token = credential.token().await?;
                next.send(
                    &ctx.to_borrowed().with_value(Authorization::Bearer(token)),
                    request,
                    rest,
                )
                .await
            }
        }
    }
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
        scope(ctx)?.target().permit(request.url())?;
        let authorization = ctx.value::<Authorization>().ok_or_else(no_scope)?;
        authorization.sign(request);
        let result = self.inner.send(ctx, request).await;
        request.headers_mut().remove(AUTHORIZATION);
        result
    }
}

impl Authorization {
    fn sign(&self, request: &mut Request) {
        match self {
            Self::Bearer(token) => request.insert_header(AUTHORIZATION, format!("Bearer {}", token.secret())),
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

fn no_transport() -> Error {
    Error::with_message(ErrorKind::Other, "the pipeline ends without a transport")
}
