//! The assignments of principals of Teams: read, write, delete.

use serde_json::{Value, json};

use super::Call;
use crate::answer::Answer;
use crate::errors::Failure;
use crate::state::Assignment;

pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Failure> {
    match assignment_json(call) {
        Some(assignment) => Ok(Answer::json(200, assignment)),
        None => Err(Failure::not_found("Nothing is assigned to the principal.")),
    }
}

pub(super) fn upsert(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let principal_type = call.text("principalType").to_owned();
    if !matches!(principal_type.as_str(), "user" | "resourceAccount") {
        return Err(Failure::bad_request(format!(
            "There is no type of principal `{principal_type}`."
        )));
    }
    let clients = call.body.get("clientIds").and_then(Value::as_array);
    let client_ids = clients.map(|ids| ids.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    let assignment = Assignment {
        principal_type,
        client_ids,
    };
    let (tenant, object) = tenant_and_object(call);
    let new = call.world.assign(&tenant, &object, assignment);
    let status = if new { 201 } else { 200 };
    Ok(Answer::json(status, assignment_json(call).unwrap_or_default()))
}

#[expect(clippy::unnecessary_wraps, reason = "all handlers have this form")]
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let (tenant, object) = tenant_and_object(call);
    // Deleting an assignment that does not exist is a success too.
    call.world.withdraw(&tenant, &object);
    Ok(Answer::empty(204))
}

fn tenant_and_object(call: &Call<'_>) -> (String, String) {
    (call.path("tenantId"), call.path("objectId"))
}

fn assignment_json(call: &Call<'_>) -> Option<Value> {
    let (tenant, object) = tenant_and_object(call);
    let assignment = call.world.assignment(&tenant, &object)?;
    let mut written = json!({
        "objectId": object, "tenantId": tenant, "principalType": assignment.principal_type,
    });
    if let (Some(ids), Some(members)) = (&assignment.client_ids, written.as_object_mut()) {
        members.insert("clientIds".to_owned(), json!(ids));
    }
    Some(written)
}
