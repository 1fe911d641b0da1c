//! What comparing costs: two versions of a service, a large description with one that changed here and there, and
//! thousands of schemas in circles.
#![allow(missing_docs, reason = "criterion's macros make public items without docs")]
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot run has nothing to say"
)]

use std::{fmt::Write as _, time::Duration};

use benchmarks::{
    cases,
    synthetic::{self, LARGE},
};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use generator::{
    diff::{self, Severities, Side},
    load::Loader,
    source::{FileId, Source, Sources},
};

/// The allocator that the program has, so that these figures are its own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What makes the two sides of a comparison.
type Pair<'a> = &'a dyn Fn() -> (Side, Side);

fn pairs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("diff");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2));
    let large = synthetic::description(LARGE);
    let changed = synthetic::changed(large.clone());
    // Made anew each time, outside of the measured time: a side keeps the client that was made of it.
    let chat = || (version("2024-03-07"), version("2025-03-15"));
    let (old, new) = (synthetic::json(&large), synthetic::json(&changed));
    let calls = || (side(&old), side(&new));
    let (few, more) = (
        circles(5_000, ""),
        circles(5_000, ", \"new\": {\"type\": \"string\"}"),
    );
    let schemas = || (side(&few), side(&more));
    let pairs: [(&str, Pair<'_>); 3] = [
        ("chat, two versions", &chat),
        ("767 calls, one in a hundred changed", &calls),
        ("5,000 schemas in circles", &schemas),
    ];
    for (name, pair) in pairs {
        group.bench_function(name, |bencher| {
            bencher.iter_batched(
                pair,
                |(old, new)| diff::compare(&old, &new, &Severities::new()).unwrap(),
                BatchSize::PerIteration,
            );
        });
    }
    // From the text on, as the command line does it.
    group.bench_function("767 calls, with reading both", |bencher| {
        bencher.iter(|| diff::compare(&side(&old), &side(&new), &Severities::new()).unwrap());
    });
}

fn side(text: &str) -> Side {
    let (name, mut sources) = ("spec.json", Sources::new(""));
    sources.insert(FileId::new(name), Source::parse(name, text).unwrap());
    diff::side(name.to_owned(), sources, FileId::new(name), None)
        .map_err(|(found, sources)| found.render(&sources))
        .unwrap()
}

fn version(version: &str) -> Side {
    let mut loader = Loader::new(&cases::root().join("spec"));
    let service = loader.catalog().unwrap().services.remove("chat").unwrap();
    let file = FileId::new(&service.versions.get(version).unwrap().file);
    loader.tree(&file, None).unwrap();
    diff::side(
        version.to_owned(),
        loader.sources,
        file,
        Some(("chat".to_owned(), service)),
    )
    .map_err(|(found, sources)| found.render(&sources))
    .unwrap()
}

/// Schemas that each lead to three others, in circles within circles.
fn circles(count: usize, more: &str) -> String {
    let reference = |to: usize| format!("{{\"$ref\": \"#/components/schemas/S{to}\"}}");
    let mut schemas = String::new();
    for at in 0..count {
        let comma = if at == 0 { "" } else { ",\n" };
        let [a, b, c] = [(at + 1) % count, (at * 7 + 3) % count, at / 2].map(reference);
        write!(
            schemas,
            "{comma}\"S{at}\": {{\"type\": \"object\", \"properties\": {{\"a\": {a}, \"b\": {b}, \"c\": {c}{more}}}}}"
        )
        .unwrap();
    }
    format!(
        "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"Many\", \"version\": \"1\"}}, \"paths\": {{\"/all\": {{\"get\": {{\
        \"operationId\": \"All_Get\", \"responses\": {{\"200\": {{\"description\": \"ok\", \
        \"content\": {{\"application/json\": {{\"schema\": {}}}}}}}}}}}}}}}, \"components\": {{\"schemas\": {{{schemas}}}}}}}",
        reference(0)
    )
}

criterion_group!(benches, pairs);
criterion_main!(benches);
