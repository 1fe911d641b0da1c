//! The examples in the docs of clients: the shortest call of a method that compiles and shows something, and how clients are made.

mod clients;
mod printed;
mod values;

use openapi_client_model::{
    api::{Answer, Api, Client, Content, Made, Operation, Scalar, Type},
    names::{Ident, method_answer},
};

pub(super) use clients::ClientExamples;

use super::{Context, Literal};
use printed::{Printer, words};
use values::Writer;

/// The shortest call of a method.
#[derive(Clone, Debug)]
pub struct Call {
    /// Whether it lists items, page by page.
    pub pages: bool,
    /// Whether it goes through a stream.
    pub streams: bool,
    /// The models that it names.
    pub used: Vec<Ident>,
    /// The values that it needs and has no short expression for: names and types.
    given: Vec<(Ident, String)>,
    /// Its statements, line by line, with the client as `client`.
    pub statements: Vec<String>,
}

/// The best call for a first example: a GET with the fewest arguments, a list before others. Also returns its client, which is
/// created from an endpoint.
pub(super) fn first(api: &Api, context: &Context<'_>) -> Option<(Ident, Call)> {
    let made = |client: &&Client| matches!(client.made, Made::New { .. });
    let clients: Vec<&Client> = api.clients.iter().filter(made).collect();
    let operations = clients.iter().flat_map(|client| {
        client
            .operations
            .iter()
            .map(move |operation| (*client, operation))
    });
    let calls = operations.filter(|(_, operation)| operation.method == "GET" && !operation.deprecated);
    let calls = calls.map(|(client, operation)| (client, operation, call(api, client, operation, context)));
    let best = calls
        .filter(|(.., call)| call.given.is_empty())
        .min_by_key(|(_, operation, call)| {
            let required = operation
                .parameters
                .iter()
                .filter(|parameter| parameter.is_argument())
                .count();
            (required, !call.pages)
        });
    match best {
        Some((client, _, call)) => Some((client.name.clone(), call)),
        None => clients.first().map(|client| {
            let none = Call {
                pages: false,
                streams: false,
                used: Vec::new(),
                given: Vec::new(),
                statements: Vec::new(),
            };
            (client.name.clone(), none)
        }),
    }
}

/// The shortest call of an operation.
fn call(api: &Api, client: &Client, operation: &Operation, context: &Context<'_>) -> Call {
    let mut writer = Writer::new(api, context);
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_argument());
    let mut arguments: Vec<String> = required.map(|parameter| writer.parameter(parameter)).collect();
    let body = operation.body.as_ref().filter(|body| body.required);
    arguments.extend(body.and_then(|body| writer.body(body)));
    arguments.push("None".to_owned());
    let call = format!("client.{}({})", operation.name, arguments.join(", "));
    let mut printer = Printer::new(api);
    let statements = statements(client, operation, &call, &mut printer);
    let mut used = writer.used;
    used.append(&mut printer.used);
    used.sort();
    used.dedup();
    Call {
        pages: operation.paging.is_some(),
        streams: operation.paging.is_some()
            || matches!(
                operation.answer,
                Answer::One(Content::Events(_) | Content::Lines(_))
            ),
        used,
        given: writer.given,
        statements: crate::format::statements(&statements.join("\n")),
    }
}

/// Makes the call, and prints something of its response.
fn statements(client: &Client, operation: &Operation, call: &str, printer: &mut Printer<'_>) -> Vec<String> {
    let done = format!(
        "println!({});",
        Literal::string(&format!("{}: done", words(&operation.name)))
    );
    let mut answer = |ty: &Type, name: &str| printer.whole(ty, name).unwrap_or_else(|| done.clone());
    let read = match operation.long_running {
        Some(_) => format!("let result = {call}?.await?.into_model()?;"),
        None => format!("let result = {call}.await?.into_model()?;"),
    };
    if let Some(paging) = &operation.paging {
        return vec![
            match operation.long_running {
                Some(_) => format!("let mut items = {call}?.await?;"),
                None => format!("let mut items = {call}?;"),
            },
            "while let Some(item) = items.try_next().await? {".to_owned(),
            answer(&paging.item, "item"),
            "}".to_owned(),
        ];
    }
    match &operation.answer {
        Answer::Empty if operation.long_running.is_some() => vec![format!("{call}?.await?;"), done],
        Answer::Empty => vec![format!("{call}.await?;"), done],
        Answer::Exists => vec![
            format!("let exists = {call}.await?;"),
            "println!(\"exists: {exists}\");".to_owned(),
        ],
        Answer::One(Content::Bytes) => vec![
            format!("let body = {call}.await?.into_body().collect().await?;"),
            "println!(\"{} bytes\", body.len());".to_owned(),
        ],
        Answer::One(Content::Events(ty)) => {
            let event = match ty {
                Some(ty) => format!("let data = event.model()?;\n{}", answer(ty, "data")),
                None => "println!(\"{}\", event.data);".to_owned(),
            };
            vec![
                format!("let mut events = {call}.await?;"),
                "while let Some(event) = events.try_next().await? {".to_owned(),
                event,
                "}".to_owned(),
            ]
        }
        Answer::One(Content::Lines(ty)) => vec![
            format!("let mut lines = {call}.await?;"),
            "while let Some(line) = lines.try_next().await? {".to_owned(),
            answer(ty.as_ref().unwrap_or(&Type::Any), "line"),
            "}".to_owned(),
        ],
        Answer::One(content) => vec![read, answer(content.ty().unwrap_or(&TEXT), "result")],
        Answer::Optional { content, .. } => {
            let ty = Type::Nullable(Box::new(content.ty().unwrap_or(&TEXT).clone()));
            vec![read, answer(&ty, "result")]
        }
        Answer::ByStatus(outcomes) => {
            let name = method_answer(&client.name, &operation.name);
            vec![read, printer.outcome(&name, outcomes).unwrap_or(done)]
        }
    }
}

/// The type of a response that is text.
const TEXT: Type = Type::Scalar(Scalar::String);

/// The example as lines of rustdoc, in which secondary lines are hidden.
pub(super) fn method(
    api: &Api,
    client: &Client,
    operation: &Operation,
    module: &str,
    context: &Context<'_>,
) -> Vec<String> {
    let call = call(api, client, operation, context);
    let mut lines = vec!["# Examples".to_owned(), String::new(), "```no_run".to_owned()];
    if call.streams {
        lines.push("use futures::TryStreamExt as _;".to_owned());
    }
    if !call.used.is_empty() {
        let names: Vec<String> = call.used.iter().map(ToString::to_string).collect();
        lines.push(format!("use {module}::models::{};", braced(&names)));
    }
    let given = call.given.iter().fold(String::new(), |given, (name, ty)| {
        format!("{given}, {name}: {ty}")
    });
    lines.push(format!(
        "# async fn example(client: {module}::{}{given}) -> azure_core::Result<()> {{",
        client.name
    ));
    lines.extend(call.statements);
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    lines.push("```".to_owned());
    lines
}

fn braced(names: &[String]) -> String {
    match names {
        [only] => only.clone(),
        names => format!("{{{}}}", names.join(", ")),
    }
}
