//! Requests that are sent to the Identity service, and those that are refused before.

use std::sync::{Arc, Mutex};

use acs_chat::identity::{
    CommunicationIdentityClient,
    models::{CommunicationIdentityAccessTokenRequest as Request, CommunicationIdentityTokenScope as Scope},
};
use async_trait::async_trait;
use azure_core::{
    Result,
    credentials::{AccessToken, Secret, TokenCredential, TokenRequestOptions},
    time::{Duration, OffsetDateTime},
};

use crate::support::emulator;

/// An Entra account that notes what it is asked for.
#[derive(Debug)]
struct Account {
    token: String,
    asked: Mutex<Vec<String>>,
}

#[async_trait]
impl TokenCredential for Account {
    async fn get_token(&self, scopes: &[&str], _: Option<TokenRequestOptions<'_>>) -> Result<AccessToken> {
        self.asked.lock().unwrap().push(scopes.join(" "));
        let expires_on = OffsetDateTime::now_utc() + Duration::HOUR;
        Ok(AccessToken::new(Secret::new(self.token.clone()), expires_on))
    }
}

#[tokio::test]
async fn an_entra_account_is_asked_for_the_registered_scope_and_opens_identity() {
    let emulator = emulator().await;
    let account = Arc::new(Account {
        token: emulator.entra_token(),
        asked: Mutex::default(),
    });
    let identity =
        CommunicationIdentityClient::new(&emulator.endpoint(), Arc::clone(&account), None).unwrap();
    identity.create_user(None).await.unwrap();
    assert_eq!(
        *account.asked.lock().unwrap(),
        ["https://communication.azure.com//.default"]
    );
}

#[tokio::test]
async fn a_lifetime_that_the_service_would_refuse_is_not_sent() {
    let emulator = emulator().await;
    let text = emulator.connection_string();
    let identity = CommunicationIdentityClient::from_connection_string(&text, None).unwrap();
    let user = emulator.create_user();
    for (minutes, good) in [
        (59, false),
        (60, true),
        (1_440, true),
        (1_441, false),
        (-1, false),
    ] {
        emulator.forget_requests();
        let body = Request::new([Scope::Chat]).with_expires_in_minutes(minutes);
        let result = identity.get_token(&user.id, body, None).await;
        assert_eq!(
            (result.is_ok(), emulator.requests().len()),
            (good, usize::from(good)),
            "{minutes}"
        );
        if let Err(error) = result {
            assert!(error.to_string().contains("between 60 and 1440"), "{error}");
        }
    }
}
