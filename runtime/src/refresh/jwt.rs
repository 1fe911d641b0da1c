//! Reading the expiry and the owner of JSON Web Tokens. Signatures are not verified; that is the service's task.

use azure_core::{base64::decode_url_safe, time::OffsetDateTime};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Number;

/// Reads when a token expires (claim `exp`, RFC 7519).
///
/// # Errors
///
/// When the token cannot be read or has no expiry. The message names the fault and contains nothing of the token.
pub fn expiry(token: &str) -> Result<OffsetDateTime, &'static str> {
    #[derive(Deserialize)]
    struct Claims {
        exp: Option<Number>,
    }

    let claims: Claims = claims(token)?;
    time_from_seconds(&claims.exp.ok_or("it has no `exp`, the time it expires")?)
        .ok_or("its `exp` is not a time between the years -9999 and 9999")
}

/// Reads whose an Entra token is: the tenant (`tid`), and the user within it (`oid`, or else `sub`). `None` when a claim is
/// missing or the token cannot be read.
pub fn tenant_and_user(token: &str) -> Option<(String, String)> {
    #[derive(Deserialize)]
    struct Claims {
        tid: String,
        oid: Option<String>,
        sub: Option<String>,
    }

    let Claims { tid, oid, sub } = claims(token).ok()?;
    Some((tid, oid.or(sub)?))
}

fn claims<T: DeserializeOwned>(token: &str) -> Result<T, &'static str> {
    let mut parts = token.splitn(3, '.');
    let (Some(_), Some(payload), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
        return Err("it has fewer than two dots");
    };
    let json = decode_url_safe(payload).map_err(|_| "its middle part is not base64url")?;
    let json = String::from_utf8(json).map_err(|_| "its middle part is not UTF-8")?;
    serde_json::from_str(&json).map_err(|_| "its middle part is not a JSON object, or `exp` is not a number")
}

/// Reads seconds since 1970, whole or with a fraction.
fn time_from_seconds(seconds: &Number) -> Option<OffsetDateTime> {
    if let Some(seconds) = seconds.as_i64() {
        return OffsetDateTime::from_unix_timestamp(seconds).ok();
    }
    let seconds = seconds.as_f64()?;
    // The bounds keep the conversion exact enough and in range; the nanoseconds of 9999-12-31 fit an i128 easily.
    if !(-1e12..1e12).contains(&seconds) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "the range is checked above")]
    let milliseconds = (seconds * 1e3).floor() as i64;
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::base64::{encode, encode_url_safe};
    use proptest::prelude::*;

    fn jwt(payload: &str) -> String {
        format!("eyJhbGciOiJub25lIn0.{}.c2ln", encode_url_safe(payload))
    }

    #[test]
    fn exp_may_be_whole_or_have_a_fraction() {
        for (payload, seconds) in [
            (r#"{"exp":1700000000}"#, 1_700_000_000),
            (r#"{"exp":1700000000.9,"a":[{}]}"#, 1_700_000_000),
            (r#"{"exp":1.7e9}"#, 1_700_000_000),
            (r#"{"exp":-1}"#, -1),
        ] {
            assert_eq!(
                expiry(&jwt(payload)).unwrap().unix_timestamp(),
                seconds,
                "{payload}"
            );
        }
    }

    #[test]
    fn the_payload_may_be_padded_or_use_the_url_alphabet() {
        let payload = r#"{"exp":1700000000,"n":"??>>ÿÿÿ"}"#;
        let plain = encode_url_safe(payload);
        assert!(plain.contains(['-', '_']), "{plain}");
        let padded = encode(payload).replace('+', "-").replace('/', "_");
        assert!(padded.ends_with('='), "{padded}");
        for part in [plain, padded] {
            assert!(expiry(&format!("h.{part}.s")).is_ok(), "{part}");
        }
    }

    #[test]
    fn more_than_two_dots_are_fine() {
        let payload = encode_url_safe(r#"{"exp":1700000000}"#);
        assert!(expiry(&format!("a.{payload}.c.d.e")).is_ok());
    }

    #[test]
    fn an_entra_token_says_whose_it_is() {
        for (payload, user) in [
            (r#"{"tid":"t","oid":"o","sub":"s","exp":1}"#, Some("o")),
            (r#"{"tid":"t","sub":"s"}"#, Some("s")),
            (r#"{"tid":"t"}"#, None),
            (r#"{"oid":"o"}"#, None),
            (r#"{"tid":1,"oid":"o"}"#, None),
            ("[]", None),
        ] {
            let user = user.map(|user| ("t".to_owned(), user.to_owned()));
            assert_eq!(tenant_and_user(&jwt(payload)), user, "{payload}");
        }
        assert_eq!(tenant_and_user("opaque"), None);
    }

    #[test]
    fn each_fault_is_named() {
        for (token, why) in [
            ("opaque".to_owned(), "dots"),
            ("a.b".to_owned(), "dots"),
            ("a.!!.c".to_owned(), "base64url"),
            (format!("a.{}.c", encode_url_safe([0xff, 0xfe])), "UTF-8"),
            (jwt("[]"), "JSON object"),
            (jwt(r#"{"exp":"1700000000"}"#), "not a number"),
            (jwt("{}"), "no `exp`"),
            (jwt(r#"{"exp":null}"#), "no `exp`"),
            (jwt(r#"{"exp":1e300}"#), "not a time"),
            (jwt(r#"{"exp":9223372036854775807}"#), "not a time"),
            (jwt(r#"{"exp":18446744073709551615}"#), "not a time"),
        ] {
            assert!(expiry(&token).unwrap_err().contains(why), "{token}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(token in "\\PC*|[a-zA-Z0-9_-]*\\.[a-zA-Z0-9_=+/-]*\\.[a-zA-Z0-9_-]*") {
            let _ = expiry(&token);
        }

        #[test]
        fn no_payload_panics(payload in "\\{\"exp\": ?[-+.0-9eE]{1,24}\\}|\\PC*") {
            let _ = expiry(&jwt(&payload));
        }

        #[test]
        fn any_expiry_in_range_is_read(seconds in 0i64..253_402_300_799) {
            let payload = serde_json::json!({ "exp": seconds }).to_string();
            prop_assert_eq!(expiry(&jwt(&payload)).unwrap().unix_timestamp(), seconds);
        }
    }
}
