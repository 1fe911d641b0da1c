//! Security: from schemes and requirements to the credential of clients.

use std::collections::{BTreeMap, BTreeSet};

use openapi_client_model::{
    names::{Case, Ident},
    security::{Authorised, Secret, Security, Way},
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document::{self, Document, Requirement, SecurityScheme},
};

use super::{
    secrets::{header, in_words, name, secret, takes_token},
    types::Types,
};

/// The security of the description, and of each operation that differs from it, by its place.
#[derive(Debug, Default)]
pub(super) struct Asked<'a> {
    pub security: Security,
    pub operations: BTreeMap<&'a Place, Authorised>,
}

/// One alternative of the description, if it is supported: the secrets of a call, in one or several ways.
type Alternative = Result<Vec<Vec<Secret>>, String>;

const HINT: &str = "name a handwritten type as the `credential` of the service in the catalog, or describe a way that is \
    supported: a key, HTTP `basic` or `bearer`, OAuth 2, OpenID Connect";

/// What there is for a way that is not supported.
const ANONYMOUS: &str = "callers add it in their own transport, and use `ServiceCredential::anonymous()` if there is no other \
    way; or name a handwritten type as the `credential` of the service in the catalog";

/// Reads the security of calls. A credential of the catalog is used for all calls, whatever the description says.
pub(super) fn asked<'a>(types: &mut Types<'a>) -> Asked<'a> {
    if types
        .service
        .credential
        .as_ref()
        .is_some_and(|given| given.path.is_some())
    {
        return Asked::default();
    }
    let entry = types.bundle.entry();
    let mut reader = Reader {
        types,
        entry,
        ways: BTreeSet::new(),
        security: Security::default(),
        declared: BTreeSet::new(),
    };
    let place = entry.place.join("security");
    let own = || {
        entry
            .operations
            .iter()
            .filter_map(|operation| operation.security.as_ref())
    };
    let (all, everything);
    if entry.says_security || own().next().is_some() {
        everything = &entry.security;
    } else {
        // Schemes are declared but not required, so callers choose, and no call is anonymous by accident.
        let schemes = entry.security_schemes.iter();
        let mut alternatives: Vec<Vec<Requirement>> = schemes
            .map(|(scheme, _)| {
                vec![Requirement {
                    scheme: scheme.clone(),
                    scopes: Vec::new(),
                }]
            })
            .collect();
        if !alternatives.is_empty() {
            alternatives.push(Vec::new());
        }
        all = document::Security(alternatives);
        everything = &all;
    }
    let common = reader.alternatives(everything, &place);
    let mut operations = BTreeMap::new();
    for operation in &entry.operations {
        // The default for all operations is nothing if the description says so, and any scheme if it says nothing.
        let of_all =
            Some(&entry.security).filter(|all| entry.says_security && all.0.iter().all(Vec::is_empty));
        let Some(security) = operation.security.as_ref().or(of_all) else {
            continue;
        };
        let place = operation.place.join("security");
        let words = reader.alternatives(security, &place);
        if security.0.iter().all(Vec::is_empty) {
            operations.insert(&operation.place, Authorised::Not);
        } else if words != common {
            operations.insert(&operation.place, Authorised::By(words.into_iter().collect()));
        }
    }
    let mut security = reader.finish();
    if !security.is_asked() {
        // No security is required, or the required one was reported.
        security = Security::default();
        operations.clear();
    }
    Asked { security, operations }
}

struct Reader<'t, 'a> {
    types: &'t mut Types<'a>,
    entry: &'a Document,
    /// What calls carry, each way once.
    ways: BTreeSet<Vec<Secret>>,
    security: Security,
    /// The scopes that the schemes in use declare.
    declared: BTreeSet<String>,
}

impl Reader<'_, '_> {
    /// Reads the alternatives of a call, one of which must be supported, and returns them as words.
    fn alternatives(&mut self, security: &document::Security, place: &Place) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        let mut refused = Vec::new();
        let mut supported = security.0.is_empty();
        let before = self.types.diagnostics.len();
        for asked in &security.0 {
            if asked.is_empty() {
                // For an operation, the warning is at the operation; if all calls are anonymous, there is no warning.
                self.security.optional |= security.0.len() > 1;
                words.insert("nothing".to_owned());
                supported = true;
                continue;
            }
            match self.alternative(asked, place) {
                Ok(ways) => {
                    let scopes = asked.iter().flat_map(|asked| self.scopes(asked));
                    let scopes: BTreeSet<String> = scopes.map(|scope| format!("`{scope}`")).collect();
                    let several = ways.len() > 1;
                    for parts in ways {
                        let mut said = parts.iter().map(in_words).collect::<Vec<_>>().join(" and ");
                        if !scopes.is_empty() && (!several || parts.contains(&Secret::Bearer)) {
                            let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
                            said = format!("{said} for {}", scopes.join(", "));
                        }
                        words.insert(said);
                        self.ways.insert(parts);
                    }
                    supported = true;
                }
                Err(why) => refused.push(why),
            }
        }
        if !supported {
            words.insert(format!("{}, which is not supported", refused.join(" or by ")));
        }
        // A scheme that is not there is reported already.
        if !supported && self.types.diagnostics.len() == before {
            let refused = refused.join(" or by ");
            self.types.diagnostics.push(
                Diagnostic::at(
                    place,
                    format!("calls must be authorised by {refused}; that is not supported"),
                    ANONYMOUS,
                )
                .warning(),
            );
        }
        self.security.unsupported.extend(refused);
        words
    }

    /// The scopes of what is asked for, whole: Entra ID issues tokens for a resource, and a scope without one is of the host
    /// that the description has.
    fn scopes(&self, asked: &Requirement) -> Vec<String> {
        let scheme = self.scheme(&asked.scheme);
        let entra = matches!(scheme, Some((_, SecurityScheme::OAuth2 { entra: true, .. })));
        asked
            .scopes
            .iter()
            .map(|scope| self.whole(scope, entra))
            .collect()
    }

    fn whole(&self, scope: &str, entra: bool) -> String {
        let host = self.entry.hosts.first().and_then(|host| {
            let host = host.template.strip_prefix("https://")?.split('/').next()?;
            (!host.is_empty() && !host.contains(['{', '}'])).then_some(host)
        });
        match host {
            Some(host) if entra && !scope.contains("://") => format!("https://{host}/.default"),
            _ => scope.to_owned(),
        }
    }

    fn scheme(&self, name: &str) -> Option<(&str, &SecurityScheme)> {
        let mut schemes = self.entry.security_schemes.iter();
        let found = schemes.find(|(other, _)| other == name);
        found.map(|(name, scheme)| (name.as_str(), scheme))
    }

    fn alternative(&mut self, asked: &[Requirement], place: &Place) -> Alternative {
        let mut parts = BTreeSet::new();
        let (mut asked_for, mut declared) = (Vec::new(), Vec::new());
        for requirement in asked {
            let Some((name, scheme)) = self.scheme(&requirement.scheme) else {
                self.types.diagnostics.push(
                    Diagnostic::at(
                        place,
                        format!("there is no security scheme `{}`", requirement.scheme),
                        format!("declare it under `securityDefinitions` or `components.securitySchemes`; else {ANONYMOUS}"),
                    )
                    .warning(),
                );
                return Err(format!("`{}`, which is not declared", requirement.scheme));
            };
            // A certificate is sent when the connection is made; a call carries nothing of it.
            if asked.len() > 1 && matches!(scheme, SecurityScheme::Other { kind } if kind == "mutualTLS") {
                let words = format!("`{name}` (a client certificate, which the transport sends)");
                self.security.unsupported.insert(words);
                continue;
            }
            parts.insert(secret(name, scheme)?);
            if takes_token(scheme) {
                asked_for.extend(self.scopes(requirement));
            }
            if let SecurityScheme::OAuth2 { scopes, entra } = scheme {
                declared.extend(scopes.iter().map(|scope| self.whole(scope, *entra)));
            }
        }
        self.security.scopes.extend(asked_for);
        self.declared.extend(declared);
        let mut headers = BTreeSet::new();
        let twice = parts
            .iter()
            .filter_map(header)
            .find(|header| !headers.insert(header.clone()));
        let Some(header) = twice else {
            return Ok(vec![parts.into_iter().collect()]);
        };
        let words: Vec<String> = parts.iter().map(in_words).collect();
        self.types.diagnostics.push(
            Diagnostic::at(
                place,
                format!("{} cannot both be in the header `{header}`", words.join(" and ")),
                "each becomes a separate way, as if the description listed them as alternatives",
            )
            .warning(),
        );
        Ok(parts.into_iter().map(|part| vec![part]).collect())
    }

    fn finish(mut self) -> Security {
        // Required schemes are used, or else all declared ones.
        if self.security.scopes.is_empty() {
            self.security.scopes = self.declared;
        }
        if let Some(given) = self
            .types
            .service
            .credential
            .as_ref()
            .filter(|given| !given.scopes.is_empty())
        {
            self.security.scopes = given.scopes.iter().cloned().collect();
        }
        // If no way is supported, callers must explicitly choose to be anonymous.
        self.security.optional |= self.ways.is_empty() && !self.security.unsupported.is_empty();
        let mut taken: BTreeMap<Ident, &Vec<Secret>> = BTreeMap::new();
        let mut ways = Vec::new();
        // In the order of places, so that a key in a header gets the plain name.
        for parts in &self.ways {
            let names: Vec<String> = parts.iter().map(|part| name(part).bare().to_owned()).collect();
            let mut plain = names.join("_and_");
            if let Some(Secret::ApiKey { place, .. }) = parts.first()
                && Ident::parse(&plain, Case::Value).is_some_and(|name| taken.contains_key(&name))
            {
                plain = format!("{plain}_in_{}", place.as_str());
            }
            let Some(name) = Ident::parse(&plain, Case::Value) else {
                continue;
            };
            if let Some(other) = taken.insert(name.clone(), parts) {
                let words = |parts: &[Secret]| parts.iter().map(in_words).collect::<Vec<_>>().join(" and ");
                self.types.diagnostics.push(Diagnostic::at(
                    &self.entry.place.join("security"),
                    format!(
                        "two ways to authorise a call get the same name `{name}`: {} and {}",
                        words(other),
                        words(parts)
                    ),
                    HINT,
                ));
            }
            ways.push(Way {
                name,
                parts: parts.clone(),
            });
        }
        ways.sort();
        self.security.ways = ways;
        self.security
    }
}
