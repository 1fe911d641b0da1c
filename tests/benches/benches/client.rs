//! Calls of our client for each second, beside the same calls written by hand: `src/client` has them all.
//!
//! CPU time, instructions and memory are measured by the programs `client-cpu` and `client-memory` of this package.
#![allow(missing_docs, reason = "criterion's macros make public items without docs")]

use benchmarks::{
    backtraces,
    client::{Client, Clients, Server, Task, runtime, serve},
};
use criterion::{Criterion, Throughput, criterion_group};
use std::time::Duration;

fn client(criterion: &mut Criterion) {
    let runtime = runtime();
    let server = Server::start();
    let over = [
        ("memory", Clients::in_memory(1_000)),
        ("loopback", runtime.block_on(async { Clients::of(&server) })),
    ];
    for (name, clients) in &over {
        for task in Task::ALL {
            for in_flight in [1, 64] {
                let mut group =
                    criterion.benchmark_group(format!("{} over {name}, {in_flight} in flight", task.name()));
                group
                    .warm_up_time(Duration::from_millis(500))
                    .measurement_time(Duration::from_secs(3));
                group.sample_size(10);
                // One measured step is as many calls as are in flight.
                group.throughput(Throughput::Elements(in_flight));
                let times = usize::try_from(in_flight).unwrap_or(1);
                macro_rules! measure {
                    ($client:expr) => {
                        group.bench_function(name_of(&$client), |bencher| {
                            bencher.iter(|| runtime.block_on(task.run(&$client, times, times)));
                        });
                    };
                }
                measure!(clients.ours);
                measure!(clients.azure);
                measure!(clients.reqwest);
                group.finish();
            }
        }
    }
}

fn name_of<C: Client>(_: &C) -> &'static str {
    C::NAME
}

criterion_group!(benches, client);

fn main() {
    serve();
    backtraces::leave_out();
    benches();
    Criterion::default().configure_from_args().final_summary();
}
