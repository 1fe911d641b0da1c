//! The operations of identity, and the exchange of Entra tokens, by the ids that they have in the descriptions.

mod assignments;
mod exchange;
mod users;

use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::answer::Answer;
use crate::auth::{Issued, Keys, Tokens};
use crate::date_time;
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

/// The handler of an operation, and the callers that it allows.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    pub(crate) allowed_caller: AllowedCaller,
    pub(crate) handler: fn(&mut Call<'_>) -> Result<Answer, Failure>,
}

/// The callers that an operation allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AllowedCaller {
    /// The owner of the resource.
    Owner,
    /// Every principal with a token of Entra, for itself.
    Visitor,
}

/// Returns the handler of an operation; `None` when there is none.
///
/// The ids are different in 2026-09-23, whose description was made by another tool.
pub(crate) fn route(operation: &str) -> Option<Route> {
    type Handler = fn(&mut Call<'_>) -> Result<Answer, Failure>;
    let (allowed_caller, handler): (AllowedCaller, Handler) = match operation {
        "CommunicationIdentity_Create" | "IdentityOperations_Create" => (AllowedCaller::Owner, users::create),
        "CommunicationIdentity_Delete" | "IdentityOperations_Delete" => (AllowedCaller::Owner, users::delete),
        "CommunicationIdentity_IssueAccessToken" | "IdentityOperations_IssueAccessToken" => {
            (AllowedCaller::Owner, users::issue)
        }
        "CommunicationIdentity_IssueToken" => (AllowedCaller::Owner, users::issue_with_user_id),
        "CommunicationIdentity_Update" => (AllowedCaller::Owner, users::update),
        "CommunicationIdentity_RevokeAccessTokens" | "IdentityOperations_RevokeAccessTokens" => {
            (AllowedCaller::Owner, users::revoke)
        }
        "CommunicationIdentity_ExchangeTeamsUserAccessToken"
        | "TeamsUserOperations_ExchangeTeamsUserAccessToken" => (AllowedCaller::Owner, exchange::teams_user),
        "TeamsExtensionAssignment_Get" | "TeamsExtensionOperations_GetAssignment" => {
            (AllowedCaller::Owner, assignments::get)
        }
        "TeamsExtensionAssignment_Upsert" | "TeamsExtensionOperations_UpsertAssignment" => {
            (AllowedCaller::Owner, assignments::upsert)
        }
        "TeamsExtensionAssignment_Delete" | "TeamsExtensionOperations_DeleteAssignment" => {
            (AllowedCaller::Owner, assignments::delete)
        }
        "TeamsExtensionToken_Exchange" | "TeamsExtensionOperations_ExchangeToken" => {
            (AllowedCaller::Visitor, exchange::teams_extension)
        }
        "EntraToken_Exchange" => (AllowedCaller::Visitor, exchange::entra),
        _ => return None,
    };
    Some(Route {
        allowed_caller,
        handler,
    })
}

impl Call<'_> {
    /// Returns a parameter of the path; the route's template has it.
    fn path(&self, name: &str) -> String {
        self.path.get(name).cloned().unwrap_or_default()
    }

    /// Returns a text property of the body, which the description requires.
    fn text(&self, name: &str) -> &str {
        self.body.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}

/// Writes a token that was made.
fn access_token(issued: &Issued) -> Value {
    json!({ "token": issued.token, "expiresOn": date_time::format_ticks(issued.expires_on) })
}
