//! Connection strings, as the Azure portal shows them.

use crate::AzureKeyCredential;
use azure_core::{Error, Result, error::ErrorKind};
use client_runtime::generated::Endpoint;
use std::str::FromStr;

/// An endpoint and its access key in one text: `endpoint=https://….communication.azure.com/;accesskey=…`.
///
/// Its names may come in any case and order, and other names are ignored. Neither `{:?}` nor an error shows the key.
///
/// ```
/// use acs_chat::ConnectionString;
///
/// let text = "endpoint=https://contoso.communication.azure.com/;accesskey=c2VjcmV0";
/// let connection_string = ConnectionString::parse(text)?; // or `text.parse()`
/// assert_eq!(connection_string.endpoint(), "https://contoso.communication.azure.com/");
/// let access_key = connection_string.access_key().clone(); // a credential of the Identity client
/// # let _ = access_key;
/// # Ok::<(), azure_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionString {
    endpoint: String,
    access_key: AzureKeyCredential,
}

impl ConnectionString {
    /// Reads a connection string.
    ///
    /// # Errors
    ///
    /// When the endpoint or the key is missing, appears twice or is not valid. The error names which of them, and never
    /// contains the key.
    #[doc(alias = "parse_connection_str")]
    #[doc(alias = "parseConnectionString")]
    pub fn parse(text: &str) -> Result<Self> {
        let (mut endpoint, mut access_key) = (None, None);
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part
                .split_once('=')
                .ok_or_else(|| connection_string_error("has a part that is not of the form `name=value`"))?;
            let place = match name.trim().to_ascii_lowercase().as_str() {
                "endpoint" => &mut endpoint,
                "accesskey" => &mut access_key,
                _ => continue,
            };
            if place.replace(value.trim()).is_some() {
                return Err(connection_string_error(
                    "names its endpoint or its access key twice",
                ));
            }
        }
        let endpoint = endpoint.ok_or_else(|| connection_string_error("has no `endpoint=`"))?;
        let access_key = access_key.ok_or_else(|| connection_string_error("has no `accesskey=`"))?;
        Endpoint::parse(endpoint)?;
        Ok(Self {
            endpoint: endpoint.to_owned(),
            access_key: AzureKeyCredential::new(access_key)?,
        })
    }

    /// Returns the endpoint, as it was written.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Returns the access key.
    pub fn access_key(&self) -> &AzureKeyCredential {
        &self.access_key
    }
}

impl FromStr for ConnectionString {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

fn connection_string_error(why: &str) -> Error {
    Error::with_message(ErrorKind::Credential, format!("the connection string {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_order_spaces_and_other_names_do_not_matter() {
        for text in [
            "endpoint=https://a.example/;accesskey=c2VjcmV0",
            "AccessKey=c2VjcmV0;ENDPOINT=https://a.example/",
            " Endpoint = https://a.example/ ; accessKey = c2VjcmV0 ; Other=1;; ",
        ] {
            let parsed = ConnectionString::parse(text).unwrap();
            assert_eq!(parsed.endpoint(), "https://a.example/", "{text}");
        }
    }

    #[test]
    fn a_key_may_end_in_equal_signs() {
        assert!(ConnectionString::parse("endpoint=https://a.example;accesskey=c2VjcmV0MQ==").is_ok());
    }

    #[test]
    fn each_fault_is_named_and_the_key_is_not() {
        for (text, why) in [
            ("", "no `endpoint=`"),
            ("https://a.example", "name=value"),
            ("endpoint=https://a.example", "no `accesskey=`"),
            ("accesskey=c2VjcmV0", "no `endpoint=`"),
            ("endpoint=;accesskey=c2VjcmV0", "the endpoint is empty"),
            ("endpoint=https://a.example;accesskey=", "key"),
            ("endpoint=https://a.example;accesskey=c2Vj!cmV0", "base64"),
            (
                "accesskey=c2VjcmV0;accesskey=c2VjcmV0;endpoint=https://a.example",
                "twice",
            ),
            ("endpoint=ftp://a.example;accesskey=c2VjcmV0", "`ftp`"),
        ] {
            let error = ConnectionString::parse(text).unwrap_err();
            assert!(error.to_string().contains(why), "{text}: {error}");
            assert!(!format!("{error:?}").contains("c2Vj"), "{error:?}");
        }
        let shown = format!(
            "{:?}",
            ConnectionString::parse("endpoint=https://a.example;accesskey=c2VjcmV0").unwrap()
        );
        assert!(!shown.contains("c2Vj"), "{shown}");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*|endpoint=[a-z:/.;=]*;accesskey=[A-Za-z0-9+/=;]*") {
            let _ = ConnectionString::parse(&text);
        }

        #[test]
        fn any_key_is_read_whole(key in proptest::collection::vec(any::<u8>(), 1..80)) {
            let key = azure_core::base64::encode(key);
            let parsed = ConnectionString::parse(&format!("accesskey={key};endpoint=https://a.example")).unwrap();
            prop_assert_eq!(parsed.access_key().secret(), key);
        }
    }
}
