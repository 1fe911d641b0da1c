//! The common part of the examples: the endpoint and the credential, and the output of errors.

use acs_chat::ServiceError;
use acs_emulator::Emulator;
use std::{env, error::Error, fmt};

/// Where to talk to, and as whom.
pub struct Service {
    pub endpoint: String,
    /// The access token of a user, for chat.
    pub token: String,
    /// The endpoint and key of the resource, for making more users.
    #[allow(dead_code, reason = "not every example makes users")]
    pub connection_string: String,
    /// Serves until it is dropped.
    _emulator: Option<Emulator>,
}

impl Service {
    /// Finds a real resource in the environment (`ACS_ENDPOINT`, `ACS_TOKEN` and, if `with_key`,
    /// `ACS_CONNECTION_STRING`), or else starts an emulator.
    pub async fn find(with_key: bool) -> Result<Self, Exception> {
        let (endpoint, token) = (env::var("ACS_ENDPOINT").ok(), env::var("ACS_TOKEN").ok());
        let connection_string = env::var("ACS_CONNECTION_STRING").ok();
        if let (Some(endpoint), Some(token)) = (endpoint, token)
            && (connection_string.is_some() || !with_key)
        {
            return Ok(Self {
                endpoint,
                token,
                connection_string: connection_string.unwrap_or_default(),
                _emulator: None,
            });
        }
        let emulator = Emulator::start().await?;
        println!(
            "(with an emulator at {}, as no resource was named)",
            emulator.endpoint()
        );
        Ok(Self {
            endpoint: emulator.endpoint(),
            token: emulator.token(emulator.create_user()),
            connection_string: emulator.connection_string(),
            _emulator: Some(emulator),
        })
    }
}

/// Any error, shown in the service's own words where it gave some; for `main` to return.
pub struct Exception(Box<dyn Error + Send + Sync>);

impl<E: Into<Box<dyn Error + Send + Sync>>> From<E> for Exception {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl fmt::Debug for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let refusal = self.0.downcast_ref().and_then(ServiceError::from_error);
        match refusal {
            Some(refusal) => write!(f, "the service refused: {refusal}"),
            None => write!(f, "{}", self.0),
        }
    }
}
