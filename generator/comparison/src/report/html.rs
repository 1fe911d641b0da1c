//! The report as one page for a browser, without external resources.

use super::{ReportInput, page::Page};

/// The report as a complete HTML page.
///
/// # Errors
///
/// An error of the template engine, which is a fault of the generator.
pub fn html(input: &ReportInput<'_>) -> Result<String, askama::Error> {
    Page::for_comparison(input).print()
}
