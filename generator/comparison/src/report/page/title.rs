//! The title of a page: what is compared, by versions rather than by the paths of files.

use crate::Side;

/// The title of the comparison of two sides.
pub(super) fn of_comparison(old: &Side, new: &Side) -> String {
    let mut names = (version(old), version(new));
    if names.0 == names.1 || reference(old).is_some() {
        names = (reference(old).unwrap_or_else(|| file_name(old)), file_name(new));
    }
    let names = format!("{} → {}", names.0, names.1);
    match new.title() {
        title if is_file(new) && !title.is_empty() => format!("{title}: {names}"),
        _ => names,
    }
}

/// Whether the user named a side by its file.
fn is_file(side: &Side) -> bool {
    side.label == side.sources.display(&side.entry)
}

/// The commit that a side is read from.
fn reference(side: &Side) -> Option<String> {
    let file = side.sources.display(&side.entry);
    let reference = side.label.strip_suffix(&*file)?.strip_suffix(':')?;
    Some(reference.to_owned())
}

/// The version that a file states, or else the name that the user gave the side.
fn version(side: &Side) -> String {
    let version = side.version();
    if is_file(side) && !version.is_empty() {
        version
    } else {
        file_name(side)
    }
}

/// The name of a file without its folder; of another side, the name that the user gave it.
fn file_name(side: &Side) -> String {
    let name = side.label.rsplit('/').next().filter(|_| is_file(side));
    name.unwrap_or(&side.label).to_owned()
}
