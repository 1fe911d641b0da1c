//! The diagnostics of all descriptions, counted by message, without the quoted parts.

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use generator::scaffold;
use libtest_mimic::Failed;

use super::{entries, simpler};

/// The lines that say it all in short.
pub const HEAD: usize = 4;

/// Of so many operations one may be left out or kept simpler than described.
const BOUND: usize = 20;

/// What became of the descriptions.
#[derive(Debug, Default)]
pub struct Counts {
    entries: usize,
    refused: usize,
    operations: usize,
    left_out: usize,
    simpler: usize,
    errors: BTreeMap<String, usize>,
    reasons: BTreeMap<String, usize>,
    warnings: BTreeMap<String, usize>,
}

impl Counts {
    /// Takes all through `new`, as many at once as there are processors.
    pub fn of(all: &[PathBuf]) -> Self {
        let (next, counts) = (AtomicUsize::new(0), Mutex::new(Self::default()));
        let work = || {
            while let Some(entry) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                let made = entries::made(entry, None, Path::new("no/such/folder"));
                let simpler = made.as_ref().map_or(0, simpler::operations);
                let mut counts = counts.lock().unwrap();
                counts.simpler += simpler;
                counts.add(made);
            }
        };
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(work);
            }
        });
        counts.into_inner().unwrap()
    }

    fn add(&mut self, made: Result<scaffold::Crate, Box<scaffold::Refusal>>) {
        self.entries += 1;
        let mut note = |counts: fn(&mut Self) -> &mut BTreeMap<String, usize>, message: &str| {
            *counts(self).entry(kind(message)).or_default() += 1;
        };
        match made {
            Err(refusal) => {
                for error in refusal.0.errors() {
                    note(|counts| &mut counts.errors, error.message());
                }
                self.refused += 1;
            }
            Ok(made) => {
                for warning in made.warnings.iter() {
                    note(|counts| &mut counts.warnings, warning.message());
                }
                let skips: Vec<_> = made
                    .added
                    .iter()
                    .filter(|edit| scaffold::leaves_out(edit))
                    .collect();
                for skip in &skips {
                    note(|counts| &mut counts.reasons, skip.reason());
                }
                self.operations += made.operations + skips.len();
                self.left_out += skips.len();
            }
        }
    }

    /// Fails where a description is refused, or where more is left out or kept simpler than may be.
    pub fn check(&self) -> Result<(), Failed> {
        if self.refused > 0 {
            return Err(format!("{} descriptions are refused", self.refused).into());
        }
        let fewer = self.left_out + self.simpler;
        if self.operations == 0 || fewer * BOUND >= self.operations {
            let all = self.operations;
            return Err(format!(
                "{fewer} of {all} operations are left out or kept simpler, which is more than one of {BOUND}"
            )
            .into());
        }
        Ok(())
    }
}

/// A message without its quoted parts, so that the same problem has the same text everywhere.
fn kind(message: &str) -> String {
    let parts = message.split('`');
    let parts = parts
        .enumerate()
        .map(|(at, part)| if at % 2 == 0 { part } else { "`…`" });
    let words = parts.collect::<String>();
    let words = words.split_whitespace();
    let number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let words: Vec<&str> = words.map(|word| if number(word) { "…" } else { word }).collect();
    words.join(" ")
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "descriptions: {}", self.entries)?;
        writeln!(f, "refused: {}", self.refused)?;
        writeln!(
            f,
            "operations: {}, of them left out: {}",
            self.operations, self.left_out
        )?;
        writeln!(
            f,
            "operations with something kept simpler than described: {}",
            self.simpler
        )?;
        for (title, counts) in [
            ("errors", &self.errors),
            ("reasons to leave an operation out", &self.reasons),
            ("warnings", &self.warnings),
        ] {
            writeln!(f, "\n{title}")?;
            let mut sorted: Vec<(&String, &usize)> = counts.iter().collect();
            sorted.sort_by_key(|(kind, count)| (std::cmp::Reverse(**count), *kind));
            for (kind, count) in sorted {
                writeln!(f, "{count:>6}  {kind}")?;
            }
        }
        Ok(())
    }
}

/// The bound is one that can be missed.
pub fn is_bounded() -> Result<(), Failed> {
    let fine = || Counts {
        operations: 100,
        left_out: 2,
        simpler: 2,
        ..Counts::default()
    };
    fine().check()?;
    for wrong in [
        Counts { refused: 1, ..fine() },
        Counts {
            left_out: 3,
            ..fine()
        },
        Counts { simpler: 3, ..fine() },
        Counts::default(),
    ] {
        if wrong.check().is_ok() {
            return Err(format!("this is within the bound:\n{wrong}").into());
        }
    }
    Ok(())
}
