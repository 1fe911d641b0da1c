//! What generating costs: whole runs, each stage of one, and the floor under it.
#![allow(missing_docs, reason = "criterion's macros make public items without docs")]
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot run has nothing to say"
)]

use std::{hint::black_box, time::Duration};

use benchmarks::{
    cases::{self, Case},
    floor, stages,
    synthetic::LARGE,
};
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use generator::source::FileId;

/// The allocator that the program has, so that these figures are its own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The fewest samples that criterion takes: the large cases need seconds for each.
fn few<'c>(criterion: &'c mut Criterion, name: &str) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2));
    group
}

/// All of the descriptions to all of the files, compared with what is on the disk.
fn whole(criterion: &mut Criterion) {
    let mut group = few(criterion, "generate");
    let mut cases = cases::own("chat").unwrap();
    cases.push(cases::synthetic(LARGE, "json").unwrap());
    cases.push(cases::synthetic(LARGE, "yaml").unwrap());
    cases.push(cases::synthetic(LARGE * 10, "json").unwrap());
    for case in &cases {
        stages::all(case).unwrap().write(&case.out).unwrap();
        group.bench_function(&case.name, |bencher| {
            bencher.iter(|| stages::all(case).unwrap().changes(&case.out).unwrap());
        });
    }
}

/// Each stage with what the one before it left.
fn staged(criterion: &mut Criterion) {
    for case in [
        cases::own("chat").unwrap().pop().unwrap(),
        cases::synthetic(LARGE, "json").unwrap(),
    ] {
        stage(criterion, &case);
    }
}

fn stage(criterion: &mut Criterion, case: &Case) {
    let mut group = few(criterion, &format!("stages of {}", case.name));
    let (sources, catalog) = stages::load(case).unwrap();
    let entries: Vec<FileId> = catalog
        .services
        .values()
        .flat_map(|service| service.versions.values())
        .map(|version| FileId::new(&version.file))
        .collect();
    let apis = generator::apis(&sources, &catalog).unwrap().versions;
    let views = stages::views(&apis, &catalog);
    let printed = stages::printed(&views).unwrap();
    let output = generator::generate(&sources, &catalog).unwrap();
    output.write(&case.out).unwrap();

    group.bench_function("load", |bencher| bencher.iter(|| stages::load(case).unwrap()));
    group.bench_function("document", |bencher| {
        bencher.iter(|| generator::bundle::documents(&sources, &entries));
    });
    group.bench_function("document and resolve", |bencher| {
        bencher.iter(|| generator::apis(&sources, &catalog).unwrap());
    });
    group.bench_function("view", |bencher| bencher.iter(|| stages::views(&apis, &catalog)));
    group.bench_function("render", |bencher| {
        bencher.iter(|| stages::printed(&views).unwrap());
    });
    group.bench_function("format", |bencher| {
        bencher.iter(|| stages::formatted(&printed).unwrap());
    });
    group.bench_function("compare", |bencher| {
        bencher.iter(|| output.changes(&case.out).unwrap());
    });

    group.bench_function("floor: descriptions", |bencher| {
        bencher.iter(|| floor::parsed(black_box(&sources)).unwrap());
    });
    group.bench_function("floor: output", |bencher| {
        bencher.iter(|| floor::printed(black_box(&output)).unwrap());
    });
}

criterion_group!(benches, whole, staged);
criterion_main!(benches);
