//! Compares the alternatives of `oneOf` and `anyOf`. An alternative is known by its name, or else by its shape, so that one
//! that was renamed, or that is written in place, is the same.

use std::collections::{BTreeSet, HashMap, VecDeque};

use openapi_descriptions::document::Schema;

use super::{
    SchemaPair, discriminator,
    members::{self, Member},
};
use crate::{
    checks,
    graph::Graph,
    resolved_schema::ResolvedSchema,
    similar::{self, SIMILARITY_THRESHOLD},
    uses,
    verdict::Direction,
};

/// Two alternatives that are the same.
type Paired<'a> = Vec<(Member<'a>, Member<'a>)>;

/// Compares alternatives of two values.
pub(super) fn compare_alternatives<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    (old, new): (&[&'a Schema], &[&'a Schema]),
) {
    let members = |bundle, list: &[&'a Schema]| -> Vec<Member<'a>> {
        let resolved = list.iter().map(|schema| ResolvedSchema::resolve(bundle, schema));
        resolved
            .map(|resolved| Member::new(bundle, resolved, &[]))
            .collect()
    };
    let (mut removed, mut added) = (members(graph.old, old), members(graph.new, new));
    let is_alike = |old: &Member<'a>, new: &Member<'a>| {
        old.resolved.kind() == new.resolved.kind()
            && similar::set_similarity(&old.shape, &new.shape) >= SIMILARITY_THRESHOLD
    };
    // Names first: a type that kept its name may look like another one that did not.
    let mut both = take_pairs(&mut removed, &mut added, |old, new| {
        old.phrase == new.phrase && is_alike(old, new)
    });
    let is_named = |member: &Member<'a>| member.resolved.name().is_some();
    both.extend(take_by_phrase(&mut removed, &mut added, is_named));
    both.extend(take_pairs(&mut removed, &mut added, is_alike));
    both.extend(take_by_phrase(&mut removed, &mut added, |_| true));
    for (old, new) in both {
        compare_pair(graph, pair, old, new);
    }
    for member in &removed {
        report_removed(graph, pair, member);
    }
    for member in &added {
        report_added(graph, pair, member);
    }
}

/// Compares a type with the alternatives that stand in its place, or that it stands in the place of. Returns the alternative
/// whose properties the type may have got, or have had, where what the union says of all of them is still to be compared.
pub(super) fn compare_with_one<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
) -> Option<Vec<ResolvedSchema<'a>>> {
    let (bundle, union, other, single) = if pair.new.schema.one_of.is_empty() {
        (graph.old, pair.old, graph.new, pair.new)
    } else {
        (graph.new, pair.new, graph.old, pair.old)
    };
    let is_new = std::ptr::eq(union, pair.new);
    let members = members::alternatives(bundle, union.schema);
    let phrase = &pair.label.phrase;
    if members.iter().all(Member::is_only_a_limit) {
        let (check, words) = if is_new {
            (&checks::CONSTRAINT_TIGHTENED, "must fit one of several limits")
        } else {
            (
                &checks::CONSTRAINT_LOOSENED,
                "need no longer fit one of several limits",
            )
        };
        let local = pair.finding(check, format!("{phrase} {words}"));
        graph.add_finding(pair.node, local.with_detail("oneOf"));
        return Some(Vec::new());
    }
    let single = Member::new(other, single.clone(), &[]);
    let Some(same) = most_alike(&single, &members) else {
        let names: Vec<&str> = members.iter().map(|member| member.phrase.as_str()).collect();
        let (names, one) = (names.join(" or "), &single.phrase);
        let message = if is_new {
            format!("{phrase} was {one} and is {names}")
        } else {
            format!("{phrase} was {names} and is {one}")
        };
        pair.report(graph, &checks::ALTERNATIVES_REPLACED, message);
        return None;
    };
    discriminator::compare_presence(graph, pair);
    // What the union says of all alternatives would be missing in one of them.
    let has_common_part = !union.schema.properties.is_empty();
    let mut common = has_common_part.then(Vec::new);
    for (at, member) in members.into_iter().enumerate() {
        if at != same {
            if is_new {
                report_added(graph, pair, &member);
            } else {
                report_removed(graph, pair, &member);
            }
        } else if let Some(common) = &mut common {
            common.push(member.resolved);
        } else {
            let (old, new) = if is_new {
                (single.clone(), member)
            } else {
                (member, single.clone())
            };
            compare_pair(graph, pair, old, new);
        }
    }
    common
}

/// The alternative that is the same as a type: the most similar one, if no other is as similar.
fn most_alike(single: &Member<'_>, members: &[Member<'_>]) -> Option<usize> {
    let by_name = members.iter().position(|member| {
        member.resolved.name().is_some() && member.resolved.name() == single.resolved.name()
    });
    let mut best: Option<(f64, usize)> = None;
    let mut is_ambiguous = false;
    for (at, member) in members.iter().enumerate() {
        if member.resolved.kind() != single.resolved.kind() {
            continue;
        }
        let similarity = similar::set_similarity(&single.shape, &member.shape);
        match best {
            Some((most, _)) if similarity < most => {}
            Some((most, _)) if (similarity - most).abs() < f64::EPSILON => is_ambiguous = true,
            _ => (best, is_ambiguous) = (Some((similarity, at)), false),
        }
    }
    let by_shape = best.filter(|(most, _)| *most >= SIMILARITY_THRESHOLD && !is_ambiguous);
    let is_same_kind = |member: &&Member<'_>| member.resolved.kind() == single.resolved.kind();
    // A set of values among texts, or a text among sets of values.
    let by_kind = || {
        let is_only = single.resolved.kind() != "object" && members.iter().filter(is_same_kind).count() == 1;
        is_only.then(|| members.iter().position(|member| is_same_kind(&member)))?
    };
    by_name.or(by_shape.map(|(_, at)| at)).or_else(by_kind)
}

fn compare_pair<'a>(graph: &mut Graph<'a>, pair: &SchemaPair<'_, 'a>, old: Member<'a>, new: Member<'a>) {
    let label = pair
        .label
        .part(format!("the alternative {} of {}", new.phrase, pair.label.phrase));
    let uses = (old.resolved, new.resolved);
    uses::compare_resolved_uses(graph, pair.node, uses, Direction::BOTH, &label);
}

fn report_removed<'a>(graph: &mut Graph<'a>, pair: &SchemaPair<'_, 'a>, member: &Member<'a>) {
    let message = format!("{} lost the alternative {}", pair.label.phrase, member.phrase);
    let places = (member.place(), pair.new.definition_place());
    let local = pair.finding_at(&checks::ONE_OF_REMOVED, places, message);
    // The types of a list of types stand at one place.
    graph.add_finding(pair.node, local.with_detail(&member.phrase).only_in_old());
}

fn report_added<'a>(graph: &mut Graph<'a>, pair: &SchemaPair<'_, 'a>, member: &Member<'a>) {
    let message = format!("{} gained the alternative {}", pair.label.phrase, member.phrase);
    let places = (pair.old.definition_place(), member.place());
    let local = pair.finding_at(&checks::ONE_OF_ADDED, places, message);
    graph.add_finding(pair.node, local.with_detail(&member.phrase).only_in_new());
}

/// Takes out the pairs that may be the same, the most similar first.
fn take_pairs<'a>(
    old: &mut Vec<Member<'a>>,
    new: &mut Vec<Member<'a>>,
    is_same: impl Fn(&Member<'a>, &Member<'a>) -> bool,
) -> Paired<'a> {
    let shapes = |list: &[Member<'a>]| -> Vec<BTreeSet<String>> {
        list.iter().map(|member| member.shape.clone()).collect()
    };
    let similarity = |a: usize, b: usize| match (old.get(a), new.get(b)) {
        (Some(before), Some(after)) if is_same(before, after) => {
            similar::set_similarity(&before.shape, &after.shape)
        }
        _ => 0.0,
    };
    let found = similar::pair_similar(&shapes(old), &shapes(new), similarity);
    let pair = |(a, b): &(usize, usize)| Some((old.get(*a)?.clone(), new.get(*b)?.clone()));
    let pairs = found.iter().filter_map(pair).collect();
    let (from, to): (BTreeSet<usize>, BTreeSet<usize>) = found.into_iter().unzip();
    let mut at = 0..;
    old.retain(|_| at.next().is_some_and(|at| !from.contains(&at)));
    let mut at = 0..;
    new.retain(|_| at.next().is_some_and(|at| !to.contains(&at)));
    pairs
}

/// Takes out the pairs with the same phrase, in order.
fn take_by_phrase<'a>(
    old: &mut Vec<Member<'a>>,
    new: &mut Vec<Member<'a>>,
    is_taken: impl Fn(&Member<'a>) -> bool,
) -> Paired<'a> {
    let mut by_phrase: HashMap<String, VecDeque<Member<'a>>> = HashMap::new();
    let (takes, rest): (Vec<_>, Vec<_>) = std::mem::take(new).into_iter().partition(&is_taken);
    *new = rest;
    for member in takes {
        let found = by_phrase.entry(member.phrase.clone()).or_default();
        found.push_back(member);
    }
    let mut pairs = Vec::new();
    old.retain(|before| {
        let found = by_phrase.get_mut(&before.phrase).filter(|_| is_taken(before));
        let after = found.and_then(VecDeque::pop_front);
        let stays = after.is_none();
        pairs.extend(after.map(|after| (before.clone(), after)));
        stays
    });
    let mut left: Vec<_> = by_phrase.into_values().flatten().collect();
    left.sort_by(|a, b| a.place().cmp(b.place()));
    new.extend(left);
    pairs
}
