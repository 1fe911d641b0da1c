//! Parses an item of the crate in the form that reports show: `models::Pet: pub name: String`.

/// The kind of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    Type,
    Function,
    Field,
    Impl,
    /// A variant, or a constant.
    Other,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ShownItem<'a> {
    /// The type that the item belongs to, without its module; empty for a type.
    pub owner: &'a str,
    pub kind: ItemKind,
    /// The text behind the owner.
    pub text: &'a str,
    /// Whether the item is marked `#[non_exhaustive]`.
    pub non_exhaustive: bool,
}

impl<'a> ShownItem<'a> {
    pub(super) fn parse(shown: &'a str) -> Self {
        const NON_EXHAUSTIVE: &str = "#[non_exhaustive] ";
        let non_exhaustive = shown.contains(NON_EXHAUSTIVE);
        let shown = shown.trim_start_matches(NON_EXHAUSTIVE);
        if shown.starts_with("impl") {
            let behind = shown.split_once(" for ").map_or("", |(_, owner)| owner);
            let owner = behind.split(' ').next().unwrap_or_default();
            return Self {
                owner: owner.trim_start_matches("models::"),
                kind: ItemKind::Impl,
                text: shown,
                non_exhaustive,
            };
        }
        let (owner, text) = match shown.split_once(": ") {
            Some((owner, text)) if !owner.contains(' ') => (owner, text),
            _ => ("", shown),
        };
        let text = text.trim_start_matches(NON_EXHAUSTIVE);
        let kind = if ["pub struct ", "pub enum ", "pub trait "]
            .iter()
            .any(|start| text.starts_with(start))
        {
            ItemKind::Type
        } else if text.starts_with("pub fn ") || text.starts_with("pub async fn ") {
            ItemKind::Function
        } else if text.starts_with("pub ") && !text.starts_with("pub const ") {
            ItemKind::Field
        } else {
            ItemKind::Other
        };
        Self {
            owner: owner.trim_start_matches("models::").trim_start_matches("models"),
            kind,
            text,
            non_exhaustive,
        }
    }

    /// Whether two items are shown alike.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (self.owner, self.text, self.non_exhaustive) == (other.owner, other.text, other.non_exhaustive)
    }

    /// A text that identifies the item.
    pub(super) fn identity(&self) -> String {
        format!("{} {}", self.owner, self.text)
    }

    /// The name of the item without its owner.
    pub(super) fn name(&self) -> &'a str {
        let text = [
            "pub async fn ",
            "pub fn ",
            "pub struct ",
            "pub enum ",
            "pub trait ",
            "pub ",
        ]
        .into_iter()
        .find_map(|start| self.text.strip_prefix(start))
        .unwrap_or(self.text);
        let end = text.find(['(', ':', '<', ' ']).unwrap_or(text.len());
        text.get(..end).unwrap_or(text)
    }

    /// The type of a field.
    pub(super) fn field_type(&self) -> &'a str {
        self.text.split_once(": ").map_or("", |(_, ty)| ty)
    }

    /// The arguments of a function, without `self` and without the options of a method, which may be left out.
    pub(super) fn arguments(&self) -> Vec<&'a str> {
        let Some((_, behind)) = self.text.split_once('(') else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let (mut depth, mut start) = (0_usize, 0);
        for (at, c) in behind.char_indices() {
            let ends = match c {
                '(' | '<' | '[' => {
                    depth += 1;
                    false
                }
                ')' if depth == 0 => true,
                // The `>` of an arrow closes nothing.
                ')' | '>' | ']' => {
                    depth = depth.saturating_sub(1);
                    false
                }
                ',' => depth == 0,
                _ => false,
            };
            if ends {
                found.extend(behind.get(start..at).map(str::trim));
                start = at + 1;
                if c == ')' {
                    break;
                }
            }
        }
        found.retain(|argument| {
            let options = argument.starts_with("Option<") && argument.contains("Options");
            !argument.is_empty() && !options && !matches!(*argument, "self" | "&self" | "mut self")
        });
        found
    }

    /// A function without the argument names, which are shown when only their order changed.
    pub(super) fn text_without_names(&self) -> &'a str {
        self.text.split_once(" with ").map_or(self.text, |(text, _)| text)
    }

    /// Whether a function is asynchronous.
    pub(super) fn is_async(&self) -> bool {
        self.text.starts_with("pub async ")
    }

    /// The return type of a function.
    pub(super) fn returns(&self) -> &'a str {
        self.text.rsplit_once(" -> ").map_or("()", |(_, returns)| returns)
    }

    /// The item as code refers to it, in backticks.
    pub(super) fn code_name(&self) -> String {
        match (self.kind, self.owner) {
            (ItemKind::Impl, _) => format!("`{}`", self.text),
            (_, "") => format!("`{}`", self.name()),
            (ItemKind::Field, owner) => format!("`{owner}.{}`", self.name()),
            (_, owner) => format!("`{owner}::{}`", self.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ShownItem;

    #[test]
    fn a_function_is_parsed() {
        let item = ShownItem::parse(
            "PetsClient: pub async fn list(&self, &str, impl Into<HashMap<String, Value>>, \
             Option<PetsClientListOptions<'_>>) -> Result<Response<(), NoFormat>>",
        );
        assert_eq!(item.code_name(), "`PetsClient::list`");
        assert_eq!(item.arguments(), ["&str", "impl Into<HashMap<String, Value>>"]);
        assert_eq!(item.returns(), "Result<Response<(), NoFormat>>");
    }
}
