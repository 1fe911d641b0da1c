//! JSON Web Tokens signed by HMAC-SHA256, the only kind that the emulator makes and accepts.
//!
//! The work is done by `jsonwebtoken` over aws-lc, which rustls brings anyway. The provider between the two is ours:
//! with the crate's own (feature `aws_lc_rs`) the workspace would hold `untrusted` twice, and with its `rust_crypto` all
//! of RSA and elliptic curves. As it is, `jsonwebtoken` adds two more crates: `signature` and `zeroize_derive`.

use std::sync::Once;

use aws_lc_rs::hmac;
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, new_error};
use jsonwebtoken::signature::{self, Signer, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A signing key.
#[derive(Debug)]
pub(super) struct Key {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

impl Key {
    pub(super) fn random() -> Self {
        Self::new(&super::secret())
    }

    fn new(secret: &[u8]) -> Self {
        static INSTALL: Once = Once::new();
        INSTALL.call_once(|| {
            // It fails only when the process has a provider already, which is then used.
            let _known = PROVIDER.install_default();
        });
        // Times are judged by the emulator's clock, which the library does not know.
        let mut validation = Validation::new(Algorithm::HS256);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_aud = false;
        Self {
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
            validation,
        }
    }

    /// Makes a token that holds `claims`; empty when they cannot be written as JSON, which those of ours can.
    pub(super) fn sign(&self, claims: &impl Serialize) -> String {
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &self.encoding).unwrap_or_default()
    }

    /// Returns the claims of a token that this key signed, or why it is not one.
    pub(super) fn verify<T: DeserializeOwned>(&self, token: &str) -> Result<T, &'static str> {
        match jsonwebtoken::decode(token, &self.decoding, &self.validation) {
            Ok(token) => Ok(token.claims),
            Err(error) => Err(match error.kind() {
                ErrorKind::InvalidSignature => "the token was signed by somebody else",
                ErrorKind::InvalidAlgorithm => "the token is not signed by HS256",
                ErrorKind::InvalidToken => "the token is not a JWT",
                _ => "the token is not readable",
            }),
        }
    }
}

/// What `jsonwebtoken` signs and verifies with: HMAC-SHA256, and nothing else.
static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| {
        let secret = key.as_bytes();
        Ok(Box::new(Hs256::new(*algorithm, secret)?))
    },
    verifier_factory: |algorithm, key| {
        let secret = key.try_get_as_bytes()?;
        Ok(Box::new(Hs256::new(*algorithm, secret)?))
    },
    key_utils: KeyUtils::new_unimplemented(),
};

struct Hs256(hmac::Key);

impl Hs256 {
    fn new(algorithm: Algorithm, secret: &[u8]) -> jsonwebtoken::errors::Result<Self> {
        match algorithm {
            Algorithm::HS256 => Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, secret))),
            _ => Err(new_error(ErrorKind::UnsupportedAlgorithm)),
        }
    }
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, signature::Error> {
        Ok(hmac::sign(&self.0, message).as_ref().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        hmac::verify(&self.0, message, signature).map_err(|_| signature::Error::new())
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::{Value, json};

    fn encode(value: &Value) -> String {
        URL_SAFE_NO_PAD.encode(value.to_string())
    }

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
        let unsigned = |algorithm: &str| {
            let header = json!({ "alg": algorithm });
            format!("{}.{}.", encode(&header), encode(&json!({ "exp": 1 })))
        };
        for bad in [
            "",
            ".",
            "..",
            "a.b.c",
            "not a token",
            &token.replace('.', ""),
            &format!("{token}A"),
            &unsigned("none"),
            &unsigned("RS256"),
            &unsigned("HS512"),
            &unsigned("HS256"),
        ] {
            assert!(key.verify::<Value>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_key_does_not_show_itself() {
        let shown = format!("{:?}", Key::new(b"secret"));
        let bytes = format!("{:?}", b"secret");
        assert!(!shown.contains("secret") && !shown.contains(&bytes), "{shown}");
    }
}
