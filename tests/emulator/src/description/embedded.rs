//! The description files, built into the program so that it runs from any folder.

use super::Service;

/// Every file, by the name that references to it resolve to.
pub(super) const FILES: &[(&str, &str)] = &[
    (
        "chat/2025-03-15.yaml",
        include_str!("../../../../spec/chat/2025-03-15.yaml"),
    ),
    (
        "common/2023-11-15.yaml",
        include_str!("../../../../spec/common/2023-11-15.yaml"),
    ),
    (
        "common/2025-06-30.yaml",
        include_str!("../../../../spec/common/2025-06-30.yaml"),
    ),
];

/// Which of them describe an API version, oldest first within a service.
pub(super) const VERSIONS: &[(Service, &str, &str)] =
    &[(Service::Chat, "2025-03-15", "chat/2025-03-15.yaml")];
