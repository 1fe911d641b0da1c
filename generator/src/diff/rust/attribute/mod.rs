//! Gives each change of the crate to the findings that are its causes; what has no cause on the wire is a finding itself.

mod clients;
mod ids;
mod methods;
mod renames;
mod types;
mod values;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    api::{Operation, Property, Type, TypeDef},
    bundle::Bundle,
    diagnostic::Place,
    diff::{
        assemble::OperationPair,
        checks,
        finding::{Finding, Rust, Wire},
        side::Rendered,
    },
};

use super::{
    compare::{Change, Kind, Renames, changes},
    surface::{self, Origin, Surface},
};

/// Findings, by their number.
type Causes = BTreeSet<usize>;

/// A rendered version and the description it comes from.
pub(in crate::diff) type Side<'a> = (&'a Rendered, &'a Bundle<'a>);

/// Adds the Rust verdict to the findings.
pub(in crate::diff) fn apply<'a>(
    findings: &mut Vec<Finding>,
    (old, new): (Side<'a>, Side<'a>),
    pairs: &'a [OperationPair],
    schemas: &[(&'a Place, &'a Place)],
) {
    let mut given: Vec<(Change, Causes)> = Vec::new();
    let mut left = Vec::new();
    {
        let mut context = Context::new(findings, (old, new), pairs);
        context.find_renames(schemas);
        let changes = changes(&old.0.items, &new.0.items, &context.renames);
        context.find_uses(&changes);
        for change in changes.into_iter().flat_map(|change| context.parted(change)) {
            let causes = context.causes(&change);
            if causes.is_empty() {
                left.push(context.own(&change));
            } else {
                given.push((change, causes));
            }
        }
    }
    for (change, causes) in given {
        for cause in causes {
            if let Some(finding) = findings.get_mut(cause) {
                finding.rust = finding.rust.max(change.item.verdict);
                finding.rust_items.push(change.item.clone());
            }
        }
    }
    for finding in findings.iter_mut() {
        finding.rust_items.sort();
        finding.rust_items.dedup();
    }
    findings.extend(left);
}

/// Which of the two descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Before,
    After,
}

/// What there is to know of both sides.
struct Context<'a, 'f> {
    findings: &'f [Finding],
    old: Surface<'a>,
    new: Surface<'a>,
    /// The findings by where they stand.
    by_old: HashMap<&'f Place, Vec<usize>>,
    by_new: HashMap<&'f Place, Vec<usize>>,
    /// The pairs of operations, those that have become methods on both sides, and what stands on each directly.
    pairs: Vec<(&'a Operation, &'a Operation, Causes)>,
    /// The pairs by where the old operation stands, and the new one.
    pair_of_old: HashMap<&'a Place, usize>,
    pair_of_new: HashMap<&'a Place, usize>,
    renames: Renames,
    /// Why something goes by another name, by its old path.
    rename_causes: BTreeMap<String, Causes>,
    /// Why a type is gone or has come, by its path.
    gone: BTreeMap<String, Causes>,
    come: BTreeMap<String, Causes>,
}

impl<'a, 'f> Context<'a, 'f> {
    fn new(findings: &'f [Finding], (old, new): (Side<'a>, Side<'a>), pairs: &'a [OperationPair]) -> Self {
        let mut by_old: HashMap<&Place, Vec<usize>> = HashMap::new();
        let mut by_new: HashMap<&Place, Vec<usize>> = HashMap::new();
        let mut direct = vec![Causes::new(); pairs.len()];
        for (at, finding) in findings.iter().enumerate() {
            if let Some(place) = &finding.old {
                by_old.entry(place).or_default().push(at);
            }
            if let Some(place) = &finding.new {
                by_new.entry(place).or_default().push(at);
            }
            for pair in &finding.direct {
                if let Some(causes) = direct.get_mut(*pair) {
                    causes.insert(at);
                }
            }
        }
        let mut context = Self {
            findings,
            old: Surface::new(old.0, old.1),
            new: Surface::new(new.0, new.1),
            by_old,
            by_new,
            pairs: Vec::new(),
            pair_of_old: HashMap::new(),
            pair_of_new: HashMap::new(),
            renames: Renames::default(),
            rename_causes: BTreeMap::new(),
            gone: BTreeMap::new(),
            come: BTreeMap::new(),
        };
        let (before, after) = (
            surface::methods(context.old.api),
            surface::methods(context.new.api),
        );
        for (pair, direct) in pairs.iter().zip(direct) {
            if let (Some((_, was)), Some((_, is))) = (before.get(&pair.old), after.get(&pair.new)) {
                let at = context.pairs.len();
                context.pairs.push((was, is, direct));
                context.pair_of_old.insert(&pair.old, at);
                context.pair_of_new.insert(&pair.new, at);
            }
        }
        context
    }

    fn surface(&self, when: When) -> &Surface<'a> {
        match when {
            When::Before => &self.old,
            When::After => &self.new,
        }
    }

    /// The findings of some checks that stand at any of these places.
    fn at<'p>(
        &self,
        when: When,
        places: impl IntoIterator<Item = &'p Place>,
        wanted: impl Fn(&str) -> bool,
    ) -> Causes {
        let index = match when {
            When::Before => &self.by_old,
            When::After => &self.by_new,
        };
        places
            .into_iter()
            .filter_map(|place| index.get(place))
            .flatten()
            .copied()
            .filter(|at| self.is(*at, &wanted))
            .collect()
    }

    fn is(&self, at: usize, wanted: impl Fn(&str) -> bool) -> bool {
        self.findings
            .get(at)
            .is_some_and(|finding| wanted(finding.check.id))
    }

    /// Those of some causes that are of some checks.
    fn among(&self, causes: &Causes, wanted: impl Fn(&str) -> bool) -> Causes {
        causes
            .iter()
            .copied()
            .filter(|at| self.is(*at, &wanted))
            .collect()
    }

    /// Whether two types are the same one, names that are called otherwise aside.
    fn same_type(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::List(old), Type::List(new)) | (Type::Map(old), Type::Map(new)) => self.same_type(old, new),
            (Type::Named(old), Type::Named(new)) => {
                self.renames.path(&format!("models::{old}")) == format!("models::{new}")
            }
            _ => old == new,
        }
    }

    /// A field, or a setter, that has the name of another property now is one that is gone and one that is new.
    fn parted(&self, change: Change) -> Vec<Change> {
        let property = |origin: Option<Origin<'a>>| match origin {
            Some(Origin::Property(_, property)) => Some(property),
            _ => None,
        };
        let (old, new) = (
            property(self.old.item(&change.old_path)),
            property(self.new.item(&change.new_path)),
        );
        match (change.kind, old, new) {
            (Kind::Changed, Some(was), Some(is)) if was.wire != is.wire && change.renamed.is_empty() => {
                let (mut gone, mut come) = (change.clone(), change);
                (gone.kind, gone.item.new) = (Kind::Gone, None);
                (come.kind, come.item.old) = (Kind::New, None);
                come.item.verdict = Rust::Additive;
                vec![gone, come]
            }
            _ => vec![change],
        }
    }

    /// The findings that a change comes from.
    fn causes(&self, change: &Change) -> Causes {
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

    /// The findings that a change comes from, new names aside.
    fn other_causes(&self, change: &Change) -> Causes {
        let owned = |surface: &Surface<'a>, path: &str, owner: Option<&str>| {
            surface.item(path).or_else(|| surface.item(owner?))
        };
        match (self.old.item(&change.old_path), self.new.item(&change.new_path)) {
            (None, None) => {
                let before = owned(&self.old, &change.old_path, change.old_owner.as_deref());
                let after = owned(&self.new, &change.new_path, change.new_owner.as_deref());
                self.member(change, before, after)
            }
            (old, new) => self.item(change, old, new),
        }
    }

    /// The causes of a change of something that comes from the description.
    fn item(&self, change: &Change, old: Option<Origin<'a>>, new: Option<Origin<'a>>) -> Causes {
        use Origin::{Client, Method, Option, OptionalBody, Options, Property, Type, Value};
        match (old, new) {
            (Some(Property(..)), _) | (_, Some(Property(..))) => {
                let property = |origin| match origin {
                    Some(Property(definition, property)) => Some((definition, property)),
                    _ => None,
                };
                let (was, is) = (property(old), property(new));
                let other = other_wire(was, is) && !self.rename_causes.contains_key(&change.old_path);
                match change.kind {
                    Kind::Gone if other => self.property(was, None),
                    Kind::New if other => self.property(None, is),
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
            (Some(Type(_)), _) | (_, Some(Type(_))) => self.definition(change, old, new),
            (Some(Value(definition, place)), None) => self.value(When::Before, definition, place),
            (None, Some(Value(definition, place))) => self.value(When::After, definition, place),
            (Some(Value(before, _)), Some(Value(after, _))) => self.openness(Some(before), Some(after)),
            (Some(Client(client)), None) => self.client(When::Before, client),
            (None, Some(Client(client))) => self.client(When::After, client),
            _ => self.around(),
        }
    }

    /// The causes of a change of something that belongs to what comes from the description: constructors, conversions,
    /// and what every type and client has.
    fn member(&self, change: &Change, old: Option<Origin<'a>>, new: Option<Origin<'a>>) -> Causes {
        let definition = |origin: Option<Origin<'a>>| match origin {
            Some(Origin::Type(definition)) => Some(definition),
            _ => None,
        };
        let (before, after) = (definition(old), definition(new));
        if before.is_none() && after.is_none() {
            return match (old, new) {
                (Some(Origin::Options(was)), Some(Origin::Options(is))) => self.method(Some(was), Some(is)),
                (Some(Origin::Options(was)), _) => self.presence(Some(was), None),
                (_, Some(Origin::Options(is))) => self.presence(None, Some(is)),
                _ => self.around(),
            };
        }
        let path = if change.kind == Kind::New {
            &change.new_path
        } else {
            &change.old_path
        };
        if path.starts_with("impl Page for ") {
            return self.page(before, after);
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

    /// A change that nothing on the wire is the cause of.
    fn own(&self, change: &Change) -> Finding {
        let name = |path: &str| path.replace('`', "");
        let (check, message) = match change.kind {
            Kind::Gone => (
                &checks::RUST_REMOVED,
                format!("`{}` is gone", name(&change.old_path)),
            ),
            Kind::New => (
                &checks::RUST_ADDED,
                format!("`{}` is new", name(&change.new_path)),
            ),
            Kind::Changed => (
                &checks::RUST_CHANGED,
                format!("`{}` is another one", name(&change.new_path)),
            ),
        };
        let place = |when: When, path: &str, owner: Option<&str>| {
            let surface = self.surface(when);
            surface
                .origin(path, owner)
                .and_then(|origin| origin.place().cloned())
        };
        let old = place(When::Before, &change.old_path, change.old_owner.as_deref());
        let new = place(When::After, &change.new_path, change.new_owner.as_deref());
        Finding {
            check,
            wire: Wire::None,
            rust: change.item.verdict,
            old: old.filter(|_| change.kind != Kind::New),
            new: new.filter(|_| change.kind != Kind::Gone),
            operations: Vec::new(),
            rust_items: vec![change.item.clone()],
            message,
            subject: "Rust".to_owned(),
            direct: BTreeSet::new(),
            detail: String::new(),
        }
    }
}

/// Whether two properties go by other names on the wire.
fn other_wire(old: Option<(&TypeDef, &Property)>, new: Option<(&TypeDef, &Property)>) -> bool {
    matches!((old, new), (Some((_, was)), Some((_, is))) if was.wire != is.wire)
}
