//! What a run of the generator's program costs as a process: CPU time and the most memory, as the system counts them.
//!
//! `cargo build --release -p openapi-rust-client && cargo run --release -p benchmarks --bin processes [PROGRAM]`; any other build of
//! the program can be named, to compare it with. `CASES=spec` runs only the cases whose name has that in it.
#![expect(clippy::print_stdout, reason = "it prints a table")]

use std::{
    error::Error,
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use benchmarks::{
    cases::{self, Case},
    synthetic::LARGE,
};
use wait4::Wait4 as _;

/// How long a case is repeated, and how often at least.
const TIME: Duration = Duration::from_secs(3);
const TIMES: usize = 5;

struct Cost {
    cpu: Duration,
    wall: Duration,
    memory: u64,
}

/// The argument with which this program only makes the folders, and says where they are.
const PREPARE: &str = "prepare";

/// The argument with which this program only does the minimum work of any generator, in the folders that follow.
const FLOOR: &str = "floor";

/// The allocator that the generator's program has, so that the floor under it is laid with the same.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let mut programs: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if programs == [Path::new(PREPARE)] {
        return prepare();
    }
    if let [floor, folders @ ..] = programs.as_slice()
        && floor == Path::new(FLOOR)
    {
        for folder in folders {
            black_box(benchmarks::floor::whole(folder)?);
        }
        return Ok(());
    }
    if programs.is_empty() {
        programs.push(beside_this("openapi-rust-client")?);
    }
    let wanted = std::env::var("CASES").unwrap_or_default();
    println!("| case | program | CPU s | wall s | memory MiB |\n|---|---|---:|---:|---:|");
    for case in cases()?.iter().filter(|case| case.name.contains(&wanted)) {
        for program in &programs {
            let name = program.file_name().unwrap_or_default().to_string_lossy();
            // The first run writes the output; those after it compare with it, first by its notes, where it has left some.
            run(&mut generate(program, case))?;
            let notes = case.out.join(".generator");
            if notes.exists() {
                let cost = cheapest(generate(program, case).arg("--check"))?;
                print(case, &format!("{name}, nothing changed"), &cost);
                fs::remove_dir_all(&notes)?;
            }
            let cost = cheapest(generate(program, case).arg("--check"))?;
            print(case, &name, &cost);
        }
        let floor = cheapest(
            Command::new(std::env::current_exe()?)
                .arg(FLOOR)
                .args([&case.spec, &case.out]),
        )?;
        print(case, FLOOR, &floor);
    }
    Ok(())
}

/// The cases, made by another process: what this one has in memory when it starts a child would count as the child's.
fn cases() -> Result<Vec<Case>, Box<dyn Error>> {
    let made = Command::new(std::env::current_exe()?).arg(PREPARE).output()?;
    let lines = String::from_utf8(made.stdout)?;
    let case = |line: &str| {
        let mut parts = line.split('\t');
        Some(Case {
            name: parts.next()?.to_owned(),
            spec: parts.next()?.into(),
            out: parts.next()?.into(),
        })
    };
    Ok(lines.lines().filter_map(case).collect())
}

fn prepare() -> Result<(), Box<dyn Error>> {
    let mut cases = cases::own("chat")?;
    for (groups, syntax) in [
        (LARGE, "json"),
        (LARGE, "yaml"),
        (LARGE * 10, "json"),
        (LARGE * 10, "yaml"),
    ] {
        cases.push(cases::synthetic(groups, syntax)?);
    }
    for case in cases {
        println!("{}\t{}\t{}", case.name, case.spec.display(), case.out.display());
    }
    Ok(())
}

/// The least of several runs: what others do at the same time only adds to a run.
fn cheapest(command: &mut Command) -> Result<Cost, Box<dyn Error>> {
    let begun = Instant::now();
    let mut least = run(command)?;
    let mut times = 1;
    while times < TIMES || begun.elapsed() < TIME {
        let cost = run(command)?;
        least.cpu = least.cpu.min(cost.cpu);
        least.wall = least.wall.min(cost.wall);
        least.memory = least.memory.min(cost.memory);
        times += 1;
    }
    Ok(least)
}

fn generate(program: &Path, case: &Case) -> Command {
    let mut command = Command::new(program);
    command
        .arg("generate")
        .arg("--spec")
        .arg(&case.spec)
        .arg("--out")
        .arg(&case.out);
    command
}

fn print(case: &Case, program: &str, cost: &Cost) {
    let (cpu, wall) = (cost.cpu.as_secs_f64(), cost.wall.as_secs_f64());
    let memory = mebibytes(cost.memory);
    println!(
        "| {} | {program} | {cpu:.4} | {wall:.4} | {memory:.1} |",
        case.name
    );
}

fn run(command: &mut Command) -> Result<Cost, Box<dyn Error>> {
    command.stdout(Stdio::null());
    let begun = Instant::now();
    let used = command.spawn()?.wait4()?;
    let wall = begun.elapsed();
    if !used.status.success() {
        return Err(format!("{command:?} failed: {}", used.status).into());
    }
    Ok(Cost {
        cpu: used.rusage.utime + used.rusage.stime,
        wall,
        memory: used.rusage.maxrss,
    })
}

#[expect(clippy::cast_precision_loss, reason = "a figure for a table")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}

fn beside_this(program: &str) -> Result<PathBuf, Box<dyn Error>> {
    let own = std::env::current_exe()?;
    Ok(own.with_file_name(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
}
