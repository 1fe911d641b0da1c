//! Exchanges tokens of Microsoft Entra for tokens of the service, which have the same expiry.

use serde_json::json;

use super::{Call, access_token};
use crate::answer::Answer;
use crate::auth::{Issued, Scope, Visitor};
use crate::errors::Failure;
use crate::identifier::Identifier;

/// A Teams user's token, handed in by the owner of the resource.
pub(super) fn teams_user(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let visitor = call.keys.entra.visitor(call.text("token"), call.now)?;
    if call.text("appId") != visitor.principal.app_id {
        return Err(Failure::bad_request(
            "The token was not made for this application.",
        ));
    }
    if call.text("userId") != visitor.principal.object_id {
        return Err(Failure::bad_request("The token was not made for this user."));
    }
    let user = Identifier::new(format!("8:orgid:{}", visitor.principal.object_id));
    let issued = issue(call, &user, &visitor);
    Ok(Answer::json(200, access_token(&issued)))
}

/// The caller's own token of Teams, if the owner of the resource has granted them access.
pub(super) fn teams_extension(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let visitor = call.keys.visitor(call.incoming, call.now)?;
    let principal = &visitor.principal;
    let granted = call
        .world
        .assignment(&principal.tenant_id, &principal.object_id)
        .is_some_and(|one| one.allows(&principal.app_id));
    if !granted {
        return Err(Failure::forbidden(format!(
            "Nothing is assigned to the principal {} of tenant {} with the application {}.",
            principal.object_id, principal.tenant_id, principal.app_id
        )));
    }
    let user = Identifier::new(format!(
        "8:acs:{}_{}_{}",
        call.world.resource(),
        principal.tenant_id,
        principal.object_id
    ));
    let issued = issue(call, &user, &visitor);
    let result = json!({ "identity": { "id": user.raw_id() }, "accessToken": access_token(&issued) });
    Ok(Answer::json(200, result))
}

/// The caller's own token of Entra.
pub(super) fn entra(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let visitor = call.keys.visitor(call.incoming, call.now)?;
    let user = call.world.user_for_principal(&visitor.principal);
    let issued = issue(call, &user, &visitor);
    Ok(Answer::json(200, json!({ "accessToken": access_token(&issued) })))
}

fn issue(call: &mut Call<'_>, user: &Identifier, visitor: &Visitor) -> Issued {
    call.world.register(user.clone());
    let scopes = [Scope::Chat, Scope::Voip];
    call.tokens
        .issue(call.world, user, &scopes, call.now, visitor.expires_on)
}
