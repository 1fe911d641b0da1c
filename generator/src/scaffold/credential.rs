//! The credential of a first example: the first way that the service takes, with its secrets from the environment.

use heck::ToShoutySnakeCase as _;
use openapi_client_model::{
    api::Api,
    security::{Secret, Way},
};

/// What an example makes its client with.
pub(super) struct Credential {
    /// The expression.
    pub expression: String,
    /// The items that it uses.
    pub uses: Vec<String>,
    /// Whether it calls `secret`.
    pub secret: bool,
}

/// The credential, when clients are made with one.
pub(super) fn expression(api: &Api) -> Option<Credential> {
    let name = api.security.type_name()?;
    let Some(way) = api.security.ways.first() else {
        return Some(Credential {
            expression: format!("{name}::anonymous()"),
            uses: vec![name.to_string()],
            secret: false,
        });
    };
    let mut uses = vec![name.to_string()];
    if way.parts.contains(&Secret::Bearer) {
        uses.push("BearerCredential".to_owned());
    }
    let parts = parts(way).join(", ");
    let expression = match way.parts.as_slice() {
        // A token alone has no constructor of its own.
        [Secret::Bearer] => format!("{name}::from({parts})"),
        _ => format!("{name}::{}({parts})?", way.name),
    };
    Some(Credential {
        expression,
        uses,
        secret: true,
    })
}

fn parts(way: &Way) -> Vec<String> {
    let mut arguments = Vec::new();
    for part in &way.parts {
        match part {
            Secret::ApiKey { name, .. } => {
                arguments.push(format!("secret({:?})?", name.bare().to_shouty_snake_case()));
            }
            Secret::Basic => {
                arguments.extend([
                    "&secret(\"USER_NAME\")?".to_owned(),
                    "&secret(\"PASSWORD\")?".to_owned(),
                ]);
            }
            Secret::Bearer => arguments.push("BearerCredential::new(secret(\"TOKEN\")?)?".to_owned()),
        }
    }
    arguments
}
