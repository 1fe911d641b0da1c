//! Examples for the constructors and getters of clients.

use openapi_client_model::{
    api::{Api, Client, Made, Parameter},
    names::{Case, Ident},
};

use super::printed::words;
use crate::view::{Context, Literal};

/// The examples of one client that are not calls, as lines of rustdoc; nothing where the version has no examples.
pub struct ClientExamples<'a> {
    client: &'a Ident,
    /// The module of the client, for examples.
    module: Option<&'a str>,
    endpoint: &'a str,
    /// The type of the credential that the client is made with, as a path.
    credential: Option<String>,
}

impl<'a> ClientExamples<'a> {
    pub(crate) fn new(api: &Api, client: &'a Client, context: &Context<'a>) -> Self {
        let module = context.examples;
        let credential = match &client.made {
            Made::New {
                credential: Some(handwritten),
            } => Some(context.handwritten(handwritten)),
            Made::New { credential: None } => {
                let name = api.security.type_name();
                name.zip(module).map(|(name, module)| format!("{module}::{name}"))
            }
            Made::From { .. } => None,
        };
        Self {
            client: &client.name,
            module,
            endpoint: context.endpoint.unwrap_or("https://api.example.com"),
            credential,
        }
    }

    /// `new`.
    pub(crate) fn constructor(&self) -> Vec<String> {
        let endpoint = Literal::string(self.endpoint);
        self.made(&[], &format!("new({endpoint}, "))
    }

    /// `for_server`.
    pub(crate) fn for_server(&self, server: Option<&Ident>) -> Vec<String> {
        let server = self.module.zip(server);
        let server = server.map(|(module, server)| format!("server: {module}::{server}"));
        self.made(&server.into_iter().collect::<Vec<_>>(), "for_server(&server, ")
    }

    fn made(&self, given: &[String], call: &str) -> Vec<String> {
        let Some(module) = self.module else {
            return Vec::new();
        };
        let mut given = given.to_vec();
        let mut argument = "";
        if let Some(credential) = &self.credential {
            given.push(format!("credential: {credential}"));
            argument = "credential, ";
        }
        example(
            &[format!("use {module}::{};", self.client)],
            &given,
            &[
                format!("let client = {}::{call}{argument}None)?;", self.client),
                "println!(\"ready to call {}\", client.endpoint());".to_owned(),
            ],
        )
    }

    /// `with_credential`.
    pub(crate) fn other_credential(&self) -> Vec<String> {
        let other = self
            .credential
            .as_ref()
            .map(|credential| format!("other: {credential}"));
        self.with_client(
            &other.into_iter().collect::<Vec<_>>(),
            &[
                "let theirs = client.with_credential(other);".to_owned(),
                "println!(\"ready to call {}\", theirs.endpoint());".to_owned(),
            ],
        )
    }

    /// A method that returns something to print.
    pub(crate) fn getter(&self, name: &str) -> Vec<String> {
        self.with_client(&[], &[format!("println!(\"{{}}\", client.{name}());")])
    }

    /// A method that makes a client for what it is given.
    pub(crate) fn child(&self, child: &Ident, method: &Ident, given: &[&Parameter]) -> Vec<String> {
        let name = child.to_case(Case::Value);
        let arguments: Vec<String> = given
            .iter()
            .map(|parameter| Literal::string(&words(&parameter.name)).to_string())
            .collect();
        self.with_client(
            &[],
            &[
                format!("let {name} = client.{method}({});", arguments.join(", ")),
                format!("println!(\"ready to call {{}}\", {name}.endpoint());"),
            ],
        )
    }

    fn with_client(&self, given: &[String], statements: &[String]) -> Vec<String> {
        let Some(module) = self.module else {
            return Vec::new();
        };
        let mut arguments = vec![format!("client: {module}::{}", self.client)];
        arguments.extend_from_slice(given);
        example(&[], &arguments, statements)
    }
}

/// Statements in the function that they need, which is hidden.
fn example(uses: &[String], given: &[String], statements: &[String]) -> Vec<String> {
    let mut lines = vec!["# Examples".to_owned(), String::new(), "```no_run".to_owned()];
    lines.extend_from_slice(uses);
    lines.push(format!(
        "# fn example({}) -> azure_core::Result<()> {{",
        given.join(", ")
    ));
    lines.extend(crate::format::statements(&statements.join("\n")));
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}
