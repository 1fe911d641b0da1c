//! What several test files share.

pub mod raw;

/// A token that no service signed, and that has not expired before the year 2100.
pub const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDB9.c2ln";
