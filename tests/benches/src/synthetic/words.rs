//! Names and sentences by chance that is always the same.

const FIRST: [&str; 30] = [
    "Amber", "Basic", "Calm", "Daily", "Early", "Fixed", "Giant", "Hidden", "Inner", "Joint", "Known",
    "Local", "Major", "Narrow", "Outer", "Plain", "Quick", "Rapid", "Shared", "Timed", "Upper", "Valid",
    "Wide", "Young", "Zonal", "Active", "Bound", "Clear", "Direct", "Even",
];

const SECOND: [&str; 20] = [
    "Account", "Batch", "Cluster", "Device", "Export", "Folder", "Gateway", "Host", "Image", "Job", "Key",
    "Lease", "Monitor", "Network", "Order", "Policy", "Queue", "Route", "Store", "Task",
];

/// Names of properties.
const PROPERTIES: [&str; 24] = [
    "label",
    "owner",
    "region",
    "capacity",
    "priority",
    "tier",
    "origin",
    "target",
    "window",
    "quota",
    "format",
    "channel",
    "replica",
    "schedule",
    "threshold",
    "segment",
    "profile",
    "revision",
    "source",
    "weight",
    "digest",
    "locale",
    "budget",
    "anchor",
];

const SENTENCE: [&str; 48] = [
    "the", "service", "keeps", "a", "value", "for", "each", "caller", "and", "returns", "it", "with", "next",
    "page", "when", "nothing", "has", "changed", "since", "last", "request", "of", "same", "kind", "until",
    "limit", "is", "reached", "in", "every", "region", "that", "holds", "copy", "unless", "owner", "removes",
    "this", "entry", "before", "then", "state", "moves", "to", "one", "which", "was", "set",
];

/// The name of a group: no two of the first 600 are alike, and after these they are numbered.
pub(super) fn group(at: usize) -> String {
    let first = FIRST.get(at % FIRST.len()).copied().unwrap_or_default();
    let second = SECOND
        .get(at / FIRST.len() % SECOND.len())
        .copied()
        .unwrap_or_default();
    match at / (FIRST.len() * SECOND.len()) {
        0 => format!("{first}{second}"),
        round => format!("{first}{second}{round}"),
    }
}

/// Numbers that look like chance and begin at a seed.
pub(super) struct Words(u64);

impl Words {
    pub(super) fn new(seed: usize) -> Self {
        let seed = u64::try_from(seed).unwrap_or_default();
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `limit`.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }

    /// A sentence of about `words` words.
    pub(super) fn sentence(&mut self, words: usize) -> String {
        let count = words + self.below(words / 2 + 1);
        let words: Vec<&str> = (0..count)
            .filter_map(|_| SENTENCE.get(self.below(SENTENCE.len())).copied())
            .collect();
        format!("It is so that {}.", words.join(" "))
    }

    /// The name of the property at a place among the others.
    pub(super) fn property(at: usize) -> String {
        let name = PROPERTIES.get(at % PROPERTIES.len()).copied().unwrap_or_default();
        match at / PROPERTIES.len() {
            0 => name.to_owned(),
            round => format!("{name}{round}"),
        }
    }
}
