//! The floor: what no generator built like this one can do without, and nothing else. The descriptions become trees, and
//! the text of the output becomes trees of Rust and is printed from them.

#![expect(clippy::disallowed_methods, reason = "the floor reads what it is a floor of")]

use std::{error::Error, fs, path::Path};

use generator::{
    output::Output,
    source::{Sources, Syntax},
};

/// All of the floor: reads and parses every file below a folder as what its name says it is; Rust is printed again too.
///
/// # Errors
///
/// A file that cannot be read or parsed.
pub fn whole(folder: &Path) -> Result<usize, Box<dyn Error>> {
    let mut length = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            length += whole(&path)?;
            continue;
        }
        let text = fs::read_to_string(&path)?;
        length += match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => usize::from(serde_json::from_str::<serde_json::Value>(&text)?.is_object()),
            Some("yaml") => usize::from(serde_yaml::from_str::<serde_yaml::Value>(&text)?.is_mapping()),
            Some("rs") => prettyplease::unparse(&syn::parse_file(&text)?).len(),
            _ => 0,
        };
    }
    Ok(length)
}

/// Parses every description into a plain tree of its format's own library.
///
/// # Errors
///
/// A text that is not well-formed.
pub fn parsed(sources: &Sources) -> Result<usize, Box<dyn Error>> {
    let mut count = 0;
    for (_, source) in sources.iter() {
        if source.syntax == Syntax::Json {
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
/// A text that does not parse as Rust.
pub fn printed(output: &Output) -> Result<usize, Box<dyn Error>> {
    let mut length = 0;
    for (_, text) in output.iter() {
        length += prettyplease::unparse(&syn::parse_file(text)?).len();
    }
    Ok(length)
}
