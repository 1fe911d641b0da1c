//! A thread with wrong times, listed in two pages, and the changes of it.

use super::*;
use crate::Clock;
use azure_core::time::parse_rfc3339;

/// The difference between the time of a message and the true time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Lie {
    By(i64),
    Says(&'static str),
}

pub(super) const LIES: [Lie; 6] = [
    Lie::By(0),
    Lie::By(-3_600),
    Lie::By(180),
    Lie::By(3_600),
    Lie::Says("9999-12-31T23:59:59Z"),
    Lie::Says("1970-01-01T00:00:00Z"),
];

impl Lie {
    fn about(self, now: OffsetDateTime) -> OffsetDateTime {
        match self {
            Self::By(seconds) => now + Duration::seconds(seconds),
            Self::Says(text) => parse_rfc3339(text).unwrap(),
        }
    }
}

/// The numbers that the service increases with each change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Counting {
    /// Sequence ids and versions, for the whole thread, as the service does.
    Thread,
    /// Versions only, for the whole thread, as its first version does.
    Versions,
    /// Versions, for each message, and sequence ids with each message.
    Messages,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    Send,
    Edit(usize),
    Delete(usize),
    Nothing,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// Whether it happens between two pages of a listing, not before one.
    pub(super) between: bool,
    pub(super) later: i64,
    pub(super) change: Change,
    pub(super) lie: Lie,
}

#[derive(Clone, Debug)]
pub(super) struct Message {
    number: u64,
    sequence: u64,
    version: u64,
    created: OffsetDateTime,
    edited: Option<OffsetDateTime>,
    deleted: Option<OffsetDateTime>,
    changes: u64,
}

/// A thread, and what happens to it before each listing, by the true time.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    pub(super) clock: Arc<FakeClock>,
    /// How far the clock of this machine is ahead, and the one of the responses, if they have one.
    ahead: i64,
    answers: Option<i64>,
    counting: Counting,
    count: u64,
    pub(super) messages: Vec<Message>,
    pub(super) script: VecDeque<Step>,
}

impl Thread {
    pub(super) fn new(counting: Counting, ahead: i64, answers: Option<i64>) -> Self {
        Self {
            clock: FakeClock::hurried(),
            ahead,
            answers,
            counting,
            count: 0,
            messages: Vec::new(),
            script: VecDeque::new(),
        }
    }

    pub(super) fn now(&self) -> OffsetDateTime {
        self.clock.now() - Duration::seconds(self.ahead)
    }

    pub(super) fn step(&mut self, step: Step) {
        self.clock.advance(Duration::seconds(step.later));
        let on = step.lie.about(self.now());
        self.count += 1;
        let (count, counting) = (self.count, self.counting);
        let length = self.messages.len();
        let mut change = |which: usize, edit: fn(&mut Message, OffsetDateTime)| {
            let Some(message) = self.messages.get_mut(which % length.max(1)) else {
                return;
            };
            edit(message, on);
            message.changes += 1;
            if counting == Counting::Messages {
                message.version += 1;
            } else {
                message.version = count;
                message.sequence = count;
            }
        };
        match step.change {
            Change::Nothing => {}
            Change::Edit(which) => change(which, |message, on| message.edited = Some(on)),
            Change::Delete(which) => change(which, |message, on| {
                message.edited = None;
                message.deleted = Some(on);
            }),
            Change::Send => self.messages.push(Message {
                number: count,
                sequence: count,
                version: if counting == Counting::Messages {
                    count * 1_000
                } else {
                    count
                },
                created: on,
                edited: None,
                deleted: None,
                changes: 0,
            }),
        }
    }

    /// Lists the messages whose version is below that of the last one of the page before.
    fn page(
        &self,
        start_time: Option<OffsetDateTime>,
        below: u64,
        most: usize,
    ) -> Vec<ListedMessage<String>> {
        let mut listed: Vec<_> = self.messages.iter().collect();
        listed.sort_by_key(|message| std::cmp::Reverse(message.version));
        listed
            .into_iter()
            .filter(|message| {
                start_time.is_none_or(|start| message.created >= start) && message.version < below
            })
            .take(most)
            .map(|message| ListedMessage {
                facts: message.facts(self.counting),
                message: message.state(),
                answered_on: self.answers.map(|ahead| self.now() + Duration::seconds(ahead)),
            })
            .collect()
    }
}

impl Message {
    fn state(&self) -> String {
        format!("{}.{}", self.number, self.changes)
    }

    fn facts(&self, counting: Counting) -> MessageFacts {
        let id = match counting {
            Counting::Messages => format!("id{}", self.number),
            Counting::Thread | Counting::Versions => self.number.to_string(),
        };
        let sequence = self.sequence.to_string();
        let sequence = (counting != Counting::Versions).then_some(sequence.as_str());
        let changes = [self.edited, self.deleted];
        MessageFacts::new(&id, &self.version.to_string(), sequence, self.created, changes)
    }
}

pub(super) fn follow(thread: &Arc<Mutex<Thread>>, options: MessagePollingOptions) -> MessageStream<String> {
    let options = MessagePollingOptions {
        clock: Some(thread.lock().unwrap().clock.clone()),
        ..options
    };
    let all = Arc::clone(thread);
    let list = move |ask: ListRequest| {
        let mut thread = all.lock().unwrap();
        let Some(step) = thread.script.pop_front() else {
            return Ok(stream::pending().boxed());
        };
        thread.step(step);
        let first = thread.page(ask.start_time, u64::MAX, thread.messages.len().div_ceil(2));
        let below = first.last().map_or(0, |last| last.facts.version.parse().unwrap());
        drop(thread);
        let all = Arc::clone(&all);
        let rest = stream::once(async move {
            let mut thread = all.lock().unwrap();
            if thread.script.front().is_some_and(|step| step.between) {
                let step = thread.script.pop_front().unwrap();
                thread.step(step);
            }
            stream::iter(thread.page(ask.start_time, below, usize::MAX))
        });
        Ok(stream::iter(first).chain(rest.flatten()).map(Ok).boxed())
    };
    MessageStream::new(options, Box::new(list))
}

/// Returns the messages of a stream that is resumed from its text after a number of messages.
pub(super) fn run(
    thread: &Arc<Mutex<Thread>>,
    options: &MessagePollingOptions,
    resumed_after: &[usize],
) -> (Vec<String>, MessagePoint) {
    let mut out = Vec::new();
    let mut stream = follow(thread, options.clone());
    while let Some(message) = stream.next().now_or_never() {
        out.push(message.unwrap().unwrap());
        if resumed_after.contains(&out.len()) {
            let from: MessagePoint = stream.point().to_string().parse().unwrap();
            assert_eq!(from, stream.point());
            stream = follow(
                thread,
                MessagePollingOptions {
                    from,
                    ..options.clone()
                },
            );
        }
    }
    (out, stream.point())
}

pub(super) const IDLE: Step = Step {
    between: false,
    later: 0,
    change: Change::Nothing,
    lie: Lie::By(0),
};

/// Time enough for everything to be listed again.
pub(super) fn idle(thread: &Arc<Mutex<Thread>>) {
    thread.lock().unwrap().script.extend([IDLE; 40]);
}

pub(super) fn assert_complete(thread: &Arc<Mutex<Thread>>, out: &[String]) {
    let mut once = out.to_vec();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), out.len(), "twice: {out:?}");
    for message in &thread.lock().unwrap().messages {
        assert!(out.contains(&message.state()), "lost: {message:?} {out:?}");
    }
}

pub(super) fn send(lie: Lie) -> Step {
    Step {
        later: 1,
        change: Change::Send,
        lie,
        ..IDLE
    }
}

pub(super) fn thread(steps: impl IntoIterator<Item = Step>) -> Arc<Mutex<Thread>> {
    let mut thread = Thread::new(Counting::Thread, 0, None);
    thread.script.extend(steps);
    Arc::new(Mutex::new(thread))
}
