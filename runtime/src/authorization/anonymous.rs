//! The credential of services that need none.

use super::{Authorization, Authorize, Credential};
use azure_core::{
    Result,
    http::{Request, headers::HeaderName},
    time::OffsetDateTime,
};
use futures::future::{BoxFuture, FutureExt, ready};
use std::sync::Arc;

/// No credential, for services that need none: requests carry nothing.
#[derive(Clone, Debug, Default)]
pub struct Anonymous(Arc<Nothing>);

impl Authorize for Anonymous {
    fn ready(&self) -> Option<Arc<dyn Authorization>> {
        Some(Arc::clone(&self.0) as Arc<dyn Authorization>)
    }

    fn obtain(&self) -> BoxFuture<'_, Result<Arc<dyn Authorization>>> {
        ready(Ok(Arc::clone(&self.0) as Arc<dyn Authorization>)).boxed()
    }
}

impl From<Anonymous> for Credential {
    fn from(credential: Anonymous) -> Self {
        Self::new(credential)
    }
}

#[derive(Debug, Default)]
struct Nothing;

impl Authorization for Nothing {
    fn write(&self, _: &mut Request, _: &dyn Fn() -> OffsetDateTime) -> Result<()> {
        Ok(())
    }

    fn headers(&self) -> &[HeaderName] {
        &[]
    }
}
