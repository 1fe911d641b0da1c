//! The checks for every input: files on the disk are loaded, generated and compared.

use std::{fs, path::Path};

use generator::{
    diagnostic::{Diagnostic, Diagnostics},
    diff::{self, Severities, Side, accept::Accepted, report},
    load::Loader,
    source::{Source, Sources},
};

/// Files by name; the first one is the description.
pub type Files = Vec<(String, Vec<u8>)>;

/// What became of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is not a description at all.
    Unread,
    /// It can be compared, and no crate can be made of it.
    Refused,
    /// A crate came out of it.
    Generated,
}

/// Generates a description, and compares it with itself and with another one, before which or after which it comes.
///
/// # Errors
///
/// What does not hold.
pub fn endure(files: &Files, beside: Option<(&Files, bool)>) -> Result<Fate, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (this, other) = (folder.path().join("this"), folder.path().join("other"));
    write(&this, files);
    let generated = generate(&this)?;
    let side = match (read(&this, &files[0].0)?, &generated) {
        (Ok(side), _) => side,
        (Err(_), None) => return Ok(Fate::Unread),
        // What a broken reference would have led to is not compared, where a client is made without it.
        (Err(found), Some(warnings)) => {
            let warned = |error: &Diagnostic| {
                warnings
                    .warnings()
                    .any(|warning| warning.place() == error.place())
            };
            return if found.errors().all(warned) {
                Ok(Fate::Generated)
            } else {
                Err(format!("generated, and cannot be compared: {found:?}"))
            };
        }
    };
    let own = compare(&side, &side)?;
    if own != 0 {
        return Err(format!("{own} differences to itself"));
    }
    if let Some((files, first)) = beside {
        write(&other, files);
        match read(&other, &files[0].0)? {
            Ok(other) if first => compare(&side, &other)?,
            Ok(other) => compare(&other, &side)?,
            Err(_) => 0,
        };
    }
    Ok(if generated.is_some() {
        Fate::Generated
    } else {
        Fate::Refused
    })
}

fn write(folder: &Path, files: &Files) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let (name, bytes) = &files[0];
    let version = version(name, bytes);
    let catalog = serde_json::json!({"crate": "lib", "services": {"api": {
        "title": "Api", "tracing": "Api", "namespace": "Api", "default": &version,
        "versions": {&version: {"file": name, "feature": "one"}},
    }}});
    fs::write(folder.join(generator::catalog::FILE), catalog.to_string()).unwrap();
}

/// The version that a description says it is.
fn version(name: &str, bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let source = Source::parse(name, &text).ok();
    let version =
        source.and_then(|source| Some(source.node.get("info")?.get("version")?.as_str()?.to_owned()));
    version.unwrap_or_else(|| "1".to_owned())
}

/// The warnings of the crate that comes out of the description, if one does; what does is Rust, and what does not is explained.
fn generate(folder: &Path) -> Result<Option<Diagnostics>, String> {
    let mut loader = Loader::new(folder);
    match generator::loaded(&mut loader, generator::generate) {
        Ok((_, output)) => {
            for (name, text) in output.iter() {
                syn::parse_file(text)
                    .map_err(|error| format!("{name} does not parse as Rust: {error}\n{text}"))?;
                shown(text).map_err(|error| format!("{name}: {error}"))?;
            }
            Ok(Some(output.warnings))
        }
        Err(found) => explained(&found, &loader.sources).map(|()| None),
    }
}

/// The description as a side of a comparison, or why it is none.
fn read(folder: &Path, name: &str) -> Result<Result<Side, Diagnostics>, String> {
    let (mut loader, entry) =
        Loader::of_file(&folder.join(name), Some(folder)).ok_or("not below the root")?;
    if let Err(found) = loader.tree(&entry, None) {
        return explained(&found, &loader.sources).map(|()| Err(found));
    }
    match diff::side(name.to_owned(), loader.sources, entry, None) {
        Ok(side) => Ok(Ok(side)),
        Err((found, sources)) => explained(&found, &sources).map(|()| Err(found)),
    }
}

/// How many differences there are; every report of them can be printed.
fn compare(old: &Side, new: &Side) -> Result<usize, String> {
    let diff = diff::compare(old, new, &Severities::new()).map_err(|found| found.render(&new.sources))?;
    let accepted = Accepted::default();
    let report_input = report::ReportInput {
        old,
        new,
        diff: &diff,
        accepted: &accepted,
    };
    let json = report::json::json(&report_input);
    serde_json::from_str::<serde_json::Value>(&json)
        .map_err(|error| format!("the report is not JSON: {error}\n{json}"))?;
    shown(&report::text::text(&report_input, report::text::Style::default()))?;
    shown(&report::github::github(&report_input))?;
    shown(&report::markdown::markdown(&report_input))?;
    let page = report::html::html(&report_input).map_err(|error| error.to_string())?;
    // A page shows lines of the description, and a tab in them is a tab.
    shown(&page.replace('\t', " "))?;
    if let Some(why) = &diff.rust_unavailable
        && why.render(&new.sources).contains("bug in the")
    {
        return Err(why.render(&new.sources));
    }
    Ok(diff.findings.len())
}

/// Each diagnostic has an existing place and a help, and none is a bug in the generator.
fn explained(found: &Diagnostics, sources: &Sources) -> Result<(), String> {
    let text = found.render(sources);
    let fail = |why: &str| Err(format!("{why}:\n{text}"));
    if found.is_empty() {
        return fail("refused without a reason");
    }
    if text.contains("bug in the") {
        return fail("a bug in the generator");
    }
    let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    if count("error: ") + count("warning: ") != found.len() || count("  help: ") != found.len() {
        return fail("not every finding is explained");
    }
    for place in text.lines().filter_map(|line| line.strip_prefix("  --> ")) {
        let stands = sources.iter().any(|(file, source)| {
            let numbers = place.strip_prefix(&format!("{}:", sources.display(file)));
            let line = numbers.and_then(|rest| rest.split(':').next()?.parse::<usize>().ok());
            line.is_some_and(|line| line >= 1 && line <= lines(&source.text))
        });
        let unread = sources
            .broken()
            .any(|file| place.starts_with(&sources.display(file)));
        if !stands && !unread {
            return fail("a place that does not exist");
        }
    }
    shown(&text)
}

/// The lines of a text as YAML counts them, and the one behind its end.
fn lines(text: &str) -> usize {
    let ends = |c: char| matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.matches(ends).count() + 2
}

/// Text that shows in a terminal and does nothing else to it.
fn shown(text: &str) -> Result<(), String> {
    match text.chars().find(|c| c.is_control() && *c != '\n') {
        Some(c) => Err(format!("{c:?} in what is printed:\n{}", text.escape_debug())),
        None => Ok(()),
    }
}

/// What the generator says of these files.
pub fn said(files: &Files) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files);
    let mut loader = Loader::new(folder.path());
    match generator::loaded(&mut loader, generator::generate) {
        Ok(_) => String::new(),
        Err(found) => found.render(&loader.sources),
    }
}
