//! Checks the Rust verdict against the compiler: it is "breaking" when a caller compiles with the old output and not with
//! the new one. The output is compiled unchanged, against stubs of the crates that it uses, so that this takes seconds.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use generator::{
    diff::finding::RustVerdict,
    load::Loader,
    source::{FileId, Node, Source},
};

use crate::{
    checks::{Way, description, text},
    support::{compare, described, fixtures, side, tree::read},
};

/// A case of the file.
struct Case {
    name: String,
    node: Node,
    old: String,
    new: String,
}

fn cases() -> Vec<Case> {
    let base = read(&fs::read_to_string(fixtures().join("base.yaml")).unwrap());
    let Node::Mapping(mapping) = read(&fs::read_to_string(fixtures().join("rust/cases.yaml")).unwrap())
    else {
        panic!("the cases are not a mapping");
    };
    let cases = mapping.entries.into_iter().map(|(name, node)| {
        let part = |key: &str| description(&base, node.get(key).unwrap(), Way::Whole);
        let (old, new) = (part("old"), part("new"));
        Case {
            name: name.replace('-', "_"),
            node,
            old,
            new,
        }
    });
    cases.collect()
}

/// The compiler, with its output folder.
struct Compiler {
    folder: PathBuf,
}

impl Compiler {
    /// Compiles a file; returns the output of the compiler when it fails.
    fn run(&self, file: &Path, arguments: &[&str]) -> Result<(), String> {
        let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        command.args(["--edition=2024", "--cap-lints=allow", "--out-dir"]);
        command.arg(&self.folder).arg("-L").arg(&self.folder);
        let output = command.args(arguments).arg(file).output().unwrap();
        if output.status.success() {
            return Ok(());
        }
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn library(&self, file: &Path, name: &str, more: &[&str]) {
        let mut arguments = vec!["--crate-name", name, "--crate-type=lib", "--emit=metadata"];
        arguments.extend(more);
        self.run(file, &arguments)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    fn extern_of(&self, name: &str, file: &str) -> String {
        format!("--extern={name}={}", self.folder.join(file).display())
    }

    /// Compiles a caller of the cases.
    fn caller(&self, name: &str, text: &str) -> Result<(), String> {
        let file = self.folder.join(format!("{name}.rs"));
        fs::write(&file, text).unwrap();
        let cases = self.extern_of("cases", "libcases.rmeta");
        let core = self.extern_of("azure_core", "libazure_core.rmeta");
        self.run(&file, &["--crate-type=lib", "--emit=metadata", &cases, &core])
    }
}

/// Generates a description as a module.
fn render(folder: &Path, text: &str) {
    let mut loader = Loader::new(folder);
    let catalog = "crate: cases\nservices:\n  api: {title: Things, tracing: Cases, namespace: Cases, default: '1', \
                   versions: {'1': {file: spec.yaml, feature: on}}}\n";
    for (name, text) in [("catalog.yaml", catalog), ("spec.yaml", text)] {
        loader
            .sources
            .insert(FileId::new(name), Source::parse(name, text).unwrap());
    }
    let output = generator::loaded(&mut loader, generator::generate);
    let (_, output) = output.unwrap_or_else(|found| panic!("{}\n{text}", found.render(&loader.sources)));
    for (path, text) in output.iter() {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Compiles the stubs, and against them the generated code of every case.
fn compiler(folder: &Path, cases: &[Case]) -> Compiler {
    let compiler = Compiler {
        folder: folder.to_owned(),
    };
    let stubs = fixtures().join("rust/stubs");
    let macros = ["--crate-name", "macros", "--crate-type=proc-macro", "--emit=link"];
    compiler.run(&stubs.join("macros.rs"), &macros).unwrap();
    let library = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let macros = library
        .filter_map(|name| name.into_string().ok())
        .find(|name| name.contains("macros"))
        .unwrap();
    let as_macros = compiler.extern_of("macros", &macros);
    compiler.library(&stubs.join("serde.rs"), "serde", &[&as_macros]);
    let serde = compiler.extern_of("serde", "libserde.rmeta");
    compiler.library(&stubs.join("azure_core.rs"), "azure_core", &[&as_macros, &serde]);
    let core = compiler.extern_of("azure_core", "libazure_core.rmeta");
    compiler.library(
        &stubs.join("client_runtime.rs"),
        "client_runtime",
        &[&serde, &core],
    );
    let runtime = compiler.extern_of("client_runtime", "libclient_runtime.rmeta");
    let mut lib = fs::read_to_string(stubs.join("lib.rs")).unwrap();
    for case in cases {
        for (when, text) in [("old", &case.old), ("new", &case.new)] {
            let module = format!("{}_{when}", case.name);
            render(&folder.join(&module), text);
            writeln!(lib, "#[path = \"{module}/mod.rs\"]\npub mod {module};").unwrap();
        }
    }
    let file = folder.join("cases.rs");
    fs::write(&file, lib).unwrap();
    let async_trait = compiler.extern_of("async_trait", &macros);
    let arguments = [
        serde.as_str(),
        &core,
        &runtime,
        &async_trait,
        "--cfg=feature=\"on\"",
    ];
    compiler.library(&file, "cases", &arguments);
    compiler
}

/// A caller of one side of a case, as a module.
fn module(case: &Case, key: &str, when: &str) -> Option<String> {
    let code = text(&case.node, key)?;
    Some(format!(
        "mod {}_{key}_{when} {{ use cases::{}_{when}::api; {code} }}\n",
        case.name, case.name
    ))
}

#[test]
fn the_compiler_agrees_with_the_rust_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let cases = cases();
    let compiler = compiler(folder.path(), &cases);
    // Everything that must compile is compiled at once.
    let good = [
        ("breaks", "old"),
        ("holds", "old"),
        ("holds", "new"),
        ("after", "new"),
    ];
    let good = cases
        .iter()
        .flat_map(|case| good.iter().filter_map(|(key, when)| module(case, key, when)));
    let result = compiler.caller("good", &good.collect::<String>());
    assert!(result.is_ok(), "{}", result.unwrap_err());
    // Everything that must not compile is compiled one by one, so that one error does not hide another.
    let mut wrong = Vec::new();
    for case in &cases {
        for (key, when) in [("breaks", "new"), ("after", "old")] {
            let Some(text) = module(case, key, when) else {
                continue;
            };
            if compiler
                .caller(&format!("bad_{}_{key}", case.name), &text)
                .is_ok()
            {
                wrong.push(format!("{}: `{key}` compiles with the {when} output", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rust_verdict_is_what_the_cases_for_the_compiler_say() {
    for case in cases() {
        let diff = compare(&side(&case.old), &side(&case.new));
        let breaks = text(&case.node, "breaks").is_some();
        let verdict = diff
            .findings
            .iter()
            .map(|finding| finding.rust)
            .max()
            .unwrap_or_default();
        assert_eq!(
            verdict == RustVerdict::Breaking,
            breaks,
            "{}:\n{}",
            case.name,
            described(&diff)
        );
        let cause = text(&case.node, "cause").unwrap();
        for finding in &diff.findings {
            let caused = finding.check.id == cause;
            let (has, is) = (!finding.rust_items.is_empty(), finding.rust);
            assert!(
                !has || caused,
                "{}: not the cause\n{}",
                case.name,
                described(&diff)
            );
            let wanted = if breaks {
                RustVerdict::Breaking
            } else {
                RustVerdict::Additive
            };
            assert!(
                !caused || is == wanted,
                "{}: the cause is {is}\n{}",
                case.name,
                described(&diff)
            );
        }
        let found = diff.findings.iter().any(|finding| finding.check.id == cause);
        assert!(
            found || cause == "none",
            "{}: no {cause}\n{}",
            case.name,
            described(&diff)
        );
    }
}
