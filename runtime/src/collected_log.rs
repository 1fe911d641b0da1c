//! The log of a test, as text.

use std::{
    fmt::Debug,
    sync::{Arc, Mutex},
};
use tracing::{Dispatch, subscriber::DefaultGuard};

/// The log of one test, without that of other tests that run at the same time, from [`listen`](Self::listen) on.
pub(crate) struct CollectedLog {
    collect: Collect,
    _guard: DefaultGuard,
    _second: Dispatch,
}

impl CollectedLog {
    pub(crate) fn listen() -> Self {
        let collect = Collect::default();
        Self {
            // With only one subscriber, a place in the code that another test reaches first would count as one without
            // listens to.
            _second: Dispatch::new(Collect::default()),
            _guard: tracing::subscriber::set_default(collect.clone()),
            collect,
        }
    }

    /// Returns the fields of all events and spans so far, one a line.
    pub(crate) fn text(&self) -> String {
        self.collect.0.lock().unwrap().clone()
    }
}

/// Collects every field of every event and span, at every level.
#[derive(Clone, Default)]
struct Collect(Arc<Mutex<String>>);

impl tracing::field::Visit for Collect {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn Debug) {
        use std::fmt::Write;
        let _ = writeln!(self.0.lock().unwrap(), "{field}={value:?}");
    }
}

impl tracing::Subscriber for Collect {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        span.record(&mut self.clone());
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}
