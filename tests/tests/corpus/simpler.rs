//! The operations of a crate that a warning is about.

use std::collections::BTreeSet;

use generator::{
    bundle::{self, Bundle},
    catalog::Catalog,
    scaffold::Crate,
};
use openapi_descriptions::reach::Reach;

/// How many operations of a crate lead to the place of a warning.
pub fn operations(made: &Crate) -> usize {
    if made.warnings.is_empty() {
        return 0;
    }
    let catalog = Catalog::read(&made.sources).unwrap();
    let entries: Vec<_> = catalog.descriptions().collect();
    let documents = bundle::documents(&made.sources, &entries);
    let service = catalog.services.values().next().unwrap();
    let bundles = entries.iter().filter_map(|entry| Bundle::new(entry, &documents));
    let count = |bundle: Bundle<'_>| {
        let operations = &bundle.entry().operations;
        let reach = Reach::new(&made.sources, operations);
        let places = made.warnings.iter().filter_map(|warning| warning.place());
        let leading: BTreeSet<usize> = places.flat_map(|place| reach.leading_to(place)).collect();
        let simpler = leading.iter().filter_map(|at| operations.get(*at));
        simpler
            .filter(|operation| service.takes(operation, &mut BTreeSet::new()))
            .count()
    };
    bundles.map(count).sum()
}
