//! Finds the findings that caused a change of the crate, by the kind of item that changed.

use crate::finding::RustVerdict;
use openapi_client_model::api::{Property, TypeDef};

use super::{
    super::{
        compare::{ChangeKind, ItemChange},
        surface::{Origin, Surface},
    },
    Causes, Context, WhichSide, about,
};

impl<'a> Context<'a, '_> {
    /// Splits a change into a removed and an added item when a field or setter now belongs to another property of the
    /// same name.
    pub(super) fn split_reused_name(&self, change: ItemChange) -> Vec<ItemChange> {
        let property = |origin: Option<Origin<'a>>| match origin {
            Some(Origin::Property(_, property)) => Some(property),
            _ => None,
        };
        let (old, new) = (
            property(self.old.item(&change.old_path)),
            property(self.new.item(&change.new_path)),
        );
        match (change.kind, old, new) {
            (ChangeKind::Changed, Some(was), Some(is))
                if was.wire != is.wire && change.renamed.is_empty() =>
            {
                let (mut removed, mut added) = (change.clone(), change);
                (removed.kind, removed.item.new) = (ChangeKind::Removed, None);
                (added.kind, added.item.old) = (ChangeKind::Added, None);
                added.item.verdict = RustVerdict::Additive;
                vec![removed, added]
            }
            _ => vec![change],
        }
    }

    /// The findings that caused a change.
    pub(super) fn causes(&self, change: &ItemChange) -> Causes {
        let renamed = change.renamed.iter();
        let mut causes: Causes = renamed
            .filter_map(|path| self.rename_causes.get(path))
            .flatten()
            .copied()
            .collect();
        if !change.only_renamed || causes.is_empty() {
            causes.extend(self.other_causes(change));
        }
        causes
    }

    /// The findings that caused a change, other than by renaming.
    fn other_causes(&self, change: &ItemChange) -> Causes {
        let item_or_owner = |surface: &Surface<'a>, path: &str, owner: Option<&str>| {
            surface.item(path).or_else(|| surface.item(owner?))
        };
        match (self.old.item(&change.old_path), self.new.item(&change.new_path)) {
            (None, None) => {
                let before = item_or_owner(&self.old, &change.old_path, change.old_owner.as_deref());
                let after = item_or_owner(&self.new, &change.new_path, change.new_owner.as_deref());
                self.member(change, before, after)
            }
            (old, new) => self.item(change, old, new),
        }
    }

    /// The causes of a change of an item that the description defines.
    fn item(&self, change: &ItemChange, old: Option<Origin<'a>>, new: Option<Origin<'a>>) -> Causes {
        use Origin::{
            Client, Header, Headers, Method, Option, OptionalBody, Options, Outcomes, Property, Type, Value,
        };
        match (old, new) {
            (Some(Property(..)), _) | (_, Some(Property(..))) => {
                let property = |origin| match origin {
                    Some(Property(definition, property)) => Some((definition, property)),
                    _ => None,
                };
                let (was, is) = (property(old), property(new));
                let is_other =
                    has_other_wire_name(was, is) && !self.rename_causes.contains_key(&change.old_path);
                match change.kind {
                    ChangeKind::Removed if is_other => self.property(was, None),
                    ChangeKind::Added if is_other => self.property(None, is),
                    _ => self.property(was, is),
                }
            }
            (Some(Method(..)), _) | (_, Some(Method(..))) => {
                let operation = |origin| match origin {
                    Some(Method(operation)) => Some(operation),
                    _ => None,
                };
                self.method(operation(old), operation(new))
            }
            (Some(Options(..)), _) | (_, Some(Options(..))) => {
                let operation = |origin| match origin {
                    Some(Options(operation)) => Some(operation),
                    _ => None,
                };
                self.presence(operation(old), operation(new))
            }
            (Some(Option(..) | OptionalBody(_)), _) | (_, Some(Option(..) | OptionalBody(_))) => {
                self.option(old, new)
            }
            (Some(Header(_) | Headers(_)), _) | (_, Some(Header(_) | Headers(_))) => self.headers(old, new),
            (Some(Outcomes(_)), _) | (_, Some(Outcomes(_))) => self.outcomes(old, new),
            (Some(Type(_)), _) | (_, Some(Type(_))) => self.definition(change, old, new),
            (Some(Value(definition, place)), None) => self.value(WhichSide::Old, definition, place),
            (None, Some(Value(definition, place))) => self.value(WhichSide::New, definition, place),
            (Some(Value(before, _)), Some(Value(after, _))) => self.openness(Some(before), Some(after)),
            (Some(Client(client)), None) => self.client(WhichSide::Old, client),
            (None, Some(Client(client))) => self.client(WhichSide::New, client),
            _ => self.service_causes(about::service),
        }
    }

    /// The causes of a change of a member of such an item: constructors, conversions, and the members that every type
    /// and client has.
    fn member(&self, change: &ItemChange, old: Option<Origin<'a>>, new: Option<Origin<'a>>) -> Causes {
        let definition = |origin: Option<Origin<'a>>| match origin {
            Some(Origin::Type(definition)) => Some(definition),
            _ => None,
        };
        let (before, after) = (definition(old), definition(new));
        if before.is_none() && after.is_none() {
            return match (old, new) {
                (Some(Origin::Options(was)), Some(Origin::Options(is))) => {
                    let causes = self.method(Some(was), Some(is));
                    // A call at an address of its own has an option for that.
                    let direct = self.direct(was, WhichSide::Old).filter(|_| causes.is_empty());
                    direct.map_or(causes, |direct| self.filter_causes(direct, about::service))
                }
                (Some(Origin::Options(was)), _) => self.presence(Some(was), None),
                (_, Some(Origin::Options(is))) => self.presence(None, Some(is)),
                _ => self.service_causes(about::service),
            };
        }
        let path = if change.kind == ChangeKind::Added {
            &change.new_path
        } else {
            &change.old_path
        };
        if path.starts_with("impl Page for ") {
            return self.page(before, after);
        }
        if path.starts_with("impl Eq for ") {
            let causes = self.equality(change.kind, before, after);
            if !causes.is_empty() {
                return causes;
            }
        }
        let constructor =
            path.ends_with("::new") || path.starts_with("impl Default") || path.contains(" From<");
        let mut causes = Causes::new();
        if constructor || path.starts_with("impl From<") {
            causes = self.constructor(before, after);
        }
        if causes.is_empty() {
            causes = self.openness(before, after);
        }
        causes
    }
}

/// Whether two properties have different names on the wire.
fn has_other_wire_name(old: Option<(&TypeDef, &Property)>, new: Option<(&TypeDef, &Property)>) -> bool {
    matches!((old, new), (Some((_, was)), Some((_, is))) if was.wire != is.wire)
}
