//! User access tokens: the user and the scopes of a caller.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::jwt::Key;
use super::{Access, Scope};
use crate::date_time;
use crate::errors::Failure;
use crate::identifier::Identifier;
use crate::incoming::Incoming;
use crate::state::World;

/// Makes user access tokens and verifies them; each emulator has its own key.
#[derive(Debug)]
pub(crate) struct Tokens {
    key: Key,
}

/// A token that was made, and its expiry.
#[derive(Clone, Debug)]
pub(crate) struct Issued {
    pub(crate) token: String,
    pub(crate) expires_on: OffsetDateTime,
}

/// The user who sent a request, and the scopes of the token.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) identifier: Identifier,
    pub(crate) scopes: Vec<Scope>,
}

/// What a token of the service holds; the names are the service's own.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    /// The user id without its leading `8:`.
    skypeid: String,
    exp: i64,
    iat: i64,
    /// When it was made, in milliseconds since 1970: more precisely than `iat`.
    made: i64,
    /// The scopes, with commas between them.
    #[serde(rename = "acsScope")]
    scope: String,
    #[serde(rename = "resourceId")]
    resource: String,
    /// How often the user's tokens had been revoked when this one was made.
    revocations: u32,
}

impl Tokens {
    pub(crate) fn new() -> Self {
        Self { key: Key::random() }
    }

    /// Makes a token. For a user that does not exist it can be made too, but the service refuses it.
    pub(crate) fn issue(
        &self,
        world: &World,
        user: &Identifier,
        scopes: &[Scope],
        now: OffsetDateTime,
        expires_on: OffsetDateTime,
    ) -> Issued {
        let scopes: Vec<_> = scopes.iter().map(|scope| scope.as_str()).collect();
        let token = self.key.sign(&Claims {
            skypeid: user
                .raw_id()
                .strip_prefix("8:")
                .unwrap_or(user.raw_id())
                .to_owned(),
            // A token holds whole seconds.
            exp: expires_on.unix_timestamp(),
            iat: now.unix_timestamp(),
            made: date_time::unix_milliseconds(now),
            scope: scopes.join(","),
            resource: world.resource().to_owned(),
            revocations: world.revocations(user).unwrap_or_default(),
        });
        Issued { token, expires_on }
    }

    /// Verifies the token of a request, and returns its user and scopes.
    pub(crate) fn caller(
        &self,
        world: &World,
        incoming: &Incoming,
        now: OffsetDateTime,
    ) -> Result<Caller, Failure> {
        let token = super::bearer(incoming)?;
        let claims: Claims = self.key.verify(token).map_err(Failure::Unauthorized)?;
        if claims.exp <= now.unix_timestamp() {
            return Err(Failure::Unauthorized("the token has expired"));
        }
        let identifier = Identifier::new(format!("8:{}", claims.skypeid));
        match world.revocations(&identifier) {
            None => Err(Failure::Unauthorized("the user does not exist")),
            Some(count) if count != claims.revocations => Err(Failure::Unauthorized("the token was revoked")),
            Some(_)
                if world
                    .valid_from(&identifier)
                    .is_some_and(|from| claims.made < date_time::unix_milliseconds(from)) =>
            {
                Err(Failure::Unauthorized(
                    "the token was issued before tokens are valid",
                ))
            }
            Some(_) => {
                let scopes = claims.scope.split(',').filter_map(Scope::from_name).collect();
                Ok(Caller { identifier, scopes })
            }
        }
    }
}

impl Caller {
    /// Refuses a caller whose token does not allow an operation.
    pub(crate) fn require(&self, access: Access) -> Result<(), Failure> {
        if self.scopes.iter().any(|scope| scope.allows(access)) {
            Ok(())
        } else {
            Err(Failure::forbidden(
                "The token's scopes do not allow this operation.",
            ))
        }
    }
}
