//! Signing requests with the access key of a resource (HMAC-SHA256). Only the Identity service takes it; Chat never does.

use azure_core::{
    Bytes, Error, Result, base64,
    credentials::Secret,
    error::ErrorKind,
    hmac::hmac_sha256,
    http::{
        Body, Request,
        headers::{AUTHORIZATION, HeaderName, MS_DATE},
    },
    time::{OffsetDateTime, to_rfc7231},
};
use client_runtime::{
    Credential,
    authorization::{Authorization, Authorize},
};
use futures::future::{BoxFuture, FutureExt, ready};
use sha2::{Digest, Sha256};
use std::sync::Arc;

const CONTENT_HASH: HeaderName = HeaderName::from_static("x-ms-content-sha256");

/// The access key of a Communication Services resource. `{:?}` does not show it.
///
/// ```
/// use acs_chat::AzureKeyCredential;
///
/// # fn example(from_the_portal: String) -> azure_core::Result<()> {
/// let key = AzureKeyCredential::new(from_the_portal)?;
/// # let _ = key;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureKeyCredential {
    key: Secret,
}

impl AzureKeyCredential {
    /// Takes a key as the Azure portal shows it, in base64.
    ///
    /// # Errors
    ///
    /// When it is empty or not base64. The error does not show it.
    pub fn new(key: impl Into<String>) -> Result<Self> {
        let key = key.into().trim().to_owned();
        let refused = |why: &'static str| Err(Error::with_message(ErrorKind::Credential, why));
        match base64::decode(&key) {
            Ok(bytes) if bytes.is_empty() => refused("the access key is empty"),
            Ok(_) => Ok(Self {
                key: Secret::new(key),
            }),
            // The cause is left out: it quotes from the key.
            Err(_) => refused("the access key is not base64"),
        }
    }

    #[cfg(test)]
    pub(crate) fn secret(&self) -> &str {
        self.key.secret()
    }

    /// Signs a request as it is, at the given time. The signature is valid for this request only, and for a few minutes.
    pub(crate) fn sign(&self, request: &mut Request, now: OffsetDateTime) -> Result<()> {
        let Body::Bytes(body) = request.body() else {
            return Err(Error::with_message(
                ErrorKind::Other,
                "a streamed body cannot be signed",
            ));
        };
        let hash = content_hash(body);
        let date = to_rfc7231(&now);
        let signature = hmac_sha256(&string_to_sign(request, &date, &hash), &self.key)?;
        request.insert_header(MS_DATE, date);
        request.insert_header(CONTENT_HASH, hash);
        request.insert_header(
            AUTHORIZATION,
            format!("HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}"),
        );
        Ok(())
    }
}

/// An access key, shared by the tries that are signed with it.
#[derive(Debug)]
struct SharedKey(Arc<AzureKeyCredential>);

impl Authorize for SharedKey {
    fn ready(&self) -> Option<Arc<dyn Authorization>> {
        Some(Arc::clone(&self.0) as Arc<dyn Authorization>)
    }

    fn obtain(&self) -> BoxFuture<'_, Result<Arc<dyn Authorization>>> {
        ready(Ok(Arc::clone(&self.0) as Arc<dyn Authorization>)).boxed()
    }
}

impl Authorization for AzureKeyCredential {
    fn write(&self, request: &mut Request, now: &dyn Fn() -> OffsetDateTime) -> Result<()> {
        self.sign(request, now())
    }

    fn headers(&self) -> &[HeaderName] {
        static WRITTEN: [HeaderName; 3] = [AUTHORIZATION, MS_DATE, CONTENT_HASH];
        &WRITTEN
    }
}

impl From<AzureKeyCredential> for Credential {
    fn from(key: AzureKeyCredential) -> Self {
        Self::new(SharedKey(Arc::new(key)))
    }
}

fn content_hash(body: &Bytes) -> String {
    base64::encode(Sha256::digest(body))
}

/// Builds the text that is signed: method, path and query as they are sent, and the values of the three signed headers.
fn string_to_sign(request: &Request, date: &str, hash: &str) -> String {
    let url = request.url();
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!(
        "{}\n{}\n{date};{host}{port};{hash}",
        request.method(),
        request.path_and_query()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::{
        http::{Context, Method, RawResponse, Url},
        time::parse_rfc7231,
    };
    use client_runtime::{
        Clock,
        generated::ClientCore,
        testing::{FakeClock, Reply, Script},
    };

    fn signed(method: Method, url: &str, body: &str) -> Request {
        let key = AzureKeyCredential::new(base64::encode("0123456789abcdef0123456789abcdef")).unwrap();
        let mut request = Request::new(Url::parse(url).unwrap(), method);
        request.set_body(body.to_owned());
        key.sign(
            &mut request,
            parse_rfc7231("Tue, 09 Mar 2021 08:00:00 GMT").unwrap(),
        )
        .unwrap();
        request
    }

    #[test]
    fn the_known_vectors_are_met() {
        let host = "https://contoso.communication.azure.com";
        for (method, path, body, hash, signature) in [
            (
                Method::Post,
                "/identities?api-version=2023-10-01",
                "",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "lK7SgQPAjCbDZ106eNQ39JALLma6KSkJEbH6J2Z5s74=",
            ),
            (
                Method::Post,
                "/identities/8%3Aacs%3Ares_user/:issueAccessToken?api-version=2023-10-01",
                r#"{"scopes": ["chat", "voip"]}"#,
                "WYP4yvAjP5V2NE5n/yTwLmL4fFromijo6jdMzH+feLs=",
                "lMb/Roo6S2TWzNssfQpjtN6CjnVIne+1gAvKT1mzxpw=",
            ),
            (
                Method::Delete,
                "/identities/8%3Aacs%3Ares_user?api-version=2023-10-01",
                "",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "OqJdurP853mw779+TuMcPvRO++uCDs54HfojRHUdDXY=",
            ),
        ] {
            let request = signed(method, &format!("{host}{path}"), body);
            let header = |name: &'static str| {
                request
                    .headers()
                    .get_optional_str(&name.into())
                    .unwrap()
                    .to_owned()
            };
            assert_eq!(header("x-ms-date"), "Tue, 09 Mar 2021 08:00:00 GMT");
            assert_eq!(header("x-ms-content-sha256"), hash, "{path}");
            let expected =
                format!("HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}");
            assert_eq!(header("authorization"), expected, "{path}");
        }
    }

    #[test]
    fn a_port_that_is_not_the_default_is_part_of_the_host() {
        let text = |url: &str| string_to_sign(&Request::new(Url::parse(url).unwrap(), Method::Get), "d", "h");
        assert_eq!(
            text("http://127.0.0.1:8080/a?b=c%20d"),
            "GET\n/a?b=c%20d\nd;127.0.0.1:8080;h"
        );
        assert_eq!(text("https://a.example:443/"), "GET\n/\nd;a.example;h");
    }

    #[test]
    fn a_text_that_is_not_a_key_is_refused_without_being_shown() {
        for bad in ["", "  ", "s3cret!", "s3cret s3cret"] {
            let error = AzureKeyCredential::new(bad).unwrap_err();
            assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
        }
        assert!(!format!("{:?}", AzureKeyCredential::new("c2VjcmV0").unwrap()).contains("c2Vj"));
    }

    #[tokio::test]
    async fn with_an_access_key_every_try_is_signed_anew_and_nothing_shows_the_key() {
        let key = AzureKeyCredential::new("czNjcmV0").unwrap();
        let script = Script::new([
            Reply::new(503, "").with_header("retry-after", "5"),
            Reply::new(200, ""),
            Reply::new(401, ""),
        ]);
        let core = ClientCore::new(
            &crate::PACKAGE,
            "https://a.example",
            key.into(),
            &script.options(),
        )
        .unwrap();
        let clock: Arc<dyn Clock> = FakeClock::hurried();
        let context = Context::new().with_value(clock);
        core.call(Method::Post, "/x")
            .send::<RawResponse>(context.to_borrowed(), &[200])
            .await
            .unwrap();
        let seen = script.seen();
        assert_eq!(seen[0].header("x-ms-date"), Some("Sun, 15 Jun 2025 15:06:40 GMT"));
        assert_eq!(seen[1].header("x-ms-date"), Some("Sun, 15 Jun 2025 15:06:45 GMT"));
        assert_ne!(seen[0].header("authorization"), seen[1].header("authorization"));
        let error = core
            .call(Method::Post, "/x")
            .send::<RawResponse>(context.to_borrowed(), &[200])
            .await
            .unwrap_err();
        assert_eq!(script.seen().len(), 3, "a key has nothing to refresh");
        assert!(!format!("{error:?} {core:?}").contains("czNjcmV0"));
    }
}
