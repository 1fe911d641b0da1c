//! Reads the address of a service: its fixed texts, its variables, and where its path begins.

use std::net::Ipv4Addr;

use openapi_client_model::server::{AddressPart, VariableKind};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{Host, Parameter},
    source::Node,
};

use super::types::Types;

/// A template in parts; variables with only one value are fixed texts.
#[derive(Debug, Default)]
pub(super) struct Address<'a> {
    pub origin: Vec<AddressPart>,
    pub path: Vec<AddressPart>,
    /// Name, declaration, and what it stands for.
    pub variables: Vec<(String, Option<&'a Parameter>, VariableKind)>,
}

/// The warning for an address that cannot be used; callers then give the whole address.
fn broken(host: &Host, why: &str, help: &str) -> Diagnostic {
    Diagnostic::at(
        &host.place,
        format!("the address `{}` {why}", host.template),
        format!("it is ignored, and callers give the whole address; {help}"),
    )
    .warning()
}

/// The part after `http://` in an address of another machine; clients send nothing unencrypted there.
pub(super) fn plain_http(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("http://")?;
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    let here = host == "localhost"
        || rest.starts_with("[::1]")
        || host.parse().is_ok_and(|address: Ipv4Addr| address.is_loopback());
    (!here).then_some(rest)
}

/// Says that an address is called by https.
pub(super) fn not_in_the_clear(host: &Host) -> Diagnostic {
    Diagnostic::at(
        &host.place,
        format!("the address `{}` is plain http", host.template),
        "it is read as https, because clients send nothing unencrypted to another machine; write `https://`",
    )
    .warning()
}

/// Reads a template: its fixed texts, its variables, and where the path begins.
pub(super) fn address<'a>(types: &Types<'a>, host: &'a Host) -> Result<Address<'a>, Diagnostic> {
    let mut declared = Vec::new();
    for variable in &host.variables {
        declared.push(types.bundle.parameter(variable)?);
    }
    let mut parts: Vec<AddressPart> = Vec::new();
    let mut variables: Vec<(String, Option<&Parameter>, VariableKind)> = Vec::new();
    let mut text = String::new();
    let mut rest = host.template.as_str();
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, tail)) = behind.split_once('}').filter(|(name, _)| !name.is_empty()) else {
            return Err(broken(
                host,
                "is not well-formed",
                "every `{` needs a name and a `}`",
            ));
        };
        text.push_str(before);
        rest = tail;
        let parameter = declared.iter().copied().find(|parameter| parameter.name == name);
        // A variable with only one value is not an argument.
        if let [only] = values(parameter).as_slice() {
            text.push_str(only);
            continue;
        }
        if !text.is_empty() {
            parts.push(AddressPart::Text(std::mem::take(&mut text)));
        }
        let at = variables.iter().position(|(other, ..)| other == name);
        parts.push(AddressPart::Variable(at.unwrap_or(variables.len())));
        if at.is_none() {
            variables.push((name.to_owned(), parameter, VariableKind::Host));
        }
    }
    text.push_str(rest);
    let text = text.trim_end_matches('/');
    if !text.is_empty() {
        parts.push(AddressPart::Text(text.to_owned()));
    }
    split(host, parts, variables)
}

/// Splits the parts of an address where its path begins.
fn split<'a>(
    host: &Host,
    parts: Vec<AddressPart>,
    mut variables: Vec<(String, Option<&'a Parameter>, VariableKind)>,
) -> Result<Address<'a>, Diagnostic> {
    let (mut origin, mut path): (Vec<AddressPart>, Vec<AddressPart>) = (Vec::new(), Vec::new());
    for part in parts {
        if !path.is_empty() {
            path.push(part);
            continue;
        }
        match part {
            AddressPart::Variable(at) => {
                let is_base = variables
                    .get(at)
                    .is_some_and(|(_, parameter, _)| begins_path(*parameter));
                if is_base { &mut path } else { &mut origin }.push(AddressPart::Variable(at));
            }
            AddressPart::Text(text) => {
                let scheme = text.find("://").map(|at| at + 3);
                let begin = scheme
                    .or_else(|| text.starts_with("//").then_some(2))
                    .unwrap_or(0);
                let slash = text.get(begin..).and_then(|rest| rest.find('/'));
                let (front, behind) = text.split_at(slash.map_or(text.len(), |at| begin + at));
                if !front.is_empty() {
                    origin.push(AddressPart::Text(front.to_owned()));
                }
                if !behind.is_empty() {
                    path.push(AddressPart::Text(behind.to_owned()));
                }
            }
        }
    }
    // If callers give the whole beginning, it may have its own scheme.
    if let [AddressPart::Text(scheme), start @ AddressPart::Variable(_)] = origin.as_slice()
        && scheme.ends_with("//")
    {
        origin = vec![start.clone()];
    }
    check(host, &origin, &path, &variables)?;
    let mut set = |part: &AddressPart, kind| {
        if let AddressPart::Variable(at) = part
            && let Some(variable) = variables.get_mut(*at)
        {
            variable.2 = kind;
        }
    };
    if let [only] = origin.as_slice() {
        set(only, VariableKind::Start);
    }
    for (at, part) in path.iter().enumerate() {
        let kind = if at == 0 {
            VariableKind::Base
        } else {
            VariableKind::Segment
        };
        set(part, kind);
    }
    for (_, parameter, kind) in &mut variables {
        if *kind == VariableKind::Segment && parameter.is_some_and(|parameter| parameter.skip_url_encoding) {
            *kind = VariableKind::Raw;
        }
    }
    Ok(Address {
        origin,
        path,
        variables,
    })
}

/// Whether a variable stands for a path, by the values that are known of it.
fn begins_path(parameter: Option<&Parameter>) -> bool {
    values(parameter)
        .iter()
        .chain(&default(parameter))
        .any(|value| value.starts_with('/'))
}

/// Refuses an address that does not lead where it seems to.
fn check(
    host: &Host,
    origin: &[AddressPart],
    path: &[AddressPart],
    variables: &[(String, Option<&Parameter>, VariableKind)],
) -> Result<(), Diagnostic> {
    let first = match origin.first() {
        Some(AddressPart::Text(text)) => text.as_str(),
        _ => "",
    };
    // Without a scheme, `api.example.com` would be relative to the description, which is hardly intended.
    if origin.len() == 1
        && !path.is_empty()
        && !first.is_empty()
        && (!first.contains(['.', ':', '/']) || matches!(first, "." | ".."))
        && first != "localhost"
    {
        return Err(broken(
            host,
            "is relative to the location of the description, which callers do not know",
            "begin it with `https://` and the host, or with `/` for a path on any host",
        ));
    }
    let known = variables
        .iter()
        .filter(|(_, _, kind)| *kind != VariableKind::Start)
        .filter(|(name, ..)| {
            path.iter().any(|part| match part {
                AddressPart::Variable(at) => variables.get(*at).is_some_and(|(other, ..)| other == name),
                AddressPart::Text(_) => false,
            })
        })
        .flat_map(|(_, parameter, _)| values(*parameter).into_iter().chain(default(*parameter)));
    let texts = path.iter().filter_map(|part| match part {
        AddressPart::Text(text) => Some(text.clone()),
        AddressPart::Variable(_) => None,
    });
    for text in texts.chain(known) {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%".contains(&byte);
        let dots = |segment: &str| matches!(segment, "." | "..");
        if !text.bytes().all(allowed) || text.split('/').any(dots) {
            return Err(broken(
                host,
                "has a path that is not valid",
                "write it encoded, without a query, `.` and `..`",
            ));
        }
    }
    let in_origin = origin.iter().any(|part| match part {
        AddressPart::Text(text) => text.contains(['?', '#', '@', ' ', '\\', '{', '}']),
        AddressPart::Variable(_) => false,
    });
    if in_origin {
        return Err(broken(
            host,
            "is not the address of a host",
            "write scheme, host, port and path, without a user, a query or a fragment",
        ));
    }
    Ok(())
}

pub(super) fn values(parameter: Option<&Parameter>) -> Vec<String> {
    let enumeration = parameter.and_then(|parameter| parameter.schema.enumeration.as_ref());
    enumeration
        .map(|enumeration| {
            enumeration
                .values
                .iter()
                .map(|value| value.value.clone())
                .collect()
        })
        .unwrap_or_default()
}

pub(super) fn default(parameter: Option<&Parameter>) -> Option<String> {
    match parameter?.schema.default.as_ref()? {
        Node::String(text) => Some(text.clone()),
        Node::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}
