//! Requests signed with the resource's access key, by HMAC-SHA256.

use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::{Duration, OffsetDateTime};

use crate::date_time;
use crate::errors::Failure;
use crate::incoming::Incoming;

/// How far the date of a request may be from the emulator's time.
const LEEWAY: Duration = Duration::minutes(15);

/// The header that holds the hash of the body.
const HASH: &str = "x-ms-content-sha256";

/// The access key of a resource.
pub(crate) struct AccessKey(Vec<u8>);

impl std::fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccessKey(..)")
    }
}

impl Default for AccessKey {
    fn default() -> Self {
        Self(super::secret())
    }
}

impl AccessKey {
    /// Returns the key as it is written in connection strings.
    pub(crate) fn base64(&self) -> String {
        STANDARD.encode(&self.0)
    }

    /// Refuses a request that was not signed with this key within 15 minutes, or was changed since.
    pub(super) fn require_signature(
        &self,
        incoming: &Incoming,
        authorization: &str,
        now: OffsetDateTime,
    ) -> Result<(), Failure> {
        self.check(incoming, authorization, now)
            .map_err(Failure::Unauthorized)
    }

    fn check(
        &self,
        incoming: &Incoming,
        authorization: &str,
        now: OffsetDateTime,
    ) -> Result<(), &'static str> {
        let (signed, signature) = split_authorization(authorization)
            .ok_or("the authorization is neither a token nor HMAC-SHA256")?;
        let mut values = Vec::new();
        let (mut host, mut date, mut hash) = (false, None, None);
        for name in signed {
            let value = incoming
                .header(name)
                .ok_or("a header is missing that is said to be signed")?;
            match name.to_ascii_lowercase().as_str() {
                "host" => host = true,
                "x-ms-date" | "date" => date = Some(value),
                HASH => hash = Some(value),
                _ => {}
            }
            values.push(value);
        }
        let (true, Some(date), Some(hash)) = (host, date, hash) else {
            return Err("date, host and x-ms-content-sha256 must all be signed");
        };
        let date = date_time::parse_http(date).ok_or("the date is not of the form of HTTP")?;
        if (now - date).abs() > LEEWAY {
            return Err("the date is more than 15 minutes away from the emulator's");
        }
        if hash != STANDARD.encode(digest::digest(&digest::SHA256, &incoming.body)) {
            return Err("x-ms-content-sha256 is not the hash of the body");
        }
        let message = format!("{}\n{}\n{}", incoming.method, incoming.target(), values.join(";"));
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        hmac::verify(&key, message.as_bytes(), &signature)
            .map_err(|_| "the signature is not that of this request with this key")
    }
}

/// Splits `HMAC-SHA256 SignedHeaders=<a;b>&Signature=<base64>`.
fn split_authorization(authorization: &str) -> Option<(impl Iterator<Item = &str>, Vec<u8>)> {
    let (scheme, rest) = authorization.split_once(' ')?;
    let (signed, signature) = rest.trim().split_once('&')?;
    let signed = signed.strip_prefix("SignedHeaders=")?;
    let signature = STANDARD.decode(signature.strip_prefix("Signature=")?).ok()?;
    (scheme == "HMAC-SHA256").then(|| (signed.split(';'), signature))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Bytes;
    use axum::http::Request;
    use time::macros::datetime;

    const DATE: &str = "Tue, 09 Mar 2021 08:00:00 GMT";
    const NOW: OffsetDateTime = datetime!(2021-03-09 08:00 UTC);
    const EMPTY: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    const ISSUE: &str = "/identities/8%3Aacs%3Ares_user/:issueAccessToken?api-version=2023-10-01";
    const SIGNED: &str = "x-ms-date;host;x-ms-content-sha256";

    fn check(
        (method, target, body): (&str, &str, &'static str),
        hash: &str,
        signed: &str,
        signature: &str,
        now: OffsetDateTime,
    ) -> Result<(), &'static str> {
        let request = Request::builder()
            .method(method)
            .uri(target)
            .header("host", "contoso.communication.azure.com")
            .header("x-ms-date", DATE)
            .header("x-ms-content-sha256", hash);
        let mut incoming = Incoming::new(request.body(()).unwrap().into_parts().0);
        incoming.body = Bytes::from_static(body.as_bytes());
        let header = format!("HMAC-SHA256 SignedHeaders={signed}&Signature={signature}");
        AccessKey(b"0123456789abcdef0123456789abcdef".to_vec()).check(&incoming, &header, now)
    }

    /// The vectors that the official packages agree on.
    const VECTORS: [((&str, &str, &str), &str, &str); 3] = [
        (
            ("POST", "/identities?api-version=2023-10-01", ""),
            EMPTY,
            "lK7SgQPAjCbDZ106eNQ39JALLma6KSkJEbH6J2Z5s74=",
        ),
        (
            ("POST", ISSUE, r#"{"scopes": ["chat", "voip"]}"#),
            "WYP4yvAjP5V2NE5n/yTwLmL4fFromijo6jdMzH+feLs=",
            "lMb/Roo6S2TWzNssfQpjtN6CjnVIne+1gAvKT1mzxpw=",
        ),
        (
            (
                "DELETE",
                "/identities/8%3Aacs%3Ares_user?api-version=2023-10-01",
                "",
            ),
            EMPTY,
            "OqJdurP853mw779+TuMcPvRO++uCDs54HfojRHUdDXY=",
        ),
    ];

    #[test]
    fn what_the_official_packages_sign_is_taken() {
        for (request, hash, signature) in VECTORS {
            assert_eq!(check(request, hash, SIGNED, signature, NOW), Ok(()));
        }
    }

    #[test]
    fn what_was_changed_since_is_not() {
        let ((method, target, body), hash, signature) = VECTORS[1];
        let refused = |request, hash, signature| check(request, hash, SIGNED, signature, NOW).unwrap_err();
        let not_that = "the signature is not that of this request with this key";
        assert_eq!(refused(("PUT", target, body), hash, signature), not_that);
        let decoded = target.replace("%3A", ":");
        assert_eq!(refused((method, &decoded, body), hash, signature), not_that);
        assert_eq!(refused((method, target, body), hash, VECTORS[0].2), not_that);
        let not_the_hash = "x-ms-content-sha256 is not the hash of the body";
        assert_eq!(refused((method, target, "{}"), hash, signature), not_the_hash);
        assert_eq!(refused((method, target, "{}"), EMPTY, signature), not_the_hash);
    }

    #[test]
    fn a_date_a_quarter_of_an_hour_away_is_the_last_that_is_taken() {
        let (request, hash, signature) = VECTORS[0];
        for (minutes, taken) in [(15, true), (-15, true), (16, false), (-16, false)] {
            let now = NOW + Duration::minutes(minutes);
            assert_eq!(
                check(request, hash, SIGNED, signature, now).is_ok(),
                taken,
                "{minutes}"
            );
        }
    }

    #[test]
    fn all_that_matters_must_be_signed() {
        let (request, hash, signature) = VECTORS[0];
        for signed in [
            "x-ms-date;host",
            "host;x-ms-content-sha256",
            "x-ms-date;x-ms-content-sha256",
            "",
            "x-ms-date;host;x-ms-content-sha256;other",
        ] {
            assert!(check(request, hash, signed, signature, NOW).is_err(), "{signed}");
        }
    }

    #[test]
    fn an_authorization_of_another_form_is_not_a_signature() {
        for header in [
            "",
            "HMAC-SHA256",
            "HMAC-SHA256 ",
            "HMAC-SHA256 SignedHeaders=host",
            "HMAC-SHA256 SignedHeaders=host&Signature=%",
            "Basic SignedHeaders=host&Signature=AA==",
        ] {
            assert!(split_authorization(header).is_none(), "{header}");
        }
    }
}
