//! Long-running operations: what is sent to begin and follow them, when, and how they end. The service is a script, and the clock
//! jumps ahead instead of waiting.

mod bounds;
mod course;
mod endings;
mod paged;
mod resumed;

use std::sync::Arc;

use azure_core::{
    Error,
    http::{Context, poller::PollerOptions},
};
use client_runtime::{
    Clock,
    testing::{FakeClock, Reply, Script},
};
use goldens::long_running::api::{KilnsClient, KilnsClientOptions, models::KilnsClientBeginFireOptions};

const ENDPOINT: &str = "https://a.example";

fn client(script: &Arc<Script>) -> KilnsClient {
    let client_options = script.options();
    KilnsClient::new(ENDPOINT, Some(KilnsClientOptions { client_options })).unwrap()
}

/// The options of a call on a clock that jumps.
fn options(clock: &Arc<FakeClock>) -> PollerOptions<'static> {
    let clock: Arc<dyn Clock> = clock.clone();
    PollerOptions {
        context: Context::new().with_value(clock),
        ..Default::default()
    }
}

macro_rules! with {
    ($options:ident, $clock:expr) => {
        #[allow(clippy::needless_update, reason = "not all of them have more fields")]
        Some($options {
            method_options: options($clock),
            ..Default::default()
        })
    };
}
use with;

fn accepted(header: &'static str, link: &str) -> Reply {
    Reply::new(202, "").with_header(header, link)
}

fn status(status: &str) -> Reply {
    Reply::new(200, format!(r#"{{"status":"{status}"}}"#))
}

/// Begins to fire a kiln with these responses, and returns the error.
async fn failing(replies: impl IntoIterator<Item = Reply>) -> (Error, Vec<String>) {
    let script = Script::new(replies);
    let clock = FakeClock::hurried();
    let poller = client(&script).begin_fire("k", with!(KilnsClientBeginFireOptions, &clock));
    (poller.unwrap().await.unwrap_err(), script.lines())
}
