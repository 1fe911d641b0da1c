//! A thread that changes each time the client waits.

use acs_chat::{ChatThreadClient, Clock, MessagePollingOptions, MessageStream};
use acs_emulator::Emulator;
use azure_core::time::{Duration, OffsetDateTime};
use futures::{FutureExt as _, StreamExt as _, future::BoxFuture};
use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex},
};

/// A clock that does not wait: to sleep is to let time pass, here and in the emulator, and the next thing happen. When
/// nothing is left to happen, it sleeps for ever.
pub struct Life {
    thread: ChatThreadClient,
    emulator: acs_emulator::Clock,
    now: Mutex<OffsetDateTime>,
    to_come: Mutex<VecDeque<Event>>,
    messages: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone, Copy, Debug)]
enum Event {
    Send(&'static str),
    /// The how manieth message becomes what.
    Edit(usize, &'static str),
    Delete(usize),
    /// Stamped so many seconds from the truth.
    Stamped(&'static str, i64),
    Nothing,
    AnHour,
}

impl Life {
    /// What happens in it is done through the default version, and seen through every one.
    pub fn new(emulator: &Emulator, thread: ChatThreadClient) -> Arc<Self> {
        let mut to_come = vec![
            Event::Send("one"),
            Event::Send("two"),
            Event::Edit(0, "one!"),
            Event::AnHour,
        ];
        to_come.extend([Event::Edit(0, "one!!"), Event::Delete(1)]);
        // Until the older messages have been looked at again.
        to_come.extend([Event::Nothing; 13]);
        to_come.push(Event::Send("end"));
        Self::of(emulator, thread, to_come)
    }

    /// In which each message is stamped so many seconds from the truth, and another follows it.
    pub fn of_lies(emulator: &Emulator, thread: ChatThreadClient, seconds: &[i64]) -> Arc<Self> {
        let mut to_come = vec![];
        for lie in seconds {
            to_come.extend([Event::Stamped("lie", *lie), Event::Send("truth")]);
            // Until the older messages have been looked at again.
            to_come.extend([Event::Nothing; 13]);
        }
        to_come.push(Event::Send("end"));
        Self::of(emulator, thread, to_come)
    }

    fn of(emulator: &Emulator, thread: ChatThreadClient, to_come: Vec<Event>) -> Arc<Self> {
        Arc::new(Self {
            thread,
            emulator: emulator.clock(),
            now: Mutex::new(OffsetDateTime::UNIX_EPOCH),
            to_come: Mutex::new(to_come.into()),
            messages: Arc::default(),
        })
    }

    pub fn options(self: &Arc<Self>) -> MessagePollingOptions {
        let clock: Arc<Self> = Arc::clone(self);
        MessagePollingOptions {
            clock: Some(clock),
            max_page_size: Some(2),
            ..Default::default()
        }
    }

    async fn happen(
        thread: ChatThreadClient,
        messages: Arc<Mutex<Vec<String>>>,
        emulator: acs_emulator::Clock,
        event: Event,
    ) {
        let id = |index: usize| messages.lock().unwrap()[index].clone();
        match event {
            Event::Send(text) => {
                let sent = thread
                    .send_message(text, None)
                    .await
                    .unwrap()
                    .into_model()
                    .unwrap();
                messages.lock().unwrap().push(sent.id);
            }
            Event::Edit(index, text) => drop(thread.update_message(&id(index), text, None).await.unwrap()),
            Event::Delete(index) => drop(thread.delete_message(&id(index), None).await.unwrap()),
            Event::Stamped(text, seconds) => {
                let now = emulator.now();
                emulator.set(now.saturating_add(Duration::seconds(seconds)));
                thread.send_message(text, None).await.unwrap();
                emulator.set(now);
                emulator.resume();
            }
            Event::Nothing | Event::AnHour => {}
        }
    }
}

impl Clock for Life {
    fn now(&self) -> OffsetDateTime {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let Some(event) = self.to_come.lock().unwrap().pop_front() else {
            return futures::future::pending().boxed();
        };
        *self.now.lock().unwrap() += duration;
        let passes = match event {
            Event::AnHour => Duration::hours(1),
            _ => duration,
        };
        self.emulator.advance(passes.try_into().unwrap());
        let (thread, messages) = (self.thread.clone(), Arc::clone(&self.messages));
        Self::happen(thread, messages, self.emulator.clone(), event).boxed()
    }
}

impl fmt::Debug for Life {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Life")
    }
}

/// Follows a new thread through its life.
pub async fn follow<M>(mut messages: MessageStream<M>, text: impl Fn(&M) -> Option<&str>) {
    let mut seen = Vec::new();
    while seen.last().is_none_or(|last| last != "end") {
        let message = messages.next().await.unwrap().unwrap();
        seen.push(text(&message).unwrap_or("-").to_owned());
    }
    // The thread begins with two messages of the service; a deleted one has no text.
    assert_eq!(seen, ["-", "-", "one", "two", "one!", "one!!", "-", "end"]);
}
