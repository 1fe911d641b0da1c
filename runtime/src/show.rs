//! The `{:?}` of an enum whose variants contain models. The derive macro of `azure_core` would do the same, but it starts the
//! compiler for each such variant, to ask for its version.

use std::fmt::{Debug, Formatter, Result};

/// Shows a variant, and its content only with the feature `debug`. Only generated code and handwritten enums beside it use it.
///
/// # Errors
///
/// Those of the formatter.
pub fn show_variant(formatter: &mut Formatter<'_>, name: &str, value: &dyn Debug) -> Result {
    let mut shown = formatter.debug_tuple(name);
    if cfg!(feature = "debug") {
        shown.field(value).finish()
    } else {
        shown.finish_non_exhaustive()
    }
}
