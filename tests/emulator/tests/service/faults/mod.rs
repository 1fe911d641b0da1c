//! Faults that the emulator is told to make.

mod answers;
mod bodies;
mod connections;
mod order;
mod text;
mod tokens;

use acs_emulator::Emulator;

use crate::support::{Person, two_people};

/// A person with a thread, and the path of its messages.
async fn somebody() -> (Emulator, Person, String) {
    let (emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    (emulator, ada, format!("{thread}/messages"))
}

/// Sends a message as text that is JSON already.
const HELLO: &[u8] = br#"{"content":"hello"}"#;

/// How many messages people have written into the only thread.
fn written(emulator: &Emulator) -> usize {
    let thread = &emulator.threads()[0].id;
    let messages = emulator.messages(thread);
    messages.iter().filter(|message| message.text().is_some()).count()
}
