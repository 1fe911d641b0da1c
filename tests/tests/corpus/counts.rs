//! What became of all descriptions, counted by kind: a message without what it quotes.

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

use super::entries;

/// The lines that say it all in short.
pub const HEAD: usize = 3;

/// What became of the descriptions.
#[derive(Debug, Default)]
pub struct Counts {
    entries: usize,
    refused: usize,
    operations: usize,
    left_out: usize,
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
                counts.lock().unwrap().add(made);
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

    /// What a person would mind, compared with the counts as they were.
    pub fn worse_than(&self, before: &str) -> Vec<String> {
        let was = |name: &str| {
            let mut lines = before.lines();
            let line = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            line.and_then(|rest| rest.split_whitespace().next()?.parse::<usize>().ok())
        };
        let (refused, left_out) = (
            was("refused").unwrap_or_default(),
            was("left out").unwrap_or_default(),
        );
        let mut worse = Vec::new();
        if self.refused > refused {
            worse.push(format!("refused: {refused} before, {} now", self.refused));
        }
        // A description that is no longer refused may bring operations with it that are left out.
        let now = self.left_out_of_10_000();
        if self.refused == refused && now > left_out {
            worse.push(format!(
                "left out: {left_out} before, {now} now, of 10000 operations"
            ));
        }
        worse
    }

    /// How many of ten thousand operations are left out, of the descriptions that are not refused.
    fn left_out_of_10_000(&self) -> usize {
        (self.left_out * 10_000).div_ceil(self.operations.max(1))
    }
}

/// A message without what it quotes, so that the same trouble is the same text everywhere.
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
        writeln!(f, "left out: {} of 10000 operations", self.left_out_of_10_000())?;
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
