//! The operations of the default API version: how each is called, and how often the service has carried it out.

use acs_chat::{
    CommunicationIdentifier,
    models::{
        ChatClientCreateChatThreadOptions, ChatClientDeleteChatThreadOptions,
        ChatClientListChatThreadsOptions, ChatThreadClientAddParticipantsOptions,
        ChatThreadClientDeleteMessageOptions, ChatThreadClientGetMessageOptions,
        ChatThreadClientGetPropertiesOptions, ChatThreadClientListMessagesOptions,
        ChatThreadClientListParticipantsOptions, ChatThreadClientListReadReceiptsOptions,
        ChatThreadClientRemoveParticipantOptions, ChatThreadClientSendMessageOptions,
        ChatThreadClientSendReadReceiptOptions, ChatThreadClientSendTypingNotificationOptions,
        ChatThreadClientUpdateMessageOptions, ChatThreadClientUpdatePropertiesOptions,
        UpdateChatMessageRequest, UpdateChatThreadRequest,
    },
};
use azure_core::{
    Result,
    http::{Context, pager::PagerOptions},
};
use futures::{Stream, TryStreamExt as _};

use crate::support::{Stage, method, participant};

/// An operation of the default API version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    ListThreads,
    GetProperties,
    ListParticipants,
    ListMessages,
    GetMessage,
    ListReceipts,
    DeleteThread,
    DeleteMessage,
    CreateThread,
    SendMessage,
    UpdateMessage,
    UpdateProperties,
    AddParticipants,
    RemoveParticipant,
    SendReceipt,
    SendTyping,
}

use Operation as Op;

/// Method and path of its requests, and the name of its method in the crate.
const WIRE: [(Op, &str, &str, &str); 16] = [
    (Op::ListThreads, "list_chat_threads", "GET", "/chat/threads"),
    (Op::GetProperties, "get_properties", "GET", "/chat/threads/*"),
    (
        Op::ListParticipants,
        "list_participants",
        "GET",
        "/chat/threads/*/participants",
    ),
    (
        Op::ListMessages,
        "list_messages",
        "GET",
        "/chat/threads/*/messages",
    ),
    (Op::GetMessage, "get_message", "GET", "/chat/threads/*/messages/*"),
    (
        Op::ListReceipts,
        "list_read_receipts",
        "GET",
        "/chat/threads/*/readReceipts",
    ),
    (
        Op::DeleteThread,
        "delete_chat_thread",
        "DELETE",
        "/chat/threads/*",
    ),
    (
        Op::DeleteMessage,
        "delete_message",
        "DELETE",
        "/chat/threads/*/messages/*",
    ),
    (Op::CreateThread, "create_chat_thread", "POST", "/chat/threads"),
    (
        Op::SendMessage,
        "send_message",
        "POST",
        "/chat/threads/*/messages",
    ),
    (
        Op::UpdateMessage,
        "update_message",
        "PATCH",
        "/chat/threads/*/messages/*",
    ),
    (
        Op::UpdateProperties,
        "update_properties",
        "PATCH",
        "/chat/threads/*",
    ),
    (
        Op::AddParticipants,
        "add_participants",
        "POST",
        "/chat/threads/*/participants/:add",
    ),
    (
        Op::RemoveParticipant,
        "remove_participant",
        "POST",
        "/chat/threads/*/participants/:remove",
    ),
    (
        Op::SendReceipt,
        "send_read_receipt",
        "POST",
        "/chat/threads/*/readReceipts",
    ),
    (
        Op::SendTyping,
        "send_typing_notification",
        "POST",
        "/chat/threads/*/typing",
    ),
];

impl Operation {
    pub fn all() -> impl Iterator<Item = Self> {
        WIRE.iter().map(|(operation, ..)| *operation)
    }

    fn wire(self) -> (&'static str, &'static str, &'static str) {
        let (_, name, method, path) = WIRE.iter().find(|(operation, ..)| *operation == self).unwrap();
        (name, method, path)
    }

    /// The name of its method.
    pub fn name(self) -> &'static str {
        self.wire().0
    }

    /// Method and path, as faults take them.
    pub fn pattern(self) -> (&'static str, &'static str) {
        let (_, method, path) = self.wire();
        (method, path)
    }

    /// Tells whether it only reads.
    pub fn reads(self) -> bool {
        self.wire().1 == "GET"
    }

    /// Tells whether it reads page by page.
    pub fn lists(self) -> bool {
        self.name().starts_with("list_")
    }

    /// Tells whether sending it again is harmless, so that it is done whatever the failure was.
    pub fn repeatable(self) -> bool {
        matches!(self.wire().1, "GET" | "DELETE") || self == Op::CreateThread
    }

    /// Tells whether the service keeps a trace of it.
    pub fn leaves_a_trace(self) -> bool {
        !self.reads() && self != Op::SendTyping
    }

    /// Calls it and reads all that it brings; how many items that were, for a list.
    pub async fn call(self, stage: &Stage, context: &Context<'_>) -> Result<Option<usize>> {
        if self.reads() {
            self.read(stage, context).await
        } else {
            self.write(stage, context).await.map(|()| None)
        }
    }

    async fn read(self, stage: &Stage, context: &Context<'_>) -> Result<Option<usize>> {
        let (chat, thread, method_options) = (&stage.chat, stage.thread(), method(context));
        let pages = PagerOptions {
            context: context.to_borrowed(),
            continuation: None,
        };
        match self {
            Op::ListThreads => {
                let options = ChatClientListChatThreadsOptions {
                    method_options: pages,
                    ..Default::default()
                };
                count(chat.list_chat_threads(Some(options))?).await
            }
            Op::ListParticipants => {
                let options = ChatThreadClientListParticipantsOptions {
                    method_options: pages,
                    ..Default::default()
                };
                count(thread.list_participants(Some(options))?).await
            }
            Op::ListMessages => {
                let options = ChatThreadClientListMessagesOptions {
                    method_options: pages,
                    ..Default::default()
                };
                count(thread.list_messages(Some(options))?).await
            }
            Op::ListReceipts => {
                let options = ChatThreadClientListReadReceiptsOptions {
                    method_options: pages,
                    ..Default::default()
                };
                count(thread.list_read_receipts(Some(options))?).await
            }
            Op::GetProperties => {
                let options = ChatThreadClientGetPropertiesOptions { method_options };
                let properties = thread.get_properties(Some(options)).await?.into_model()?;
                assert_eq!(properties.topic, "before");
                Ok(None)
            }
            _ => {
                let options = ChatThreadClientGetMessageOptions { method_options };
                let message = thread
                    .get_message(&stage.message_id, Some(options))
                    .await?
                    .into_model()?;
                assert_eq!(message.id, stage.message_id);
                Ok(None)
            }
        }
    }

    async fn write(self, stage: &Stage, context: &Context<'_>) -> Result<()> {
        let (chat, thread, method_options) = (&stage.chat, stage.thread(), method(context));
        let (message, user) = (&*stage.message_id, &*stage.user.id);
        match self {
            Op::CreateThread => {
                let options = ChatClientCreateChatThreadOptions {
                    method_options,
                    ..Default::default()
                };
                chat.create_chat_thread(user, Some(options))
                    .await?
                    .into_model()
                    .map(drop)
            }
            Op::DeleteThread => {
                let options = ChatClientDeleteChatThreadOptions { method_options };
                chat.delete_chat_thread(&stage.thread_id, Some(options))
                    .await
                    .map(drop)
            }
            Op::DeleteMessage => {
                let options = ChatThreadClientDeleteMessageOptions { method_options };
                thread.delete_message(message, Some(options)).await.map(drop)
            }
            Op::SendMessage => {
                let options = ChatThreadClientSendMessageOptions { method_options };
                thread
                    .send_message("after", Some(options))
                    .await?
                    .into_model()
                    .map(drop)
            }
            Op::UpdateMessage => {
                let options = ChatThreadClientUpdateMessageOptions { method_options };
                let edit = UpdateChatMessageRequest::new().with_content("after");
                thread
                    .update_message(message, edit, Some(options))
                    .await
                    .map(drop)
            }
            Op::UpdateProperties => {
                let options = ChatThreadClientUpdatePropertiesOptions { method_options };
                let update = UpdateChatThreadRequest::new().with_topic("after");
                thread.update_properties(update, Some(options)).await.map(drop)
            }
            Op::AddParticipants => {
                let options = ChatThreadClientAddParticipantsOptions { method_options };
                let people = [participant(&stage.newcomer.id)];
                let added = thread
                    .add_participants(people, Some(options))
                    .await?
                    .into_model()?;
                assert_eq!(added.invalid_participants, None);
                Ok(())
            }
            Op::RemoveParticipant => {
                let options = ChatThreadClientRemoveParticipantOptions { method_options };
                let whom = CommunicationIdentifier::from_raw_id(&*stage.other.id);
                thread.remove_participant(whom, Some(options)).await.map(drop)
            }
            Op::SendReceipt => {
                let options = ChatThreadClientSendReadReceiptOptions { method_options };
                thread.send_read_receipt(message, Some(options)).await.map(drop)
            }
            _ => {
                let options = ChatThreadClientSendTypingNotificationOptions {
                    method_options,
                    body: None,
                };
                thread.send_typing_notification(Some(options)).await.map(drop)
            }
        }
    }
}

async fn count<T>(items: impl Stream<Item = Result<T>>) -> Result<Option<usize>> {
    let items: Vec<_> = items.try_collect().await?;
    Ok(Some(items.len()))
}
