//! The example that exports a thread: each message once, across runs, and no page of another list.
#![allow(clippy::unwrap_used, reason = "a test")]

#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../../generated/examples/export.rs"]
mod export;

use std::collections::BTreeSet;

use acs_chat::{ChatClient, CommunicationTokenCredential};
use acs_emulator::Emulator;

#[tokio::test]
async fn an_export_goes_on_where_the_run_before_stopped() {
    let emulator = Emulator::start().await.unwrap();
    let credential = CommunicationTokenCredential::new(emulator.token(emulator.create_user())).unwrap();
    let chat = ChatClient::new(&emulator.endpoint(), credential, None).unwrap();
    let thread = export::thread_with_messages(&chat).await.unwrap();
    let (mut lines, mut saved, mut runs) = (Vec::new(), None, 0);
    loop {
        let done = export::run(&thread, saved.as_deref()).await.unwrap();
        lines.extend(done.lines);
        runs += 1;
        saved = done.next;
        if saved.is_none() {
            break;
        }
    }
    assert!(runs > 1, "{runs}");
    let listed: BTreeSet<&String> = lines.iter().collect();
    assert_eq!(listed.len(), lines.len());
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.contains("text: message "))
            .count(),
        12
    );

    let first = export::run(&thread, None).await.unwrap().next.unwrap();
    let other = export::thread_with_messages(&chat).await.unwrap();
    for hostile in [first.as_str(), "", "19:a@thread.v2", "https://example.com/chat"] {
        let error = export::run(&other, Some(hostile)).await.unwrap_err();
        assert!(
            format!("{error:?}").contains("the continuation"),
            "{hostile}: {error:?}"
        );
    }
}
