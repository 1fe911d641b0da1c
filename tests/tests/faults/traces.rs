//! The effects of the operations on the service.

use acs_emulator::MessageKind;

use crate::{
    operations::{Operation, Operation as Op},
    support::Stage,
};

impl Operation {
    /// How often the service has carried it out on this stage, as far as that leaves a trace; for lists, how many items
    /// there are.
    pub fn done(self, stage: &Stage) -> usize {
        let messages = stage.emulator.messages(&stage.thread_id);
        let state = stage.state();
        match self {
            // The topic is the user's id, which nobody else has.
            Op::CreateThread => {
                let threads = stage.emulator.threads();
                threads
                    .iter()
                    .filter(|thread| thread.topic == stage.user.id)
                    .count()
            }
            Op::DeleteThread => usize::from(state.deleted_on.is_some()),
            Op::SendMessage => stage.count("after"),
            Op::DeleteMessage | Op::UpdateMessage => {
                let message = messages
                    .iter()
                    .find(|message| message.id == stage.message_id)
                    .unwrap();
                usize::from(message.deleted_on.is_some() || message.text() == Some("after"))
            }
            Op::UpdateProperties => {
                let made = stage.announced(MessageKind::TopicUpdated, None);
                // The first was written when the thread was made.
                made.saturating_sub(1)
            }
            Op::AddParticipants => stage.announced(MessageKind::ParticipantAdded, Some(&stage.newcomer)),
            Op::RemoveParticipant => stage.announced(MessageKind::ParticipantRemoved, Some(&stage.other)),
            Op::SendReceipt => state.receipts.len(),
            Op::ListThreads => 1,
            Op::ListParticipants => state.participants.len(),
            Op::ListMessages => messages.len(),
            Op::GetProperties | Op::GetMessage | Op::ListReceipts | Op::SendTyping => 0,
        }
    }
}
