//! The rules of access: only participants read and write, and each sees the history that was shared with them.

use super::{Message, Participant, Refusal, Room};
use crate::identifier::Identifier;

impl Room {
    /// Returns the caller's own entry, or refuses one who is not in the thread.
    pub(crate) fn require_participant(&self, caller: &Identifier) -> Result<&Participant, Refusal> {
        self.thread
            .participants
            .iter()
            .find(|one| one.identifier == *caller)
            .ok_or(Refusal::NotParticipant)
    }

    /// Returns the messages that the caller may read, oldest first.
    pub(crate) fn messages(
        &self,
        caller: &Identifier,
    ) -> Result<impl DoubleEndedIterator<Item = &Message>, Refusal> {
        let reader = self.require_participant(caller)?;
        Ok(self.messages.iter().filter(|message| reader.reads(message)))
    }

    /// Returns a message that the caller may read.
    pub(crate) fn message(&self, caller: &Identifier, id: &str) -> Result<&Message, Refusal> {
        self.messages(caller)?
            .find(|message| message.id == id)
            .ok_or(Refusal::NoMessage)
    }

    /// Returns a message that the caller may change: their own, and not deleted.
    pub(super) fn own_message(&mut self, caller: &Identifier, id: &str) -> Result<&mut Message, Refusal> {
        if self.message(caller, id)?.sender.as_ref() != Some(caller) {
            return Err(Refusal::NotSender);
        }
        self.messages
            .iter_mut()
            .find(|message| message.id == id)
            .ok_or(Refusal::NoMessage)
    }
}
