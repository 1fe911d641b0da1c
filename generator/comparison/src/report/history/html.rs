//! The history as one page for a browser: a picture, the table, and every finding of every step.

use crate::{
    history::{History, Step},
    report::{
        page::{Page, Section},
        words::counted,
    },
};

use super::{
    picture::Picture,
    table::{COLUMNS, rows},
};

/// The overview above the findings of a history.
pub(crate) struct Chart {
    pub title: String,
    /// The contents of the picture in words.
    pub text: String,
    pub picture: Picture,
    pub columns: [&'static str; 7],
    pub rows: Vec<ChartRow>,
}

/// A row of the table.
pub(crate) struct ChartRow {
    pub name: String,
    pub cells: [String; 7],
    /// The id of the section with the findings of the version.
    pub link: Option<String>,
}

/// The history as a complete HTML page.
///
/// # Errors
///
/// An error of the template engine, which is a fault of the generator.
pub fn html(history: &History) -> Result<String, askama::Error> {
    let title = |step: &Step<'_>| format!("{} → {}", step.old.name, step.new.name);
    let mut sections: Vec<Section<'_>> = history
        .steps()
        .enumerate()
        .map(|(at, step)| Section::new(&step.report_input, section_id(at + 1), title(&step)))
        .collect();
    sections.extend(history.first_to_last().map(|step| {
        let title = format!("Overall: {}", title(&step));
        Section::summary(&step.report_input, section_id(history.versions.len()), title)
    }));
    Page::for_sections(
        format!("{}: what each version changed", history.title),
        Some(draw_chart(history)),
        sections,
    )
    .print()
}

fn section_id(at: usize) -> String {
    format!("step-{at}")
}

fn draw_chart(history: &History) -> Chart {
    let rows = rows(history);
    let picture = Picture::draw(history, &rows);
    let sentences: Vec<String> = history
        .versions
        .iter()
        .zip(&rows)
        .map(|(version, row)| {
            let models = version
                .models
                .map_or_else(|| "unknown".to_owned(), |models| models.to_string());
            let breaks = match (row.wire, row.rust) {
                (Some(wire), Some(rust)) => format!(", {wire} breaking on the wire and {rust} in Rust"),
                (Some(wire), None) => format!(", {wire} breaking on the wire"),
                _ => String::new(),
            };
            format!(
                "{}: {}, models {models}{breaks}.",
                version.name,
                counted(version.operations, "operation", "operations")
            )
        })
        .collect();
    Chart {
        title: format!("Operations, models and breaks of {} by version", history.title),
        text: sentences.join(" "),
        picture,
        columns: COLUMNS,
        rows: rows
            .into_iter()
            .enumerate()
            .map(|(at, row)| ChartRow {
                name: row.name,
                cells: row.cells,
                link: (at > 0).then(|| section_id(at)),
            })
            .collect(),
    }
}
