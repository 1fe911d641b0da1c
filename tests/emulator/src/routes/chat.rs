//! The operations of chat, by the ids that they have in the descriptions.

use super::{Call, Route, messages, participants, threads};
use crate::answer::Answer;
use crate::auth::Access;
use crate::errors::Failure;

/// Returns what carries out an operation; `None` when the emulator has not learned it.
///
/// The ids have no group in 2020-09-21-preview2, two in later versions, and what they name has changed its name.
pub(crate) fn route(operation: &str) -> Option<Route> {
    type Handler = fn(&mut Call<'_>) -> Result<Answer, Failure>;
    let name = operation.split_once('_').map_or(operation, |(_, name)| name);
    let (access, handler): (Access, Handler) = match name {
        "CreateChatThread" => (Access::Threads, threads::create),
        "ListChatThreads" => (Access::Talk, threads::list),
        "DeleteChatThread" => (Access::Threads, threads::delete),
        "GetChatThread" | "GetChatThreadProperties" => (Access::Talk, threads::get),
        "UpdateChatThread" | "UpdateChatThreadProperties" => (Access::Threads, threads::update),
        "SendChatMessage" => (Access::Talk, messages::send),
        "ListChatMessages" => (Access::Talk, messages::list),
        "GetChatMessage" => (Access::Talk, messages::get),
        "UpdateChatMessage" => (Access::Talk, messages::update),
        "DeleteChatMessage" => (Access::Talk, messages::delete),
        "ListChatParticipants" | "ListChatThreadMembers" => (Access::Talk, participants::list),
        "AddChatParticipants" | "AddChatThreadMembers" => (Access::People, participants::add),
        "RemoveChatParticipant" | "RemoveChatThreadMember" => (Access::People, participants::remove),
        "ListChatReadReceipts" => (Access::Talk, messages::list_receipts),
        "SendChatReadReceipt" => (Access::Talk, messages::send_receipt),
        "SendTypingNotification" => (Access::Talk, messages::typing),
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
