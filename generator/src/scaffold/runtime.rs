//! Finds the library that generated code calls: in the checkout of the generator, or by its version.

use std::path::{Component, Path, PathBuf};

use openapi_descriptions::diagnostic::Diagnostic;

use super::{dependencies, toml};

/// The library that generated code calls, as a crate depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// The folder of its package.
    Path(PathBuf),
    /// A version of it.
    Version(String),
}

impl Runtime {
    /// Reads the user's argument: a folder, or a version.
    ///
    /// # Errors
    ///
    /// A text that is neither.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let path = Path::new(text);
        if !text.is_empty() && path.join("Cargo.toml").exists() {
            return Ok(Self::Path(path.to_owned()));
        }
        let digits = text.trim_start_matches(['=', '^', '~', '>', '<', ' ']);
        let version = digits.starts_with(|c: char| c.is_ascii_digit())
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || " .-+=^~<>,*".contains(c));
        if version && !path.exists() {
            return Ok(Self::Version(text.to_owned()));
        }
        Err(Diagnostic::general(
            format!("`{text}` is neither the folder of a package nor a version"),
            "name the folder of `client-runtime`, or a version such as `0.1.0`, with `--runtime`",
        ))
    }

    /// The one of the checkout that this runs from, when it does, and else the version that this was built with.
    pub fn found() -> Self {
        let cargo = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let here = std::env::current_dir().ok();
        let program = std::env::current_exe().ok();
        let places = [cargo, here, program];
        let checkout = places
            .iter()
            .flatten()
            .flat_map(|place| place.ancestors())
            .find(|place| is_checkout(place));
        match checkout {
            Some(checkout) => Self::Path(checkout.join("runtime")),
            None => Self::Version(dependencies::value("version").trim_matches('"').to_owned()),
        }
    }

    /// The dependency of a crate in a folder, as part of a table in TOML.
    pub(super) fn dependency(&self, folder: &Path) -> String {
        match self {
            Self::Version(version) => format!("version = {}", toml(version)),
            Self::Path(path) => {
                let path = relative(&absolute(folder), &absolute(path));
                format!("path = {}", toml(&path.to_string_lossy().replace('\\', "/")))
            }
        }
    }
}

/// Whether a folder is a checkout of the generator: it has the runtime beside the generator.
fn is_checkout(folder: &Path) -> bool {
    ["runtime/src/package.rs", "generator/descriptions/Cargo.toml"]
        .iter()
        .all(|file| folder.join(file).exists())
}

/// The path without links of the file system, as far as it is there.
fn absolute(path: &Path) -> PathBuf {
    crate::load::real(path)
}

/// The way from one folder to another; both are absolute.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (from.components().collect(), to.components().collect());
    let same = from
        .iter()
        .zip(&to)
        .take_while(|(one, other)| one == other)
        .count();
    let up = from.iter().skip(same).map(|_| Component::ParentDir);
    up.chain(to.into_iter().skip(same)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_folders_goes_up_and_down() {
        for (from, to, way) in [
            ("/a/b", "/a/c/d", "../c/d"),
            ("/a", "/a/b", "b"),
            ("/x/y", "/z", "../../z"),
        ] {
            assert_eq!(relative(Path::new(from), Path::new(to)), Path::new(way));
        }
    }

    #[test]
    fn a_version_is_told_from_a_folder() {
        for version in ["0.1.0", "^1.2", ">=1, <2", "1"] {
            assert_eq!(
                Runtime::parse(version).ok(),
                Some(Runtime::Version(version.to_owned()))
            );
        }
        for neither in ["", "no/such/folder", "1\"\n[x]"] {
            assert!(Runtime::parse(neither).is_err(), "{neither}");
        }
    }
}
