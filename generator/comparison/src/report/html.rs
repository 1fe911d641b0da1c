//! The report as one page for a browser, with nothing to fetch.

use super::{ReportInput, page::Page};

/// Prints the page.
///
/// # Errors
///
/// A template that cannot be filled in, which is a fault of the generator.
pub fn html(input: &ReportInput<'_>) -> Result<String, askama::Error> {
    Page::for_comparison(input).print()
}
