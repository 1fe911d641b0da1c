//! Causes of changes of methods and their options.

use crate::checks;
use crate::rust::surface::Origin;
use openapi_client_model::api::{Operation, Parameter};

use super::{Causes, Context, WhichSide, about};

impl<'a> Context<'a, '_> {
    /// The findings about whether an operation exists, and its name.
    pub(super) fn presence(&self, old: Option<&'a Operation>, new: Option<&'a Operation>) -> Causes {
        let place =
            |operation: Option<&'a Operation>| operation.and_then(|operation| operation.docs.place.as_ref());
        let wanted = about::operation_in_rust;
        let mut found = self.findings_at(WhichSide::Old, place(old), wanted);
        found.extend(self.findings_at(WhichSide::New, place(new), wanted));
        found
    }

    /// The findings in the pair of an operation itself.
    pub(super) fn direct(&self, operation: &Operation, side: WhichSide) -> Option<&Causes> {
        let place = operation.docs.place.as_ref()?;
        let index = match side {
            WhichSide::Old => self.pair_of_old.get(place),
            WhichSide::New => self.pair_of_new.get(place),
        };
        self.pairs.get(*index?).map(|(_, _, direct)| direct)
    }

    /// The causes of a change of a method.
    pub(super) fn method(&self, old: Option<&'a Operation>, new: Option<&'a Operation>) -> Causes {
        let (Some(was), Some(is)) = (old, new) else {
            return self.presence(old, new);
        };
        let none = Causes::new();
        let direct = self.direct(was, WhichSide::Old).unwrap_or(&none);
        let mut causes = self.arguments(was, is, direct);
        let (sent_before, received_before) = self.old.body_dependencies(was);
        let (sent_after, received_after) = self.new.body_dependencies(is);
        let types = |before: Vec<&'a openapi_descriptions::diagnostic::Place>,
                     after: Vec<&'a openapi_descriptions::diagnostic::Place>| {
            let mut found = self.findings_at(WhichSide::Old, before, about::value_type);
            found.extend(self.findings_at(WhichSide::New, after, about::value_type));
            found
        };
        match (&was.body, &is.body) {
            (Some(before), Some(after)) => {
                if before.required != after.required {
                    causes.extend(self.filter_causes(direct, about::body));
                }
                if !self.same_type(&before.ty, &after.ty) {
                    causes.extend(types(sent_before, sent_after));
                }
            }
            (None, None) => {}
            (before, after) => {
                // An optional body is not an argument.
                if before.iter().chain(after).any(|body| body.required) {
                    causes.extend(self.filter_causes(direct, about::body));
                }
            }
        }
        let answer = match (was.answer.ty(), is.answer.ty()) {
            (Some(before), Some(after)) if self.same_type(before, after) => Causes::new(),
            (None, None) => Causes::new(),
            (Some(_), Some(_)) => types(received_before, received_after),
            _ => self.filter_causes(direct, about::result),
        };
        causes.extend(answer);
        if was.long_running.is_some() != is.long_running.is_some() {
            causes.extend(self.filter_causes(direct, about::long_running));
        }
        if was.paging.is_some() != is.paging.is_some() {
            causes.extend(self.filter_causes(direct, about::paging));
        }
        if causes.is_empty() && was.answer != is.answer {
            causes.extend(self.filter_causes(direct, about::result));
        }
        if causes.is_empty() && was.held.len() != is.held.len() {
            causes.extend(self.filter_causes(direct, |check| *check == checks::OPERATION_RENAMED));
        }
        causes
    }

    /// The causes of changes in the required parameters.
    fn arguments(&self, was: &'a Operation, is: &'a Operation, direct: &Causes) -> Causes {
        let required = |operation: &'a Operation| -> Vec<&'a Parameter> {
            operation
                .parameters
                .iter()
                .filter(|parameter| parameter.required)
                .collect()
        };
        let (before, after) = (required(was), required(is));
        let same =
            |a: &Parameter, b: &Parameter| a.location == b.location && a.wire.eq_ignore_ascii_case(&b.wire);
        let mut causes = Causes::new();
        let mut other = false;
        for parameter in &before {
            match after.iter().find(|found| same(found, parameter)) {
                Some(found) if self.same_type(&parameter.ty, &found.ty) => {}
                Some(found) => causes.extend(self.parameter_types(parameter, found)),
                None => {
                    other = true;
                    causes.extend(self.findings_at(
                        WhichSide::Old,
                        parameter.docs.place.as_ref(),
                        about::parameter,
                    ));
                }
            }
        }
        for parameter in &after {
            if !before.iter().any(|found| same(found, parameter)) {
                other = true;
                causes.extend(self.findings_at(
                    WhichSide::New,
                    parameter.docs.place.as_ref(),
                    about::parameter,
                ));
            }
        }
        // A moved operation may have other path parameters.
        if other && before.len() != after.len() {
            causes.extend(self.filter_causes(direct, |check| *check == checks::OPERATION_MOVED));
        }
        causes
    }

    fn parameter_types(&self, was: &'a Parameter, is: &'a Parameter) -> Causes {
        let wanted = about::type_or_presence;
        let mut found = self.findings_at(WhichSide::Old, self.old.parameter_dependencies(was), wanted);
        found.extend(self.findings_at(WhichSide::New, self.new.parameter_dependencies(is), wanted));
        found
    }

    /// The causes of a change of an optional parameter or body.
    pub(super) fn option(&self, old: Option<Origin<'a>>, new: Option<Origin<'a>>) -> Causes {
        match (old, new) {
            (Some(Origin::Option(was)), Some(Origin::Option(is))) => self.parameter_types(was, is),
            (Some(Origin::Option(was)), _) => {
                self.findings_at(WhichSide::Old, was.docs.place.as_ref(), about::parameter)
            }
            (_, Some(Origin::Option(is))) => {
                self.findings_at(WhichSide::New, is.docs.place.as_ref(), about::parameter)
            }
            (Some(Origin::OptionalBody(was)), Some(Origin::OptionalBody(is))) => {
                let mut found = self.findings_at(
                    WhichSide::Old,
                    self.old.body_dependencies(was).0,
                    about::value_type,
                );
                found.extend(self.findings_at(
                    WhichSide::New,
                    self.new.body_dependencies(is).0,
                    about::value_type,
                ));
                found
            }
            (Some(Origin::OptionalBody(was)), _) => {
                let direct = self.direct(was, WhichSide::Old);
                direct
                    .map(|direct| self.filter_causes(direct, about::body))
                    .unwrap_or_default()
            }
            (_, Some(Origin::OptionalBody(is))) => {
                let direct = self.direct(is, WhichSide::New);
                direct
                    .map(|direct| self.filter_causes(direct, about::body))
                    .unwrap_or_default()
            }
            _ => Causes::new(),
        }
    }
}
