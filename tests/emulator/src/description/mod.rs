//! The API descriptions: the requests that exist, their form, and their responses.

mod embedded;
mod library;
mod openapi;
mod operation;
mod version;

pub(crate) use library::{Library, Place};
pub(crate) use openapi::{Additional, Location, Parameter, Schema, Type};
pub(crate) use operation::{Declared, Operation, PathParameters};
pub(crate) use version::{Service, Version};

use std::io;
use std::sync::OnceLock;

/// One API version of one service.
#[derive(Debug)]
pub(crate) struct Description {
    pub(crate) service: Service,
    pub(crate) version: Version,
    pub(crate) operations: Vec<Operation>,
}

/// Every API version that the emulator speaks, and the schemas that they refer to.
#[derive(Debug)]
pub(crate) struct Descriptions {
    pub(crate) library: Library,
    all: Vec<Description>,
}

/// The result of routing a request.
#[derive(Debug)]
pub(crate) enum Route<'d> {
    /// To an operation.
    Found(&'d Description, &'d Operation, PathParameters),
    /// Nowhere: no version has this path with this method.
    Unknown,
    /// To a service, but the request names no version, or one that the service does not have.
    Version(Service),
}

impl Descriptions {
    /// Returns the embedded descriptions; they are read once for the whole process.
    ///
    /// # Errors
    /// When a description is broken; the error names the problem.
    pub(crate) fn shared() -> io::Result<&'static Self> {
        static SHARED: OnceLock<Result<Descriptions, String>> = OnceLock::new();
        SHARED
            .get_or_init(Self::parse_embedded)
            .as_ref()
            .map_err(|problem| io::Error::new(io::ErrorKind::InvalidData, problem.as_str()))
    }

    fn parse_embedded() -> Result<Self, String> {
        let library = Library::parse(embedded::FILES)?;
        let all = embedded::VERSIONS
            .iter()
            .map(|&(service, version, file)| {
                let operations = operation::operations_in(&library, file)?;
                Ok(Description {
                    service,
                    version: Version(version),
                    operations,
                })
            })
            .collect::<Result<_, String>>()?;
        Ok(Self { library, all })
    }

    /// Returns every description, oldest version first within a service.
    #[cfg(test)]
    pub(crate) fn all(&self) -> &[Description] {
        &self.all
    }

    /// Finds the operation of a request.
    pub(crate) fn route(&self, method: &str, segments: &[String], version: Option<&str>) -> Route<'_> {
        let Some(service) = self
            .all
            .iter()
            .find(|one| one.matches(method, segments).is_some())
            .map(|one| one.service)
        else {
            return Route::Unknown;
        };
        let Some(description) = self
            .all
            .iter()
            .find(|one| one.service == service && version == Some(one.version.as_str()))
        else {
            return Route::Version(service);
        };
        match description.matches(method, segments) {
            Some((operation, parameters)) => Route::Found(description, operation, parameters),
            None => Route::Unknown,
        }
    }

    /// Returns the versions of a service, oldest first.
    pub(crate) fn versions(&self, service: Service) -> impl Iterator<Item = Version> {
        self.all
            .iter()
            .filter(move |one| one.service == service)
            .map(|one| one.version)
    }
}

impl Description {
    /// Finds the operation with this method and path; of two that fit, the one with more literal segments.
    fn matches(&self, method: &str, segments: &[String]) -> Option<(&Operation, PathParameters)> {
        self.operations
            .iter()
            .filter(|operation| operation.method.eq_ignore_ascii_case(method))
            .filter_map(|operation| Some((operation, operation.match_path(segments)?)))
            .min_by_key(|(_, parameters)| parameters.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(path: &str) -> Vec<String> {
        path.split('/').skip(1).map(str::to_owned).collect()
    }

    fn found(method: &str, path: &str) -> Option<String> {
        let descriptions = Descriptions::shared().unwrap();
        match descriptions.route(method, &segments(path), Some("2025-03-15")) {
            Route::Found(_, operation, _) => Some(operation.id.clone()),
            _ => None,
        }
    }

    #[test]
    fn every_operation_is_found_by_method_and_path() {
        assert_eq!(
            found("POST", "/chat/threads").as_deref(),
            Some("Chat_CreateChatThread")
        );
        assert_eq!(
            found("POST", "/chat/threads/19:x@thread.v2/participants/:add").as_deref(),
            Some("ChatThread_AddChatParticipants")
        );
        assert_eq!(
            found("GET", "/chat/threads/a/messages/b").as_deref(),
            Some("ChatThread_GetChatMessage")
        );
        for one in Descriptions::shared().unwrap().all() {
            let expected = match (one.service, one.version.as_str()) {
                (Service::Chat, _) => 16,
                (Service::Identity, "2020-07-20-preview2" | "2021-03-07") => 4,
                (Service::Identity, "2025-06-30" | "2026-09-23") => 9,
                (Service::Identity, _) => 5,
                (Service::Entra, _) => 1,
            };
            assert_eq!(one.operations.len(), expected, "{}", one.version);
        }
    }

    #[test]
    fn a_path_or_method_that_is_not_described_leads_nowhere() {
        assert_eq!(found("GET", "/"), None);
        assert_eq!(found("PUT", "/chat/threads"), None);
        assert_eq!(found("GET", "/chat/threads/"), None);
        assert_eq!(found("GET", "/chat/threads/a/b/c"), None);
    }

    #[test]
    fn a_request_must_name_a_version_that_exists() {
        let descriptions = Descriptions::shared().unwrap();
        for version in [None, Some(""), Some("2019-01-01")] {
            let route = descriptions.route("GET", &segments("/chat/threads"), version);
            assert!(matches!(route, Route::Version(Service::Chat)));
        }
    }
}
