//! Prints to the two streams of the command line. Either may be closed: a reader such as `head` ends early.

use std::{
    fmt::Display,
    io::{ErrorKind, Write as _, stderr, stdout},
};

use openapi_descriptions::{diagnostic::Diagnostic, source::Sources};

use super::Failure;

/// Prints the result of a command. A closed reader is not a failure, but a full disk is, because the result is incomplete.
pub(super) fn out(text: impl Display) -> Result<(), Failure> {
    let mut stream = stdout().lock();
    match write!(stream, "{text}").and_then(|()| stream.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let found = Diagnostic::general(
                format!("the output could not be printed: {error}"),
                "see where it goes; what the command writes into files is not part of it",
            );
            Err(Failure {
                unprinted: true,
                ..Failure::new(found.into(), Sources::default())
            })
        }
        _ => Ok(()),
    }
}

/// Prints a message beside the result. If it cannot be printed, only the exit code reports it.
pub(super) fn err(text: impl Display) {
    let mut stream = stderr().lock();
    let _ = write!(stream, "{text}").and_then(|()| stream.flush());
}
