//! The page for a browser: one comparison, or the history of a service. It is self-contained and has no script.

mod filters;
mod row;
mod title;

use std::{borrow::Cow, collections::HashMap};

use askama::Template;
use openapi_descriptions::text::{cut, visible_page};

use crate::{
    SIMILARITY_THRESHOLD,
    finding::{Finding, WireSeverity},
};

use super::{
    ReportInput,
    hints::Hints,
    history::Chart,
    words::{reasons, unreported_differences, verdict},
};
use filters::Filters;
use row::{Row, Span, split_at_backticks};

/// The contents of the page template.
#[derive(Template)]
#[template(path = "page/page.html.jinja", escape = "html")]
pub(super) struct Page<'a> {
    title: String,
    /// The verdict, when the page is about a single comparison.
    verdict: Option<String>,
    chart: Option<Chart>,
    filters: Filters<'a>,
    sections: Vec<Section<'a>>,
    threshold: f64,
}

/// The findings of one comparison.
pub(super) struct Section<'a> {
    id: String,
    title: String,
    verdict: Option<String>,
    /// The number of findings about something that is not compared.
    not_compared: usize,
    /// The reasons for a missing Rust verdict.
    unavailable: Vec<Vec<Span>>,
    groups: Vec<Group<'a>>,
    notes: Vec<String>,
    /// Whether this sums up the other sections, which have the findings.
    is_summary: bool,
    /// Whether all findings are expanded at first, because there are only a few.
    open: bool,
}

/// The findings of one weight.
struct Group<'a> {
    title: &'static str,
    count: usize,
    subjects: Vec<Subject<'a>>,
}

/// The findings about one operation, type or shared part.
struct Subject<'a> {
    name: Cow<'a, str>,
    rows: Vec<Row<'a>>,
}

impl<'a> Group<'a> {
    /// The findings by subject, in the order in which the subjects first come.
    fn new(
        title: &'static str,
        input: &ReportInput<'a>,
        findings: &[&'a Finding],
        hints: &mut Hints<'_>,
    ) -> Self {
        let mut subjects: Vec<Subject<'a>> = Vec::new();
        let mut index = HashMap::new();
        for finding in findings {
            let row = Row::new(input, finding, hints);
            let at = *index.entry(finding.subject.as_str()).or_insert(subjects.len());
            match subjects.get_mut(at) {
                Some(subject) => subject.rows.push(row),
                None => subjects.push(Subject {
                    name: cut(&finding.subject, MAX_SUBJECT),
                    rows: vec![row],
                }),
            }
        }
        Self {
            title,
            count: findings.len(),
            subjects,
        }
    }
}

/// The maximum length of a shown subject in characters.
const MAX_SUBJECT: usize = 500;

/// The number of findings up to which they are expanded at first.
const FEW_FINDINGS: usize = 3;

impl<'a> Page<'a> {
    /// The page of one comparison.
    pub(super) fn for_comparison(input: &'a ReportInput<'a>) -> Self {
        let title = title::of_comparison(input.old, input.new);
        let section = Section::new(input, "all".to_owned(), "Findings".to_owned());
        let section = Section {
            verdict: None,
            ..section
        };
        Self {
            verdict: Some(verdict(input.diff)),
            ..Self::for_sections(title, None, vec![section])
        }
    }

    /// The page as HTML. Characters that act on a screen are escaped, wherever they came from.
    pub(super) fn print(&self) -> Result<String, askama::Error> {
        Ok(visible_page(&self.render()?).into_owned())
    }

    /// The page of several comparisons.
    pub(super) fn for_sections(title: String, chart: Option<Chart>, mut sections: Vec<Section<'a>>) -> Self {
        let groups = sections.iter_mut().flat_map(|section| &mut section.groups);
        let subjects = groups.flat_map(|group| &mut group.subjects);
        let filters = Filters::new(subjects.flat_map(|subject| &mut subject.rows));
        Self {
            title,
            verdict: None,
            chart,
            filters,
            sections,
            threshold: SIMILARITY_THRESHOLD,
        }
    }
}

impl<'a> Section<'a> {
    /// A section with only the verdict, because others have the findings.
    pub(super) fn summary(input: &ReportInput<'a>, id: String, title: String) -> Self {
        Self {
            groups: Vec::new(),
            is_summary: true,
            ..Self::new(input, id, title)
        }
    }

    pub(super) fn new(input: &ReportInput<'a>, id: String, title: String) -> Self {
        let diff = input.diff;
        let mut hints = Hints::new(diff);
        let (breaking, other): (Vec<&Finding>, Vec<&Finding>) =
            diff.findings.iter().partition(|finding| finding.breaks());
        let (unknown, other): (Vec<&Finding>, Vec<&Finding>) = other
            .into_iter()
            .partition(|finding| finding.wire == WireSeverity::Unknown);
        let groups = [
            ("Breaking", breaking),
            ("Not compared", unknown),
            ("Other changes", other),
        ]
        .into_iter()
        .filter(|(_, findings)| !findings.is_empty())
        .map(|(title, findings)| Group::new(title, input, &findings, &mut hints))
        .collect();
        let why = diff.rust_unavailable.iter().flat_map(|why| reasons(input, why));
        let unmatched = input.accepted.unmatched.iter();
        let mut notes = unreported_differences(input);
        notes.extend(unmatched.map(|entry| format!("accepted but not found: {entry}")));
        Self {
            id,
            title,
            verdict: Some(verdict(diff)),
            not_compared: diff.count_on_wire(WireSeverity::Unknown),
            unavailable: why.map(|reason| split_at_backticks(&reason)).collect(),
            groups,
            notes,
            is_summary: false,
            open: diff.findings.len() <= FEW_FINDINGS,
        }
    }
}
