//! Read receipts.

use time::OffsetDateTime;

use super::{Refusal, Room};
use crate::identifier::Identifier;

/// A read receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Receipt {
    /// Who has read.
    pub reader: Identifier,
    /// The newest message that they have read.
    pub message_id: String,
    /// When they said so.
    pub read_on: OffsetDateTime,
}

impl Room {
    /// Notes that the caller has read up to a message; a receipt for an older message than the last changes nothing.
    pub(crate) fn read(
        &mut self,
        caller: &Identifier,
        message_id: &str,
        now: OffsetDateTime,
    ) -> Result<(), Refusal> {
        let read = self.message(caller, message_id)?.place;
        let receipt = Receipt {
            reader: caller.clone(),
            message_id: message_id.to_owned(),
            read_on: now,
        };
        let before = self
            .thread
            .receipts
            .iter()
            .position(|receipt| receipt.reader == *caller);
        let Some(known) = before.and_then(|index| self.thread.receipts.get_mut(index)) else {
            self.thread.receipts.push(receipt);
            return Ok(());
        };
        let known_place = self
            .messages
            .iter()
            .find(|one| one.id == known.message_id)
            .map(|one| one.place);
        if known_place.is_none_or(|known| read >= known) {
            *known = receipt;
        }
        Ok(())
    }

    /// Returns the receipts of everybody in the thread, in the order of their first.
    pub(crate) fn receipts(&self, caller: &Identifier) -> Result<&[Receipt], Refusal> {
        self.require_participant(caller)?;
        Ok(&self.thread.receipts)
    }
}
