//! The program: what it prints, that it serves, and that it stops.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use serde_json::json;

use crate::hook::Hook;
use crate::support::{NEWEST, Person};

/// A running program that does not outlive its test.
struct Program(Child);

impl Drop for Program {
    /// Lets the program end by itself where that can be asked for, so that it takes its files along.
    fn drop(&mut self) {
        let Ok(None) = self.0.try_wait() else { return };
        #[cfg(unix)]
        terminate("-TERM", self);
        #[cfg(not(unix))]
        let _gone = self.0.kill();
        let _gone = self.0.wait();
    }
}

fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_acs-emulator"))
}

fn start() -> (Program, BTreeMap<String, String>) {
    start_with(&[], 8)
}

/// Starts the program and reads so many lines of what it prints.
fn start_with(arguments: &[&str], lines: usize) -> (Program, BTreeMap<String, String>) {
    let command = command()
        .args(arguments)
        .current_dir("/")
        .stdout(Stdio::piped())
        .spawn();
    let mut program = Program(command.unwrap());
    let printed = BufReader::new(program.0.stdout.take().unwrap()).lines();
    let printed: BTreeMap<_, _> = printed
        .take(lines)
        .map(|line| {
            let line = line.unwrap();
            let (key, value) = line.split_once('=').unwrap();
            (key.to_owned(), value.to_owned())
        })
        .collect();
    (program, printed)
}

/// The first person that the program has printed, or the second one, by the suffix `_2`.
fn person(printed: &BTreeMap<String, String>, suffix: &str) -> Person {
    Person {
        id: printed[&format!("ACS_USER_ID{suffix}")].clone(),
        token: printed[&format!("ACS_TOKEN{suffix}")].clone(),
        endpoint: printed["ACS_ENDPOINT"].clone(),
        version: NEWEST,
    }
}

#[tokio::test]
async fn the_program_serves_two_people_who_can_talk() {
    let (_program, printed) = start();
    let (ada, bob) = (person(&printed, ""), person(&printed, "_2"));
    let thread = ada.thread(&[&bob]).await;
    ada.say(&thread, "hi").await;
    let page = bob.get(&format!("{thread}/messages")).await.expect(200).json();
    assert_eq!(page["value"][0]["content"], json!({ "message": "hi" }));
}

#[cfg(unix)]
#[test]
fn the_file_with_the_certificate_is_there_while_the_program_is() {
    let (mut program, printed) = start_with(&["--tls"], 9);
    let path = std::path::Path::new(&printed["ACS_CA_CERT"]);
    assert!(printed["ACS_ENDPOINT"].starts_with("https://127.0.0.1:"));
    assert!(printed["ACS_CONNECTION_STRING"].starts_with("endpoint=https://127.0.0.1:"));
    let mut pem = String::new();
    File::open(path).unwrap().read_to_string(&mut pem).unwrap();
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----"), "{pem}");
    terminate("-INT", &program);
    assert!(program.0.wait().unwrap().success());
    assert!(!path.exists());
}

#[cfg(unix)]
fn terminate(signal: &str, program: &Program) {
    let status = Command::new("kill")
        .args([signal, &program.0.id().to_string()])
        .status();
    assert!(status.unwrap().success());
}

#[cfg(unix)]
#[test]
fn the_program_ends_well_when_it_is_told_to() {
    for signal in ["-INT", "-TERM"] {
        let (mut program, _) = start();
        terminate(signal, &program);
        assert!(program.0.wait().unwrap().success());
    }
}

#[test]
fn a_port_that_is_taken_is_an_error_that_names_it() {
    let (_program, printed) = start();
    let port = printed["ACS_ENDPOINT"].rsplit(':').next().unwrap().to_owned();
    let output = command().args(["--port", &port]).output().unwrap();
    assert!(!output.status.success());
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains(&format!("port {port}")), "{message}");
}

#[tokio::test]
async fn the_program_makes_the_faults_that_it_is_told_to_make() {
    let faults = [
        "--fault",
        "status=503,once",
        "--fault",
        "status=429,path=/chat/threads,once",
    ];
    let (_program, printed) = start_with(&faults, 8);
    let ada = person(&printed, "");
    for status in [503, 429, 200] {
        ada.get("/chat/threads").await.expect(status);
    }
    let output = command().args(["--fault", "sloww"]).output().unwrap();
    assert!(!output.status.success());
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.contains("`sloww` is nothing that a fault has"),
        "{message}"
    );
}

#[tokio::test]
async fn the_program_asks_the_webhook_that_it_is_told_of_and_delivers_events_to_it() {
    let mut hook = Hook::start().await;
    let (_program, printed) = start_with(&["--events", &hook.url], 8);
    let asked = hook.next().await;
    assert_eq!(
        asked["eventType"],
        "Microsoft.EventGrid.SubscriptionValidationEvent"
    );
    let (ada, bob) = (person(&printed, ""), person(&printed, "_2"));
    let thread = ada.thread(&[&bob]).await;
    ada.say(&thread, "hi").await;
    let received = loop {
        let event = hook.next().await;
        if event["eventType"] == "Microsoft.Communication.ChatMessageReceived" {
            break event;
        }
    };
    assert_eq!(received["data"]["messageBody"], "hi");
    assert_eq!(
        received["data"]["recipientCommunicationIdentifier"]["rawId"],
        bob.id.as_str()
    );
}

#[test]
fn an_address_that_a_webhook_cannot_have_is_an_error_that_names_it() {
    let output = command()
        .args(["--events", "ftp://127.0.0.1/hook"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("ftp://127.0.0.1/hook"), "{message}");
}

#[test]
fn the_help_names_every_line_that_is_printed() {
    let output = command().arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let (_program, printed) = start_with(&["--tls"], 9);
    for key in printed.keys() {
        assert!(help.contains(key.as_str()), "{key}");
    }
}
