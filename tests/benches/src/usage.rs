//! CPU time as the system counts it: user and system together, of this process or of the children it has waited for.

use nix::sys::resource::{UsageWho, getrusage};
use std::time::Duration;

/// Returns the CPU time of this process, its threads included.
#[must_use]
pub fn own_cpu() -> Duration {
    cpu(UsageWho::RUSAGE_SELF)
}

/// Returns the CPU time of all children that were waited for, and of theirs.
#[must_use]
pub fn children_cpu() -> Duration {
    cpu(UsageWho::RUSAGE_CHILDREN)
}

fn cpu(who: UsageWho) -> Duration {
    let usage = getrusage(who).expect("the system counts CPU time");
    [usage.user_time(), usage.system_time()]
        .into_iter()
        .map(|time| {
            Duration::from_secs(time.tv_sec().unsigned_abs())
                + Duration::from_micros(time.tv_usec().unsigned_abs())
        })
        .sum()
}

/// Returns the middle value, or the upper of the two in the middle.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
