//! Participants: list, add, remove.

use super::{Call, lists};
use crate::answer::Answer;
use crate::errors::Failure;

pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let thread = call.thread_id();
    let room = call.world.room(&thread)?;
    room.require_participant(&call.caller.identifier)?;
    lists::page_with_skip(call, &room.thread.participants, |one| call.wire.participant(one))
}

pub(super) fn add(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let people = call.wire.read_new_participants(&call.body)?;
    let outcome = call
        .world
        .add(&call.caller.identifier, &call.thread_id(), people)?;
    Ok(call.wire.participants_added(&outcome))
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let who = call.wire.read_removed(&call.path, &call.body)?;
    let (room, stamp) = call.world.room_mut(&call.thread_id())?;
    room.remove(&call.caller.identifier, &who, stamp)?;
    Ok(Answer::empty(204))
}
