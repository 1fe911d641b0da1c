//! A span of `tracing` for each call, with the feature `spans`; without it nothing is added to a call.

use azure_core::http::{Context, policies::PolicyResult};

/// Puts the tries of a call into a span of the level `INFO`: with the operation, and with the status and the id of the response once
/// it is there. It has no argument of the call, so nobody is named.
#[cfg(feature = "spans")]
pub(crate) fn of_call<'a>(
    context: &'a Context<'_>,
    tries: impl Future<Output = PolicyResult> + 'a,
) -> impl Future<Output = PolicyResult> + 'a {
    use crate::{error::Shown, retry::request_id, scope::CallScope};
    use tracing::{Instrument as _, field::Empty};

    let operation = context.value::<CallScope>().map(CallScope::operation);
    let span = tracing::info_span!(
        "call",
        operation = operation.map(tracing::field::display),
        status = Empty,
        request_id = Empty,
        error = Empty,
    );
    let of_call = span.clone();
    let recorded = async move {
        let result = tries.await;
        match &result {
            Ok(answer) => {
                of_call.record("status", u16::from(answer.status()));
                if let Some(id) = request_id(answer) {
                    of_call.record("request_id", tracing::field::display(Shown(id)));
                }
            }
            Err(error) => {
                of_call.record("error", tracing::field::display(error.kind()));
            }
        }
        result
    };
    recorded.instrument(span)
}

#[cfg(not(feature = "spans"))]
#[inline]
pub(crate) fn of_call<F: Future<Output = PolicyResult>>(_: &Context<'_>, tries: F) -> F {
    tries
}

#[cfg(feature = "spans")]
#[cfg(test)]
mod tests {
    use crate::{
        BearerCredential, ClientCore,
        collected_log::CollectedLog,
        testing::{PACKAGE, Reply, Script},
    };
    use azure_core::{
        error::ErrorKind,
        http::{Context, Method, RawResponse},
        time::OffsetDateTime,
    };

    async fn call(reply: Reply) -> String {
        let log = CollectedLog::listen();
        let options = Script::new([reply]).options();
        let credential = BearerCredential::with_expiry("secret", OffsetDateTime::UNIX_EPOCH).unwrap();
        let core = ClientCore::new(&PACKAGE, "https://a.example", credential.into(), &options).unwrap();
        let call = core.call(Method::Post, "/boxes/{box}").path("box", "19:box.v2");
        let _ = call.send::<RawResponse>(Context::new(), &[200]).await;
        log.text()
    }

    #[tokio::test]
    async fn a_call_has_a_span_with_its_operation_and_the_status_of_its_answer() {
        let log = call(Reply::new(409, "{}").with_header("x-ms-request-id", "there-1")).await;
        for line in ["operation=POST /boxes/{box}", "status=409", "request_id=there-1"] {
            assert!(log.contains(line), "{line}: {log}");
        }
        let log = call(Reply::Fail(ErrorKind::Io, "broken")).await;
        assert!(
            log.contains("operation=POST /boxes/{box}") && log.contains("error="),
            "{log}"
        );
    }

    #[tokio::test]
    async fn a_span_names_nobody() {
        let log = call(Reply::new(200, "{}")).await;
        let span: Vec<_> = log
            .lines()
            .filter(|line| {
                ["operation=", "status=", "request_id=", "error="]
                    .iter()
                    .any(|field| line.starts_with(field))
            })
            .collect();
        assert_eq!(span.len(), 2, "{log}");
        assert!(!span.concat().contains("box.v2"), "{span:?}");
    }
}
