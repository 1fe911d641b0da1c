//! Following a thread in memory, with a clock that does not wait.

mod extremes;
mod failing;
mod following;
mod lying;
mod resuming;
mod thread;

use super::{
    MessagePoint, MessagePollingOptions, MessageStream,
    listed::{ListedMessage, MessageFacts},
    stream::ListRequest,
};
use azure_core::{
    Error,
    error::ErrorKind,
    http::StatusCode,
    time::{Duration, OffsetDateTime},
};
use client_runtime::testing::FakeClock;
use futures::{
    FutureExt, StreamExt,
    stream::{self, BoxStream},
};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

/// The beginning of time in these tests, in seconds since 1970; a message's times count from it.
const EPOCH: i64 = 1_700_000_000;

fn at(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(EPOCH + seconds).unwrap()
}

#[derive(Clone, Debug)]
struct Message {
    sequence: i64,
    created: i64,
    edits: Vec<i64>,
}

type Action = Box<dyn FnOnce(&mut Vec<Message>) -> Option<Error> + Send>;

/// A thread, and what happens to it before each listing; a listing for which nothing is written never answers.
#[derive(Clone, Default)]
struct World {
    messages: Arc<Mutex<Vec<Message>>>,
    script: Arc<Mutex<VecDeque<Action>>>,
    asked: Arc<Mutex<Vec<Option<i64>>>>,
}

impl World {
    fn then(self, action: impl FnOnce(&mut Vec<Message>) + Send + 'static) -> Self {
        self.push(|messages| {
            action(messages);
            None
        })
    }

    fn then_fail(self, error: impl FnOnce() -> Error + Send + 'static) -> Self {
        self.push(|_| Some(error()))
    }

    fn idle(self, times: usize) -> Self {
        (0..times).fold(self, |world, _| world.then(|_| ()))
    }

    fn push(self, action: impl FnOnce(&mut Vec<Message>) -> Option<Error> + Send + 'static) -> Self {
        self.script.lock().unwrap().push_back(Box::new(action));
        self
    }

    fn list(&self, ask: &ListRequest) -> BoxStream<'static, azure_core::Result<ListedMessage<String>>> {
        let mut messages = self.messages.lock().unwrap();
        let start = ask.start_time.map(|time| (time - at(0)).whole_seconds());
        let Some(action) = self.script.lock().unwrap().pop_front() else {
            return stream::pending().boxed();
        };
        self.asked.lock().unwrap().push(start);
        if let Some(error) = action(&mut messages) {
            return stream::iter([Err(error)]).boxed();
        }
        let mut listed: Vec<_> = messages
            .iter()
            .filter(|message| start.is_none_or(|start| message.created >= start))
            .map(Message::listed)
            .collect();
        listed.reverse();
        stream::iter(listed.into_iter().map(Ok)).boxed()
    }

    fn follow(&self, clock: &Arc<FakeClock>, options: MessagePollingOptions) -> MessageStream<String> {
        let world = self.clone();
        let options = MessagePollingOptions {
            clock: Some(Arc::clone(clock) as _),
            ..options
        };
        MessageStream::new(options, Box::new(move |ask| Ok(world.list(&ask))))
    }

    /// Returns everything that the stream returns until a listing does not answer; errors as `!`.
    fn run(&self, options: MessagePollingOptions) -> Vec<String> {
        drain(&mut self.follow(&FakeClock::hurried(), options))
    }

    fn asked(&self) -> Vec<Option<i64>> {
        self.asked.lock().unwrap().clone()
    }
}

fn drain(stream: &mut MessageStream<String>) -> Vec<String> {
    std::iter::from_fn(|| stream.next().now_or_never().flatten())
        .map(|message| message.unwrap_or_else(|_| "!".to_owned()))
        .collect()
}

impl Message {
    fn listed(&self) -> ListedMessage<String> {
        let changed = self.edits.last().map(|edit| at(*edit));
        let version = (self.sequence * 1_000 + i64::try_from(self.edits.len()).unwrap()).to_string();
        let facts = MessageFacts::new(
            &format!("id{}", self.sequence),
            &version,
            Some(&self.sequence.to_string()),
            at(self.created),
            [changed, None],
        );
        let message = format!("{}{}", self.sequence, "'".repeat(self.edits.len()));
        ListedMessage {
            facts,
            message,
            answered_on: None,
        }
    }
}

fn send(sequence: i64, created: i64) -> impl Fn(&mut Vec<Message>) + Send + Copy {
    move |messages| {
        messages.push(Message {
            sequence,
            created,
            edits: Vec::new(),
        });
    }
}

fn edit(sequence: i64, on: i64) -> impl Fn(&mut Vec<Message>) + Send + Copy {
    move |messages| {
        let message = messages.iter_mut().find(|message| message.sequence == sequence);
        message.unwrap().edits.push(on);
    }
}

fn throttled() -> Error {
    Error::with_message(
        ErrorKind::HttpResponse {
            status: StatusCode::TooManyRequests,
            error_code: None,
            raw_response: None,
        },
        "429",
    )
}

fn usual() -> MessagePollingOptions {
    MessagePollingOptions::default()
}

fn from(point: MessagePoint) -> MessagePollingOptions {
    MessagePollingOptions::from_point(point)
}

/// The default options, but every poll lists all messages.
fn eager() -> MessagePollingOptions {
    MessagePollingOptions {
        edit_interval: Duration::ZERO,
        ..Default::default()
    }
}
