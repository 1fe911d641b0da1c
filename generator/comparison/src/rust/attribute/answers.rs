//! Causes of changes of what is declared for the responses of a method: headers, and bodies by status.

use crate::checks::Check;
use crate::rust::surface::Origin;
use openapi_client_model::api::Operation;

use super::{Causes, Context, WhichSide, about};

impl<'a> Context<'a, '_> {
    /// The causes of a change of a header, or of the trait with the headers.
    pub(super) fn headers(&self, old: Option<Origin<'a>>, new: Option<Origin<'a>>) -> Causes {
        let wanted = |check: &Check| about::header(check) || about::type_or_presence(check);
        let mut causes = Causes::new();
        if let Some(Origin::Header(header)) = old {
            let places = self.old.header_dependencies(header);
            causes.extend(self.findings_at(WhichSide::Old, places, wanted));
        }
        if let Some(Origin::Header(header)) = new {
            let places = self.new.header_dependencies(header);
            causes.extend(self.findings_at(WhichSide::New, places, wanted));
        }
        let operation = |origin: Option<Origin<'a>>| match origin {
            Some(Origin::Headers(operation)) => Some(operation),
            _ => None,
        };
        if causes.is_empty() {
            causes = self.of_answer(operation(old), operation(new), about::header);
        }
        causes
    }

    /// The causes of a change of the bodies by status.
    pub(super) fn outcomes(&self, old: Option<Origin<'a>>, new: Option<Origin<'a>>) -> Causes {
        let operation = |origin: Option<Origin<'a>>| match origin {
            Some(Origin::Outcomes(operation)) => Some(operation),
            _ => None,
        };
        let (old, new) = (operation(old), operation(new));
        let mut causes = self.of_answer(old, new, about::outcome);
        if let (Some(was), Some(is), true) = (old, new, causes.is_empty()) {
            let (_, before) = self.old.body_dependencies(was);
            let (_, after) = self.new.body_dependencies(is);
            causes.extend(self.findings_at(WhichSide::Old, before, about::value_type));
            causes.extend(self.findings_at(WhichSide::New, after, about::value_type));
        }
        causes
    }

    /// The findings of some checks in the pair of an operation; without one, those about whether the operation exists.
    fn of_answer(
        &self,
        old: Option<&'a Operation>,
        new: Option<&'a Operation>,
        wanted: fn(&Check) -> bool,
    ) -> Causes {
        let before = old.and_then(|operation| self.direct(operation, WhichSide::Old));
        let after = new.and_then(|operation| self.direct(operation, WhichSide::New));
        let found = before.or(after).map(|direct| self.filter_causes(direct, wanted));
        let found = found.unwrap_or_default();
        if found.is_empty() {
            self.presence(old, new)
        } else {
            found
        }
    }
}
