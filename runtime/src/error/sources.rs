//! An error and what led to it.

use azure_core::Error;
use std::{error::Error as StdError, iter::successors};

/// Returns an error and its sources, from the outside in.
pub(crate) fn chain(error: &Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    successors(Some(error as &(dyn StdError + 'static)), |&error| error.source())
}

/// Finds an error of a type among an error and its sources.
pub(crate) fn find<T: StdError + 'static>(error: &Error) -> Option<&T> {
    chain(error).find_map(|error| error.downcast_ref())
}

/// Returns the message of the innermost source, such as `Connection refused`; those above it say `error sending request`.
pub(crate) fn innermost_message(error: &Error) -> String {
    chain(error).last().map(ToString::to_string).unwrap_or_default()
}
