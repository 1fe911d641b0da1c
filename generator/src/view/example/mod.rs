//! The example in a method's docs: the shortest call that compiles.

use openapi_client_model::{
    api::{
        Answer, Api, BodyContent, Client, Content, Made, Operation, Parameter, Property, Scalar, Style, Type,
        TypeKind,
    },
    names::Ident,
};

use super::{Context, Literal, scalars};

/// How deep required objects are written out before the example takes the value as an argument.
const DEPTH: usize = 4;

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

/// The call that is the best to begin with: by a GET, of what needs the fewest arguments, a listing before others. Also the
/// client that has it, which is made from an endpoint.
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
    let calls = calls.map(|(client, operation)| (client, operation, call(api, operation, context)));
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
fn call(api: &Api, operation: &Operation, context: &Context<'_>) -> Call {
    let mut writer = Writer {
        api,
        context,
        used: Vec::new(),
        given: Vec::new(),
    };
    let mut arguments: Vec<String> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_argument())
        .map(|parameter| {
            if parameter.file.is_some() {
                let list = matches!(parameter.ty, Type::List(_));
                return if list {
                    "vec![\"content\".into()]"
                } else {
                    "\"content\""
                }
                .to_owned();
            }
            let value = match &parameter.ty {
                Type::List(inner) => writer.items(inner, parameter),
                Type::Scalar(scalar) => Some(writer.argument_of(*scalar, parameter.name.bare())),
                ty => writer.value(ty, parameter.name.bare(), DEPTH),
            };
            let value = value.unwrap_or_else(|| writer.give(&parameter.name, &parameter.ty));
            if matches!(parameter.ty, Type::Scalar(_)) {
                value
            } else {
                format!("&{value}")
            }
        })
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let name = Ident::parse("body", openapi_client_model::names::Case::Value);
        let value = match body.content {
            BodyContent::Json | BodyContent::Xml | BodyContent::Fields => {
                writer.value(&body.ty, "body", DEPTH)
            }
            BodyContent::Text | BodyContent::Bytes => Some("\"content\"".to_owned()),
        };
        arguments.extend(value.or_else(|| name.map(|name| writer.give(&name, &body.ty))));
    }
    arguments.push("None".to_owned());
    let call = format!("client.{}({})", operation.name, arguments.join(", "));
    let body = match (&operation.paging, &operation.answer) {
        (Some(_), _) => vec![
            format!("let mut items = {call}?;"),
            "while let Some(item) = items.try_next().await? {".to_owned(),
            "    println!(\"{item:?}\");".to_owned(),
            "}".to_owned(),
        ],
        (None, Answer::One(_) | Answer::Optional { .. }) if operation.long_running.is_some() => vec![
            format!("let result = {call}?.await?.into_model()?;"),
            "println!(\"{result:?}\");".to_owned(),
        ],
        (None, Answer::Empty) if operation.long_running.is_some() => vec![format!("{call}?.await?;")],
        (None, Answer::One(Content::Bytes)) => vec![
            format!("let body = {call}.await?.into_body().collect().await?;"),
            "println!(\"{} bytes\", body.len());".to_owned(),
        ],
        (None, Answer::One(Content::Events(_))) => vec![
            format!("let mut events = {call}.await?;"),
            "while let Some(event) = events.try_next().await? {".to_owned(),
            "    println!(\"{event:?}\");".to_owned(),
            "}".to_owned(),
        ],
        (None, Answer::One(_) | Answer::Optional { .. } | Answer::ByStatus(_)) => vec![
            format!("let result = {call}.await?.into_model()?;"),
            "println!(\"{result:?}\");".to_owned(),
        ],
        (None, Answer::Exists) => vec![
            format!("let exists = {call}.await?;"),
            "println!(\"{exists}\");".to_owned(),
        ],
        (None, Answer::Empty) => vec![format!("{call}.await?;")],
    };
    writer.used.sort();
    writer.used.dedup();
    Call {
        pages: operation.paging.is_some(),
        streams: operation.paging.is_some() || matches!(operation.answer, Answer::One(Content::Events(_))),
        used: writer.used,
        given: writer.given,
        statements: crate::format::statements(&body.join("\n")),
    }
}

/// The example as lines of rustdoc, with what is not the point of it hidden.
pub(super) fn method(
    api: &Api,
    client: &Client,
    operation: &Operation,
    module: &str,
    context: &Context<'_>,
) -> Vec<String> {
    let call = call(api, operation, context);
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

struct Writer<'a> {
    api: &'a Api,
    context: &'a Context<'a>,
    used: Vec<Ident>,
    given: Vec<(Ident, String)>,
}

impl Writer<'_> {
    /// An expression for an argument; for text, its name.
    fn argument_of(&self, scalar: Scalar, name: &str) -> String {
        match scalars::printed(scalar).example {
            Some(example) => example
                .argument
                .replace("RUNTIME", &self.context.runtime.to_string()),
            None => Literal::string(name.replace('_', " ").trim()).to_string(),
        }
    }

    /// An expression for a value; `None` when there is no short one.
    fn value(&mut self, ty: &Type, name: &str, depth: usize) -> Option<String> {
        Some(match ty {
            Type::Scalar(scalar) => match scalars::printed(*scalar).example {
                Some(example) => example
                    .owned
                    .replace("RUNTIME", &self.context.runtime.to_string()),
                None => self.argument_of(*scalar, name),
            },
            Type::Any => "azure_core::Value::Null".to_owned(),
            Type::List(inner) => {
                let text =
                    matches!(**inner, Type::Scalar(scalar) if scalars::printed(scalar).example.is_none());
                let owned = if text { ".to_owned()" } else { "" };
                format!("vec![{}{owned}]", self.value(inner, name, depth)?)
            }
            Type::Map(_) => "std::collections::HashMap::new()".to_owned(),
            Type::Nullable(inner) => format!("Some({})", self.value(inner, name, depth)?),
            Type::Overlay(path) => self.context.samples.get(path)?.to_string(),
            Type::Named(named) => self.named(named, depth.checked_sub(1)?)?,
        })
    }

    /// An array of one item, of which a parameter takes a slice.
    fn items(&mut self, item: &Type, parameter: &Parameter) -> Option<String> {
        let value = self.value(item, parameter.name.bare(), DEPTH)?;
        let owned = *item == Type::Scalar(Scalar::String) && parameter.writing.style == Style::Json;
        let owned = if owned { ".to_owned()" } else { "" };
        Some(format!("[{value}{owned}]"))
    }

    fn named(&mut self, name: &Ident, depth: usize) -> Option<String> {
        let definition = self.api.types.get(name)?;
        let expression = match &definition.kind {
            TypeKind::Enum { values, .. } => format!("{name}::{}", values.first()?.name),
            TypeKind::Union { variants, .. } => {
                let variant = variants.first()?;
                let inner = self.named(&variant.ty, depth.checked_sub(1)?)?;
                format!("{name}::{}({inner})", variant.name)
            }
            TypeKind::Choice(alternatives) => {
                let mut depth = depth;
                let mut values = alternatives.iter().filter_map(|alternative| {
                    depth = depth.checked_sub(1)?;
                    let borrowed = matches!(alternative.ty, Type::Scalar(scalar) if scalars::printed(scalar).is_borrowed());
                    let inner = self.value(&alternative.ty, alternative.name.bare(), depth)?;
                    Some((alternative, if borrowed { format!("{inner}.to_owned()") } else { inner }))
                });
                let (alternative, inner) = values.next()?;
                let inner = if alternative.recursive {
                    format!("Box::new({inner})")
                } else {
                    inner
                };
                format!("{name}::{}({inner})", alternative.name)
            }
            TypeKind::Object(properties) => {
                let mut arguments = Vec::new();
                for property in properties
                    .iter()
                    .filter(|property| definition.takes_in_new(property))
                {
                    arguments.push(self.argument(property, depth)?);
                }
                format!("{name}::new({})", arguments.join(", "))
            }
        };
        self.used.push(name.clone());
        Some(expression)
    }

    fn argument(&mut self, property: &Property, depth: usize) -> Option<String> {
        self.value(&property.ty, property.name.bare(), depth)
    }

    /// Takes a value as an argument of the example, for want of a short one.
    fn give(&mut self, name: &Ident, ty: &Type) -> String {
        let ty = if let Type::Overlay(path) = ty {
            format!("{}::{path}", self.context.library)
        } else {
            self.used.extend(ty.declared().cloned());
            super::TypeRef::owned(ty).to_string()
        };
        self.given.push((name.clone(), ty));
        name.to_string()
    }
}
