//! The credential of the example: the first way that the service accepts, with secrets from environment variables.

use heck::ToShoutySnakeCase as _;
use openapi_client_model::{
    api::Api,
    security::{Secret, Way},
};

/// The credential of an example.
pub(super) struct Credential {
    /// The expression.
    pub expression: String,
    /// The items that it uses.
    pub uses: Vec<String>,
    /// The variables of the environment that it reads.
    pub variables: Vec<String>,
}

/// The credential, when clients are made with one.
pub(super) fn expression(api: &Api) -> Option<Credential> {
    let name = api.security.type_name()?;
    let Some(way) = api.security.ways.first() else {
        return Some(Credential {
            expression: format!("{name}::anonymous()"),
            uses: vec![name.to_string()],
            variables: Vec::new(),
        });
    };
    let mut uses = vec![name.to_string()];
    if way.parts.contains(&Secret::Bearer) {
        uses.push("BearerCredential".to_owned());
    }
    let variables: Vec<String> = way.parts.iter().flat_map(variables).collect();
    let parts = parts(way).join(", ");
    let expression = match way.parts.as_slice() {
        // A token alone has no constructor of its own.
        [Secret::Bearer] => format!("{name}::from({parts})"),
        _ => format!("{name}::{}({parts})?", way.name),
    };
    Some(Credential {
        expression,
        uses,
        variables,
    })
}

/// The variables of the environment that a secret is read from.
fn variables(part: &Secret) -> Vec<String> {
    match part {
        Secret::ApiKey { name, .. } => vec![name.bare().to_shouty_snake_case()],
        Secret::Basic => vec!["USER_NAME".to_owned(), "PASSWORD".to_owned()],
        Secret::Bearer => vec!["TOKEN".to_owned()],
    }
}

/// The arguments of the constructor.
fn parts(way: &Way) -> Vec<String> {
    let argument = |part: &Secret| {
        let read = variables(part)
            .into_iter()
            .map(|name| format!("secret({name:?})?"));
        match part {
            Secret::ApiKey { .. } => read.collect::<Vec<_>>(),
            Secret::Basic => read.map(|secret| format!("&{secret}")).collect(),
            Secret::Bearer => read
                .map(|secret| format!("BearerCredential::new({secret})?"))
                .collect(),
        }
    };
    way.parts.iter().flat_map(argument).collect()
}
