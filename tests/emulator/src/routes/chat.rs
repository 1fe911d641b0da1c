//! The operations of chat, by the ids that they have in the descriptions.

use super::{Call, Route, messages, participants, threads};
use crate::answer::Answer;
use crate::auth::Access;
use crate::errors::Failure;

/// Returns what carries out an operation; `None` when the emulator has not learned it.
pub(crate) fn route(operation: &str) -> Option<Route> {
    type Handler = fn(&mut Call<'_>) -> Result<Answer, Failure>;
    let (access, handler): (Access, Handler) = match operation {
        "Chat_CreateChatThread" => (Access::Threads, threads::create),
        "Chat_ListChatThreads" => (Access::Talk, threads::list),
        "Chat_DeleteChatThread" => (Access::Threads, threads::delete),
        "ChatThread_GetChatThreadProperties" => (Access::Talk, threads::get),
        "ChatThread_UpdateChatThreadProperties" => (Access::Threads, threads::update),
        "ChatThread_SendChatMessage" => (Access::Talk, messages::send),
        "ChatThread_ListChatMessages" => (Access::Talk, messages::list),
        "ChatThread_GetChatMessage" => (Access::Talk, messages::get),
        "ChatThread_UpdateChatMessage" => (Access::Talk, messages::update),
        "ChatThread_DeleteChatMessage" => (Access::Talk, messages::delete),
        "ChatThread_ListChatParticipants" => (Access::Talk, participants::list),
        "ChatThread_AddChatParticipants" => (Access::People, participants::add),
        "ChatThread_RemoveChatParticipant" => (Access::People, participants::remove),
        "ChatThread_ListChatReadReceipts" => (Access::Talk, messages::list_receipts),
        "ChatThread_SendChatReadReceipt" => (Access::Talk, messages::send_receipt),
        "ChatThread_SendTypingNotification" => (Access::Talk, messages::typing),
        _ => return None,
    };
    Some(Route { access, handler })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::description::{Descriptions, Service};

    #[test]
    fn every_described_operation_has_a_route() {
        for description in Descriptions::shared().unwrap().all() {
            for operation in &description.operations {
                let known = match description.service {
                    Service::Chat => route(&operation.id).is_some(),
                };
                assert!(known, "{} {}", description.version, operation.id);
            }
        }
    }
}
