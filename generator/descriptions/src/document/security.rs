//! Reads security schemes and requirements.

use crate::{diagnostic::Diagnostics, source::Node};

use super::{Requirement, Security, SecurityScheme, read::Reader};

/// The alternatives in a `security` list.
pub(super) fn requirements(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Security {
    let mut alternatives = Vec::new();
    for alternative in reader.items_of("security", diagnostics) {
        let mut asked = Vec::new();
        for (scheme, _) in alternative.entries(diagnostics) {
            asked.push(Requirement {
                scheme: scheme.to_owned(),
                scopes: alternative.texts(scheme, diagnostics),
            });
        }
        alternatives.push(asked);
    }
    Security(alternatives)
}

/// The schemes that a file declares.
pub(super) fn schemes(
    entries: Vec<(&str, Reader<'_>)>,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, SecurityScheme)> {
    entries
        .into_iter()
        .map(|(name, reader)| (name.to_owned(), scheme(&reader, diagnostics)))
        .collect()
}

fn scheme(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> SecurityScheme {
    let kind = reader.text("type", diagnostics).unwrap_or_default();
    match kind.as_str() {
        "apiKey" => SecurityScheme::ApiKey {
            location: reader.text("in", diagnostics).unwrap_or_default(),
            name: reader.text("name", diagnostics).unwrap_or_default(),
        },
        "oauth2" => {
            let mut scopes: Vec<String> = reader
                .entries_of("scopes", diagnostics)
                .iter()
                .map(|(scope, _)| (*scope).to_owned())
                .collect();
            for (_, flow) in reader.entries_of("flows", diagnostics) {
                scopes.extend(
                    flow.entries_of("scopes", diagnostics)
                        .iter()
                        .map(|(scope, _)| (*scope).to_owned()),
                );
            }
            SecurityScheme::OAuth2 {
                scopes,
                entra: is_entra(reader.node()) || reader.node().get("flows").is_some_and(any_is_entra),
            }
        }
        "http" => SecurityScheme::Http {
            scheme: reader.text("scheme", diagnostics).unwrap_or_default(),
        },
        "basic" => SecurityScheme::Http {
            scheme: "basic".to_owned(),
        },
        "openIdConnect" => SecurityScheme::OpenIdConnect,
        // Whether anything needs it is not known here.
        _ => SecurityScheme::Other { kind },
    }
}

/// Whether a flow asks Entra ID for its tokens.
fn is_entra(flow: &Node) -> bool {
    let urls = ["authorizationUrl", "tokenUrl"].into_iter();
    let hosts = urls.filter_map(|key| flow.get(key)?.as_str()?.split('/').nth(2));
    hosts
        .map(str::to_ascii_lowercase)
        .any(|host| matches!(host.as_str(), "login.microsoftonline.com" | "login.windows.net"))
}

fn any_is_entra(flows: &Node) -> bool {
    match flows {
        Node::Mapping(flows) => flows.entries.iter().any(|(_, flow)| is_entra(flow)),
        _ => false,
    }
}
