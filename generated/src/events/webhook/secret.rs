//! The secret in the query of a webhook's address.

use azure_core::{Error, Result, error::ErrorKind, http::Url};
use std::{fmt, hint::black_box};

/// A parameter of the query, and the values of which it must have one.
#[derive(Clone)]
pub(super) struct QuerySecret {
    parameter: String,
    values: Vec<String>,
}

impl QuerySecret {
    pub(super) fn new(parameter: String, value: String) -> Result<Self> {
        let mut secret = Self {
            parameter,
            values: Vec::new(),
        };
        secret.add(value)?;
        Ok(secret)
    }

    pub(super) fn add(&mut self, value: String) -> Result<()> {
        if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_graphic()) {
            let message =
                "the secret of a webhook must not be empty, and consists of visible characters of ASCII";
            return Err(Error::with_message(ErrorKind::Other, message));
        }
        self.values.push(value);
        Ok(())
    }

    /// Tells whether the query of an address has the parameter, and nothing but a right value of it.
    ///
    /// The time that it takes depends on the address and the lengths of the secrets, and not on how much of one was right.
    pub(super) fn is_in(&self, address: &str) -> bool {
        let address = address.split('#').next().unwrap_or_default();
        let Some((_, query)) = address.split_once('?') else {
            return false;
        };
        // A secret has no spaces, so a plus sign is one.
        let query = query.replace('+', "%2B");
        let Ok(parsed) = Url::parse(&format!("http://localhost/?{query}")) else {
            return false;
        };
        let given = parsed
            .query_pairs()
            .filter(|(name, _)| *name == self.parameter.as_str());
        let (mut any, mut all) = (false, true);
        for (_, value) in given {
            let right = self.values.iter().fold(false, |right, secret| {
                right | equal(value.as_bytes(), secret.as_bytes())
            });
            any = true;
            all &= right;
        }
        any & all
    }
}

impl fmt::Debug for QuerySecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QuerySecret")
            .field("parameter", &self.parameter)
            .finish_non_exhaustive()
    }
}

/// Compares a value with a secret, in a time that depends on the value's length alone.
fn equal(given: &[u8], secret: &[u8]) -> bool {
    let mut difference = u8::from(given.len() != secret.len());
    for (one, other) in given.iter().zip(secret.iter().cycle()) {
        // Keeps the compiler from ending the loop with the first difference.
        difference = black_box(difference | (one ^ other));
    }
    black_box(difference) == 0
}

#[cfg(test)]
mod tests {
    use super::{QuerySecret, equal};

    #[test]
    fn only_the_same_bytes_are_equal() {
        assert!(equal(b"abc", b"abc"));
        for other in [&b"abd"[..], b"ab", b"abcabc", b"", b"bbc"] {
            assert!(!equal(other, b"abc"), "{other:?}");
        }
    }

    #[test]
    fn the_secret_is_found_as_it_is_written_and_encoded() {
        let secret = QuerySecret::new("code".to_owned(), "a+b/c=&%".to_owned()).unwrap();
        for right in [
            "/hook?code=a%2Bb%2Fc%3D%26%25",
            "/hook?x=1&code=a+b/c=%26%25&y",
            "https://contoso.com/hook?code=a%2bb%2fc%3d%26%25#code=x",
        ] {
            assert!(secret.is_in(right), "{right}");
        }
        for wrong in [
            "",
            "/hook",
            "/hook?",
            "/hook?code",
            "/hook?code=",
            "/hook?code=a",
            "/hook?Code=a%2Bb%2Fc%3D%26%25",
            "/hook?code=a%2Bb%2Fc%3D%26%25&code=x",
            "/hook#?code=a%2Bb%2Fc%3D%26%25",
        ] {
            assert!(!secret.is_in(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_secret_that_is_none_is_refused_and_none_is_shown() {
        for wrong in ["", "with space", "ümlaut", "line\n"] {
            assert!(
                QuerySecret::new("code".to_owned(), wrong.to_owned()).is_err(),
                "{wrong}"
            );
        }
        let secret = QuerySecret::new("code".to_owned(), "hidden".to_owned()).unwrap();
        assert!(!format!("{secret:?}").contains("hidden"));
    }
}
