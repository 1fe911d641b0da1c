//! What `{:?}` shows of an enum whose variants hold models. The derive macro of `azure_core` would do the same, and starts
//! the compiler once for each such variant, to ask for its version.

use std::fmt::{Debug, Formatter, Result};

/// Shows a variant, and with the feature `debug` what it holds.
pub fn show_variant(formatter: &mut Formatter<'_>, name: &str, value: &dyn Debug) -> Result {
    let mut shown = formatter.debug_tuple(name);
    if cfg!(feature = "debug") {
        shown.field(value).finish()
    } else {
        shown.finish_non_exhaustive()
    }
}
