//! Threads: create, list, read, change, delete.

use super::{Call, lists};
use crate::answer::Answer;
use crate::errors::Failure;
use crate::events::Happening;
use crate::paging::Bound;

pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let new = call.wire.read_new_thread(&call.body)?;
    let repeatability = call.header("repeatability-request-id").map(str::to_owned);
    let created = call
        .world
        .create_thread(&call.caller.identifier, new, repeatability)?;
    if !created.repeated {
        call.tell(&created.thread, &Happening::Created);
    }
    let location = call.links.location(&["chat", "threads", &created.thread.id]);
    Ok(call
        .wire
        .thread_created(&created)
        .with_header("location", location))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let request = lists::list_request(call)?;
    let items = call
        .world
        .threads_with(&call.caller.identifier)
        .into_iter()
        .filter(|room| request.start().is_none_or(|start| room.last_active_on() >= start))
        .map(|room| (room.number, room));
    Ok(lists::page_backwards(
        call,
        &request,
        Bound::Nothing,
        items,
        |room| call.wire.thread_item(room),
    ))
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
    call.tell(&call.world.room(&call.thread_id())?.thread, &Happening::Updated);
    Ok(call.wire.changed())
}

pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let id = call.thread_id();
    if !is_well_formed(&id) {
        return Err(Failure::bad_request("").without_message());
    }
    let thread = call.world.room(&id)?.thread.clone();
    call.world.delete_thread(&call.caller.identifier, &id)?;
    call.tell(&thread, &Happening::ThreadDeleted);
    Ok(Answer::empty(204))
}

/// Tells whether a thread id has the form of one that could exist, which only the deletion of a thread looks at.
fn is_well_formed(id: &str) -> bool {
    let middle = id
        .strip_prefix("19:")
        .and_then(|rest| rest.strip_suffix("@thread.v2"));
    middle.is_some_and(|middle| {
        !middle.is_empty()
            && middle
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    })
}
