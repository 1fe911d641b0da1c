//! The floor: what no generator built like this one can do without, and nothing else. The descriptions become trees, and
//! the text of the output becomes trees of Rust and is printed from them.

use generator::{output::Output, source::Sources};

/// Parses every description into a plain tree of its format's own library.
///
/// # Errors
///
/// A text that is not well-formed.
pub fn parsed(sources: &Sources) -> Result<usize, Box<dyn std::error::Error>> {
    let mut count = 0;
    for (file, source) in sources.iter() {
        if file.as_str().ends_with(".json") {
            count += usize::from(serde_json::from_str::<serde_json::Value>(&source.text)?.is_object());
        } else {
            count += usize::from(serde_yaml::from_str::<serde_yaml::Value>(&source.text)?.is_mapping());
        }
    }
    Ok(count)
}

/// Parses and prints every file of the output.
///
/// # Errors
///
/// A text that is no Rust.
pub fn printed(output: &Output) -> Result<usize, Box<dyn std::error::Error>> {
    let mut length = 0;
    for (_, text) in output.iter() {
        length += prettyplease::unparse(&syn::parse_file(text)?).len();
    }
    Ok(length)
}
