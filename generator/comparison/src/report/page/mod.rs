//! What a page for a browser shows: one comparison, or a history of them. It has all it needs in itself, and no script.

mod filters;
mod row;

use askama::Template;
use openapi_descriptions::text::visible_page;

use crate::{THRESHOLD, finding::Finding};
use openapi_descriptions::diagnostic::Diagnostics;

use super::{
    Subject,
    hints::Hints,
    history::Chart,
    words::{notes, verdict},
};
use filters::Filters;
use row::{Row, Span, spans};

/// The page.
#[derive(Template)]
#[template(path = "page/page.html.jinja", escape = "html")]
pub(super) struct Page<'a> {
    title: String,
    /// The verdict of the one comparison, when there is only one.
    verdict: Option<String>,
    chart: Option<Chart>,
    filters: Filters<'a>,
    sections: Vec<Section<'a>>,
    threshold: f64,
}

/// One comparison.
pub(super) struct Section<'a> {
    id: String,
    title: String,
    verdict: Option<String>,
    /// Why there is no Rust verdict.
    unavailable: Vec<Vec<Span>>,
    groups: Vec<Group<'a>>,
    notes: Vec<String>,
    /// Whether the findings are shown in full from the start: there are only a few.
    open: bool,
}

struct Group<'a> {
    title: &'static str,
    rows: Vec<Row<'a>>,
}

/// How many findings are shown in full from the start.
const FEW: usize = 3;

impl<'a> Page<'a> {
    /// The page of one comparison.
    pub(super) fn of(subject: &'a Subject<'a>) -> Self {
        let title = format!("{} → {}", subject.old.label, subject.new.label);
        let section = Section::of(subject, "all".to_owned(), "Findings".to_owned());
        let section = Section {
            verdict: None,
            ..section
        };
        Self {
            verdict: Some(verdict(subject.diff)),
            ..Self::with(title, None, vec![section])
        }
    }

    /// The page as text. What acts on a screen is written out wherever it came from.
    pub(super) fn print(&self) -> Result<String, askama::Error> {
        Ok(visible_page(&self.render()?).into_owned())
    }

    /// The page of several comparisons.
    pub(super) fn with(title: String, chart: Option<Chart>, mut sections: Vec<Section<'a>>) -> Self {
        let groups = sections.iter_mut().flat_map(|section| &mut section.groups);
        let filters = Filters::of(groups.flat_map(|group| &mut group.rows));
        Self {
            title,
            verdict: None,
            chart,
            filters,
            sections,
            threshold: THRESHOLD,
        }
    }
}

impl<'a> Section<'a> {
    pub(super) fn of(subject: &Subject<'a>, id: String, title: String) -> Self {
        let diff = subject.diff;
        let mut hints = Hints::new(diff);
        let (breaking, other): (Vec<&Finding>, Vec<&Finding>) =
            diff.findings.iter().partition(|finding| finding.breaks());
        let groups = [("Breaking", breaking), ("Other changes", other)]
            .into_iter()
            .filter(|(_, findings)| !findings.is_empty())
            .map(|(title, findings)| Group {
                title,
                rows: findings
                    .into_iter()
                    .map(|finding| Row::of(subject, finding, &mut hints))
                    .collect(),
            })
            .collect();
        let why = diff.rust_unavailable.iter().flat_map(Diagnostics::iter);
        let unmatched = subject.accepted.unmatched.iter();
        let mut notes = notes(subject);
        notes.extend(unmatched.map(|entry| format!("accepted but not found: {entry}")));
        Self {
            id,
            title,
            verdict: Some(verdict(diff)),
            unavailable: why.map(|diagnostic| spans(diagnostic.message())).collect(),
            groups,
            notes,
            open: diff.findings.len() <= FEW,
        }
    }
}
