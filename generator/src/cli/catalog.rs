//! `catalog`: shows the missing entries of the catalog, and adds them.

use clap::Args;
use openapi_descriptions::{source::Sources, text::visible};

use crate::{
    catalog::FILE,
    load::Loader,
    output::folder,
    propose::{self, LeaveOut},
};

use super::{Failure, Outcome, SpecArgs, print};

#[derive(Debug, Args)]
pub(super) struct CatalogArgs {
    #[command(flatten)]
    spec: SpecArgs,
    /// Writes the missing entries into the catalog; existing entries stay.
    #[arg(long)]
    propose: bool,
    /// Also leaves out operations that are not supported, if the unsupported parts are not needed by others.
    #[arg(long)]
    leave_out: bool,
}

pub(super) fn run(arguments: &CatalogArgs) -> Result<Outcome, Failure> {
    let mut loader = Loader::new(&arguments.spec.spec);
    let read = loader.catalog().and_then(|catalog| loader.descriptions(&catalog));
    if let Err(found) = read {
        return Err(Failure::new(found, loader.sources));
    }
    let leave_out = if arguments.leave_out {
        LeaveOut::Allowed
    } else {
        LeaveOut::Refused
    };
    let mut sources = loader.sources;
    let proposed =
        propose::settle(&mut sources, leave_out).map_err(|found| Failure::new(found, sources.clone()))?;
    let path = arguments.spec.spec.join(FILE);
    let entries = proposed.added.iter().map(ToString::to_string);
    let mut lines: Vec<String> = entries
        .map(|entry| format!("   entry  {}\n", visible(&entry)))
        .collect();
    let count = proposed.added.len();
    if count > 0 && arguments.propose {
        folder::replace(&path, &proposed.text).map_err(|found| Failure::new(found, Sources::default()))?;
        lines.push(format!("{}: {count} added\n", path.display()));
    } else if count > 0 {
        lines.push(format!(
            "{}: {count} missing; the same command with `--propose` adds what is missing\n",
            path.display()
        ));
    } else if proposed.apis.is_ok() {
        lines.push(format!("{}: nothing is missing\n", path.display()));
    }
    print::out(lines.concat())?;
    match proposed.apis {
        Err(found) => Err(Failure::new(found, sources)),
        Ok(apis) => {
            super::warn(&apis.warnings, &sources);
            Ok(if count > 0 && !arguments.propose {
                Outcome::Drift
            } else {
                Outcome::Clean
            })
        }
    }
}
