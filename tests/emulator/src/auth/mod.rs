//! Authentication and authorization: users by a token of the service, the owner of the resource by its access key, and
//! principals of Microsoft Entra by a token of Entra.

mod access_key;
mod entra;
mod jwt;
mod scope;
mod tokens;

use std::time::Duration;

use time::OffsetDateTime;

use crate::errors::Failure;
use crate::incoming::Incoming;

pub(crate) use access_key::AccessKey;
pub use entra::Principal;
pub(crate) use entra::{Entra, Visitor};
pub(crate) use scope::Access;
pub use scope::Scope;
pub(crate) use tokens::{Caller, Issued, Tokens};

/// The keys that identify callers other than users of chat.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    pub(crate) access_key: AccessKey,
    pub(crate) entra: Entra,
}

impl Keys {
    /// Makes sure that a request comes from the owner of the resource: signed with the access key, or with a token of
    /// Entra.
    pub(crate) fn require_owner(&self, incoming: &Incoming, now: OffsetDateTime) -> Result<(), Failure> {
        let header = authorization(incoming)?;
        let scheme = header.split(' ').next().unwrap_or_default();
        if scheme.eq_ignore_ascii_case("bearer") {
            return self.entra.visitor(bearer(incoming)?, now).map(drop);
        }
        self.access_key.require_signature(incoming, header, now)
    }

    /// Finds out on whose behalf a request comes with a token of Entra.
    pub(crate) fn visitor(&self, incoming: &Incoming, now: OffsetDateTime) -> Result<Visitor, Failure> {
        self.entra.visitor(bearer(incoming)?, now)
    }
}

fn authorization(incoming: &Incoming) -> Result<&str, Failure> {
    incoming
        .header("authorization")
        .ok_or(Failure::Unauthorized("no authorization header"))
}

/// Returns the token of a request that carries one.
fn bearer(incoming: &Incoming) -> Result<&str, Failure> {
    match authorization(incoming)?.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => Err(Failure::Unauthorized(
            "the authorization is not of the form `Bearer <token>`",
        )),
    }
}

/// Returns the end of a lifetime that begins now, or the last time that can be represented.
pub(crate) fn expiry_after(now: OffsetDateTime, lifetime: Duration) -> OffsetDateTime {
    now.saturating_add(time::Duration::try_from(lifetime).unwrap_or(time::Duration::MAX))
}

/// Makes 64 random bytes.
fn secret() -> Vec<u8> {
    (0..4).flat_map(|_| uuid::Uuid::new_v4().into_bytes()).collect()
}
