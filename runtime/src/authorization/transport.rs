//! The last step before the wire: writes the authorization into the request, and removes it again.

use super::Authorization;
use crate::{
    body,
    clock::Clock,
    error::innermost_message,
    progress::Stage,
    scope::{CallScope, Reading},
    streaming,
};
use async_trait::async_trait;
use azure_core::{
    Error, Result,
    http::{
        Context, Request, Transport, Url,
        headers::{HeaderName, HeaderValue},
        policies::{Policy, PolicyResult},
    },
};
use std::sync::Arc;

/// Lets the authorization write itself just before the request leaves.
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
        let scope = CallScope::from_context(ctx)?;
        scope.target().permit(request.url())?;
        let authorization = scope.authorization()?;
        let settings = scope.settings(ctx);
        let before = Before::write(&*authorization, request, settings.clock())?;
        let progress = scope.progress();
        progress.enter(Stage::Waiting);
        let mut result = self.inner.send(ctx, request).await;
        if authorization.writes_url() {
            result = result.map_err(|error| without_url(&error, request.url()));
        }
        before.restore(authorization.headers(), request);
        progress.enter(Stage::Reading);
        // Here, so that a connection that breaks while the body is read is a failure of this try.
        let result = match result {
            Ok(response) if scope.reading() != Reading::Whole && response.status().is_success() => {
                Ok(streaming::watched(response, settings, scope.reading()))
            }
            Ok(response) => body::buffered(response, settings.limits, progress).await,
            Err(error) => Err(error),
        };
        progress.enter(Stage::Between);
        result
    }
}

/// Makes an error that does not show the URL, because the URL has a secret in it and HTTP clients quote it in their errors.
fn without_url(error: &Error, url: &Url) -> Error {
    let cause = innermost_message(error);
    let quotes = cause.contains(url.as_str()) || url.query().is_some_and(|query| cause.contains(query));
    let message = if quotes {
        "the HTTP client failed; its error is left out because it shows the secret in the URL".to_owned()
    } else {
        cause
    };
    Error::with_message(error.kind().clone(), message)
}

/// The earlier values at the places where the authorization was written. It is empty for most requests, without an allocation.
struct Before {
    headers: Vec<(HeaderName, HeaderValue)>,
    url: Option<Url>,
}

impl Before {
    /// Saves it, and lets the authorization write itself.
    fn write(authorization: &dyn Authorization, request: &mut Request, clock: &dyn Clock) -> Result<Self> {
        // Asking for a missing header would create an error, with a backtrace.
        let written = authorization.headers();
        let headers = request
            .headers()
            .iter()
            .filter(|(name, _)| written.contains(name));
        let before = Self {
            headers: headers
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            url: authorization.writes_url().then(|| request.url().clone()),
        };
        match authorization.write(request, &|| clock.now()) {
            Ok(()) => Ok(before),
            Err(error) => {
                before.restore(authorization.headers(), request);
                Err(error)
            }
        }
    }

    /// Removes exactly what was written.
    fn restore(self, written: &[HeaderName], request: &mut Request) {
        for name in written {
            request.headers_mut().remove(name.clone());
        }
        for (name, value) in self.headers {
            request.insert_header(name, value);
        }
        if let Some(url) = self.url {
            *request.url_mut() = url;
        }
    }
}
