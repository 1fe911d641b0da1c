//! Crates that build without changes and without warnings, and whose examples run.

use conformance::raw::{Answer, RawServer};
use generator::scaffold;

use crate::support::{assert_content, cargo, cargo_with, fixture, plan, request};

#[tokio::test(flavor = "multi_thread")]
async fn a_petstore_becomes_a_crate_that_builds_and_whose_example_runs() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("petstore");
    let made = plan(&request(&[fixture("petstore.yaml")], &out)).unwrap();
    scaffold::write(&made).unwrap();
    let features = "reqwest,tokio,petstore-1.0.0";
    assert_content(&cargo(&out, &["build", "--examples"], features));
    let tested = assert_content(&cargo(&out, &["test", "--doc"], features));
    assert!(tested.contains("test result: ok. 13 passed"), "{tested}");

    let server = RawServer::start([Answer::json(200, PETS)]).await.unwrap();
    let endpoint = server.endpoint().to_owned();
    let run = tokio::task::spawn_blocking(move || {
        let arguments = ["run", "--quiet", "--example", "petstore"];
        let secrets = [("USER_NAME", "ada"), ("PASSWORD", "secret")];
        cargo_with(&out, &arguments, features, &["--", &endpoint], &secrets)
    });
    let printed = assert_content(&run.await.unwrap());
    assert_eq!(server.requests()[0].line, "GET /pets");
    assert_eq!(
        server.requests()[0].header("authorization"),
        Some("Basic YWRhOnNlY3JldA==")
    );
    // Something of each item, also without the feature `debug`.
    assert_eq!(printed.trim(), "id: 1", "{printed}");
}

const PETS: &str = r#"{"value":[{"id":"1","name":"Rex","born":"2025-01-01T00:00:00Z","adopted":"2025-03-02","+1":3,"status":"new to us"}]}"#;

#[tokio::test(flavor = "multi_thread")]
async fn what_people_do_with_a_petstore_goes_over_the_wire() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("petstore");
    let made = plan(&request(&[fixture("petstore.yaml")], &out)).unwrap();
    scaffold::write(&made).unwrap();
    std::fs::copy(fixture("petstore_calls.rs"), out.join("examples/calls.rs")).unwrap();

    let too_large = r#"{"error":{"code":"TooLarge","message":"Too large."},"largest":4096}"#;
    let answers = [
        Answer::json(200, PETS),
        Answer::json(204, ""),
        Answer::json(413, too_large),
    ];
    let server = RawServer::start(answers).await.unwrap();
    let endpoint = server.endpoint().to_owned();
    let run = tokio::task::spawn_blocking(move || {
        let arguments = ["run", "--quiet", "--example", "calls"];
        let features = "reqwest,tokio,debug,petstore-1.0.0";
        cargo_with(&out, &arguments, features, &["--", &endpoint], &[])
    });
    let printed = assert_content(&run.await.unwrap());
    assert_eq!(
        printed,
        "Rex Some(2025-03-02) Some(UnknownValue(\"new to us\"))\nTooLarge: at most 4096 bytes\n"
    );

    let requests = server.requests();
    assert_eq!(
        requests[0].line,
        "GET /pets?tags=small&tags=black%20%26%20white&born-on=2025-03-01"
    );
    assert_eq!(requests[0].header("x-api-key"), Some("the key"));
    assert_eq!(requests[1].line, "PUT /pets/1/photo");
    assert_eq!(
        requests[1].header("authorization"),
        Some("Basic YWRhOnNlY3JldA==")
    );
    assert_eq!(requests[1].header("x-api-key"), None);
    let parts = &requests[1].body;
    for part in [
        "name=\"photo\"; filename=\"rex.png\"\r\nContent-Type: image/png\r\n\r\n\u{1}\u{2}\u{3}\r\n",
        "name=\"taken\"\r\n\r\n2025-03-01\r\n",
        "name=\"seen\"\r\n\r\nAda\r\n",
        "name=\"seen\"\r\n\r\nBo\r\n",
    ] {
        assert!(parts.contains(part), "{part}\n{parts}");
    }
}

#[test]
fn a_service_of_two_versions_becomes_a_crate_with_a_feature_for_each() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("shelves");
    let files =
        ["2024-01-01", "2023-01-01"].map(|version| fixture("shelves").join(version).join("shelves.json"));
    let made = plan(&request(&files, &out)).unwrap();
    scaffold::write(&made).unwrap();
    assert!(
        made.files["Cargo.toml"].contains("\"tokio\", \"shelves-2024-01-01\"]"),
        "the newest is the default"
    );
    for features in [
        "shelves-2023-01-01",
        "shelves-2024-01-01",
        "shelves-2023-01-01,shelves-2024-01-01",
    ] {
        assert_content(&cargo(
            &out,
            &["check", "--lib"],
            &format!("reqwest,tokio,{features}"),
        ));
    }
    // What is generated again is what is there.
    let mut loader = generator::load::Loader::new(&out.join("spec"));
    let (_, output) = generator::loaded(&mut loader, generator::generate).unwrap();
    assert_eq!(output.changes(&out.join("src/api")).unwrap(), []);
}

#[test]
fn an_example_has_the_credential_that_the_description_asks_for() {
    let folder = tempfile::tempdir().unwrap();
    for (name, security, made_with) in [
        (
            "key",
            "{key: []}",
            "ServiceCredential::x_key(secret(\"X_KEY\")?)?",
        ),
        ("user", "{user: []}", "ServiceCredential::basic("),
        (
            "token",
            "{token: []}",
            "ServiceCredential::from(BearerCredential::new(secret(\"TOKEN\")?)?)",
        ),
        (
            "both",
            "{key: [], token: []}",
            "ServiceCredential::x_key_and_bearer(",
        ),
    ] {
        let text = format!(
            "openapi: 3.0.3\n\
             info: {{title: {name}, version: '1'}}\n\
             paths:\n  /it: {{get: {{operationId: Get, responses: {{'204': {{description: Done.}}}}}}}}\n\
             security: [{security}]\n\
             components:\n  securitySchemes:\n\
             \x20   key: {{type: apiKey, in: header, name: x-key}}\n\
             \x20   user: {{type: http, scheme: basic}}\n\
             \x20   token: {{type: http, scheme: bearer}}\n"
        );
        let (file, out) = (
            folder.path().join(format!("{name}.yaml")),
            folder.path().join(name),
        );
        std::fs::write(&file, text).unwrap();
        let mut request = request(&[file], &out);
        request.name = Some(format!("signs-in-by-{name}"));
        let made = plan(&request).unwrap();
        let example = &made.files[&format!("examples/signs-in-by-{name}.rs")];
        let flat: String = example.split_whitespace().collect();
        let wanted: String = made_with.split_whitespace().collect();
        assert!(flat.contains(&wanted), "{example}");
        scaffold::write(&made).unwrap();
        let feature = &made.versions[0].feature;
        assert_content(&cargo(
            &out,
            &["check", "--examples"],
            &format!("reqwest,tokio,{feature}"),
        ));
    }
}

/// The description of a service with many operations, in groups.
fn large() -> String {
    let groups = ["Cats", "Dogs", "Test"];
    let calls = (0..150).zip(groups.iter().cycle()).map(|(at, group)| {
        format!(
            "  /{group}/{at}:\n    get:\n      operationId: {group}_Get{at}\n      responses: {{'200': {{description: One., content: \
             {{application/json: {{schema: {{$ref: '#/components/schemas/{group}'}}}}}}}}}}\n"
        )
    });
    let schemas = groups.map(|group| {
        format!(
            "    {group}: {{type: object, properties: {{born: {{type: string, format: date-time}}, \
             owner: {{$ref: '#/components/schemas/Owner'}}}}}}\n"
        )
    });
    let (calls, schemas) = (calls.collect::<String>(), schemas.concat());
    format!(
        "openapi: 3.1.0\ninfo: {{title: Large, version: '1'}}\npaths:\n{calls}components:\n  schemas:\n\
         {schemas}    Owner: {{type: object, properties: {{name: {{type: string}}}}}}\n    Born: {{type: object, properties: {{cat: {{$ref: '#/components/schemas/Cats'}}}}}}\n\
         webhooks:\n  born: {{post: {{requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Born'}}}}}}}}}}}}\n"
    )
}

#[test]
fn of_a_large_service_only_the_groups_are_compiled_that_one_asks_for() {
    let made = crate::support::of_text(&large()).unwrap();
    let manifest = &made.files["Cargo.toml"];
    assert!(
        manifest.contains("all-groups = [\"cats\", \"dogs\", \"test-operations\"]"),
        "{manifest}"
    );
    assert!(made.files["README.md"].contains("\"cats\""));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("large");
    scaffold::write(&scaffold::Crate {
        folder: out.clone(),
        ..made
    })
    .unwrap();
    for groups in ["", ",cats", ",cats,test-operations"] {
        let features = format!("reqwest,tokio,large-1{groups}");
        assert_content(&cargo(&out, &["check", "--all-targets"], &features));
    }
    let uses = "\n#[allow(dead_code)]\nfn dogs(_: models::Dogs) {}\n";
    let library = std::fs::read_to_string(out.join("src/lib.rs")).unwrap();
    std::fs::write(out.join("src/lib.rs"), library + uses).unwrap();
    let without = cargo(&out, &["check", "--lib"], "reqwest,tokio,large-1,cats");
    assert!(
        String::from_utf8_lossy(&without.stderr).contains("`dogs` feature"),
        "{without:?}"
    );
    assert_content(&cargo(&out, &["check", "--lib"], "reqwest,tokio,large-1,dogs"));
}
