//! Folders of the project, and descriptions on their way through the generator.
#![expect(
    clippy::disallowed_methods,
    reason = "a test reads the files that it is about"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use generator::{
    catalog,
    load::Loader,
    output::Output,
    source::{FileId, Source, Sources},
};

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The files and folders in a folder, in order.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let list = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = list.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

/// The name of a file or folder without the folders above it.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// One golden: a small description and its expected output.
pub struct Golden {
    /// The module that it is compiled as.
    pub module: String,
    /// Its folder.
    pub folder: PathBuf,
}

impl Golden {
    /// All goldens, in order; a folder without a description of its own holds others.
    pub fn all() -> Vec<Self> {
        let mut found = Vec::new();
        let mut pending = vec![root().join("tests/golden")];
        while let Some(folder) = pending.pop() {
            for child in entries(&folder).into_iter().filter(|child| child.is_dir()) {
                if specs(&child).is_empty() && !child.join(catalog::FILE).exists() {
                    pending.push(child);
                    continue;
                }
                let below = child.strip_prefix(root().join("tests/golden")).unwrap();
                let module = below.to_string_lossy().replace(['/', '\\'], "_");
                found.push(Self {
                    module,
                    folder: child,
                });
            }
        }
        found.sort_by(|a, b| a.module.cmp(&b.module));
        found
    }

    /// The folder with the expected output.
    pub fn expected(&self) -> PathBuf {
        self.folder.join("expected")
    }

    /// The actual output, once for each description in the folder, which are the same in different dialects.
    pub fn outputs(&self) -> Vec<(String, Result<Output, String>)> {
        let loaders = self.loaders().into_iter();
        loaders
            .map(|(spec, mut loader)| {
                let output = generator::loaded(&mut loader, generator::generate);
                let output = output.map(|(_, output)| output);
                (spec, output.map_err(|found| found.render(&loader.sources)))
            })
            .collect()
    }

    /// The warnings of the first of its descriptions.
    pub fn warnings(&self) -> String {
        let Some((_, mut loader)) = self.loaders().into_iter().next() else {
            return String::new();
        };
        let output = generator::loaded(&mut loader, generator::generate);
        let warnings = output.map(|(_, output)| output.warnings.render(&loader.sources));
        let folder = format!("{}/", self.folder.to_string_lossy().replace('\\', "/"));
        warnings.unwrap_or_default().replace(&folder, "")
    }

    /// The files that it is made of, once for each description in the folder.
    pub fn sources(&self) -> Vec<Sources> {
        let loaders = self.loaders().into_iter();
        loaders
            .map(|(_, mut loader)| {
                generator::loaded(&mut loader, |_, _| Ok(())).unwrap();
                loader.sources
            })
            .collect()
    }

    fn loaders(&self) -> Vec<(String, Loader)> {
        if self.folder.join(catalog::FILE).exists() {
            return vec![(catalog::FILE.to_owned(), Loader::new(&self.folder))];
        }
        let specs = specs(&self.folder).into_iter();
        specs
            .map(|spec| {
                let mut loader = Loader::new(&self.folder);
                let catalog = plain_catalog(&self.module, &spec);
                let source = Source::parse(catalog::FILE, &catalog).unwrap();
                loader.sources.insert(FileId::new(catalog::FILE), source);
                (spec, loader)
            })
            .collect()
    }
}

/// The catalog of a golden that has none: one service with one version and no departures.
pub fn plain_catalog(module: &str, spec: &str) -> String {
    format!(
        "crate: goldens::{module}\nservices:\n  api: {{title: Api, tracing: Golden, namespace: Golden, default: '1', \
         versions: {{'1': {{file: {spec}, feature: golden}}}}}}\n"
    )
}

/// Every file below a folder: its path there, with `/` between the parts, and its whole path.
pub fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for path in entries(&next) {
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                found.push((name, path));
            }
        }
    }
    found.sort();
    found
}

fn specs(folder: &Path) -> Vec<String> {
    let files = entries(folder).into_iter().filter(|path| path.is_file());
    files
        .map(|path| name(&path))
        .filter(|name| name.starts_with("spec."))
        .collect()
}
