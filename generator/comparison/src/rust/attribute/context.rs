//! Indexes over two descriptions and their crates, to find the causes of a change.

use std::collections::{BTreeMap, HashMap};

use crate::{
    assemble::OperationPlaces,
    checks::{Check, Effect},
    finding::Finding,
};
use openapi_client_model::api::{Operation, Type};
use openapi_descriptions::diagnostic::Place;

use super::{
    super::{
        compare::Renames,
        surface::{self, Surface},
    },
    Causes, Side,
};

/// Which of the two descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WhichSide {
    Old,
    New,
}

impl WhichSide {
    /// The effect of a check about something that only this description has.
    pub(super) fn effect(self) -> Effect {
        match self {
            Self::Old => Effect::Removed,
            Self::New => Effect::Added,
        }
    }
}

/// The indexes over both sides.
pub(super) struct Context<'a, 'f> {
    pub(super) findings: &'f [Finding],
    pub(super) old: Surface<'a>,
    pub(super) new: Surface<'a>,
    /// The indexes of the findings by their old and new places.
    pub(super) by_old: HashMap<&'f Place, Vec<usize>>,
    pub(super) by_new: HashMap<&'f Place, Vec<usize>>,
    /// The pairs of operations that are methods on both sides, with the findings in each pair itself.
    pub(super) pairs: Vec<(&'a Operation, &'a Operation, Causes)>,
    /// The indexes of the pairs by the place of the old and the new operation.
    pub(super) pair_of_old: HashMap<&'a Place, usize>,
    pub(super) pair_of_new: HashMap<&'a Place, usize>,
    pub(super) renames: Renames,
    /// The causes of each rename, by the old path.
    pub(super) rename_causes: BTreeMap<String, Causes>,
    /// The causes of removed and added types, by path.
    pub(super) removed_types: BTreeMap<String, Causes>,
    pub(super) added_types: BTreeMap<String, Causes>,
}

impl<'a, 'f> Context<'a, 'f> {
    pub(super) fn new(
        findings: &'f [Finding],
        (old, new): (Side<'a>, Side<'a>),
        pairs: &'a [OperationPlaces],
    ) -> Self {
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
            removed_types: BTreeMap::new(),
            added_types: BTreeMap::new(),
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

    pub(super) fn surface(&self, side: WhichSide) -> &Surface<'a> {
        match side {
            WhichSide::Old => &self.old,
            WhichSide::New => &self.new,
        }
    }

    /// The findings of some checks at any of these places.
    pub(super) fn findings_at<'p>(
        &self,
        side: WhichSide,
        places: impl IntoIterator<Item = &'p Place>,
        wanted: impl Fn(&Check) -> bool,
    ) -> Causes {
        let index = match side {
            WhichSide::Old => &self.by_old,
            WhichSide::New => &self.by_new,
        };
        places
            .into_iter()
            .filter_map(|place| index.get(place))
            .flatten()
            .copied()
            .filter(|at| self.finding_matches(*at, &wanted))
            .collect()
    }

    pub(super) fn finding_matches(&self, at: usize, wanted: impl Fn(&Check) -> bool) -> bool {
        self.findings.get(at).is_some_and(|finding| wanted(finding.check))
    }

    /// The causes that are findings of some checks.
    pub(super) fn filter_causes(&self, causes: &Causes, wanted: impl Fn(&Check) -> bool) -> Causes {
        causes
            .iter()
            .copied()
            .filter(|at| self.finding_matches(*at, &wanted))
            .collect()
    }

    /// Whether two types are the same, apart from renamed types.
    pub(super) fn same_type(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::List(old), Type::List(new))
            | (Type::Map(old), Type::Map(new))
            | (Type::Nullable(old), Type::Nullable(new)) => self.same_type(old, new),
            (Type::Named(old), Type::Named(new)) => {
                self.renames.new_path(&format!("models::{old}")) == format!("models::{new}")
            }
            _ => old == new,
        }
    }
}
