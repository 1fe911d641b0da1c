//! The spans of calls in OpenTelemetry.
//!
//!     cargo run --locked --manifest-path docs/opentelemetry/Cargo.toml
//!
//! The program makes three calls to an emulator within its own span; one call fails. It prints the exported spans, and ends with an
//! error unless each call has a span.

use acs_chat::{ChatClient, CommunicationTokenCredential};
use acs_emulator::Emulator;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use std::error::Error;
use tracing::{Instrument as _, Level};
use tracing_subscriber::{filter::Targets, layer::SubscriberExt as _};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // A program has the exporter of its backend here, such as that of `opentelemetry-otlp`.
    let exporter = InMemorySpanExporter::default();

    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(exporter.clone())
        .build();
    let spans = tracing_opentelemetry::layer().with_tracer(provider.tracer("my-program"));
    let targets = Targets::new().with_targets([("client_runtime", Level::INFO), ("my_program", Level::INFO)]);
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(targets).with(spans))?;

    let emulator = Emulator::start().await?;
    let credential = CommunicationTokenCredential::new(emulator.token(emulator.create_user()))?;
    let chat = ChatClient::new(&emulator.endpoint(), credential, None)?;
    let work = tracing::info_span!(target: "my_program", "greet");
    greet(&chat).instrument(work).await?;

    provider.force_flush()?;
    let exported = exporter.get_finished_spans()?;
    for span in &exported {
        println!("{} {}", span.name, fields(span).join(" "));
    }
    check(&exported)
}

/// Two calls that succeed, and one that does not.
async fn greet(chat: &ChatClient) -> Result<(), Box<dyn Error>> {
    let created = chat.create_chat_thread("traced", None).await?.into_model()?;
    let thread = created.thread_client(chat);
    thread.send_message("hello", None).await?;
    let missing = thread.get_message("0", None).await;
    assert!(missing.is_err(), "there is no message `0`");
    Ok(())
}

/// What the span of a call says of it.
fn fields(span: &SpanData) -> Vec<String> {
    const NAMES: [&str; 4] = ["operation", "status", "request_id", "error"];
    let known = span
        .attributes
        .iter()
        .filter(|field| NAMES.contains(&field.key.as_str()));
    known
        .map(|field| format!("{}={}", field.key, field.value))
        .collect()
}

/// Each call has a span, which is part of the one that the program has opened.
fn check(exported: &[SpanData]) -> Result<(), Box<dyn Error>> {
    let Some(work) = exported.iter().find(|span| span.name == "greet") else {
        return Err("the span `greet` was not exported".into());
    };
    for (operation, status) in [
        ("POST /chat/threads", "201"),
        ("POST /chat/threads/{chatThreadId}/messages", "201"),
        ("GET /chat/threads/{chatThreadId}/messages/{chatMessageId}", "404"),
    ] {
        let expected = [format!("operation={operation}"), format!("status={status}")];
        let calls = exported.iter().filter(|span| span.name == "call");
        let mut of_work = calls.filter(|span| span.parent_span_id == work.span_context.span_id());
        if !of_work.any(|span| expected.iter().all(|field| fields(span).contains(field))) {
            return Err(format!("no span of a call has {}", expected.join(" and ")).into());
        }
    }
    Ok(())
}
