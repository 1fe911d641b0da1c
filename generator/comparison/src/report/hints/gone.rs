//! What to do about an item that is gone.

use std::collections::BTreeMap;

use super::{
    Items,
    part::{Kind, Part},
};

/// The hint; `None` where another one says it.
pub(super) fn hint(
    items: &Items<'_>,
    part: &Part<'_>,
    new_fields: &BTreeMap<&str, Vec<Part<'_>>>,
) -> Option<String> {
    let named = part.named();
    Some(match part.kind {
        Kind::Field => match items.taker(part) {
            Some(method) => format!("{named} is gone: {method} takes it."),
            None => return Some(field(part, new_fields)),
        },
        // The options go with their method.
        Kind::Type if part.name().ends_with("Options") && items.has_gone_owner(part) => return None,
        Kind::Function if part.name().starts_with("with_") || part.name().starts_with("without_") => {
            format!("{named} is gone: nothing sets that any more.")
        }
        Kind::Function if part.owner.ends_with("Client") => {
            format!("{named} is gone: the service does not offer the call any more.")
        }
        Kind::Type | Kind::Function => format!("{named} is gone: take its uses out."),
        Kind::Impl => implementation(items, part)?,
        Kind::Other if part.text.starts_with("pub const ") => format!("{named} is gone: take its uses out."),
        Kind::Other => format!("{named} is gone: take out the arms that match it, and what sends it."),
    })
}

fn field(part: &Part<'_>, new_fields: &BTreeMap<&str, Vec<Part<'_>>>) -> String {
    let named = part.named();
    let beside = new_fields.get(part.owner).map_or(&[][..], Vec::as_slice);
    if let Some(same) = beside.iter().find(|new| new.name() == part.name()) {
        return format!(
            "{named} is `{}` and was `{}`: it is another property of that name.",
            same.field_type(),
            part.field_type()
        );
    }
    // What begins as it does or shares a word with it may well be what has taken its place, and so may the only other list.
    let words = |part: &Part<'_>| -> Vec<String> {
        let words = part.name().split('_').filter(|word| word.len() > 3);
        words.map(str::to_owned).collect()
    };
    let lists = |part: &Part<'_>| part.field_type().contains("Vec<");
    let own = words(part);
    let akin = |new: &&Part<'_>| {
        let (old, new_name) = (part.name(), new.name());
        let longer = new_name.starts_with(old) || old.starts_with(new_name);
        longer || words(new).iter().any(|word| own.contains(word))
    };
    let found = beside.iter().find(akin).or(match beside {
        [only] if lists(part) && lists(only) => Some(only),
        _ => None,
    });
    match found {
        Some(new) => format!(
            "{named} is gone; {} (`{}`) is new beside it.",
            new.named(),
            new.field_type()
        ),
        None => format!("{named} is gone: take its uses out."),
    }
}

fn implementation(items: &Items<'_>, part: &Part<'_>) -> Option<String> {
    let owner = part.owner;
    let what = part.text.split_once(" for ").map_or(part.text, |(what, _)| what);
    if let Some(("", from)) = what
        .split_once("impl From<")
        .or(what.split_once("impl<const N : usize> From<"))
    {
        let from = from.strip_suffix('>').unwrap_or(from);
        return Some(format!(
            "`{owner}` is not made from `{from}` with `into()` any more: build it."
        ));
    }
    let name = what.rsplit(' ').next().unwrap_or(what);
    // The hint for `new` says that `default` went with it.
    let said =
        name == "Default" && items.constructor_takes_more(owner) || name == "Page" && items.changes_paging();
    (!said).then(|| format!("`{owner}` does not implement `{name}` any more."))
}

impl Items<'_> {
    /// The method that takes what was an option of it.
    fn taker(&self, part: &Part<'_>) -> Option<String> {
        let takes = |names: &[String]| names.iter().any(|name| name == part.name());
        let mut methods = self
            .changed
            .iter()
            .filter(|(_, new, _)| new.kind == Kind::Function);
        let (_, method, _) = methods
            .find(|(old, new, names)| part.owner.starts_with(new.owner) && takes(names) && !old.is(new))?;
        part.owner.ends_with("Options").then(|| method.named())
    }

    /// Whether options are of a method or client that is gone too.
    fn has_gone_owner(&self, options: &Part<'_>) -> bool {
        let of_client =
            |part: &Part<'_>, client: &str| client.ends_with("Client") && part.name().starts_with(client);
        self.gone.iter().any(|part| match part.kind {
            Kind::Function => of_client(options, part.owner),
            Kind::Type => part.name() != options.name() && of_client(options, part.name()),
            _ => false,
        })
    }

    /// Whether `new` of a type takes arguments and took none.
    pub(super) fn constructor_takes_more(&self, owner: &str) -> bool {
        self.changed.iter().any(|(old, new, _)| {
            old.owner == owner
                && old.name() == "new"
                && old.arguments().is_empty()
                && !new.arguments().is_empty()
        })
    }
}
