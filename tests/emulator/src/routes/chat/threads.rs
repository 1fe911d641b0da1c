//! Threads: create, list, read, change, delete.

use super::{Call, lists};
use crate::answer::Answer;
use crate::errors::Failure;

pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let new = call.wire.read_new_thread(&call.body)?;
    let repeatability = call.header("repeatability-request-id").map(str::to_owned);
    let created = call
        .world
        .create_thread(&call.caller.identifier, new, repeatability)?;
    let location = call.links.location(&["chat", "threads", &created.thread.id]);
    Ok(call
        .wire
        .thread_created(&created)
        .with_header("location", location))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let ask = lists::ask(call)?;
    let items = call
        .world
        .threads_of(&call.caller.identifier)
        .into_iter()
        .filter(|room| ask.start().is_none_or(|start| room.last_active_on() >= start))
        .map(|room| (room.number, room));
    Ok(lists::backwards(call, &ask, items, |room| {
        call.wire.thread_item(room)
    }))
}

pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let room = call.world.room(&call.thread_id())?;
    room.require_participant(&call.caller.identifier)?;
    Ok(Answer::json(200, call.wire.thread(&room.thread)))
}

pub(super) fn update(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let patch = call.wire.read_thread_patch(&call.body)?;
    let (room, stamp) = call.world.room_mut(&call.thread_id())?;
    room.update(&call.caller.identifier, patch, stamp)?;
    Ok(call.wire.changed())
}

pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let id = call.thread_id();
    // The service sends no message when this fails for a thread that is not there.
    call.world
        .room(&id)
        .map_err(|refusal| Failure::from(refusal).without_message())?;
    call.world.delete_thread(&call.caller.identifier, &id)?;
    Ok(Answer::empty(204))
}
