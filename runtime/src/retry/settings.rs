//! The number of tries and the waits between them, from the caller's `RetryOptions`.

use crate::clock::random_fraction;
use azure_core::{
    http::{ExponentialRetryOptions, RetryOptions},
    time::Duration,
};

/// The number of tries and the waits between them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RetrySettings {
    max_retries: u32,
    max_elapsed: Duration,
    first_delay: Duration,
    max_delay: Duration,
    doubling: bool,
}

impl Default for RetrySettings {
    fn default() -> Self {
        let options = ExponentialRetryOptions::default();
        Self {
            max_retries: options.max_retries,
            max_elapsed: options.max_total_elapsed,
            first_delay: options.initial_delay,
            max_delay: options.max_delay,
            doubling: true,
        }
    }
}

impl RetrySettings {
    /// Reads the caller's options.
    ///
    /// `azure_core` does not give access to their fields and shows them only in `{:?}`, so that text is parsed here; a test
    /// fails when it changes. A policy of the caller (`RetryOptions::custom`) does not know which requests are idempotent, so
    /// the defaults take its place, with a warning.
    pub(crate) fn read(options: &RetryOptions) -> Self {
        let text = format!("{options:?}");
        if text == format!("{:?}", RetryOptions::none()) {
            return Self {
                max_retries: 0,
                ..Self::default()
            };
        }
        Self::exponential(&text)
            .or_else(|| Self::fixed(&text))
            .unwrap_or_else(|| {
                tracing::warn!(
                    "the retry policy in the client options cannot be used; the default takes its place"
                );
                Self::default()
            })
    }

    fn exponential(text: &str) -> Option<Self> {
        let (_, fields) = text.split_once("ExponentialRetryOptions {")?;
        Some(Self {
            max_retries: number(fields, "max_retries")?,
            max_elapsed: duration(fields, "max_total_elapsed")?,
            first_delay: duration(fields, "initial_delay")?,
            max_delay: duration(fields, "max_delay")?.max(Duration::SECOND),
            doubling: true,
        })
    }

    fn fixed(text: &str) -> Option<Self> {
        let (_, fields) = text.split_once("FixedRetryOptions {")?;
        let delay = duration(fields, "delay")?;
        let settings = Self::default();
        Some(Self {
            max_retries: number(fields, "max_retries")?,
            max_elapsed: duration(fields, "max_total_elapsed")?,
            first_delay: delay,
            max_delay: settings.max_delay.max(delay),
            doubling: false,
        })
    }

    /// Returns the longest time that the options let pass before the last try.
    pub(super) fn max_elapsed(&self) -> Duration {
        self.max_elapsed
    }

    /// Tells whether there may be another try after so many.
    pub(super) fn allow(&self, tries: u32, elapsed: Duration) -> bool {
        tries <= self.max_retries && elapsed < self.max_elapsed
    }

    /// Returns how long to wait after this many tries: the time that the service asked for, but not longer than the longest
    /// delay of the options and not shorter than the client's own delay. The latter is up to a fifth longer or shorter, at
    /// random, so that clients do not all come back at once.
    pub(super) fn delay(&self, tries: u32, asked: Option<Duration>) -> Duration {
        let doublings = if self.doubling {
            tries.saturating_sub(1).min(30)
        } else {
            0
        };
        let delay = self
            .first_delay
            .saturating_mul(1 << doublings)
            .min(self.max_delay);
        let delay = delay.as_seconds_f64() * (0.8 + random_fraction() * 0.4);
        let delay = Duration::saturating_seconds_f64(delay).clamp(Duration::ZERO, self.max_delay);
        asked.map_or(delay, |asked| asked.min(self.max_delay).max(delay))
    }
}

/// Finds `name: 8`.
fn number<T: std::str::FromStr>(fields: &str, name: &str) -> Option<T> {
    let (_, value) = fields.split_once(&format!(" {name}: "))?;
    value
        .split(|c: char| c != '-' && !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

/// Finds `name: Duration { seconds: 0, nanoseconds: 200000000 }`, whatever the type is called: it has changed before.
fn duration(fields: &str, name: &str) -> Option<Duration> {
    let (_, value) = fields.split_once(&format!(" {name}: "))?;
    let (value, _) = value.split_once('}')?;
    Some(Duration::new(
        number(value, "seconds")?,
        number(value, "nanoseconds")?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::http::FixedRetryOptions;
    use proptest::prelude::*;

    #[test]
    fn the_options_of_azure_core_are_read() {
        assert_eq!(
            RetrySettings::read(&RetryOptions::default()),
            RetrySettings::default()
        );
        assert_eq!(RetrySettings::read(&RetryOptions::none()).max_retries, 0);
        let exponential = RetrySettings::read(&RetryOptions::exponential(ExponentialRetryOptions {
            initial_delay: Duration::milliseconds(1_500),
            max_retries: 3,
            max_total_elapsed: Duration::minutes(2),
            max_delay: Duration::seconds(7),
        }));
        assert_eq!(
            exponential,
            RetrySettings {
                max_retries: 3,
                max_elapsed: Duration::minutes(2),
                first_delay: Duration::milliseconds(1_500),
                max_delay: Duration::seconds(7),
                doubling: true,
            }
        );
        let fixed = RetrySettings::read(&RetryOptions::fixed(FixedRetryOptions {
            delay: Duration::milliseconds(50),
            max_retries: 2,
            max_total_elapsed: Duration::seconds(9),
        }));
        assert_eq!(
            (fixed.max_retries, fixed.first_delay),
            (2, Duration::milliseconds(50))
        );
        assert_eq!((fixed.max_elapsed, fixed.doubling), (Duration::seconds(9), false));
    }

    proptest! {
        #[test]
        fn any_options_are_read_as_they_are(
            delay in 0i64..10_000_000, max_retries: u32, elapsed in 0i64..10_000_000, max_delay in 1_000i64..10_000_000
        ) {
            let read = RetrySettings::read(&RetryOptions::exponential(ExponentialRetryOptions {
                initial_delay: Duration::milliseconds(delay),
                max_retries,
                max_total_elapsed: Duration::milliseconds(elapsed),
                max_delay: Duration::milliseconds(max_delay),
            }));
            prop_assert_eq!(read.max_retries, max_retries);
            prop_assert_eq!(read.first_delay.whole_milliseconds(), i128::from(delay));
            prop_assert_eq!(read.max_elapsed.whole_milliseconds(), i128::from(elapsed));
            prop_assert_eq!(read.max_delay.whole_milliseconds(), i128::from(max_delay));
        }

        #[test]
        fn no_delay_of_any_options_overflows(
            ends in proptest::array::uniform3(prop_oneof![
                Just(Duration::MIN), Just(Duration::ZERO), Just(Duration::NANOSECOND), Just(Duration::MAX),
                (i64::MIN..=i64::MAX).prop_map(Duration::seconds),
            ]),
            tries in prop_oneof![Just(0), Just(1), Just(u32::MAX), any::<u32>()],
            asked in proptest::option::of(prop_oneof![Just(Duration::MIN), Just(Duration::MAX)]),
        ) {
            let [first, most, elapsed] = ends;
            let exponential = RetryOptions::exponential(ExponentialRetryOptions {
                initial_delay: first,
                max_retries: u32::MAX,
                max_total_elapsed: elapsed,
                max_delay: most,
            });
            let fixed = RetryOptions::fixed(FixedRetryOptions {
                delay: first,
                max_retries: u32::MAX,
                max_total_elapsed: elapsed,
            });
            for options in [exponential, fixed] {
                let settings = RetrySettings::read(&options);
                let delay = settings.delay(tries, asked);
                prop_assert!(delay <= settings.max_delay && !delay.is_negative(), "{delay} of {settings:?}");
                prop_assert_eq!(settings.allow(1, Duration::ZERO), elapsed.is_positive());
                if first == Duration::MAX && most == Duration::MAX {
                    prop_assert!(delay >= Duration::MAX / 2, "{delay}");
                }
            }
        }

        #[test]
        fn no_delay_is_longer_than_the_longest(tries: u32, asked in proptest::option::of(0i64..i64::MAX)) {
            let settings = RetrySettings::default();
            let delay = settings.delay(tries, asked.map(Duration::seconds));
            prop_assert!(delay <= settings.max_delay && !delay.is_negative());
        }
    }
}
