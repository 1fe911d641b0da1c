//! Participants: list, add, remove.

use super::{Call, lists};
use crate::answer::Answer;
use crate::errors::Failure;
use crate::events::Happening;

pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let thread = call.thread_id();
    let room = call.world.room(&thread)?;
    room.require_participant(&call.caller.identifier)?;
    lists::page_with_skip(call, &room.thread.participants, |one| call.wire.participant(one))
}

pub(super) fn add(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let people = call.wire.read_new_participants(&call.body)?;
    let id = call.thread_id();
    let before = call
        .world
        .room(&id)
        .map_or(0, |room| room.thread.participants.len());
    let outcome = call.world.add(&call.caller.identifier, &id, people)?;
    let thread = &call.world.room(&id)?.thread;
    let added = thread.participants.get(before..).unwrap_or_default();
    call.tell(thread, &Happening::Added(added));
    Ok(call.wire.participants_added(&outcome))
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let who = call.wire.read_removed(&call.path, &call.body)?;
    let (room, stamp) = call.world.room_mut(&call.thread_id())?;
    let removed = room.remove(&call.caller.identifier, &who, stamp)?;
    // Somebody who leaves is not in the thread any more.
    if let Ok(room) = call.world.room(&call.thread_id()) {
        call.tell(&room.thread, &Happening::Removed(&removed));
    }
    Ok(Answer::empty(204))
}
