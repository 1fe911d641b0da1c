//! The secrets that must not be shown, and all collected output.

use std::{
    error::Error as _,
    fmt::{Debug, Display},
};

use acs_chat::ServiceError;
use acs_emulator::Emulator;
use azure_core::Error;

/// What must not be seen, and all that was shown.
pub struct Watch {
    pub emulator: Emulator,
    pub secrets: Vec<String>,
    pub shown: Vec<String>,
}

impl Watch {
    /// Remembers a token: as a whole, and its parts that cannot be guessed.
    pub fn secret(&mut self, token: &str) -> String {
        self.secrets.push(token.to_owned());
        self.secrets.extend(token.split('.').skip(1).map(str::to_owned));
        token.to_owned()
    }

    pub fn token(&mut self, user: &acs_emulator::User) -> String {
        let token = self.emulator.token(user);
        self.secret(&token)
    }

    pub fn debug(&mut self, value: &impl Debug) {
        self.shown.push(format!("{value:?} {value:#?}"));
    }

    pub fn display(&mut self, value: &(impl Debug + Display)) {
        self.debug(value);
        self.shown.push(format!("{value} {value:#}"));
    }

    /// An error with all that is behind it.
    pub fn error(&mut self, error: &Error) {
        self.display(error);
        if let Some(refusal) = ServiceError::from_error(error) {
            self.display(&refusal);
        }
        let mut source = error.source();
        while let Some(cause) = source {
            self.display(&cause);
            source = cause.source();
        }
    }

    pub fn outcome<T: Debug>(&mut self, result: Result<T, Error>) {
        match result {
            Ok(value) => self.debug(&value),
            Err(error) => self.error(&error),
        }
    }
}
