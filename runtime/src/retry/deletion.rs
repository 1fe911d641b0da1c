//! Deleting twice: the second request finds nothing because the first, whose response was lost, has deleted it.

use super::verdict::TransientFailure;
use azure_core::http::{AsyncRawResponse, StatusCode, policies::PolicyResult};

/// Remembers whether an earlier try of a deletion may have been carried out.
#[derive(Debug, Default)]
pub(super) struct Deletion {
    /// Whether an earlier try may have been carried out.
    may_have_happened: bool,
}

impl Deletion {
    /// Notes a failure after which the request is sent again; `deletes` tells whether it is a deletion.
    pub(super) fn note(&mut self, failure: &TransientFailure, deletes: bool) {
        self.may_have_happened |= deletes && !failure.service_cannot_have_acted();
    }

    /// Turns a 404 into a success when an earlier try may have carried out the deletion: the object no longer exists.
    pub(super) fn accept_not_found(&self, result: PolicyResult) -> PolicyResult {
        match result {
            Ok(response) if self.may_have_happened && response.status() == StatusCode::NotFound => {
                let headers = response.headers().clone();
                Ok(AsyncRawResponse::from_bytes(StatusCode::NoContent, headers, ""))
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        BearerCredential, Clock,
        core::ClientCore,
        testing::{FakeClock, PACKAGE, Reply, Script},
    };
    use azure_core::{
        error::ErrorKind,
        http::{Context, Method, RawResponse, StatusCode},
        time::OffsetDateTime,
    };
    use std::sync::Arc;

    async fn status(method: Method, replies: impl IntoIterator<Item = Reply>) -> StatusCode {
        let credential = BearerCredential::with_expiry("t", OffsetDateTime::UNIX_EPOCH).unwrap();
        let options = Script::new(replies).options();
        let core = ClientCore::new(&PACKAGE, "https://a.example", credential.into(), &options).unwrap();
        let clock: Arc<dyn Clock> = FakeClock::hurried();
        let context = Context::new().with_value(clock);
        match core.call(method, "/x").send::<RawResponse>(context, &[204]).await {
            Ok(response) => response.status(),
            Err(error) => error.http_status().unwrap(),
        }
    }

    fn replies(first: Reply) -> [Reply; 2] {
        [first, Reply::new(404, "{}")]
    }

    #[tokio::test]
    async fn what_is_gone_after_a_lost_answer_is_deleted() {
        for lost in [
            Reply::Fail(ErrorKind::Io, "connection closed"),
            Reply::new(408, ""),
            Reply::new(500, ""),
            Reply::new(504, ""),
        ] {
            assert_eq!(status(Method::Delete, replies(lost)).await, StatusCode::NoContent);
        }
    }

    #[tokio::test]
    async fn what_was_never_there_is_not_found() {
        for untouched in [
            Reply::Fail(ErrorKind::Connection, "refused"),
            Reply::new(429, ""),
            Reply::new(503, "").with_header("retry-after", "1"),
        ] {
            assert_eq!(
                status(Method::Delete, replies(untouched)).await,
                StatusCode::NotFound
            );
        }
        assert_eq!(
            status(Method::Delete, [Reply::new(404, "")]).await,
            StatusCode::NotFound
        );
        let lost = Reply::new(500, "");
        assert_eq!(status(Method::Get, replies(lost)).await, StatusCode::NotFound);
    }
}
