//! Causes of changes of methods and their options.

use crate::checks;
use crate::rust::surface::Origin;
use openapi_client_model::api::{Operation, Parameter};

use super::{Causes, Context, When, about};

impl<'a> Context<'a, '_> {
    /// The findings about whether there is a call, and what it is called.
    pub(super) fn presence(&self, old: Option<&'a Operation>, new: Option<&'a Operation>) -> Causes {
        let place =
            |operation: Option<&'a Operation>| operation.and_then(|operation| operation.docs.place.as_ref());
        let wanted = about::operation_in_rust;
        let mut found = self.at(When::Before, place(old), wanted);
        found.extend(self.at(When::After, place(new), wanted));
        found
    }

    /// The findings that stand directly on the pair of an operation.
    fn direct(&self, operation: &Operation, when: When) -> Option<&Causes> {
        let place = operation.docs.place.as_ref()?;
        let index = match when {
            When::Before => self.pair_of_old.get(place),
            When::After => self.pair_of_new.get(place),
        };
        self.pairs.get(*index?).map(|(_, _, direct)| direct)
    }

    /// The causes of a change of a method.
    pub(super) fn method(&self, old: Option<&'a Operation>, new: Option<&'a Operation>) -> Causes {
        let (Some(was), Some(is)) = (old, new) else {
            return self.presence(old, new);
        };
        let none = Causes::new();
        let direct = self.direct(was, When::Before).unwrap_or(&none);
        let mut causes = self.arguments(was, is, direct);
        let (sent_before, received_before) = self.old.bodies(was);
        let (sent_after, received_after) = self.new.bodies(is);
        let types = |before: Vec<&'a openapi_descriptions::diagnostic::Place>,
                     after: Vec<&'a openapi_descriptions::diagnostic::Place>| {
            let mut found = self.at(When::Before, before, about::value_type);
            found.extend(self.at(When::After, after, about::value_type));
            found
        };
        match (&was.body, &is.body) {
            (Some(before), Some(after)) => {
                if before.required != after.required {
                    causes.extend(self.among(direct, about::body));
                }
                if !self.same_type(&before.ty, &after.ty) {
                    causes.extend(types(sent_before, sent_after));
                }
            }
            (None, None) => {}
            (before, after) => {
                // A body that may be left out is no argument.
                if before.iter().chain(after).any(|body| body.required) {
                    causes.extend(self.among(direct, about::body));
                }
            }
        }
        let answer = match (was.answer.ty(), is.answer.ty()) {
            (Some(before), Some(after)) if self.same_type(before, after) => Causes::new(),
            (None, None) => Causes::new(),
            (Some(_), Some(_)) => types(received_before, received_after),
            _ => self.among(direct, about::result),
        };
        causes.extend(answer);
        if was.paging.is_some() != is.paging.is_some() {
            causes.extend(self.among(direct, about::paging));
        }
        if causes.is_empty() && was.answer != is.answer {
            causes.extend(self.among(direct, about::result));
        }
        if causes.is_empty() && was.held.len() != is.held.len() {
            causes.extend(self.among(direct, |check| *check == checks::OPERATION_RENAMED));
        }
        causes
    }

    /// The causes of other required parameters.
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
                    causes.extend(self.at(When::Before, parameter.docs.place.as_ref(), about::parameter));
                }
            }
        }
        for parameter in &after {
            if !before.iter().any(|found| same(found, parameter)) {
                other = true;
                causes.extend(self.at(When::After, parameter.docs.place.as_ref(), about::parameter));
            }
        }
        // Another path has other parameters.
        if other && before.len() != after.len() {
            causes.extend(self.among(direct, |check| *check == checks::OPERATION_MOVED));
        }
        causes
    }

    fn parameter_types(&self, was: &'a Parameter, is: &'a Parameter) -> Causes {
        let wanted = about::type_or_presence;
        let mut found = self.at(When::Before, self.old.parameter(was), wanted);
        found.extend(self.at(When::After, self.new.parameter(is), wanted));
        found
    }

    /// The causes of a change of an optional parameter or body.
    pub(super) fn option(&self, old: Option<Origin<'a>>, new: Option<Origin<'a>>) -> Causes {
        match (old, new) {
            (Some(Origin::Option(was)), Some(Origin::Option(is))) => self.parameter_types(was, is),
            (Some(Origin::Option(was)), _) => {
                self.at(When::Before, was.docs.place.as_ref(), about::parameter)
            }
            (_, Some(Origin::Option(is))) => self.at(When::After, is.docs.place.as_ref(), about::parameter),
            (Some(Origin::OptionalBody(was)), Some(Origin::OptionalBody(is))) => {
                let mut found = self.at(When::Before, self.old.bodies(was).0, about::value_type);
                found.extend(self.at(When::After, self.new.bodies(is).0, about::value_type));
                found
            }
            (Some(Origin::OptionalBody(was)), _) => {
                let direct = self.direct(was, When::Before);
                direct
                    .map(|direct| self.among(direct, about::body))
                    .unwrap_or_default()
            }
            (_, Some(Origin::OptionalBody(is))) => {
                let direct = self.direct(is, When::After);
                direct
                    .map(|direct| self.among(direct, about::body))
                    .unwrap_or_default()
            }
            _ => Causes::new(),
        }
    }
}
