//! The emulator's own time, which a test can set or advance, so that nothing has to sleep.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use time::OffsetDateTime;

use crate::date_time;

/// The clock of an emulator: the time of messages, and the time that tokens are checked against.
///
/// It runs with the machine's clock until [`set`](Clock::set) stops it. Clones share one time.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    mode: Arc<Mutex<Mode>>,
}

#[derive(Clone, Copy, Debug)]
enum Mode {
    Running { ahead: time::Duration },
    Stopped { at: OffsetDateTime },
}

impl Default for Mode {
    fn default() -> Self {
        Self::Running {
            ahead: time::Duration::ZERO,
        }
    }
}

impl Clock {
    /// Returns the present moment, in UTC.
    pub fn now(&self) -> OffsetDateTime {
        match *self.mode() {
            Mode::Running { ahead } => OffsetDateTime::now_utc().saturating_add(ahead),
            Mode::Stopped { at } => at,
        }
    }

    /// Stops the clock at `moment`; from now on it moves only by calls.
    pub fn set(&self, moment: OffsetDateTime) {
        *self.mode() = Mode::Stopped {
            at: date_time::to_utc(moment),
        };
    }

    /// Moves the clock ahead, whether it runs or is stopped.
    pub fn advance(&self, by: Duration) {
        let by = time::Duration::try_from(by).unwrap_or(time::Duration::MAX);
        let mut mode = self.mode();
        *mode = match *mode {
            Mode::Running { ahead } => Mode::Running {
                ahead: ahead.saturating_add(by),
            },
            Mode::Stopped { at } => Mode::Stopped {
                at: at.saturating_add(by),
            },
        };
    }

    /// Lets a stopped clock run on from where it stands.
    pub fn resume(&self) {
        let mut mode = self.mode();
        if let Mode::Stopped { at } = *mode {
            *mode = Mode::Running {
                ahead: at - OffsetDateTime::now_utc(),
            };
        }
    }

    fn mode(&self) -> MutexGuard<'_, Mode> {
        self.mode.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_clock_stands_until_it_is_advanced() {
        let clock = Clock::default();
        clock.set(OffsetDateTime::UNIX_EPOCH);
        assert_eq!(clock.now(), OffsetDateTime::UNIX_EPOCH);
        clock.clone().advance(Duration::from_secs(90));
        assert_eq!(clock.now().unix_timestamp(), 90);
    }

    #[test]
    fn an_advanced_clock_runs_ahead_of_the_machine() {
        let clock = Clock::default();
        clock.advance(Duration::from_secs(3600));
        assert!(clock.now() - OffsetDateTime::now_utc() > time::Duration::minutes(59));
    }

    #[test]
    fn a_resumed_clock_runs_on_from_where_it_stood() {
        let clock = Clock::default();
        clock.set(OffsetDateTime::UNIX_EPOCH);
        clock.resume();
        let now = clock.now();
        assert!(now >= OffsetDateTime::UNIX_EPOCH && now.year() == 1970);
    }

    #[test]
    fn the_end_of_time_does_not_panic() {
        let clock = Clock::default();
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now().year(), 9999);
    }
}
