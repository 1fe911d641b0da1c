//! Locks of the parts of a test.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks a mutex also when a test has panicked while it was locked.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
