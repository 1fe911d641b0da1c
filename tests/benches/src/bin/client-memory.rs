//! What calls allocate, beside the same calls written by hand, and that a list is read in constant memory.
//!
//!     cargo run --release -p benchmarks --bin client-memory
#![allow(clippy::print_stdout, reason = "a tool for the command line")]

use benchmarks::client::{Client, Clients, Task, runtime};
use peak_alloc::PeakAlloc;
use stats_alloc::{Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: StatsAlloc<PeakAlloc> = StatsAlloc::new(PeakAlloc);

fn main() {
    let runtime = runtime();
    let clients = Clients::in_memory(1_000);
    println!("| task | client | allocations | bytes |");
    println!("|---|---|---|---|");
    for task in Task::ALL {
        runtime.block_on(async {
            calls(task, &clients.ours).await;
            calls(task, &clients.azure).await;
            calls(task, &clients.reqwest).await;
        });
    }
    println!("\n| messages in the list | peak above the start, KiB |");
    println!("|---|---|");
    for messages in [1_000, 10_000, 100_000] {
        let ours = Clients::in_memory(messages).ours;
        let before = PeakAlloc.current_usage();
        PeakAlloc.reset_peak_usage();
        assert_eq!(runtime.block_on(ours.list()), messages);
        println!(
            "| {messages} | {} |",
            PeakAlloc.peak_usage().saturating_sub(before) / 1_024
        );
    }
}

/// Counts what a call allocates, the caches being warm.
async fn calls<C: Client>(task: Task, client: &C) {
    const TIMES: usize = 10;
    task.run(client, TIMES, 1).await;
    let region = Region::new(&ALLOCATOR);
    task.run(client, TIMES, 1).await;
    let change = region.change();
    let allocations = (change.allocations + change.reallocations) / TIMES;
    println!(
        "| {} | {} | {allocations} | {} |",
        task.name(),
        C::NAME,
        change.bytes_allocated / TIMES
    );
}
