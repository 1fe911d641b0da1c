//! Helpers that make, compare and describe sides.

pub mod schema;
pub mod tree;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use generator::{
    api::Api,
    bundle::Bundle,
    catalog::Catalog,
    diagnostic::{Diagnostic, Diagnostics},
    diff::{
        self, Codegen, Diff, Severities, Side, TakeItems, accept::Accepted, finding::Finding,
        report::ReportInput,
    },
    load::Loader,
    source::{FileId, Source, Sources},
};

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The folder with the fixtures of these tests.
pub fn fixtures() -> PathBuf {
    root().join("tests/fixtures/diff")
}

/// A side of one file with this text.
pub fn side(text: &str) -> Side {
    files(&[("spec.yaml", text)])
}

/// A side of several files; the first one has the operations.
pub fn files(files: &[(&str, &str)]) -> Side {
    let mut sources = Sources::new("");
    for (name, text) in files {
        let source = Source::parse(name, text).unwrap_or_else(|error| panic!("{}\n{text}", error.message));
        sources.insert(FileId::new(name), source);
    }
    let (entry, _) = files[0];
    diff::side(entry.to_owned(), sources, FileId::new(entry), None)
        .unwrap_or_else(|(found, sources)| panic!("{}", found.render(&sources)))
}

/// Makes no client, so that only the wire is compared.
#[derive(Debug)]
struct NoClient;

impl Codegen for NoClient {
    fn client(&self, _: &Bundle<'_>, _: TakeItems<'_>) -> Result<Api, Diagnostics> {
        Err(Diagnostic::general("there is no client", "compare the wire").into())
    }
}

/// A side that is only compared on the wire.
pub fn wire_only(sources: Sources, entry: &FileId) -> Result<Side, (Diagnostics, Sources)> {
    Side::new(entry.to_string(), sources, entry.clone(), Arc::new(NoClient))
}

/// A side of one file with this text, that is only compared on the wire.
pub fn wire_side(text: &str) -> Side {
    let (entry, mut sources) = (FileId::new("spec.yaml"), Sources::new(""));
    sources.insert(entry.clone(), Source::parse("spec.yaml", text).unwrap());
    wire_only(sources, &entry).unwrap_or_else(|(found, sources)| panic!("{}", found.render(&sources)))
}

/// A version of the project's own catalog.
pub fn version(service: &str, version: &str) -> Side {
    let mut loader = Loader::new(&root().join("spec"));
    let catalog: Catalog = loader.catalog().unwrap();
    let entry = catalog.services[service].clone();
    let file = FileId::new(&entry.versions[version].file);
    loader
        .tree(&file, None)
        .unwrap_or_else(|found| panic!("{}", found.render(&loader.sources)));
    "spec".clone_into(&mut loader.sources.root);
    let label = format!("{service}/{version}");
    diff::side(label, loader.sources, file, Some((service.to_owned(), entry)))
        .unwrap_or_else(|(found, sources)| panic!("{}", found.render(&sources)))
}

/// The versions of a service of the catalog, in order.
pub fn versions(service: &str) -> Vec<String> {
    let catalog = Loader::new(&root().join("spec")).catalog().unwrap();
    catalog.services[service].versions.keys().cloned().collect()
}

/// Compares two sides.
pub fn compare(old: &Side, new: &Side) -> Diff {
    diff::compare(old, new, &Severities::new()).unwrap_or_else(|found| panic!("{found:?}"))
}

/// Compares two texts.
pub fn texts(old: &str, new: &str) -> Diff {
    compare(&side(old), &side(new))
}

/// The ids of the findings, in order.
pub fn ids(diff: &Diff) -> Vec<&'static str> {
    let mut ids: Vec<&str> = diff.findings.iter().map(|finding| finding.check.id).collect();
    ids.sort_unstable();
    ids
}

/// The one finding of this id.
pub fn only<'d>(diff: &'d Diff, id: &str) -> &'d Finding {
    let mut found = diff.findings.iter().filter(|finding| finding.check.id == id);
    let first = found
        .next()
        .unwrap_or_else(|| panic!("no {id} among {:?}", ids(diff)));
    assert!(found.next().is_none(), "more than one {id}");
    first
}

/// The findings as text, without the places.
pub fn described(diff: &Diff) -> String {
    let lines = diff.findings.iter().map(|finding| {
        let items: Vec<String> = finding
            .rust_items
            .iter()
            .map(|item| {
                let side = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
                format!("\n    {} => {}", side(&item.old), side(&item.new))
            })
            .collect();
        format!(
            "{} {} [{}] {} {:?}{}",
            finding.wire,
            finding.rust,
            finding.check.id,
            finding.message,
            finding.operations,
            items.concat()
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The input of a report.
pub fn report_input<'a>(
    old: &'a Side,
    new: &'a Side,
    diff: &'a Diff,
    accepted: &'a Accepted,
) -> ReportInput<'a> {
    ReportInput {
        old,
        new,
        diff,
        accepted,
    }
}

/// Compares two schemas that are `sent` or `received`, each with the other schemas of its description.
pub fn schema_pair(old: (&str, &str), new: (&str, &str), way: &str) -> Diff {
    let text = |(schema, others): (&str, &str)| {
        let content = "content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}";
        let operation = if way == "sent" {
            format!(
                "post: {{operationId: Things_Send, requestBody: {{{content}}}, responses: {{'204': {{description: Done.}}}}}}"
            )
        } else {
            format!(
                "get: {{operationId: Things_Get, responses: {{'200': {{description: A thing., {content}}}}}}}"
            )
        };
        format!(
            "openapi: 3.0.3\ninfo: {{title: Things, version: '1'}}\npaths: {{/things: {{{operation}}}}}\n\
             components: {{schemas: {{Thing: {{type: object, properties: {{it: {schema}}}}}, {others}}}}}\n"
        )
    };
    texts(&text(old), &text(new))
}
