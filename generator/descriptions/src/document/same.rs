//! Whether two schemas say the same of a value, wherever they stand.

use super::{Additional, Schema};

impl Schema {
    /// Whether another schema says the same of what a value is. Docs, limits and how it is written in XML do not matter.
    pub fn is_same_value(&self, other: &Self) -> bool {
        let (one, two) = (self, other);
        let targets = [one, two].map(|schema| {
            let reference = schema.reference.as_ref();
            reference.map(|reference| (&reference.place.file, &reference.target))
        });
        let sets = [one, two].map(|schema| {
            let set = schema.enumeration.as_ref();
            set.map(|set| set.values.iter().map(|value| &value.value).collect::<Vec<_>>())
        });
        targets[0] == targets[1]
            && sets[0] == sets[1]
            && (&one.kind, &one.format, one.nullable) == (&two.kind, &two.format, two.nullable)
            && one.required == two.required
            && one.discriminator.is_some() == two.discriminator.is_some()
            && all_same(&one.all_of, &two.all_of)
            && all_same(&one.one_of, &two.one_of)
            && one.properties.len() == two.properties.len()
            && one
                .properties
                .iter()
                .zip(&two.properties)
                .all(|((name, one), (other, two))| name == other && one.is_same_value(two))
            && match (&one.items, &two.items) {
                (Some(one), Some(two)) => one.is_same_value(two),
                (None, None) => true,
                _ => false,
            }
            && match (&one.additional, &two.additional) {
                (Additional::Schema(one), Additional::Schema(two)) => one.is_same_value(two),
                (one, two) => std::mem::discriminant(one) == std::mem::discriminant(two),
            }
    }
}

fn all_same(one: &[Schema], two: &[Schema]) -> bool {
    one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.is_same_value(two))
}
