//! Users and their tokens in one step, and credentials that fetch them.

use azure_core::{Error, error::ErrorKind};

/// Makes the error of an answer that lacks the token that was asked for.
fn no_token() -> Error {
    Error::with_message(
        ErrorKind::DataConversion,
        "the service created the user but sent no access token",
    )
}

macro_rules! identity {
    ($version:ident) => {
        impl crate::identity::$version::CommunicationIdentityClient {
            /// Creates a client from a connection string, as the Azure portal shows it; it signs with the access key.
            ///
            /// # Errors
            ///
            /// When the text is not a [connection string](crate::ConnectionString) or there is no HTTP transport. The
            /// error never shows the key.
            pub fn from_connection_string(
                connection_string: &str,
                options: Option<crate::identity::$version::CommunicationIdentityClientOptions>,
            ) -> azure_core::Result<Self> {
                let connection_string = crate::ConnectionString::parse(connection_string)?;
                Self::new(connection_string.endpoint(), &connection_string, options)
            }

            /// Creates a user and issues an access token for `scopes`, in one call.
            ///
            /// # Errors
            ///
            /// As [`create_user`](Self::create_user), and also when the answer has no token.
            pub async fn create_user_and_token<S>(
                &self,
                scopes: impl IntoIterator<Item = S>,
                options: Option<
                    crate::identity::$version::models::CommunicationIdentityClientCreateUserOptions<'_>,
                >,
            ) -> azure_core::Result<(
                crate::CommunicationUserIdentifier,
                crate::identity::$version::models::CommunicationIdentityAccessToken,
            )>
            where
                S: Into<crate::identity::$version::models::CommunicationIdentityTokenScope>,
            {
                let mut options = options.unwrap_or_default();
                let scopes: Vec<_> = scopes.into_iter().map(Into::into).collect();
                options.body = Some(
                    options
                        .body
                        .unwrap_or_default()
                        .with_create_token_with_scopes(scopes),
                );
                let created = crate::runtime::json::into_model(self.create_user(Some(options)).await?)?;
                let token = created.access_token.ok_or_else(no_token)?;
                Ok((created.identity.into(), token))
            }

            /// Returns a credential for a user that signs in with tokens that this client issues for `scopes`: the
            /// first with the first call, the next before it expires.
            ///
            /// It is for programs that hold the key of the resource, such as tests and services that act for their
            /// users. A program of the user's own fetches its tokens from a service of yours, by
            /// [`from_refresher`](crate::CommunicationTokenCredential::from_refresher).
            pub fn credential_for_user<S>(
                &self,
                user_id: impl Into<String>,
                scopes: impl IntoIterator<Item = S>,
            ) -> crate::CommunicationTokenCredential
            where
                S: Into<crate::identity::$version::models::CommunicationIdentityTokenScope>,
            {
                let scopes: Vec<_> = scopes.into_iter().map(Into::into).collect();
                crate::CommunicationTokenCredential::from_refresher($version::Issuer {
                    client: self.clone(),
                    user_id: user_id.into(),
                    scopes,
                })
            }
        }

        mod $version {
            /// Issues the tokens of one user.
            pub(super) struct Issuer {
                pub(super) client: crate::identity::$version::CommunicationIdentityClient,
                pub(super) user_id: String,
                pub(super) scopes: Vec<crate::identity::$version::models::CommunicationIdentityTokenScope>,
            }

            #[async_trait::async_trait]
            impl crate::TokenRefresher for Issuer {
                async fn refresh(&self) -> azure_core::Result<crate::RefreshedToken> {
                    let issued = self
                        .client
                        .get_token(&self.user_id, self.scopes.clone(), None)
                        .await?;
                    let token = crate::runtime::json::into_model(issued)?;
                    Ok(crate::RefreshedToken::with_expiry(
                        token.token,
                        token.expires_on,
                    ))
                }
            }
        }

        impl From<crate::identity::$version::models::CommunicationIdentity>
            for crate::CommunicationUserIdentifier
        {
            fn from(user: crate::identity::$version::models::CommunicationIdentity) -> Self {
                Self::new(user.id)
            }
        }

        impl From<crate::identity::$version::models::CommunicationIdentity>
            for crate::CommunicationIdentifier
        {
            fn from(user: crate::identity::$version::models::CommunicationIdentity) -> Self {
                Self::CommunicationUser(user.into())
            }
        }
    };
}

in_identity!(identity);
