//! The task that delivers the events of one subscription.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::Method;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use super::handshake::ORIGIN;
use super::options::{EventSchema, EventSubscription};
use super::payload::Event;
use super::post::Target;
use crate::date_time::format_event;

/// The most events that wait for their delivery; the next ones are lost, and counted.
const MAX_WAITING: usize = 10_000;

/// The most requests that wait for another try, or to be late.
const MAX_PENDING: usize = 1_000;

/// Where the events of a subscription go in.
#[derive(Debug)]
pub(super) struct Deliveries {
    events: mpsc::Sender<Event>,
    types: Vec<String>,
    counts: Arc<Counts>,
}

/// The results of the deliveries.
#[derive(Debug)]
struct Counts {
    /// How many events have come to no end yet.
    waiting: watch::Sender<usize>,
    delivered: AtomicUsize,
    lost: AtomicUsize,
}

/// A subscription to the events of an emulator, which ends when this is dropped.
#[derive(Debug)]
pub struct EventSubscriptionHandle {
    counts: Arc<Counts>,
    task: tokio::task::JoinHandle<()>,
}

impl EventSubscriptionHandle {
    /// Returns how many events were delivered, each counted once.
    pub fn delivered(&self) -> usize {
        self.counts.delivered.load(Ordering::SeqCst)
    }

    /// Returns how many events were lost: the webhook refused them, or failed at the last try, or too many were waiting.
    pub fn lost(&self) -> usize {
        self.counts.lost.load(Ordering::SeqCst)
    }

    /// Waits until every event so far is delivered or given up.
    pub async fn settled(&self) {
        let mut waiting = self.counts.waiting.subscribe();
        // An error would mean that nobody counts any more.
        let _settled = waiting.wait_for(|waiting| *waiting == 0).await;
    }
}

impl Drop for EventSubscriptionHandle {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Deliveries {
    pub(super) fn start(
        options: EventSubscription,
        target: Target,
        topic: String,
    ) -> (Self, EventSubscriptionHandle) {
        let (events, received) = mpsc::channel(MAX_WAITING);
        let counts = Arc::new(Counts {
            waiting: watch::Sender::new(0),
            delivered: AtomicUsize::new(0),
            lost: AtomicUsize::new(0),
        });
        let types = options.types.clone();
        let work = Arc::new(Work {
            options,
            target,
            topic,
            counts: counts.clone(),
        });
        let task = tokio::spawn(work.run(received));
        let deliveries = Self {
            events,
            types,
            counts: counts.clone(),
        };
        (deliveries, EventSubscriptionHandle { counts, task })
    }

    /// Whether the subscription has not ended.
    pub(super) fn are_wanted(&self) -> bool {
        !self.events.is_closed()
    }

    pub(super) fn push(&self, event: Event) {
        if !self.types.is_empty() && !self.types.iter().any(|name| name == event.name) {
            return;
        }
        self.counts.waiting.send_modify(|waiting| *waiting += 1);
        if self.events.try_send(event).is_err() {
            self.counts.end(1, &self.counts.lost);
        }
    }
}

impl Counts {
    fn end(&self, events: usize, how: &AtomicUsize) {
        how.fetch_add(events, Ordering::SeqCst);
        self.waiting
            .send_modify(|waiting| *waiting = waiting.saturating_sub(events));
    }
}

/// What it takes to deliver.
struct Work {
    options: EventSubscription,
    target: Target,
    topic: String,
    counts: Arc<Counts>,
}

/// How a try ended.
enum Tried {
    Delivered,
    Refused,
    Failed,
}

impl Work {
    async fn run(self: Arc<Self>, mut events: mpsc::Receiver<Event>) {
        let mut pending = JoinSet::new();
        let most = if self.options.reordered {
            MAX_PENDING
        } else {
            self.options.batch
        };
        let mut waiting = Vec::new();
        while events.recv_many(&mut waiting, most).await > 0 {
            if self.options.reordered {
                waiting.reverse();
            }
            for batch in waiting.chunks(self.options.batch) {
                self.deliver(batch.to_vec(), &mut pending).await;
            }
            waiting.clear();
        }
        while pending.join_next().await.is_some() {}
    }

    /// Delivers a batch at once, so that events stay in their order, and leaves it to another task when it must wait.
    async fn deliver(self: &Arc<Self>, batch: Vec<Event>, pending: &mut JoinSet<()>) {
        while pending.len() >= MAX_PENDING {
            pending.join_next().await;
        }
        while pending.try_join_next().is_some() {}
        let work = self.clone();
        if !self.options.late.is_zero() {
            pending.spawn(async move {
                tokio::time::sleep(work.options.late).await;
                if !work.first(&batch).await {
                    work.again(&batch).await;
                }
            });
        } else if !self.first(&batch).await {
            pending.spawn(async move { work.again(&batch).await });
        }
    }

    /// The first try; whether the batch came to an end.
    async fn first(&self, batch: &[Event]) -> bool {
        let tried = self.post(batch, 0).await;
        if self.options.doubled {
            // The response to the second request does not matter.
            let _tried = self.post(batch, 0).await;
        }
        self.count(batch, &tried)
    }

    async fn again(&self, batch: &[Event]) {
        for (delay, count) in self.options.retry_delays.iter().zip(1_u32..) {
            tokio::time::sleep(*delay).await;
            let tried = self.post(batch, count).await;
            if self.count(batch, &tried) {
                return;
            }
        }
        self.counts.end(batch.len(), &self.counts.lost);
    }

    /// Counts what came to an end; whether it did.
    fn count(&self, batch: &[Event], tried: &Tried) -> bool {
        match tried {
            Tried::Delivered => self.counts.end(batch.len(), &self.counts.delivered),
            Tried::Refused => self.counts.end(batch.len(), &self.counts.lost),
            Tried::Failed => return false,
        }
        true
    }

    async fn post(&self, batch: &[Event], count: u32) -> Tried {
        let events: Vec<Value> = batch.iter().map(|event| self.envelope(event)).collect();
        let (content_type, body) = match (self.options.schema, events.as_slice()) {
            (EventSchema::EventGrid, _) => (
                "application/json; charset=utf-8",
                Value::Array(events).to_string(),
            ),
            (EventSchema::CloudEvents, [only]) if self.options.batch == 1 => {
                ("application/cloudevents+json; charset=utf-8", only.to_string())
            }
            (EventSchema::CloudEvents, _) => (
                "application/cloudevents-batch+json; charset=utf-8",
                Value::Array(events).to_string(),
            ),
        };
        let mut headers = vec![
            ("content-type", content_type.to_owned()),
            ("aeg-event-type", "Notification".to_owned()),
            ("aeg-subscription-name", "EMULATOR".to_owned()),
            ("aeg-delivery-count", count.to_string()),
        ];
        match self.options.schema {
            EventSchema::EventGrid => headers.extend([
                ("aeg-data-version", "1.0".to_owned()),
                ("aeg-metadata-version", "1".to_owned()),
            ]),
            EventSchema::CloudEvents => headers.push(("webhook-request-origin", ORIGIN.to_owned())),
        }
        match self.target.send(Method::POST, &headers, body).await {
            Ok(answer) if answer.status.is_success() => Tried::Delivered,
            // These are not tried again.
            Ok(answer) if [400, 401, 403, 404, 413].contains(&answer.status.as_u16()) => Tried::Refused,
            _ => Tried::Failed,
        }
    }

    fn envelope(&self, event: &Event) -> Value {
        let kind = format!("Microsoft.Communication.{}", event.name);
        let time = format_event(event.time);
        match self.options.schema {
            EventSchema::EventGrid => json!({
                "id": event.id, "topic": self.topic, "subject": event.subject, "data": event.data, "eventType": kind,
                "eventTime": time, "dataVersion": "1.0", "metadataVersion": "1"
            }),
            EventSchema::CloudEvents => json!({
                "id": event.id, "source": self.topic, "subject": event.subject, "data": event.data, "type": kind,
                "time": time, "specversion": "1.0"
            }),
        }
    }
}
