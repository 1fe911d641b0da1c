//! The rules of access: only participants read and write, and each reads the history that was shared with them.

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

    /// Returns the messages that the caller may read, with the numbers of their versions: the newest version first, so that
    /// a message that was just edited or deleted comes before one that was sent before that.
    pub(crate) fn messages(
        &self,
        caller: &Identifier,
    ) -> Result<impl Iterator<Item = (u64, &Message)>, Refusal> {
        let reader = self.require_participant(caller)?;
        let messages = self.versions.iter().rev().filter_map(|(version, index)| {
            let message = self.messages.get(*index)?;
            Some((u64::try_from(*version).unwrap_or_default(), message))
        });
        Ok(messages.filter(|(_, message)| reader.reads(message)))
    }

    /// Returns a message that the caller may read.
    pub(crate) fn message(&self, caller: &Identifier, id: &str) -> Result<&Message, Refusal> {
        let reader = self.require_participant(caller)?;
        self.messages
            .iter()
            .find(|message| message.id == id && reader.reads(message))
            .ok_or(Refusal::NoMessage)
    }

    /// Finds a message that the caller may change: their own.
    pub(super) fn own_message(&self, caller: &Identifier, id: &str) -> Result<usize, Refusal> {
        if self.message(caller, id)?.sender.as_ref() != Some(caller) {
            return Err(Refusal::NotSender);
        }
        self.messages
            .iter()
            .position(|message| message.id == id)
            .ok_or(Refusal::NoMessage)
    }
}
