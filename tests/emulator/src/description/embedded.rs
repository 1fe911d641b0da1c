//! The description files, built into the program so that it runs from any folder.

use super::Service;

/// The description that is not in `spec/`, because none was published.
const ENTRA: &str = "entra/2025-03-02-preview.yaml";

/// Every file, by the name that references to it resolve to.
pub(super) const FILES: &[(&str, &str)] = {
    macro_rules! spec {
        ($($name:literal),* $(,)?) => {
            &[
                $(($name, include_str!(concat!("../../spec/", $name))),)*
                (ENTRA, include_str!("entra-2025-03-02-preview.yaml")),
            ]
        };
    }
    spec![
        "chat/2020-09-21-preview2.yaml",
        "chat/2020-11-01-preview3.yaml",
        "chat/2021-01-27-preview4.yaml",
        "chat/2021-03-07.yaml",
        "chat/2021-09-07.yaml",
        "chat/2023-11-07.yaml",
        "chat/2024-03-07.yaml",
        "chat/2025-03-15.yaml",
        "common/2020-11-19-preview1.yaml",
        "common/2021-03-07.yaml",
        "common/2022-07-13.yaml",
        "common/2023-11-15.yaml",
        "common/2025-06-30.yaml",
        "identity/2020-07-20-preview2.yaml",
        "identity/2021-03-07.yaml",
        "identity/2022-06-01.yaml",
        "identity/2022-10-01.yaml",
        "identity/2023-10-01.yaml",
        "identity/2025-06-30.yaml",
        "identity/2026-09-23.yaml",
    ]
};

/// Which of them describe an API version, oldest first within a service.
pub(super) const VERSIONS: &[(Service, &str, &str)] = {
    macro_rules! versions {
        ($($service:ident $folder:literal $version:literal),* $(,)?) => {
            &[
                $((Service::$service, $version, concat!($folder, "/", $version, ".yaml")),)*
                (Service::Entra, "2025-03-02-preview", ENTRA),
            ]
        };
    }
    versions![
        Chat "chat" "2020-09-21-preview2",
        Chat "chat" "2020-11-01-preview3",
        Chat "chat" "2021-01-27-preview4",
        Chat "chat" "2021-03-07",
        Chat "chat" "2021-09-07",
        Chat "chat" "2023-11-07",
        Chat "chat" "2024-03-07",
        Chat "chat" "2025-03-15",
        Identity "identity" "2020-07-20-preview2",
        Identity "identity" "2021-03-07",
        Identity "identity" "2022-06-01",
        Identity "identity" "2022-10-01",
        Identity "identity" "2023-10-01",
        Identity "identity" "2025-06-30",
        Identity "identity" "2026-09-23",
    ]
};
