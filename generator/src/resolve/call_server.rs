//! The address of a call whose operation has its own servers.

use openapi_client_model::{
    api::Parameter,
    names::{Case, Ident},
    server::{CallAddress, CallServer},
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{Host, Operation},
};

use super::{
    address::{default, not_in_the_clear, plain_http},
    parameter_names,
    types::Types,
};

/// The option that has the address.
const OPTION: &str = "server";

/// The servers of an operation, if it has its own.
pub(super) fn server(
    types: &mut Types<'_>,
    written: &Operation,
    parameters: &[Parameter],
) -> Option<CallServer> {
    let mut found = Vec::new();
    for host in &written.hosts {
        match address(types, host) {
            Ok((address, secured)) => {
                found.push(address);
                if secured {
                    types.diagnostics.push(not_in_the_clear(host));
                }
            }
            Err(diagnostic) => types.diagnostics.push(diagnostic),
        }
    }
    let mut found = found.into_iter();
    let usual = found.next()?;
    let others = found.map(|address| match address {
        CallAddress::Whole(text) | CallAddress::Path(text) => text,
    });
    let others = others.collect();
    let taken = parameters
        .iter()
        .find(|parameter| parameter.name.bare() == OPTION);
    if let (Some(parameter), Some(name)) = (taken, Ident::parse(OPTION, Case::Value)) {
        let place = parameter
            .docs
            .place
            .clone()
            .unwrap_or_else(|| written.place.clone());
        parameter_names::report_taken(types, &name, (parameter.location, &parameter.wire), &place);
    }
    Some(CallServer { usual, others })
}

/// An address with the default values of its variables. If it has the origin of the file's servers, it is only another path at the
/// endpoint that callers give. Also returns whether it is plain http, which is replaced by https.
fn address(types: &Types<'_>, host: &Host) -> Result<(CallAddress, bool), Diagnostic> {
    let (origin, path) = split(&host.template);
    let of_file = &types.bundle.entry().hosts;
    let relative = host.template.is_empty() || host.template.starts_with('/');
    let same = (origin.is_empty() && relative)
        || (!origin.is_empty() && of_file.iter().any(|other| split(&other.template).0 == origin));
    let text = filled(types, host, if same { path } else { &host.template })?;
    if same {
        return Ok((CallAddress::Path(text), false));
    }
    match plain_http(&text) {
        None if text.starts_with("https://") || text.starts_with("http://") => {
            Ok((CallAddress::Whole(text), false))
        }
        Some(rest) => Ok((CallAddress::Whole(format!("https://{rest}")), true)),
        None => Err(unusable(host, "is not an address that begins with `https://`")),
    }
}

/// Where the path of an address begins.
fn split(template: &str) -> (&str, &str) {
    let scheme = template.find("//").map_or(0, |at| at + 2);
    let path = template.get(scheme..).and_then(|rest| rest.find('/'));
    template.split_at(path.map_or(if scheme == 0 { 0 } else { template.len() }, |at| scheme + at))
}

/// A part of the template of an address with the default values of its variables.
fn filled(types: &Types<'_>, host: &Host, template: &str) -> Result<String, Diagnostic> {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, tail)) = behind.split_once('}') else {
            return Err(unusable(host, "is not well-formed"));
        };
        text.push_str(before);
        rest = tail;
        let mut declared = host
            .variables
            .iter()
            .filter_map(|it| types.bundle.parameter(it).ok());
        let variable = declared.find(|parameter| parameter.name == name);
        match default(variable) {
            Some(usual) => text.push_str(&usual),
            None => return Err(unusable(host, "has a variable without a default")),
        }
    }
    text.push_str(rest);
    Ok(text.trim_end_matches('/').to_owned())
}

fn unusable(host: &Host, why: &str) -> Diagnostic {
    Diagnostic::at(
        &host.place,
        format!("the address `{}` of one operation {why}", host.template),
        "write a whole address, or a path; or leave the operation out with `skip` in the catalog",
    )
    .unsupported()
}
