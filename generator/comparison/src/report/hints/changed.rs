//! The hint for an item that changed or was renamed.

use super::{
    BreakingItems,
    shown_item::{ItemKind, ShownItem},
};

/// The hint; `None` when another hint already says it.
pub(super) fn changed_hint(
    items: &BreakingItems<'_>,
    old: &ShownItem<'_>,
    new: &ShownItem<'_>,
    names: &[String],
) -> Option<String> {
    match new.kind {
        // The options are renamed with their method, whose hint covers them.
        ItemKind::Type if new.name().ends_with("Options") && items.renames_method() => None,
        ItemKind::Type => Some(type_hint(old, new)),
        // A method that returns a pager has its own kind of options, which its hint covers.
        ItemKind::Field if new.name() == "method_options" && items.changes_paging() => None,
        ItemKind::Field => Some(field_hint(items, old, new)),
        ItemKind::Function => Some(function_hint(items, old, new, names)),
        ItemKind::Impl => impl_hint(old, new),
        ItemKind::Other if old.name() == new.name() => Some(format!(
            "{} is `{}` and was `{}`.",
            new.code_name(),
            new.text,
            old.text
        )),
        ItemKind::Other => Some(format!("{} was renamed to {}.", old.code_name(), new.code_name())),
    }
}

fn type_hint(old: &ShownItem<'_>, new: &ShownItem<'_>) -> String {
    let is_enum = |item: &ShownItem<'_>| item.text.starts_with("pub enum ");
    let kind = |item: &ShownItem<'_>| if is_enum(item) { "an enum" } else { "a struct" };
    if old.name() != new.name() {
        return format!("Write {} instead of {}.", new.code_name(), old.code_name());
    }
    if is_enum(old) != is_enum(new) {
        return format!(
            "{} is {} and was {}: adapt the code that builds and reads it.",
            new.code_name(),
            kind(new),
            kind(old)
        );
    }
    if is_enum(new) {
        format!(
            "{} is non-exhaustive: add a `_` arm where it is matched.",
            new.code_name()
        )
    } else {
        format!(
            "{} is non-exhaustive: build it with `new`, and end patterns of it in `..`.",
            new.code_name()
        )
    }
}

fn field_hint(items: &BreakingItems<'_>, old: &ShownItem<'_>, new: &ShownItem<'_>) -> String {
    let (was, is) = (old.field_type(), new.field_type());
    let named = if old.name() == new.name() {
        new.code_name()
    } else if was == is {
        return format!("{} was renamed to {}.", old.code_name(), new.code_name());
    } else {
        format!("{} was renamed to {}, and it", old.code_name(), new.code_name())
    };
    match (type_argument(was, "Option"), type_argument(is, "Option")) {
        (Some(before), None) if type_argument(is, "Patch").is_some() => format!(
            "{named} is `{is}` and was `Option<{before}>`: `Patch::Set` sets it, `Patch::Remove` removes it, and the \
             setters do so too."
        ),
        (Some(before), None) => {
            let other = if before == is {
                String::new()
            } else {
                format!(", as `{is}` instead of `{before}`")
            };
            let setter = if items.has_removed(old.owner, ItemKind::Function, &format!("with_{}", old.name()))
            {
                "; `new` takes it, and there is no setter"
            } else {
                ""
            };
            format!("{named} is always present{other}: use it without the `Option`{setter}.")
        }
        (None, Some(after)) => {
            let other = if after == was {
                String::new()
            } else {
                format!(", and is `{after}` instead of `{was}`")
            };
            format!("{named} may be missing{other}: it is an `Option`.")
        }
        _ if old.name() != new.name() => format!("{named} is `{is}` instead of `{was}`."),
        _ => format!("{named} is `{is}` and was `{was}`."),
    }
}

/// The argument of a generic type with this name.
fn type_argument<'a>(ty: &'a str, name: &str) -> Option<&'a str> {
    ty.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>')
}

fn function_hint(
    items: &BreakingItems<'_>,
    old: &ShownItem<'_>,
    new: &ShownItem<'_>,
    names: &[String],
) -> String {
    let names = names.iter().filter(|name| *name != "options");
    let names: Vec<&str> = names.map(String::as_str).collect();
    let mut clauses = Vec::new();
    let (before, after) = (old.text_without_names(), new.text_without_names());
    let (was, is) = (
        ShownItem { text: before, ..*old },
        ShownItem { text: after, ..*new },
    );
    if before == after {
        clauses.push(format!(
            "takes its arguments in a different order: `{}`",
            names.join("`, `")
        ));
    } else if was.arguments() != is.arguments() {
        clauses.push(arguments_clause(&was.arguments(), &is.arguments(), &names));
    }
    if was.returns() != is.returns() {
        clauses.push(returns_clause(was.returns(), is.returns()));
    } else if was.is_async() != is.is_async() {
        clauses.push(
            if is.is_async() {
                "must be awaited"
            } else {
                "must not be awaited"
            }
            .to_owned(),
        );
    }
    if new.name() == "new" && items.constructor_takes_more(old.owner) {
        clauses.push("there is no `default`".to_owned());
    }
    let moved = old.name() != new.name() || (old.owner != new.owner && new.owner.ends_with("Client"));
    match (moved, clauses.is_empty()) {
        (true, true) => format!("Call {} instead of {}.", is.code_name(), was.code_name()),
        (true, false) => format!(
            "Call {} instead of {}; it {}.",
            is.code_name(),
            was.code_name(),
            clauses.join(", and ")
        ),
        (false, true) => format!("{} has other options.", is.code_name()),
        (false, false) => format!("{} {}.", is.code_name(), clauses.join(", and ")),
    }
}

fn arguments_clause(was: &[&str], is: &[&str], names: &[&str]) -> String {
    let named = |at: usize, ty: &str| match names.get(at).filter(|_| names.len() == is.len()) {
        Some(name) => format!("`{name}: {ty}`"),
        None => format!("`{ty}`"),
    };
    let list = |from: usize| -> String {
        let all: Vec<String> = is
            .iter()
            .enumerate()
            .skip(from)
            .map(|(at, ty)| named(at, ty))
            .collect();
        all.join(", ")
    };
    if is.is_empty() {
        return "no longer takes arguments".to_owned();
    }
    if is.len() > was.len() && is.starts_with(was) && !was.is_empty() {
        return format!("also takes {}", list(was.len()));
    }
    if was.starts_with(is) {
        return format!("takes only {}", list(0));
    }
    let differing: Vec<(usize, (&&str, &&str))> = was
        .iter()
        .zip(is)
        .enumerate()
        .filter(|(_, (was, is))| was != is)
        .collect();
    match differing.as_slice() {
        [(at, (old, new))] if was.len() == is.len() => {
            format!("takes {} instead of `{old}`", named(*at, new))
        }
        _ => format!("takes {}", list(0)),
    }
}

fn returns_clause(was: &str, is: &str) -> String {
    let plain = |text: &str| -> String {
        let text = type_argument(text, "Result").unwrap_or(text);
        let text = type_argument(text, "Response").unwrap_or(text);
        if text.starts_with("()") {
            "nothing".to_owned()
        } else {
            format!("`{text}`")
        }
    };
    match (was.contains("Pager<"), is.contains("Pager<")) {
        (false, true) => format!(
            "returns the pager {}, which is iterated over and not awaited",
            plain(is)
        ),
        (true, false) => format!("returns {} as a whole, and must be awaited", plain(is)),
        _ => format!("returns {} instead of {}", plain(is), plain(was)),
    }
}

fn impl_hint(old: &ShownItem<'_>, new: &ShownItem<'_>) -> Option<String> {
    let types = |item: &ShownItem<'_>| -> Option<(String, String)> {
        let (what, types) = item.text.split_once(" type ")?;
        let what = what.split_once(" for ").map_or(what, |(what, _)| what);
        let name = what.rsplit([' ', ':']).next().unwrap_or(what);
        Some((name.to_owned(), types.to_owned()))
    };
    let ((name, was), (_, is)) = (types(old)?, types(new)?);
    let item = |types: &str| {
        let types = types.strip_prefix("Item = ")?;
        Some(types.split(',').next().unwrap_or(types).trim().to_owned())
    };
    match (item(&was), item(&is)) {
        (Some(was), Some(is)) if was != is => Some(format!(
            "A pager of `{}` yields `{is}` instead of `{was}`.",
            new.owner
        )),
        (Some(_), Some(_)) => None,
        _ => Some(format!(
            "`{name}` of `{}` has `type {is}` instead of `type {was}`.",
            new.owner
        )),
    }
}

impl BreakingItems<'_> {
    /// Whether a method is renamed, and with it its options.
    fn renames_method(&self) -> bool {
        self.changed.iter().any(|(old, new, _)| {
            new.kind == ItemKind::Function && (old.name(), old.owner) != (new.name(), new.owner)
        })
    }

    /// Whether a method starts or stops returning a pager.
    pub(super) fn changes_paging(&self) -> bool {
        let pages = |item: &ShownItem<'_>| item.text.contains("Pager<");
        self.changed
            .iter()
            .any(|(old, new, _)| new.kind == ItemKind::Function && pages(old) != pages(new))
    }
}
