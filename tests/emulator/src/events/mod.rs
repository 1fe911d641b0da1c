//! The events of chat, delivered to webhooks as Event Grid does it: after a handshake, at least once, and again after a failure.

mod deliver;
mod handshake;
mod options;
mod payload;
mod post;

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::clock::Clock;
use crate::identifier::Identifier;
use crate::state::Thread;
use deliver::Deliveries;
pub use deliver::EventSubscriptionHandle;
pub use options::{EventSchema, EventSubscription};
pub(crate) use payload::{Happening, MessageChange};
use post::Target;

/// Who gets the events of an emulator.
#[derive(Debug, Default)]
pub(crate) struct Subscribers {
    all: Mutex<Vec<Deliveries>>,
}

impl Subscribers {
    /// Asks the webhook, and delivers to it from now on.
    pub(crate) async fn add(
        &self,
        options: EventSubscription,
        resource: &str,
        clock: Clock,
    ) -> io::Result<EventSubscriptionHandle> {
        let topic = format!(
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/emulator/providers/\
             Microsoft.Communication/CommunicationServices/{resource}"
        );
        let target = Target::new(&options.url, options.timeout)?;
        handshake::ask(&target, options.schema, &topic, clock.now()).await?;
        let (deliveries, handle) = Deliveries::start(options, target, topic);
        self.all().push(deliveries);
        Ok(handle)
    }

    /// Tells everyone of what happened in a thread.
    pub(crate) fn tell(
        &self,
        thread: &Thread,
        by: &Identifier,
        happening: &Happening<'_>,
        now: time::OffsetDateTime,
    ) {
        let mut all = self.all();
        all.retain(Deliveries::are_wanted);
        if all.is_empty() {
            return;
        }
        for event in payload::events(thread, by, happening, now) {
            for deliveries in all.iter() {
                deliveries.push(event.clone());
            }
        }
    }

    fn all(&self) -> MutexGuard<'_, Vec<Deliveries>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
