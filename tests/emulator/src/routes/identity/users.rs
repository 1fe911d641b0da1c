//! Users: create, delete, issue tokens and revoke them.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Call, access_token};
use crate::answer::Answer;
use crate::auth::{Issued, Scope, expiry_after};
use crate::date_time;
use crate::errors::Failure;
use crate::identifier::Identifier;

/// The default lifetime of a token, in minutes.
const DAY: u64 = 24 * 60;

pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Failure> {
    if call.version.is_preview() {
        let user = call.world.create_user();
        return Ok(Answer::json(200, json!({ "id": user.raw_id() })));
    }
    let scopes = scopes(call, "createTokenWithScopes")?;
    let user = call.world.create_user();
    let mut result = json!({ "identity": { "id": user.raw_id() } });
    if !scopes.is_empty()
        && let Some(members) = result.as_object_mut()
    {
        let issued = issue_to(call, &user, &scopes);
        members.insert("accessToken".to_owned(), access_token(&issued));
    }
    Ok(Answer::json(201, result))
}

pub(super) fn issue(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let (_, issued) = issue_requested(call)?;
    Ok(Answer::json(200, access_token(&issued)))
}

/// Issues a token as 2020-07-20-preview2 does, with the id of the user.
pub(super) fn issue_with_user_id(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let (user, issued) = issue_requested(call)?;
    let mut token = access_token(&issued);
    if let Some(members) = token.as_object_mut() {
        members.insert("id".to_owned(), user.raw_id().into());
    }
    Ok(Answer::json(200, token))
}

fn issue_requested(call: &Call<'_>) -> Result<(Identifier, Issued), Failure> {
    let user = user(call)?;
    let scopes = scopes(call, "scopes")?;
    if scopes.is_empty() {
        return Err(Failure::validation("scopes", "A token needs a scope."));
    }
    let issued = issue_to(call, &user, &scopes);
    Ok((user, issued))
}

/// Sets the time from which the tokens of a user are valid; null removes it, and an empty patch leaves it as it is.
pub(super) fn update(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let user = user(call)?;
    if let Some(from) = call.body.get("tokensValidFrom") {
        let from = from.as_str().and_then(date_time::parse_rfc3339);
        call.world.set_valid_from(&user, from);
    }
    Ok(Answer::empty(204))
}

pub(super) fn revoke(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let user = user(call)?;
    call.world.revoke(&user);
    Ok(Answer::empty(204))
}

pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let user = user(call)?;
    call.world.delete_user(&user);
    Ok(Answer::empty(204))
}

/// Returns the user that the path names, who must be one of the resource.
fn user(call: &Call<'_>) -> Result<Identifier, Failure> {
    let user = Identifier::new(call.path("id"));
    if !user.is_well_formed() {
        return Err(Failure::bad_request(format!("`{user}` is not the id of a user.")));
    }
    if call.world.knows(&user) {
        return Ok(user);
    }
    if call.world.owns(&user) {
        return Err(Failure::not_found("The user does not exist."));
    }
    Err(Failure::new(
        401,
        "IdentityNotOwned",
        "The user is not one of this resource.",
    ))
}

fn issue_to(call: &Call<'_>, user: &Identifier, scopes: &[Scope]) -> Issued {
    // The description limits it to an hour to a day; versions that do not know it ignore it.
    let minutes = call
        .body
        .get("expiresInMinutes")
        .filter(|_| call.version.since("2022-10-01"))
        .and_then(Value::as_u64)
        .unwrap_or(DAY);
    let until = expiry_after(call.now, Duration::from_secs(minutes * 60));
    call.tokens.issue(call.world, user, scopes, call.now, until)
}

/// Reads scopes; one that the version does not know is refused, although the description leaves their list open.
fn scopes(call: &Call<'_>, name: &str) -> Result<Vec<Scope>, Failure> {
    let list = call.body.get(name).and_then(Value::as_array);
    let texts = list.into_iter().flatten().filter_map(Value::as_str);
    let known =
        |scope: &Scope| matches!(scope, Scope::Chat | Scope::Voip) || call.version.since("2023-10-01");
    texts
        .map(|text| {
            Scope::from_name(text)
                .filter(known)
                .ok_or_else(|| Failure::bad_request(format!("There is no scope `{text}`.")))
        })
        .collect()
}
