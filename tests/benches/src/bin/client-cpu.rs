//! CPU time and instructions for each call of the client, beside the same calls written by hand.
//!
//!     cargo run --profile bench -p benchmarks --bin client-cpu                     CPU time, 31 rounds
//!     cargo run --profile bench -p benchmarks --bin client-cpu -- instructions     counted by valgrind, in memory
//!     cargo run --profile bench -p benchmarks --bin client-cpu -- official FOLDER  CPU time, beside Python and JavaScript
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a tool for the command line"
)]

use benchmarks::{
    backtraces,
    client::{AzureCore, Client, Clients, Ours, Reqwest, Server, Task, runtime, serve},
    usage::{median, own_cpu},
};
use std::{env, process::Command};

const ROUNDS: usize = 31;

fn main() {
    serve();
    backtraces::leave_out();
    let arguments: Vec<_> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => cpu(),
        ["instructions"] => instructions(),
        ["official", packages] => official(packages),
        ["once", client, task, times] => once(client, task, times.parse().expect("a number")),
        _ => println!("usage: client-cpu [instructions | official <folder> | once <client> <task> <times>]"),
    }
}

/// Measures all clients in turns, so that what disturbs one disturbs them all, and compares within a round.
fn cpu() {
    let runtime = runtime();
    println!(
        "| over | task | in flight | acs-chat, µs | azure_core, µs | reqwest, µs | to azure_core | to reqwest |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let server = Server::start();
    for (over, clients) in [
        ("memory", Clients::in_memory(1_000)),
        ("loopback", runtime.block_on(async { Clients::of(&server) })),
    ] {
        for task in Task::ALL {
            for in_flight in [1, 64] {
                let times = match task {
                    Task::List => 64,
                    _ => 1_024,
                };
                let mut rows = Vec::new();
                for round in 0..=ROUNDS {
                    let mut row = [0.0; 3];
                    for turn in 0..3 {
                        let at = (round + turn) % 3;
                        let before = own_cpu();
                        runtime.block_on(async {
                            match at {
                                0 => task.run(&clients.ours, times, in_flight).await,
                                1 => task.run(&clients.azure, times, in_flight).await,
                                _ => task.run(&clients.reqwest, times, in_flight).await,
                            }
                        });
                        let spent = own_cpu().saturating_sub(before).as_secs_f64() * 1e6;
                        if let Some(cell) = row.get_mut(at) {
                            *cell = spent / f64::from(u32::try_from(times).expect("few"));
                        }
                    }
                    // The first round opens the connections.
                    if round > 0 {
                        rows.push(row);
                    }
                }
                let middle = |of: fn(&[f64; 3]) -> f64| median(rows.iter().map(of).collect());
                println!(
                    "| {over} | {} | {in_flight} | {:.2} | {:.2} | {:.2} | {:.3} | {:.3} |",
                    task.name(),
                    middle(|[ours, _, _]| *ours),
                    middle(|[_, azure, _]| *azure),
                    middle(|[_, _, reqwest]| *reqwest),
                    middle(|[ours, azure, _]| ours / azure),
                    middle(|[ours, _, reqwest]| ours / reqwest),
                );
            }
        }
    }
}

/// Measures the official packages for Python and JavaScript over loopback, with ours in the same rounds. They are in
/// `packages`: a virtual environment `venv` with `azure-communication-chat`, and `node_modules` with
/// `@azure/communication-chat`, `@azure/communication-common` and `@azure/core-rest-pipeline`.
fn official(packages: &str) {
    println!("| task | acs-chat, µs | Python, µs | JavaScript, µs | Python to ours | JavaScript to ours |");
    println!("|---|---:|---:|---:|---:|---:|");
    let (server, secure) = (Server::start(), Server::taken_for_https());
    let scripts = concat!(env!("CARGO_MANIFEST_DIR"), "/official");
    let runtime = runtime();
    let clients = runtime.block_on(async { Clients::of(&server) });
    for task in Task::ALL {
        let times = if matches!(task, Task::List) { 40 } else { 1_000 };
        let name = task.name().split(' ').next().unwrap_or_default();
        let theirs = |program: &str, script: &str| {
            let output = Command::new(program)
                .arg(format!("{scripts}/{script}"))
                .args([secure.endpoint(), name, &times.to_string()])
                .current_dir(packages)
                .output()
                .expect("the program is installed");
            let text = String::from_utf8_lossy(&output.stdout);
            let failure = String::from_utf8_lossy(&output.stderr);
            text.trim().parse::<f64>().expect(&failure)
        };
        let rows: Vec<_> = (0..5)
            .map(|_| {
                runtime.block_on(task.run(&clients.ours, times, 1));
                let before = own_cpu();
                runtime.block_on(task.run(&clients.ours, times, 1));
                let spent = own_cpu().saturating_sub(before).as_secs_f64() * 1e6;
                let ours = spent / f64::from(u32::try_from(times).expect("few"));
                [
                    ours,
                    theirs("venv/bin/python", "calls.py"),
                    theirs("node", "calls.mjs"),
                ]
            })
            .collect();
        let middle = |of: fn(&[f64; 3]) -> f64| median(rows.iter().map(of).collect());
        println!(
            "| {} | {:.1} | {:.0} | {:.0} | {:.0} | {:.0} |",
            task.name(),
            middle(|[ours, _, _]| *ours),
            middle(|[_, python, _]| *python),
            middle(|[_, _, script]| *script),
            middle(|[ours, python, _]| python / ours),
            middle(|[ours, _, script]| script / ours),
        );
    }
}

/// Does one task by one client so often, in memory: for a profiler.
fn once(client: &str, task: &str, times: usize) {
    let clients = Clients::in_memory(1_000);
    let task = Task::ALL
        .into_iter()
        .find(|t| t.name().starts_with(task))
        .expect("a task");
    runtime().block_on(async {
        match client {
            Ours::NAME => task.run(&clients.ours, times, 1).await,
            AzureCore::NAME => task.run(&clients.azure, times, 1).await,
            Reqwest::NAME => task.run(&clients.reqwest, times, 1).await,
            _ => println!("no such client: {client}"),
        }
    });
}

/// Counts instructions, which no other work on the machine changes; what more calls cost more is the cost of a call.
fn instructions() {
    println!("| task | acs-chat | azure_core | reqwest | to azure_core | to reqwest |");
    println!("|---|---|---|---|---|---|");
    for task in Task::ALL {
        let count = |client| {
            let few = counted(client, task, 20);
            (counted(client, task, 40) - few) / 20.0
        };
        let (ours, azure, reqwest) = (count(Ours::NAME), count(AzureCore::NAME), count(Reqwest::NAME));
        println!(
            "| {} | {ours:.0} | {azure:.0} | {reqwest:.0} | {:.3} | {:.3} |",
            task.name(),
            ours / azure,
            ours / reqwest
        );
    }
}

fn counted(client: &str, task: Task, times: usize) -> f64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().expect("this program"))
        .args(["once", client, task.name(), &times.to_string()])
        .output()
        .expect("valgrind is installed");
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    report
        .lines()
        .find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok())
        .expect("valgrind counted")
}
