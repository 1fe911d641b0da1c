//! The hint for an item that was removed.

use std::collections::BTreeMap;

use super::{
    BreakingItems,
    shown_item::{ItemKind, ShownItem},
};

/// The hint; `None` when another hint already says it.
pub(super) fn removed_hint(
    items: &BreakingItems<'_>,
    item: &ShownItem<'_>,
    new_fields: &BTreeMap<&str, Vec<ShownItem<'_>>>,
) -> Option<String> {
    let named = item.code_name();
    Some(match item.kind {
        ItemKind::Field => match items.method_taking(item) {
            Some(method) => format!("{named} was removed: {method} takes it as an argument."),
            None => return Some(field_hint(item, new_fields)),
        },
        // The options are removed with their method, whose hint covers them.
        ItemKind::Type if item.name().ends_with("Options") && items.has_removed_owner(item) => return None,
        ItemKind::Function if item.name().starts_with("with_") || item.name().starts_with("without_") => {
            format!("{named} was removed: the field can no longer be set.")
        }
        ItemKind::Function if item.owner.ends_with("Client") => {
            format!("{named} was removed: the service no longer offers the operation.")
        }
        ItemKind::Type | ItemKind::Function => format!("{named} was removed: remove its uses."),
        ItemKind::Impl => impl_hint(items, item)?,
        ItemKind::Other if item.text.starts_with("pub const ") => {
            format!("{named} was removed: remove its uses.")
        }
        ItemKind::Other => {
            format!("{named} was removed: remove the arms that match it, and the code that sends it.")
        }
    })
}

fn field_hint(item: &ShownItem<'_>, new_fields: &BTreeMap<&str, Vec<ShownItem<'_>>>) -> String {
    let named = item.code_name();
    let new_in_owner = new_fields.get(item.owner).map_or(&[][..], Vec::as_slice);
    if let Some(same) = new_in_owner.iter().find(|new| new.name() == item.name()) {
        return format!(
            "{named} is `{}` and was `{}`: it is a different property with that name.",
            same.field_type(),
            item.field_type()
        );
    }
    // A new field may be the replacement when one name begins with the other, when they share a word, or when both are
    // the only list.
    let words = |item: &ShownItem<'_>| -> Vec<String> {
        let words = item.name().split('_').filter(|word| word.len() > 3);
        words.map(str::to_owned).collect()
    };
    let lists = |item: &ShownItem<'_>| item.field_type().contains("Vec<");
    let words_of_removed = words(item);
    let is_related = |new: &&ShownItem<'_>| {
        let (old, new_name) = (item.name(), new.name());
        let longer = new_name.starts_with(old) || old.starts_with(new_name);
        longer || words(new).iter().any(|word| words_of_removed.contains(word))
    };
    let found = new_in_owner.iter().find(is_related).or(match new_in_owner {
        [only] if lists(item) && lists(only) => Some(only),
        _ => None,
    });
    match found {
        Some(new) => format!(
            "{named} was removed; {} (`{}`) was added.",
            new.code_name(),
            new.field_type()
        ),
        None => format!("{named} was removed: remove its uses."),
    }
}

fn impl_hint(items: &BreakingItems<'_>, item: &ShownItem<'_>) -> Option<String> {
    let owner = item.owner;
    let what = item.text.split_once(" for ").map_or(item.text, |(what, _)| what);
    if let Some(("", from)) = what
        .split_once("impl From<")
        .or(what.split_once("impl<const N : usize> From<"))
    {
        let from = from.strip_suffix('>').unwrap_or(from);
        return Some(format!(
            "`{owner}` can no longer be made from `{from}` with `into()`: build it."
        ));
    }
    let name = what.rsplit(' ').next().unwrap_or(what);
    // The hint for `new` already says that there is no `default`.
    let is_said_elsewhere =
        name == "Default" && items.constructor_takes_more(owner) || name == "Page" && items.changes_paging();
    (!is_said_elsewhere).then(|| format!("`{owner}` no longer implements `{name}`."))
}

impl BreakingItems<'_> {
    /// The method that now takes a former option as an argument.
    fn method_taking(&self, item: &ShownItem<'_>) -> Option<String> {
        let takes = |names: &[String]| names.iter().any(|name| name == item.name());
        let mut methods = self
            .changed
            .iter()
            .filter(|(_, new, _)| new.kind == ItemKind::Function);
        let (_, method, _) = methods.find(|(old, new, names)| {
            item.owner.starts_with(new.owner) && takes(names) && !old.is_same(new)
        })?;
        item.owner.ends_with("Options").then(|| method.code_name())
    }

    /// Whether options belong to a method or client that was removed too.
    fn has_removed_owner(&self, options: &ShownItem<'_>) -> bool {
        let belongs_to = |item: &ShownItem<'_>, client: &str| {
            client.ends_with("Client") && item.name().starts_with(client)
        };
        self.removed.iter().any(|item| match item.kind {
            ItemKind::Function => belongs_to(options, item.owner),
            ItemKind::Type => item.name() != options.name() && belongs_to(options, item.name()),
            _ => false,
        })
    }

    /// Whether `new` of a type took no arguments and now takes some.
    pub(super) fn constructor_takes_more(&self, owner: &str) -> bool {
        self.changed.iter().any(|(old, new, _)| {
            old.owner == owner
                && old.name() == "new"
                && old.arguments().is_empty()
                && !new.arguments().is_empty()
        })
    }
}
