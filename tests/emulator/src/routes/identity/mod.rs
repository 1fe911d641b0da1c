//! The operations of identity, and the exchange of Entra tokens, by the ids that they have in the descriptions.

mod assignments;
mod exchange;
mod users;

use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::answer::Answer;
use crate::auth::{Issued, Keys, Tokens};
use crate::dates;
use crate::description::{PathParameters, Version};
use crate::errors::Failure;
use crate::incoming::Incoming;
use crate::state::World;

/// A request that fits its description, with all that is needed to carry it out.
pub(crate) struct Call<'c> {
    pub(crate) world: &'c mut World,
    pub(crate) tokens: &'c Tokens,
    pub(crate) keys: &'c Keys,
    pub(crate) now: OffsetDateTime,
    pub(crate) version: Version,
    pub(crate) path: PathParameters,
    pub(crate) incoming: &'c Incoming,
    pub(crate) body: Value,
}

/// What carries out an operation, and by whom it may be called.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    pub(crate) by: By,
    pub(crate) handler: fn(&mut Call<'_>) -> Result<Answer, Failure>,
}

/// Who may call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// The owner of the resource.
    Owner,
    /// Anybody with a token of Entra, for themselves.
    Visitor,
}

/// Returns what carries out an operation; `None` when the emulator has not learned it.
///
/// The ids are others in 2026-09-23, whose description was made by another tool.
pub(crate) fn route(operation: &str) -> Option<Route> {
    type Handler = fn(&mut Call<'_>) -> Result<Answer, Failure>;
    let (by, handler): (By, Handler) = match operation {
        "CommunicationIdentity_Create" | "IdentityOperations_Create" => (By::Owner, users::create),
        "CommunicationIdentity_Delete" | "IdentityOperations_Delete" => (By::Owner, users::delete),
        "CommunicationIdentity_IssueAccessToken" | "IdentityOperations_IssueAccessToken" => {
            (By::Owner, users::issue)
        }
        "CommunicationIdentity_IssueToken" => (By::Owner, users::issue_named),
        "CommunicationIdentity_Update" => (By::Owner, users::update),
        "CommunicationIdentity_RevokeAccessTokens" | "IdentityOperations_RevokeAccessTokens" => {
            (By::Owner, users::revoke)
        }
        "CommunicationIdentity_ExchangeTeamsUserAccessToken"
        | "TeamsUserOperations_ExchangeTeamsUserAccessToken" => (By::Owner, exchange::teams_user),
        "TeamsExtensionAssignment_Get" | "TeamsExtensionOperations_GetAssignment" => {
            (By::Owner, assignments::get)
        }
        "TeamsExtensionAssignment_Upsert" | "TeamsExtensionOperations_UpsertAssignment" => {
            (By::Owner, assignments::upsert)
        }
        "TeamsExtensionAssignment_Delete" | "TeamsExtensionOperations_DeleteAssignment" => {
            (By::Owner, assignments::delete)
        }
        "TeamsExtensionToken_Exchange" | "TeamsExtensionOperations_ExchangeToken" => {
            (By::Visitor, exchange::teams_extension)
        }
        "EntraToken_Exchange" => (By::Visitor, exchange::entra),
        _ => return None,
    };
    Some(Route { by, handler })
}

impl Call<'_> {
    /// Returns a parameter of the path; the route's template has it.
    fn path(&self, name: &str) -> String {
        self.path.get(name).cloned().unwrap_or_default()
    }

    /// Returns a text of the body, which the description asks for.
    fn text(&self, name: &str) -> &str {
        self.body.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}

/// Writes a token that was made.
fn access_token(issued: &Issued) -> Value {
    json!({ "token": issued.token, "expiresOn": dates::write_precise(issued.expires_on) })
}
