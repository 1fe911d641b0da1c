//! The number of tries and the waits between them, from the caller's `RetryOptions`.

use crate::clock::random_fraction;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{ExponentialRetryOptions, FixedRetryOptions, RetryOptions},
    time::Duration,
};

/// The number of tries and the waits between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RetrySettings {
    pub(super) max_retries: u32,
    pub(super) max_elapsed: Duration,
    pub(super) first_delay: Duration,
    pub(super) max_delay: Duration,
    pub(super) doubling: bool,
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
    /// `azure_core` does not give access to their fields and shows them only in `{:?}`. That text is the last resort: the default
    /// and none are recognised without it, and what is read from it counts only if options with these values have the very same
    /// text. [`Retries`](super::Retries) do without it. A policy of the caller (`RetryOptions::custom`) does not know which
    /// requests are idempotent, so the defaults take its place, with a warning.
    ///
    /// # Errors
    ///
    /// When the text is not the one that this version knows.
    pub(crate) fn read(options: &RetryOptions) -> Result<Self> {
        Self::read_text(&format!("{options:?}"))
    }

    fn read_text(text: &str) -> Result<Self> {
        let is = |options: RetryOptions| format!("{options:?}") == text;
        if is(RetryOptions::default()) {
            return Ok(Self::default());
        }
        if is(RetryOptions::none()) {
            return Ok(Self {
                max_retries: 0,
                ..Self::default()
            });
        }
        if let Some(options) =
            exponential(text).filter(|options| is(RetryOptions::exponential(options.clone())))
        {
            return Ok(Self {
                max_retries: options.max_retries,
                max_elapsed: options.max_total_elapsed,
                first_delay: options.initial_delay,
                max_delay: options.max_delay.max(Duration::SECOND),
                doubling: true,
            });
        }
        if let Some(options) = fixed(text).filter(|options| is(RetryOptions::fixed(options.clone()))) {
            let settings = Self::default();
            return Ok(Self {
                max_retries: options.max_retries,
                max_elapsed: options.max_total_elapsed,
                first_delay: options.delay,
                max_delay: settings.max_delay.max(options.delay),
                doubling: false,
            });
        }
        if text == CUSTOM {
            tracing::warn!(
                "the retry policy in the client options cannot be used; the default takes its place"
            );
            return Ok(Self::default());
        }
        let message = "the retry options are not known to this version of the library; leave `retry` of the client options at \
                       its default, and put `Retries` among their `per_call_policies`";
        Err(Error::with_message(ErrorKind::Other, message))
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

/// What `azure_core` shows of a policy of the caller.
const CUSTOM: &str = "RetryOptions { mode: Custom }";

fn exponential(text: &str) -> Option<ExponentialRetryOptions> {
    let (_, fields) = text.split_once("ExponentialRetryOptions {")?;
    Some(ExponentialRetryOptions {
        initial_delay: duration(fields, "initial_delay")?,
        max_retries: number(fields, "max_retries")?,
        max_total_elapsed: duration(fields, "max_total_elapsed")?,
        max_delay: duration(fields, "max_delay")?,
    })
}

fn fixed(text: &str) -> Option<FixedRetryOptions> {
    let (_, fields) = text.split_once("FixedRetryOptions {")?;
    Some(FixedRetryOptions {
        delay: duration(fields, "delay")?,
        max_retries: number(fields, "max_retries")?,
        max_total_elapsed: duration(fields, "max_total_elapsed")?,
    })
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
    use azure_core::http::{
        StatusCode,
        policies::{RetryHeaders, RetryPolicy},
    };
    use proptest::prelude::*;
    use std::sync::Arc;

    #[test]
    fn the_options_of_azure_core_are_read() {
        assert_eq!(
            RetrySettings::read(&RetryOptions::default()).unwrap(),
            RetrySettings::default()
        );
        assert_eq!(RetrySettings::read(&RetryOptions::none()).unwrap().max_retries, 0);
        let exponential = RetrySettings::read(&RetryOptions::exponential(ExponentialRetryOptions {
            initial_delay: Duration::milliseconds(1_500),
            max_retries: 3,
            max_total_elapsed: Duration::minutes(2),
            max_delay: Duration::seconds(7),
        }))
        .unwrap();
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
        }))
        .unwrap();
        assert_eq!(
            (fixed.max_retries, fixed.first_delay),
            (2, Duration::milliseconds(50))
        );
        assert_eq!((fixed.max_elapsed, fixed.doubling), (Duration::seconds(9), false));
    }

    #[derive(Debug)]
    struct Custom;

    impl RetryPolicy for Custom {
        fn is_expired(&self, _: Duration, _: u32) -> bool {
            true
        }

        fn retry_headers(&self) -> Option<&RetryHeaders> {
            None
        }

        fn retry_status_codes(&self) -> &[StatusCode] {
            &[]
        }

        fn sleep_duration(&self, _: u32) -> Duration {
            Duration::ZERO
        }
    }

    #[test]
    fn a_policy_of_the_caller_is_replaced_by_the_default() {
        let read = RetrySettings::read(&RetryOptions::custom(Arc::new(Custom))).unwrap();
        assert_eq!(read, RetrySettings::default());
    }

    #[test]
    fn a_text_that_says_something_else_is_an_error_that_names_the_way_out() {
        let shown = format!(
            "{:?}",
            RetryOptions::fixed(FixedRetryOptions {
                max_retries: 7,
                ..Default::default()
            })
        );
        assert_eq!(RetrySettings::read_text(&shown).unwrap().max_retries, 7);
        for other in [
            String::new(),
            shown.replace("max_retries", "retries"),
            shown.replace("delay:", "jitter: 1, delay:"),
            shown.replace("FixedRetryOptions", "SteadyRetryOptions"),
            shown.replace('7', "-7"),
            shown.replace('7', "99999999999"),
        ] {
            let error = RetrySettings::read_text(&other).unwrap_err();
            assert!(error.to_string().contains("put `Retries` among"), "{other}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*|(Exponential|Fixed)RetryOptions \\{[a-z_: {},0-9-]{0,60}") {
            let _ = RetrySettings::read_text(&text);
        }

        #[test]
        fn any_options_are_read_as_they_are(
            delay in 0i64..10_000_000, max_retries: u32, elapsed in 0i64..10_000_000, max_delay in 1_000i64..10_000_000
        ) {
            let read = RetrySettings::read(&RetryOptions::exponential(ExponentialRetryOptions {
                initial_delay: Duration::milliseconds(delay),
                max_retries,
                max_total_elapsed: Duration::milliseconds(elapsed),
                max_delay: Duration::milliseconds(max_delay),
            })).unwrap();
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
                let settings = RetrySettings::read(&options).unwrap();
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
