//! Users and their tokens in one step, and credentials that fetch them.

use azure_core::{Error, error::ErrorKind};

/// Makes the error of a response that lacks the token that was asked for.
fn missing_token_error() -> Error {
    Error::with_message(
        ErrorKind::DataConversion,
        "the service created the user but sent no access token",
    )
}

/// Methods of every version.
macro_rules! every_version {
    ($version:ident) => {
        impl crate::identity::$version::CommunicationIdentityClient {
            /// Creates a client from a connection string, as the Azure portal shows it; it signs with the access key.
            ///
            /// # Errors
            ///
            /// When the text is not a [connection string](crate::ConnectionString) or there is no HTTP transport. The
            /// error never shows the key.
            ///
            /// ```no_run
            #[doc = concat!("use acs_chat::identity::", stringify!($version), "::CommunicationIdentityClient;")]
            /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
            /// let identity = CommunicationIdentityClient::from_connection_string(&std::env::var("ACS_CONNECTION_STRING")?, None)?;
            /// let created = identity.create_user(None).await?;
            /// println!("{}", created.status());
            /// # Ok(())
            /// # }
            /// ```
            pub fn from_connection_string(
                connection_string: &str,
                options: Option<crate::identity::$version::CommunicationIdentityClientOptions>,
            ) -> azure_core::Result<Self> {
                let connection_string = crate::ConnectionString::parse(connection_string)?;
                Self::new(connection_string.endpoint(), &connection_string, options)
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

/// Methods of the versions in which a user can be created with a token.
macro_rules! token_with_user {
    ($version:ident) => {
        impl crate::identity::$version::CommunicationIdentityClient {
            /// Creates a user and issues an access token for `scopes`, in one call.
            ///
            /// # Errors
            ///
            /// As [`create_user`](Self::create_user), and also when the response has no token.
            ///
            /// ```no_run
            #[doc = concat!("# async fn example(identity: acs_chat::identity::", stringify!($version), "::CommunicationIdentityClient) -> azure_core::Result<()> {")]
            /// let (user, token) = identity.create_user_and_token(["chat"], None).await?;
            /// println!("{} may chat until {}", user.id(), token.expires_on);
            /// # Ok(())
            /// # }
            /// ```
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
                let created = client_runtime::json::into_model(self.create_user(Some(options)).await?)?;
                let token = created.access_token.ok_or_else(missing_token_error)?;
                Ok((created.identity.into(), token))
            }

            /// Returns a credential for a user that signs in with tokens that this client issues for `scopes`: the
            /// first with the first call, the next before it expires.
            ///
            /// It is for programs that hold the key of the resource, such as tests and services that act for their
            /// users. A program of the user's own fetches its tokens from a service of yours, by
            /// [`from_refresher`](crate::CommunicationTokenCredential::from_refresher).
            ///
            /// ```no_run
            #[doc = concat!("# async fn example(identity: acs_chat::identity::", stringify!($version), "::CommunicationIdentityClient) -> azure_core::Result<()> {")]
            /// let credential = identity.credential_for_user("8:acs:resource_user", ["chat"]);
            /// println!("the first token expires on {}", credential.get_token().await?.expires_on);
            /// # Ok(())
            /// # }
            /// ```
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
                    let token = client_runtime::json::into_model(issued)?;
                    Ok(crate::RefreshedToken::with_expiry(
                        token.token,
                        token.expires_on,
                    ))
                }
            }
        }
    };
}

/// Methods of the version in which users and tokens take one call each, and scopes are text.
macro_rules! token_by_itself {
    ($version:ident) => {
        impl crate::identity::$version::CommunicationIdentityClient {
            /// Creates a user and issues an access token for `scopes`, in two calls. When the second one fails,
            /// the user exists all the same.
            ///
            /// # Errors
            ///
            /// As [`create_user`](Self::create_user) and [`issue_token`](Self::issue_token).
            ///
            /// ```no_run
            #[doc = concat!("# async fn example(identity: acs_chat::identity::", stringify!($version), "::CommunicationIdentityClient) -> azure_core::Result<()> {")]
            /// let (user, token) = identity.create_user_and_token(["chat"], None).await?;
            /// println!("{} may chat until {}", user.id(), token.expires_on);
            /// # Ok(())
            /// # }
            /// ```
            pub async fn create_user_and_token<S>(
                &self,
                scopes: impl IntoIterator<Item = S>,
                options: Option<
                    crate::identity::$version::models::CommunicationIdentityClientIssueTokenOptions<'_>,
                >,
            ) -> azure_core::Result<(
                crate::CommunicationUserIdentifier,
                crate::identity::$version::models::CommunicationIdentityToken,
            )>
            where
                S: Into<String>,
            {
                let scopes: Vec<String> = scopes.into_iter().map(Into::into).collect();
                let creation = options.as_ref().map(|options| {
                    crate::identity::$version::models::CommunicationIdentityClientCreateUserOptions {
                        method_options: options.method_options.clone(),
                    }
                });
                let user = self.create_user(creation).await?.into_model()?;
                let token = self
                    .issue_token(&user.id, scopes, options)
                    .await?
                    .into_model()?;
                Ok((user.into(), token))
            }

            /// Revokes the tokens of a user that were issued before the given time, usually the current one, by
            /// [`update_user`](Self::update_user). The service compares with its own clock: if the clock of this machine
            /// is behind, tokens that were issued a moment ago stay valid.
            ///
            /// # Errors
            ///
            /// As [`update_user`](Self::update_user).
            ///
            /// ```no_run
            #[doc = concat!("# async fn example(identity: acs_chat::identity::", stringify!($version), "::CommunicationIdentityClient) -> azure_core::Result<()> {")]
            /// let now = azure_core::time::OffsetDateTime::now_utc();
            /// identity.revoke_tokens("8:acs:resource_user", now, None).await?;
            /// # Ok(())
            /// # }
            /// ```
            pub async fn revoke_tokens(
                &self,
                user_id: impl AsRef<str>,
                issued_before: azure_core::time::OffsetDateTime,
                options: Option<
                    crate::identity::$version::models::CommunicationIdentityClientUpdateUserOptions<'_>,
                >,
            ) -> azure_core::Result<azure_core::http::Response<(), azure_core::http::NoFormat>> {
                let request = crate::identity::$version::models::CommunicationIdentityUpdateRequest::new()
                    .with_tokens_valid_from(issued_before);
                self.update_user(user_id, request, options).await
            }

            /// Returns a credential for a user that signs in with tokens that this client issues for `scopes`: the
            /// first with the first call, the next before it expires.
            ///
            /// It is for programs that hold the key of the resource, such as tests and services that act for their
            /// users. A program of the user's own fetches its tokens from a service of yours, by
            /// [`from_refresher`](crate::CommunicationTokenCredential::from_refresher).
            ///
            /// ```no_run
            #[doc = concat!("# async fn example(identity: acs_chat::identity::", stringify!($version), "::CommunicationIdentityClient) -> azure_core::Result<()> {")]
            /// let credential = identity.credential_for_user("8:acs:resource_user", ["chat"]);
            /// println!("the first token expires on {}", credential.get_token().await?.expires_on);
            /// # Ok(())
            /// # }
            /// ```
            pub fn credential_for_user<S>(
                &self,
                user_id: impl Into<String>,
                scopes: impl IntoIterator<Item = S>,
            ) -> crate::CommunicationTokenCredential
            where
                S: Into<String>,
            {
                crate::CommunicationTokenCredential::from_refresher($version::Issuer {
                    client: self.clone(),
                    user_id: user_id.into(),
                    scopes: scopes.into_iter().map(Into::into).collect(),
                })
            }
        }

        mod $version {
            /// Issues the tokens of one user.
            pub(super) struct Issuer {
                pub(super) client: crate::identity::$version::CommunicationIdentityClient,
                pub(super) user_id: String,
                pub(super) scopes: Vec<String>,
            }

            #[async_trait::async_trait]
            impl crate::TokenRefresher for Issuer {
                async fn refresh(&self) -> azure_core::Result<crate::RefreshedToken> {
                    let issued = self
                        .client
                        .issue_token(&self.user_id, self.scopes.clone(), None)
                        .await?;
                    let token = issued.into_model()?;
                    Ok(crate::RefreshedToken::with_expiry(
                        token.token,
                        token.expires_on,
                    ))
                }
            }
        }
    };
}

in_identity_preview2!(every_version);
in_identity_preview2!(token_by_itself);
since_identity_2021_03_07!(every_version);
since_identity_2021_03_07!(token_with_user);
