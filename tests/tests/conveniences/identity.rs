//! Users and their tokens, in every version of Identity.

use acs_chat::{
    ChatClient, CommunicationIdentifier, CommunicationTokenCredential, CommunicationUserIdentifier,
};
use acs_emulator::Emulator;
use serde_json::json;

macro_rules! identity {
    ($version:ident) => {
        mod $version {
            use super::*;
            use acs_chat::identity::$version::{CommunicationIdentityClient, models::*};

            async fn start() -> (Emulator, CommunicationIdentityClient) {
                let emulator = Emulator::start().await.unwrap();
                let client = CommunicationIdentityClient::from_connection_string(&emulator.connection_string(), None);
                (emulator, client.unwrap())
            }

            #[tokio::test]
            async fn a_connection_string_is_all_it_takes() {
                let (emulator, client) = start().await;
                let user = client.create_user(None).await.unwrap().into_model().unwrap().identity;
                assert_eq!(emulator.users().last().unwrap().id, user.id);
                let id = user.id.clone();
                assert_eq!(CommunicationUserIdentifier::from(user.clone()).id(), id);
                assert_eq!(CommunicationIdentifier::from(user).raw_id(), id);
                let bad = CommunicationIdentityClient::from_connection_string("endpoint=https://a.example", None);
                assert!(bad.unwrap_err().to_string().contains("accesskey"));
            }

            #[tokio::test]
            async fn a_user_and_a_token_come_in_one_call() {
                let (emulator, client) = start().await;
                let (user, token) = client.create_user_and_token(["chat"], None).await.unwrap();
                assert_eq!(emulator.users().last().unwrap().id, user.id());
                let request = emulator.requests().pop().unwrap();
                assert_eq!(request.json(), Some(json!({"createTokenWithScopes": ["chat"]})));
                let chat = ChatClient::new(
                    &emulator.endpoint(),
                    CommunicationTokenCredential::new(token.token).unwrap(),
                    None,
                );
                chat.unwrap().create_chat_thread("topic", None).await.unwrap();
            }

            #[tokio::test]
            async fn a_user_is_named_by_an_identifier_of_any_kind_or_by_its_text() {
                let (emulator, client) = start().await;
                let (user, _) = client.create_user_and_token(["chat"], None).await.unwrap();
                let scopes = || vec![CommunicationIdentityTokenScope::Chat];
                client.get_token(&user, scopes(), None).await.unwrap();
                client.get_token(CommunicationIdentifier::from(&user), scopes(), None).await.unwrap();
                client.get_token(user.id(), scopes(), None).await.unwrap();
                client.get_token(user.id().to_owned(), scopes(), None).await.unwrap();
                let _ = client.credential_for_user(&user, scopes());
                // It can be moved to another task, as with text.
                let task = tokio::spawn(async move { client.delete_user(&user, None).await });
                task.await.unwrap().unwrap();
                assert!(emulator.users().is_empty());
            }

            #[tokio::test]
            async fn a_credential_for_a_user_fetches_tokens_as_they_are_needed() {
                let (emulator, client) = start().await;
                let user = emulator.create_user().id;
                let credential = client.credential_for_user(&user, [CommunicationIdentityTokenScope::Chat]);
                let chat = ChatClient::new(&emulator.endpoint(), credential, None).unwrap();
                assert_eq!(emulator.requests().len(), 0);
                chat.create_chat_thread("topic", None).await.unwrap();
                emulator.revoke_tokens(&user);
                chat.create_chat_thread("topic", None).await.unwrap();
                let mut trace: Vec<_> = emulator.requests();
                trace.retain(|request| request.path.ends_with("issueAccessToken"));
                assert_eq!(trace.len(), 2, "one to begin with and one for the one that was revoked");
                assert_eq!(trace[0].json(), Some(json!({"scopes": ["chat"]})));
            }
        }
    };
}

/// 2020-07-20-preview2, where a token is issued by a call of its own.
mod v2020_07_20_preview2 {
    use super::*;
    use acs_chat::identity::v2020_07_20_preview2::{CommunicationIdentityClient, models::*};
    use azure_core::time::OffsetDateTime;

    async fn start() -> (Emulator, CommunicationIdentityClient) {
        let emulator = Emulator::start().await.unwrap();
        let client = CommunicationIdentityClient::from_connection_string(&emulator.connection_string(), None);
        (emulator, client.unwrap())
    }

    fn chat(emulator: &Emulator, token: String) -> ChatClient {
        let credential = CommunicationTokenCredential::new(token).unwrap();
        ChatClient::new(&emulator.endpoint(), credential, None).unwrap()
    }

    #[tokio::test]
    async fn a_user_and_a_token_come_by_two_calls() {
        let (emulator, client) = start().await;
        let (user, token) = client.create_user_and_token(["chat"], None).await.unwrap();
        assert_eq!(emulator.users().last().unwrap().id, user.id());
        assert_eq!(token.id, user.id());
        let requests = emulator.requests();
        assert_eq!(requests.len(), 2);
        assert_eq!(requests[0].body, b"");
        assert_eq!(requests[1].json(), Some(json!({"scopes": ["chat"]})));
        let chat = chat(&emulator, token.token);
        chat.create_chat_thread("topic", None).await.unwrap();
        client.delete_user(user.id(), None).await.unwrap();
        assert!(emulator.users().is_empty());
    }

    #[tokio::test]
    async fn tokens_are_revoked_by_the_time_from_which_on_they_are_valid() {
        let (emulator, client) = start().await;
        let (user, token) = client.create_user_and_token(["chat"], None).await.unwrap();
        let now = emulator.clock().now();
        let before = now - azure_core::time::Duration::hours(1);
        client.revoke_tokens(user.id(), before, None).await.unwrap();
        chat(&emulator, token.token.clone())
            .create_chat_thread("topic", None)
            .await
            .unwrap();
        let after = now + azure_core::time::Duration::seconds(1);
        client.revoke_tokens(user.id(), after, None).await.unwrap();
        let error = chat(&emulator, token.token.clone())
            .create_chat_thread("topic", None)
            .await
            .unwrap_err();
        assert_eq!(
            u16::from(acs_chat::ServiceError::from_error(&error).unwrap().status),
            401
        );
        let back = CommunicationIdentityUpdateRequest::new().without_tokens_valid_from();
        client.update_user(user.id(), back, None).await.unwrap();
        let request = emulator.requests().pop().unwrap();
        assert_eq!(request.json(), Some(json!({"tokensValidFrom": null})));
        assert_eq!(
            request.header("content-type"),
            Some("application/merge-patch+json")
        );
        chat(&emulator, token.token)
            .create_chat_thread("topic", None)
            .await
            .unwrap();
        for end in [
            OffsetDateTime::UNIX_EPOCH,
            azure_core::time::parse_rfc3339("9999-12-31T23:59:59Z").unwrap(),
        ] {
            client.revoke_tokens(user.id(), end, None).await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_credential_for_a_user_fetches_tokens_as_they_are_needed() {
        let (emulator, client) = start().await;
        let user = emulator.create_user().id;
        let credential = client.credential_for_user(&user, ["chat"]);
        let chat = ChatClient::new(&emulator.endpoint(), credential, None).unwrap();
        assert_eq!(emulator.requests().len(), 0);
        chat.create_chat_thread("topic", None).await.unwrap();
        emulator.revoke_tokens(&user);
        chat.create_chat_thread("topic", None).await.unwrap();
        let mut trace = emulator.requests();
        trace.retain(|request| request.path.ends_with("/token"));
        assert_eq!(
            trace.len(),
            2,
            "one to begin with and one for the one that was revoked"
        );
        let identity = CommunicationIdentity::new(&user);
        assert_eq!(CommunicationUserIdentifier::from(identity.clone()).id(), user);
        assert_eq!(CommunicationIdentifier::from(identity).raw_id(), user);
    }
}

identity!(v2021_03_07);
identity!(v2022_06_01);
identity!(v2022_10_01);
identity!(v2023_10_01);
identity!(v2025_06_30);
identity!(v2026_09_23);
