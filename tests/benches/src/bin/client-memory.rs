//! What calls allocate, beside the same calls written by hand, and that a list is read in constant memory.
//!
//!     cargo run --profile bench -p benchmarks --bin client-memory
#![allow(clippy::print_stdout, reason = "a tool for the command line")]

use allocation_counter::measure;
use benchmarks::client::{Client, Clients, Task, runtime};
use tokio::runtime::Runtime;

fn main() {
    let runtime = runtime();
    let clients = Clients::in_memory(1_000);
    println!("| task | client | allocations | bytes |");
    println!("|---|---|---|---|");
    for task in Task::ALL {
        calls(&runtime, task, &clients.ours);
        calls(&runtime, task, &clients.azure);
        calls(&runtime, task, &clients.reqwest);
    }
    println!("\n| messages in the list | peak above the start, KiB |");
    println!("|---|---|");
    for messages in [1_000, 10_000, 100_000] {
        let ours = Clients::in_memory(messages).ours;
        let info = measure(|| assert_eq!(runtime.block_on(ours.list()), messages));
        println!("| {messages} | {} |", info.bytes_max / 1_024);
    }
}

/// Counts what a call allocates, the caches being warm.
fn calls<C: Client>(runtime: &Runtime, task: Task, client: &C) {
    const TIMES: u16 = 10;
    let run = || runtime.block_on(task.run(client, TIMES.into(), 1));
    run();
    let info = measure(run);
    let (count, bytes) = (
        info.count_total / u64::from(TIMES),
        info.bytes_total / u64::from(TIMES),
    );
    println!("| {} | {} | {count} | {bytes} |", task.name(), C::NAME);
}
