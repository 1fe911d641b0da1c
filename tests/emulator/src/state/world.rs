//! The whole state of an emulator.

use std::collections::BTreeMap;

use time::OffsetDateTime;
use uuid::Uuid;

use super::account::Accounts;
use super::message::Stamp;
use super::thread::require_batch;
use super::{
    Content, CreatedThread, JoinOutcome, Message, MessageKind, NewParticipant, NewThread, Refusal,
    RefusedParticipant, Room, Thread,
};
use crate::clock::Clock;
use crate::date_time;
use crate::identifier::Identifier;

/// The whole state.
#[derive(Debug)]
pub(crate) struct World {
    clock: Clock,
    /// The id of the Communication Services resource that the emulator plays.
    resource: String,
    pub(super) accounts: Accounts,
    rooms: BTreeMap<String, Room>,
    /// The threads that were made with a repeatability id, by caller and id.
    repeatable: BTreeMap<(Identifier, String), CreatedThread>,
    last_stamp: i64,
    threads_made: u64,
}

impl World {
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            clock,
            resource: Uuid::new_v4().to_string(),
            accounts: Accounts::default(),
            rooms: BTreeMap::new(),
            repeatable: BTreeMap::new(),
            last_stamp: 0,
            threads_made: 0,
        }
    }

    pub(crate) fn resource(&self) -> &str {
        &self.resource
    }

    /// Makes a thread, or returns the one that the same request made before.
    pub(crate) fn create_thread(
        &mut self,
        caller: &Identifier,
        new: NewThread,
        repeatability: Option<String>,
    ) -> Result<CreatedThread, Refusal> {
        let key = repeatability
            .filter(|id| !id.is_empty())
            .map(|id| (caller.clone(), id));
        if let Some(created) = key.as_ref().and_then(|key| self.repeatable.get(key)) {
            return Ok(CreatedThread {
                repeated: true,
                ..created.clone()
            });
        }
        new.check()?;
        let (mut people, outcome) = self.split_by_known(new.participants);
        if !people.iter().any(|person| person.identifier == *caller) {
            people.insert(0, NewParticipant::new(caller.clone()));
        }
        let stamp = self.stamp();
        let thread = Thread {
            id: format!("19:{}@thread.v2", Uuid::new_v4().simple()),
            topic: new.topic.clone(),
            created_on: stamp.now,
            created_by: caller.clone(),
            deleted_on: None,
            metadata: new.metadata,
            retention: new.retention,
            participants: Vec::new(),
            receipts: Vec::new(),
        };
        let mut room = Room {
            thread,
            messages: Vec::new(),
            versions: BTreeMap::new(),
            last_sequence: 0,
            number: self.threads_made,
        };
        room.join(caller, people, stamp)?;
        let content = Content {
            topic: Some(new.topic),
            initiator: Some(caller.clone()),
            ..Content::default()
        };
        let stamp = Stamp {
            now: stamp.now,
            ..self.stamp()
        };
        room.announce(MessageKind::TopicUpdated, content, stamp);
        self.threads_made += 1;
        let created = CreatedThread {
            thread: room.thread.clone(),
            repeated: false,
            outcome,
        };
        self.rooms.insert(room.thread.id.clone(), room);
        if let Some(key) = key {
            self.repeatable.insert(key, created.clone());
        }
        Ok(created)
    }

    /// Returns the threads of a participant, also deleted ones, newest first.
    pub(crate) fn threads_with(&self, caller: &Identifier) -> Vec<&Room> {
        let mut rooms: Vec<_> = self
            .rooms
            .values()
            .filter(|room| room.require_participant(caller).is_ok())
            .collect();
        rooms.sort_by_key(|room| std::cmp::Reverse(room.number));
        rooms
    }

    /// Returns a thread that is not deleted.
    pub(crate) fn room(&self, id: &str) -> Result<&Room, Refusal> {
        self.rooms
            .get(id)
            .filter(|room| room.thread.deleted_on.is_none())
            .ok_or(Refusal::NoThread)
    }

    /// Returns a thread that is not deleted, to change it, with the stamp of the change.
    pub(crate) fn room_mut(&mut self, id: &str) -> Result<(&mut Room, Stamp), Refusal> {
        let stamp = self.stamp();
        let room = self
            .rooms
            .get_mut(id)
            .filter(|room| room.thread.deleted_on.is_none());
        Ok((room.ok_or(Refusal::NoThread)?, stamp))
    }

    /// Adds people to a thread, and returns the result for each.
    pub(crate) fn add(
        &mut self,
        caller: &Identifier,
        thread: &str,
        people: Vec<NewParticipant>,
    ) -> Result<JoinOutcome, Refusal> {
        self.room(thread)?.require_participant(caller)?;
        require_batch(&people)?;
        let (people, outcome) = self.split_by_known(people);
        let (room, stamp) = self.room_mut(thread)?;
        room.join(caller, people, stamp)?;
        Ok(outcome)
    }

    /// Deletes a thread; it is still listed, as deleted.
    pub(crate) fn delete_thread(&mut self, caller: &Identifier, thread: &str) -> Result<(), Refusal> {
        let (room, stamp) = self.room_mut(thread)?;
        room.require_participant(caller)?;
        room.thread.deleted_on = Some(stamp.now);
        Ok(())
    }

    /// Removes a user from every thread, and deletes their messages.
    pub(super) fn erase(&mut self, user: &Identifier) {
        let mut stamp = self.stamp();
        for room in self.rooms.values_mut() {
            stamp = room.erase(user, stamp);
        }
        self.last_stamp = stamp.number;
    }

    /// Deletes the threads whose retention policies say so by now.
    pub(crate) fn apply_retention(&mut self) {
        let now = self.now();
        for room in self.rooms.values_mut() {
            room.expire(now);
        }
    }

    /// Returns every thread, oldest first.
    pub(crate) fn threads(&self) -> Vec<Thread> {
        let mut rooms: Vec<_> = self.rooms.values().collect();
        rooms.sort_by_key(|room| room.number);
        rooms.into_iter().map(|room| room.thread.clone()).collect()
    }

    /// Returns every message of a thread, oldest first; none when there is no such thread.
    pub(crate) fn messages(&self, thread: &str) -> Vec<Message> {
        self.rooms
            .get(thread)
            .map(|room| room.messages.clone())
            .unwrap_or_default()
    }

    pub(crate) fn now(&self) -> OffsetDateTime {
        self.clock.now()
    }

    /// Takes the stamp of a change: numbers increase even when the clock stands or goes back.
    fn stamp(&mut self) -> Stamp {
        let now = self.now();
        self.last_stamp = date_time::unix_milliseconds(now).max(self.last_stamp.saturating_add(1));
        Stamp {
            now,
            number: self.last_stamp,
        }
    }

    /// Splits people into those that can be added, and the result for the others.
    fn split_by_known(&self, people: Vec<NewParticipant>) -> (Vec<NewParticipant>, JoinOutcome) {
        let (mut valid, mut outcome) = (Vec::new(), JoinOutcome::default());
        for person in people {
            outcome.requested.push(person.identifier.clone());
            if self.knows(&person.identifier) {
                valid.push(person);
                continue;
            }
            let (status, message) = if self.owns(&person.identifier) {
                (404, "Not found")
            } else {
                (403, "Permissions check failed")
            };
            outcome.invalid.push(RefusedParticipant {
                identifier: person.identifier,
                status,
                message,
            });
        }
        (valid, outcome)
    }
}
