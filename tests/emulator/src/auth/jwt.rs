//! JSON Web Tokens signed by HMAC-SHA256, the only kind that the emulator makes and takes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sha2::Sha256;

/// A signing key.
pub(super) struct Key(Hmac<Sha256>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

impl Key {
    pub(super) fn random() -> Self {
        let (one, two) = (uuid::Uuid::new_v4(), uuid::Uuid::new_v4());
        Self::new(&[one.into_bytes(), two.into_bytes()].concat())
    }

    fn new(secret: &[u8]) -> Self {
        // HMAC takes a key of any length.
        Self(
            Hmac::new_from_slice(secret)
                .unwrap_or_else(|_| Hmac::new(&hmac::digest::Key::<Hmac<Sha256>>::default())),
        )
    }

    /// Makes a token that holds `claims`.
    pub(super) fn sign(&self, claims: &impl Serialize) -> String {
        let header = json!({ "alg": "HS256", "typ": "JWT" });
        let claims = serde_json::to_value(claims).unwrap_or_default();
        let message = format!("{}.{}", encode(&header), encode(&claims));
        let signature = self.0.clone().chain_update(&message).finalize().into_bytes();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// Returns the claims of a token that this key signed, or why it is not one.
    pub(super) fn verify<T: DeserializeOwned>(&self, token: &str) -> Result<T, &'static str> {
        let (message, signature) = token.rsplit_once('.').ok_or("the token is no JWT")?;
        let (header, claims) = message.split_once('.').ok_or("the token is no JWT")?;
        let header: Value = decode(header).ok_or("the token's header is not readable")?;
        if header.get("alg").and_then(Value::as_str) != Some("HS256") {
            return Err("the token is not signed by HS256");
        }
        let signature = URL_SAFE_NO_PAD
            .decode(signature)
            .map_err(|_| "the token's signature is not readable")?;
        self.0
            .clone()
            .chain_update(message)
            .verify_slice(&signature)
            .map_err(|_| "the token was signed by somebody else")?;
        decode(claims).ok_or("the token's claims are not readable")
    }
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn decode<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_standard() {
        // RFC 7515, appendix A.1: its key and its message.
        let key = URL_SAFE_NO_PAD
            .decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
            .unwrap();
        let token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9\
                     .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
                     .dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let claims: Value = Key::new(&key).verify(token).unwrap();
        assert_eq!(claims["iss"], "joe");
    }

    #[test]
    fn what_was_signed_is_read_back_and_nothing_else() {
        let key = Key::random();
        let token = key.sign(&json!({ "exp": 1 }));
        assert_eq!(key.verify::<Value>(&token).unwrap()["exp"], 1);
        assert!(Key::random().verify::<Value>(&token).is_err());
        let unsigned = format!(
            "{}.{}.",
            encode(&json!({ "alg": "none" })),
            encode(&json!({ "exp": 1 }))
        );
        for bad in [
            "",
            ".",
            "..",
            "a.b.c",
            "not a token",
            &token.replace('.', ""),
            &format!("{token}A"),
            &unsigned,
        ] {
            assert!(key.verify::<Value>(bad).is_err(), "{bad}");
        }
    }
}
