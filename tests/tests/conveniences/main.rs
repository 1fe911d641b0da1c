//! The methods that the handwritten code adds to the generated clients, in every API version that has them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod identity;
mod life;
mod members;
mod participants;
mod paths;
mod trouble;

use acs_chat::{ChatClient, ChatThreadClient, CommunicationTokenCredential};
use acs_emulator::Emulator;

/// The id of a user of the resource that was never created.
fn nobody(emulator: &Emulator) -> String {
    format!(
        "8:acs:{}_00000000000000000000000000000000",
        emulator.resource_id()
    )
}

/// An emulator, the id of a user and the credential of that user.
async fn stage() -> (Emulator, String, CommunicationTokenCredential) {
    let emulator = Emulator::start().await.unwrap();
    let user = emulator.create_user().id;
    let credential = CommunicationTokenCredential::new(emulator.token(&user)).unwrap();
    (emulator, user, credential)
}

/// The same thread by the default version, as the user who made it.
fn same(emulator: &Emulator, thread_id: &str) -> ChatThreadClient {
    let user = emulator.threads()[0].created_by.raw_id().to_owned();
    let credential = CommunicationTokenCredential::new(emulator.token(user)).unwrap();
    let chat = ChatClient::new(&emulator.endpoint(), credential, None).unwrap();
    chat.chat_thread_client(thread_id)
}

/// The versions that the catalog lists are those that are tested here; a new one has to be added to the conveniences.
#[test]
fn every_version_is_tested() {
    let catalog = include_str!("../../../spec/catalog.yaml");
    let chat = concat!(include_str!("participants.rs"), include_str!("members.rs"));
    let identity = include_str!("identity.rs");
    let mut count = 0;
    for line in catalog.lines() {
        let Some((_, feature)) = line.split_once("feature: ") else {
            continue;
        };
        // A feature without a version has types alone.
        let Some((service, version)) = feature.trim_end_matches('}').split_once('-') else {
            continue;
        };
        let tested = if service == "chat" { chat } else { identity };
        assert!(
            tested.contains(&format!("v{}", version.replace('-', "_"))),
            "{feature}"
        );
        count += 1;
    }
    assert_eq!(count, 15);
}
