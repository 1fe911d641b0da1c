//! `list`: the catalog as a table.

use std::collections::BTreeMap;

use crate::{catalog::Catalog, load::Loader};
use openapi_client_model::api::Api;
use openapi_descriptions::text::visible;

use super::{Failure, Outcome, SpecArgs, print};

pub(super) fn run(arguments: &SpecArgs) -> Result<Outcome, Failure> {
    let mut loader = Loader::new(&arguments.spec);
    match crate::loaded(&mut loader, crate::apis) {
        Ok((catalog, apis)) => {
            print::out(table(&catalog, &apis.versions))?;
            Ok(Outcome::Clean)
        }
        Err(diagnostics) => Err(Failure::new(diagnostics, loader.sources)),
    }
}

type Apis = BTreeMap<(String, String), Api>;

fn table(catalog: &Catalog, apis: &Apis) -> String {
    let mut rows = vec![
        [
            "service",
            "version",
            "file",
            "operations",
            "models",
            "feature",
            "default",
        ]
        .map(str::to_owned),
    ];
    for (name, service) in &catalog.services {
        for (version, entry) in &service.versions {
            let api = apis.get(&(name.clone(), version.clone()));
            rows.push([
                name.clone(),
                version.clone(),
                entry.file.clone(),
                api.map_or(0, Api::operation_count).to_string(),
                api.map_or(0, |api| api.types.len()).to_string(),
                entry.feature.clone(),
                if service.default == *version { "yes" } else { "" }.to_owned(),
            ]);
        }
    }
    let rows = rows
        .into_iter()
        .map(|row| row.map(|cell| visible(&cell).into_owned()));
    let rows: Vec<_> = rows.collect();
    let mut widths = [0; 7];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let line = |row: &[String; 7]| {
        let cells: Vec<String> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}
