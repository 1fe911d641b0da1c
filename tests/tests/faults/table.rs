//! Every operation with every fault: what the caller sees and what the service has done, kept as `docs/faults.md`.
//! `UPDATE_GOLDEN=1` writes the table anew.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use acs_chat::{CommunicationTokenCredential, ServiceError};
use acs_emulator::{Emulator, Scope};
use azure_core::{Error, error::ErrorKind};

use crate::{
    operations::Operation,
    support::{BOUND, Stage, client, context, emulator},
    troubles::{self, Trouble},
};

const HEAD: &str = "# The outcome of each fault

For each operation and each fault, this page shows what the caller sees, how many requests were sent again, and how often
the service had then carried the operation out. The test `faults::table` makes the page against the emulator and compares
it; `UPDATE_GOLDEN=1 cargo test -p conformance --test faults` writes it again. The tests use a fake clock and do not wait.

- Reads are `list_chat_threads`, `get_properties`, `list_participants`, `list_messages`, `get_message` and
  `list_read_receipts`. They, and typing notifications, leave nothing on the service that could be counted (-).
- Deletions are `delete_chat_thread` and `delete_message`.
- Changes are `send_message`, `update_message`, `update_properties`, `add_participants`, `remove_participant` and
  `send_read_receipt`. They must not be done twice.

If the service may have carried out a change, the caller gets an error and no second request is sent;
`Resend::Always` in the context of the call allows the second request.
";

const COLUMNS: &str = "\
| fault | operations | the caller sees | sent again | on the service |
|---|---|---|---|---|
";

/// What came of one operation with one fault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Outcome {
    caller: String,
    again: usize,
    service: &'static str,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_with_every_fault_ends_well_or_with_a_clear_error() {
    let troubles: Arc<Vec<Trouble>> = Arc::new(troubles::all());
    let rows: Vec<_> = Operation::all()
        .map(|operation| tokio::spawn(row(operation, Arc::clone(&troubles))))
        .collect();
    // By fault, then outcome, then operation.
    let mut table: Vec<Lines> = vec![BTreeMap::new(); troubles.len()];
    for (operation, outcomes) in Operation::all().zip(rows) {
        for (lines, outcome) in table.iter_mut().zip(outcomes.await.unwrap()) {
            if let Some(outcome) = outcome {
                lines.entry(outcome).or_default().push(operation);
            }
        }
    }
    golden("docs/faults.md", &markdown(&troubles, &table));
}

async fn row(operation: Operation, troubles: Arc<Vec<Trouble>>) -> Vec<Option<Outcome>> {
    let emulator = emulator().await;
    let nobody = client(&emulator);
    let mut outcomes = Vec::new();
    for trouble in troubles.iter() {
        if trouble.lists && !operation.lists() {
            outcomes.push(None);
            continue;
        }
        let mut stage = Stage::new(&emulator, &nobody).await;
        if trouble.refresher {
            stage.chat = nobody.with_credential(refreshed(&stage));
        }
        outcomes.push(cell(operation, trouble, &stage).await);
    }
    outcomes
}

/// A credential whose every token is another.
fn refreshed(stage: &Stage) -> CommunicationTokenCredential {
    let (emulator, user) = (Arc::clone(&stage.emulator), stage.user.clone());
    let lifetime = AtomicU64::new(3_600);
    CommunicationTokenCredential::from_refresher(move || {
        let lifetime = Duration::from_secs(lifetime.fetch_add(1, Ordering::SeqCst));
        let token = emulator.token_with(&user, &[Scope::Chat], lifetime);
        async move { Ok::<_, std::io::Error>(token) }
    })
}

async fn cell(operation: Operation, trouble: &Trouble, stage: &Stage) -> Option<Outcome> {
    let place = format!("{} with {}", operation.name(), trouble.name);
    let emulator: &Emulator = &stage.emulator;
    let (method, path) = operation.pattern();
    emulator.forget_requests();
    let handle = emulator.fault(trouble.fault.clone().on(method, path));
    let expected = operation.done(stage);
    let context = context();
    let call = operation.call(stage, &context);
    let release = async {
        if trouble.slow {
            handle.reached(1).await;
            handle.release();
        }
    };
    let both = futures::future::join(call, release);
    let (result, ()) = tokio::time::timeout(BOUND, both)
        .await
        .unwrap_or_else(|_| panic!("{place}: hangs"));
    handle.remove();
    if handle.hits() == 0 {
        // A list of one page has no second one.
        assert!(trouble.lists, "{place}: did not happen");
        return None;
    }
    let requests = emulator.requests().len();
    let done = operation.done(stage);
    let trace = operation.leaves_a_trace();

    assert!(requests <= 20, "{place}: {requests} requests");
    if trace {
        assert!(done <= 1, "{place}: done {done} times");
        assert!(result.is_err() || done == 1, "{place}: lost");
    }
    if let Ok(Some(items)) = &result {
        assert_eq!(*items, expected, "{place}: the list is not what it should be");
    }
    if trouble.passing && operation.repeatable() {
        assert!(result.is_ok(), "{place}: {result:?}");
    }
    if let Err(error) = &result {
        let text = format!("{error} {error:?}");
        assert!(!text.contains("eyJ"), "{place}: the token is in the error");
        assert!(!error.to_string().is_empty(), "{place}");
    }
    // Without a fault a list takes a request for each page.
    let needed = result.as_ref().map_or(1, |items| items.unwrap_or(1).max(1));
    Some(Outcome {
        caller: result.map_or_else(|error| said(&error), |_| "ok".to_owned()),
        again: requests - needed,
        service: match (trace, done) {
            (false, _) => "-",
            (true, 0) => "not done",
            (true, _) => "done once",
        },
    })
}

/// A short text of an error that is the same in every run.
fn said(error: &Error) -> String {
    if let Some(refusal) = ServiceError::from_error(error) {
        return if refusal.is_unauthorized() {
            "error: status 401".to_owned()
        } else {
            "error: that status".to_owned()
        };
    }
    let text = error.to_string();
    let what = match error.kind() {
        ErrorKind::Connection => "no connection",
        ErrorKind::Io => "the exchange broke off",
        ErrorKind::DataConversion => "the response cannot be read",
        ErrorKind::Credential => "no token",
        _ if text.contains("circle") => "the links go round in a circle",
        _ if text.contains("refused to send") => "the link leads elsewhere",
        _ => "refused",
    };
    format!("error: {what}")
}

/// The outcome of one fault.
type Lines = BTreeMap<Outcome, Vec<Operation>>;

/// Lines, and the faults that come to them.
type Alike<'a> = (&'a Lines, Vec<&'a str>);

/// Writes the table; faults that come to the same share their lines.
fn markdown(troubles: &[Trouble], table: &[Lines]) -> String {
    let mut text = HEAD.to_owned();
    let mut parts: Vec<(&str, Vec<Alike<'_>>)> = Vec::new();
    for (trouble, lines) in troubles.iter().zip(table) {
        if parts.last().is_none_or(|(part, _)| *part != trouble.part) {
            parts.push((trouble.part, Vec::new()));
        }
        let (_, alike) = parts.last_mut().unwrap();
        match alike.iter_mut().find(|(other, _)| *other == lines) {
            Some((_, names)) => names.push(&trouble.name),
            None => alike.push((lines, vec![&trouble.name])),
        }
    }
    for (part, alike) in parts {
        let _ = write!(text, "\n## {part}\n\n{COLUMNS}");
        for (lines, faults) in alike {
            let mut fault = faults.join("; ");
            let mut lines: Vec<_> = lines.iter().collect();
            lines.sort_by_key(|(_, operations)| operations.first().copied());
            for (outcome, operations) in lines {
                let Outcome {
                    caller,
                    again,
                    service,
                } = outcome;
                let _ = writeln!(
                    text,
                    "| {fault} | {} | {caller} | {again} | {service} |",
                    names(operations)
                );
                fault.clear();
            }
        }
    }
    text
}

/// Names operations, by what they have in common where all of a sort are there.
fn names(operations: &[Operation]) -> String {
    let is_change = |one: &Operation| !one.repeatable() && one.leaves_a_trace();
    let sorts: [(&str, Vec<Operation>); 4] = [
        ("reads", Operation::all().filter(|one| one.reads()).collect()),
        ("lists", Operation::all().filter(|one| one.lists()).collect()),
        (
            "deletions",
            Operation::all()
                .filter(|one| one.name().starts_with("delete"))
                .collect(),
        ),
        ("changes", Operation::all().filter(is_change).collect()),
    ];
    let mut left = operations.to_vec();
    let mut names = Vec::new();
    for (name, sort) in sorts {
        if sort.iter().all(|one| left.contains(one)) {
            left.retain(|one| !sort.contains(one));
            names.push(name.to_owned());
        }
    }
    names.extend(left.iter().map(|one| format!("`{}`", one.name())));
    names.join(", ")
}

/// Compares a text with a file of the project, or writes it there.
pub fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (line, (kept, now)) in kept.lines().zip(text.lines()).enumerate() {
        assert_eq!(now, kept, "{name}:{}: (UPDATE_GOLDEN=1 writes it anew)", line + 1);
    }
    assert!(
        kept == text,
        "{name} has other lines at its end than it should (UPDATE_GOLDEN=1 writes it anew)"
    );
}
