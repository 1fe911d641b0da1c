//! Collects all that any crate of the process says about itself, by `tracing` or by `log`, at every level.

use std::{
    fmt::{Debug, Write as _},
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// One thing that was said.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whether it is of a level that a program usually shows: information, warning or error.
    pub shown: bool,
    /// The crate and module.
    pub target: String,
    pub text: String,
}

/// Begins to collect; once for the process.
pub fn install() {
    tracing::subscriber::set_global_default(Collector::default()).unwrap();
    log::set_logger(&Logger).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
}

/// All that was said so far.
pub fn lines() -> Vec<Line> {
    collected().clone()
}

fn collected() -> MutexGuard<'static, Vec<Line>> {
    static LINES: OnceLock<Mutex<Vec<Line>>> = OnceLock::new();
    LINES
        .get_or_init(Mutex::default)
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
}

#[derive(Default)]
struct Collector(AtomicU64);

/// Writes fields as `name=value`.
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

fn note(metadata: &Metadata<'_>, fields: &Fields) {
    collected().push(Line {
        shown: *metadata.level() <= tracing::Level::INFO,
        target: metadata.target().to_owned(),
        text: format!("{}{}", metadata.name(), fields.0),
    });
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields(String::new());
        span.record(&mut fields);
        note(span.metadata(), &fields);
        Id::from_u64(self.0.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut fields = Fields(String::new());
        values.record(&mut fields);
        collected().push(Line {
            shown: true,
            target: "span".to_owned(),
            text: fields.0,
        });
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(String::new());
        event.record(&mut fields);
        note(event.metadata(), &fields);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        collected().push(Line {
            shown: record.level() <= log::Level::Info,
            target: record.target().to_owned(),
            text: record.args().to_string(),
        });
    }

    fn flush(&self) {}
}
