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

identity!(v2021_03_07);
identity!(v2022_06_01);
identity!(v2022_10_01);
identity!(v2023_10_01);
identity!(v2025_06_30);
identity!(v2026_09_23);
