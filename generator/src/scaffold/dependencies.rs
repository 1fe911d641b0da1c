//! The versions of dependencies that generated crates are tested with: those of the workspace that this was built in.

use super::toml;

/// The manifest of the workspace at the time of the build. `workspace.toml` is a link to it, because a package contains only files
/// of its folder.
const MANIFEST: &str = include_str!("../../workspace.toml");

/// The value of a key of the workspace's manifest, as TOML: a version, or the `version` of a table.
pub(super) fn value(key: &str) -> String {
    let line = MANIFEST
        .lines()
        .find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='));
    let line = line.unwrap_or_default().trim();
    let version = match line.strip_prefix('{') {
        Some(table) => table.split("version = ").nth(1).unwrap_or_default(),
        None => line,
    };
    toml(
        version
            .trim_start_matches('"')
            .split('"')
            .next()
            .unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn every_dependency_of_a_crate_has_a_version() {
        for key in [
            "async-trait",
            "azure_core",
            "serde",
            "tracing",
            "futures",
            "tokio",
            "edition",
            "rust-version",
            "version",
        ] {
            let value = value(key);
            assert!(
                value.trim_matches('"').starts_with(|c: char| c.is_ascii_digit()),
                "{key}: {value}"
            );
        }
    }
}
