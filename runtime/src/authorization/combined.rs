//! Several credentials of one user, for a service that asks for all of them at once.

use super::{Authorization, Authorize, Credential};
use azure_core::{
    Result,
    http::{Request, headers::HeaderName},
    time::OffsetDateTime,
};
use futures::future::{BoxFuture, FutureExt, ready};
use std::{any::Any, sync::Arc};

/// Several credentials, all of which each request carries, such as a key beside a token.
///
/// They must write into different places: of two in one header, the last one counts.
#[derive(Clone, Debug)]
pub struct CombinedCredential(Arc<[Credential]>);

impl CombinedCredential {
    /// Combines credentials; each writes itself into a request in this order.
    pub fn new(credentials: impl IntoIterator<Item = Credential>) -> Self {
        Self(credentials.into_iter().collect())
    }
}

impl From<CombinedCredential> for Credential {
    fn from(credential: CombinedCredential) -> Self {
        Self::new(credential)
    }
}

impl Authorize for CombinedCredential {
    fn ready(&self) -> Option<Arc<dyn Authorization>> {
        let parts: Option<Vec<_>> = self.0.iter().map(|credential| credential.0.ready()).collect();
        Some(Combined::shared(parts?))
    }

    fn obtain(&self) -> BoxFuture<'_, Result<Arc<dyn Authorization>>> {
        async move {
            let mut parts = Vec::with_capacity(self.0.len());
            for Credential(credential) in self.0.iter() {
                parts.push(match credential.ready() {
                    Some(part) => part,
                    None => credential.obtain().await?,
                });
            }
            Ok(Combined::shared(parts))
        }
        .boxed()
    }

    fn replace<'a>(
        &'a self,
        rejected: &'a dyn Authorization,
    ) -> BoxFuture<'a, Option<Arc<dyn Authorization>>> {
        let rejected: &dyn Any = rejected;
        let Some(rejected) = rejected.downcast_ref::<Combined>() else {
            return ready(None).boxed();
        };
        async move {
            // Which of them was rejected is not known.
            let mut parts = rejected.parts.clone();
            let mut replaced = false;
            for (Credential(credential), part) in self.0.iter().zip(&mut parts) {
                if let Some(other) = credential.replace(&**part).await {
                    *part = other;
                    replaced = true;
                }
            }
            replaced.then(|| Combined::shared(parts))
        }
        .boxed()
    }

    fn explain_rejection(&self) -> Option<String> {
        self.0.iter().find_map(Credential::explain_rejection)
    }
}

#[derive(Debug)]
struct Combined {
    parts: Vec<Arc<dyn Authorization>>,
    headers: Vec<HeaderName>,
}

impl Combined {
    fn shared(parts: Vec<Arc<dyn Authorization>>) -> Arc<dyn Authorization> {
        let headers = parts
            .iter()
            .flat_map(|part| part.headers().iter().cloned())
            .collect();
        Arc::new(Self { parts, headers })
    }
}

impl Authorization for Combined {
    fn write(&self, request: &mut Request, now: &dyn Fn() -> OffsetDateTime) -> Result<()> {
        self.parts.iter().try_for_each(|part| part.write(request, now))
    }

    fn headers(&self) -> &[HeaderName] {
        &self.headers
    }

    fn writes_url(&self) -> bool {
        self.parts.iter().any(|part| part.writes_url())
    }
}
