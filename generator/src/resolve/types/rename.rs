//! Another name for one of two properties that would become one field.

use openapi_client_model::names::{Case, Ident};
use openapi_descriptions::fix::CatalogEdit;

use super::{Subject, Types, spelled};

impl Types<'_> {
    /// The entry that gives one of two properties with the same name another name.
    pub(super) fn rename_property(
        &mut self,
        owner: &str,
        name: &Ident,
        both: [&str; 2],
    ) -> Option<CatalogEdit> {
        let [one, other] = both.map(|wire| (Subject::property(owner, wire), wire));
        let lost = one.0.loser(&other.0, self.service, self.known) == &one.0;
        let (subject, wire) = if lost { one } else { other };
        let names = [spelled(wire), format!("{}_value", name.bare())];
        // Several may have lost the same name, in this round or an earlier one.
        let own = |other: &Ident| format!("{owner}.{}", other.bare());
        let given = |other: &Ident| {
            let properties = self.service.properties.iter();
            let mut of_owner = properties
                .filter(|(key, _)| key.strip_prefix(owner).is_some_and(|rest| rest.starts_with('.')));
            of_owner.any(|(_, entry)| entry.name.as_deref() == Some(other.bare()))
        };
        let proposed = |other: &Ident| {
            self.proposed
                .get(&own(other))
                .is_some_and(|for_it| *for_it != subject)
        };
        let taken = |other: &Ident| other == name || given(other) || proposed(other);
        let new = subject.pick(Case::Value, &names, taken);
        let fix = subject.named(
            self.service,
            &new,
            "Another property becomes a field of the same name.",
        );
        self.proposed.insert(format!("{owner}.{new}"), subject);
        fix
    }
}
