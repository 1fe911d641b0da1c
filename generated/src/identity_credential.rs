//! The credential of an identity client: an access key, or a token of Entra ID.

use crate::{AzureKeyCredential, ConnectionString};
use azure_core::credentials::TokenCredential;
use client_runtime::{BearerCredential, Credential};
use std::sync::Arc;

/// The scope of Entra ID tokens for Communication Services. The double slash is how it is registered.
const SCOPE: &str = "https://communication.azure.com//.default";

/// The credential of a resource, as the Identity service takes it.
///
/// It is made from an [`AzureKeyCredential`], a [`ConnectionString`] or any [`TokenCredential`] of the Azure SDK, such as
/// those of `azure_identity`; clients take any of these where they take this.
#[derive(Clone, Debug)]
pub struct IdentityCredential(Credential);

impl From<AzureKeyCredential> for IdentityCredential {
    fn from(key: AzureKeyCredential) -> Self {
        Self(key.into())
    }
}

impl From<&ConnectionString> for IdentityCredential {
    fn from(connection_string: &ConnectionString) -> Self {
        Self(connection_string.access_key().clone().into())
    }
}

impl From<Arc<dyn TokenCredential>> for IdentityCredential {
    fn from(credential: Arc<dyn TokenCredential>) -> Self {
        Self(BearerCredential::from_token_credential(credential, [SCOPE]).into())
    }
}

impl<T: TokenCredential + 'static> From<Arc<T>> for IdentityCredential {
    fn from(credential: Arc<T>) -> Self {
        let credential: Arc<dyn TokenCredential> = credential;
        Self::from(credential)
    }
}

impl From<IdentityCredential> for Credential {
    fn from(credential: IdentityCredential) -> Self {
        credential.0
    }
}
