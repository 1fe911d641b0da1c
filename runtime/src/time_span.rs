//! Spans of time in options: those of `azure_core` and of the standard library.

use azure_core::time::Duration;

/// A span of time as options take it: the `Duration` of the standard library, or that of `azure_core`.
///
/// ```
/// use client_runtime::CallLimits;
///
/// let limits = CallLimits::default().with_total_time(std::time::Duration::from_secs(30));
/// assert_eq!(limits, CallLimits::default().with_total_time(azure_core::time::Duration::seconds(30)));
/// ```
pub trait TimeSpan: sealed::Sealed {
    /// Returns the span as that of `azure_core`; one that is too long for it becomes its longest.
    fn to_duration(self) -> Duration;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for azure_core::time::Duration {}
    impl Sealed for std::time::Duration {}
}

impl TimeSpan for Duration {
    fn to_duration(self) -> Duration {
        self
    }
}

impl TimeSpan for std::time::Duration {
    fn to_duration(self) -> Duration {
        self.try_into().unwrap_or(Duration::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_span_of_the_standard_library_is_the_longest_of_ours() {
        assert_eq!(std::time::Duration::MAX.to_duration(), Duration::MAX);
        assert_eq!(std::time::Duration::ZERO.to_duration(), Duration::ZERO);
        let span = std::time::Duration::new(7, 8).to_duration();
        assert_eq!(span, Duration::new(7, 8));
    }
}
