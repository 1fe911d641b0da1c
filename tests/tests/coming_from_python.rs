//! The page "Coming from Python" has a row for every name in the quickstarts, and what a row links to is there.
//!
//! `cargo doc` checks the links as well, and more strictly; this needs no build.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]
#![allow(clippy::disallowed_methods, reason = "the test reads the sources")]

use std::{collections::BTreeSet, fs, path::Path};

const PAGE: &str = include_str!("../../generated/src/coming_from_python.rs");

/// The classes, methods and parameters that the five documents name.
const NAMES: &str = "
    azure-communication-chat azure-communication-identity azure-communication-administration
    ChatClient endpoint CommunicationUserCredential CommunicationTokenCredential CommunicationTokenRefreshOptions
    create_chat_thread topic members participants thread_participants repeatability_request_id CreateChatThreadResult
    chat_thread ChatThreadClient get_chat_thread_client thread_id get_chat_thread list_chat_threads ChatThreadItem
    ChatThreadInfo delete_chat_thread update_thread update_topic
    send_message content priority ChatMessagePriority NORMAL sender_display_name chat_message_type ChatMessageType TEXT
    HTML TOPIC_UPDATED PARTICIPANT_ADDED PARTICIPANT_REMOVED ThreadActivity/TopicUpdate ThreadActivity/AddMember
    ThreadActivity/DeleteMember SendChatMessageResult list_messages ChatMessage content.message type created_on edited_on
    deleted_on get_message message_id update_message delete_message send_read_receipt list_read_receipts
    ChatMessageReadReceipt send_typing_notification
    ChatParticipant ChatThreadParticipant thread_participant ChatThreadMember user display_name share_history_time
    add_participants add_participant add_members CommunicationError remove_participant remove_member list_participants
    CommunicationUserIdentifier CommunicationUser user_id
    CommunicationIdentityClient from_connection_string create_user
    by_page results_per_page start_time skip datetime Exception
";

fn rows() -> Vec<(&'static str, &'static str)> {
    PAGE.lines()
        .filter_map(|line| line.strip_prefix("//! | ")?.split_once(" | "))
        .filter(|(python, _)| *python != "Python")
        .collect()
}

#[test]
fn every_name_in_the_quickstarts_has_a_row() {
    let left: Vec<&str> = rows().into_iter().map(|(python, _)| python).collect();
    let left = left.join(" ");
    let in_code: BTreeSet<&str> = left
        .split('`')
        .skip(1)
        .step_by(2)
        .flat_map(|code| code.split(['(', ')', ',', ' ']))
        .collect();
    let missing: Vec<_> = NAMES
        .split_whitespace()
        .filter(|name| !in_code.contains(name))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn every_row_links_to_something() {
    for (python, rest) in rows() {
        let linked = rest.contains("](") || rest.contains("[`azure_core::") || rest.contains("[`crate::");
        assert!(linked, "{python}");
    }
}

/// The declarations of a source file: types and their members, by name.
fn declared(folder: &Path, into: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            declared(&path, into);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines().map(str::trim_start) {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            let line = line.strip_prefix("async ").unwrap_or(line);
            let word = ["fn ", "struct ", "enum ", "mod "]
                .into_iter()
                .find_map(|keyword| line.strip_prefix(keyword))
                .unwrap_or(line);
            let name: String = word
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            into.insert(name);
        }
    }
}

#[test]
fn every_linked_item_is_there() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/src");
    let folder = |version: &str| {
        let mut names = BTreeSet::new();
        declared(&sources.join("api").join(version), &mut names);
        names
    };
    let mut overlay = BTreeSet::new();
    declared(&sources.join("../../runtime/src"), &mut overlay);
    for entry in fs::read_dir(&sources).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("api") {
            declared(&path, &mut overlay);
        }
    }
    let versions = [
        ("preview2", folder("chat/v2020_09_21_preview2")),
        ("preview3", folder("chat/v2020_11_01_preview3")),
        ("v2021_03_07", folder("chat/v2021_03_07")),
        ("models", folder("chat/v2025_03_15")),
        ("identity", folder("identity/v2025_06_30")),
        ("crate", folder("chat/v2025_03_15")),
    ];
    let mut count = 0;
    for link in PAGE.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        let path = link
            .strip_prefix("crate::identity")
            .map_or(link.to_owned(), |rest| format!("identity{rest}"));
        let (of, rest) = path.split_once("::").unwrap();
        let (_, names) = versions.iter().find(|(version, _)| *version == of).unwrap();
        for part in rest.split("::").filter(|part| *part != "models") {
            assert!(
                names.contains(part) || overlay.contains(part),
                "{link}: there is no `{part}`"
            );
        }
        count += 1;
    }
    assert!(count > 100, "{count}");
}
