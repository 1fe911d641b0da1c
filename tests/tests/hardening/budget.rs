//! How long to search for failures: the same few inputs in every normal run, or new ones for a given time.

use std::{
    fmt::{Debug, Write as _},
    hash::{BuildHasher as _, Hasher as _, RandomState},
    io::Write as _,
    path::Path,
    time::{Duration, Instant},
};

use proptest::{
    prelude::{ProptestConfig, Strategy},
    test_runner::{RngAlgorithm, TestCaseError, TestRng, TestRunner},
};

/// How many inputs go with one seed.
const BATCH: u32 = 64;

/// Feeds inputs to a check: `cases` that are the same each time, or with `ACS_FUZZ_SECONDS` new ones for so many seconds, or
/// with `ACS_FUZZ_SEED` those of a seed that such a run has named.
pub fn run<S>(name: &str, cases: u32, strategy: &S, check: impl Fn(S::Value) -> Result<(), String>)
where
    S: Strategy,
    S::Value: Debug,
{
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
    if let Ok(seed) = std::env::var("ACS_FUZZ_SEED") {
        let input = tmp.join(format!("{name}.input"));
        let noted = |value: S::Value| {
            // When this one hangs, here is what it was.
            std::fs::write(&input, format!("{value:?}")).unwrap();
            check(value)
        };
        return batch(name, BATCH, Some(&parsed(&seed)), strategy, &noted);
    }
    let Some(seconds) = std::env::var("ACS_FUZZ_SECONDS").ok() else {
        return batch(name, cases, None, strategy, &check);
    };
    let budget = Duration::from_secs(seconds.parse().unwrap());
    let note = tmp.join(format!("{name}.seed"));
    let (begun, mut seeds) = (Instant::now(), 0_u32);
    while begun.elapsed() < budget {
        let seed = seed();
        // When a batch hangs or overflows the stack, this names it.
        std::fs::write(&note, hex(&seed)).unwrap();
        batch(name, BATCH, Some(&seed), strategy, &check);
        seeds += 1;
    }
    let said = format!(
        "{name}: {} inputs, none broke it
",
        seeds * BATCH
    );
    std::io::stderr().write_all(said.as_bytes()).unwrap();
}

fn batch<S>(
    name: &str,
    cases: u32,
    seed: Option<&[u8]>,
    strategy: &S,
    check: &impl Fn(S::Value) -> Result<(), String>,
) where
    S: Strategy,
    S::Value: Debug,
{
    let rng = seed.map_or_else(
        || TestRng::deterministic_rng(RngAlgorithm::ChaCha),
        |seed| TestRng::from_seed(RngAlgorithm::ChaCha, seed),
    );
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 4_096,
        ..ProptestConfig::default()
    };
    let found = TestRunner::new_with_rng(config, rng)
        .run(strategy, |input| check(input).map_err(TestCaseError::fail));
    if let Err(error) = found {
        let again = seed.map(|seed| format!(" ACS_FUZZ_SEED={}", hex(seed)));
        panic!("{name}{}: {error}", again.unwrap_or_default());
    }
}

/// Thirty-two random bytes.
fn seed() -> Vec<u8> {
    let eight = |_| RandomState::new().build_hasher().finish().to_le_bytes();
    (0..4).flat_map(eight).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn parsed(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().map(|digit| digit.to_digit(16).unwrap()).collect();
    digits
        .chunks(2)
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap())
        .collect()
}
