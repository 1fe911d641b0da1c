//! Files on the disk: a crate is complete or not there at all, and nothing is overwritten; and the output of the program.

use std::{fs, path::Path};

use generator::{cli, propose::LeaveOut, scaffold};

use crate::support::{fixture, of_text, plan, request};

fn run(arguments: &[&str]) -> std::process::ExitCode {
    cli::run(["generator"].iter().chain(arguments).map(Into::into))
}

fn entries(folder: &Path) -> Vec<String> {
    let list = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = list
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_folder_that_is_not_empty_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    let made = plan(&request(&[fixture("petstore.yaml")], &out)).unwrap();
    fs::write(out.join("mine"), "mine").unwrap();
    let found = plan(&request(&[fixture("petstore.yaml")], &out)).unwrap_err();
    assert!(
        found.contains("is a folder that is not empty, and nothing is overwritten"),
        "{found}"
    );
    // Nor when it was filled since.
    assert!(scaffold::write(&made).is_err());
    assert_eq!(
        (entries(folder.path()), entries(&out)),
        (vec!["out".to_owned()], vec!["mine".to_owned()])
    );
    fs::remove_file(out.join("mine")).unwrap();
    scaffold::write(&made).unwrap();
    assert_eq!(entries(folder.path()), ["out"]);
    assert_eq!(
        entries(&out),
        [".gitignore", "Cargo.toml", "README.md", "examples", "spec", "src"]
    );
}

#[test]
fn what_is_not_supported_is_left_out_and_said_and_is_an_error_when_strict() {
    let (given, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let text = fs::read_to_string(fixture("petstore.yaml")).unwrap();
    let mixed = "operationId: Pets_GetPhoto\n      requestBody: {content: {multipart/mixed: {}}}";
    let file = given.path().join("petstore.yaml");
    fs::write(&file, text.replace("operationId: Pets_GetPhoto", mixed)).unwrap();
    let mut request = request(&[file], &folder.path().join("out"));
    let made = plan(&request).unwrap();
    let readme = &made.files["README.md"];
    assert!(
        readme.contains("| Pets_GetPhoto | Cannot be generated: "),
        "{readme}"
    );
    assert!(!made.files["src/api/petstore/v1_0_0/clients.rs"].contains("get_photo"));
    request.leave_out = LeaveOut::Refused;
    let found = plan(&request).unwrap_err();
    assert!(found.contains("multipart/mixed"), "{found}");
    assert_eq!(entries(folder.path()), Vec::<String>::new());
}

#[test]
fn what_all_operations_need_is_an_error_and_what_some_need_leaves_them_out() {
    let needs = |id: &str, schema: &str| {
        let mixed = if schema == "A" {
            "requestBody: {content: {multipart/mixed: {}}}, "
        } else {
            ""
        };
        format!(
            "{{get: {{operationId: {id}, {mixed}responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}}}}}}}"
        )
    };
    let text = |more: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a: {}\n  /b: {}\n{more}components: {{schemas: {{A: {{type: object, \
             properties: {{a: {{type: string}}}}}}, B: {{type: object}}}}}}\n",
            needs("a", "A"),
            needs("b", "A")
        )
    };
    let found = of_text(&text("")).unwrap_err();
    assert!(found.contains("multipart/mixed"), "{found}");
    assert_eq!(found.matches("error: ").count(), 2, "{found}");
    let made = of_text(&text(&format!("  /c: {}\n", needs("c", "B")))).unwrap();
    let left_out: Vec<&String> = made.added.iter().map(|edit| &edit.path()[3]).collect();
    assert_eq!(
        (left_out, made.operations),
        (vec![&"a".to_owned(), &"b".to_owned()], 1)
    );
}

#[test]
fn a_description_of_webhooks_alone_becomes_a_crate_of_types() {
    let text = "openapi: 3.1.0\ninfo: {title: Notices, version: '1'}\nwebhooks:\n  sold: {post: {operationId: sold, requestBody: \
        {content: {application/json: {schema: {$ref: '#/components/schemas/Sale'}}}}, responses: {'200': {description: ok}}}}\n\
        components:\n  schemas:\n    Sale: {type: object, properties: {at: {type: string, format: date-time}}}\n";
    let made = of_text(text).unwrap_or_else(|found| panic!("{found}"));
    assert_eq!(made.operations, 0);
    assert!(made.files["src/api/notices/v1/models.rs"].contains("pub struct Sale {"));
    assert!(made.files["spec/catalog.yaml"].contains("types: {reason: "));
    assert!(!made.files["README.md"].contains("--example"));
    assert!(made.files.keys().all(|file| !file.starts_with("examples/")));
}

#[test]
fn a_description_without_operations_is_an_error_that_says_so() {
    for paths in ["{}", "{x-note: none}", "{/a: {summary: Nothing yet.}}"] {
        let text = format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {paths}\n");
        let found = of_text(&text).unwrap_err();
        assert!(found.contains("the description has no operation\n"), "{found}");
    }
}

#[test]
fn a_path_that_says_too_little_or_too_much_is_taken_with_a_warning() {
    let text = "openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: './v1'}]
paths:
  pets/{id}/{options}:
    get:
      operationId: get
      parameters: [{name: id, in: query, schema: {type: string}}, {name: gone, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: ok}}
  /broken/{id: {get: {operationId: broken, responses: {'204': {description: ok}}}}
";
    let made = of_text(text).unwrap_or_else(|found| panic!("{found}"));
    let said: Vec<&str> = made.warnings.sorted().iter().map(|one| one.message()).collect();
    assert_eq!(
        said,
        [
            "the path `pets/{id}/{options}` does not begin with `/`",
            "the path has `{id}`, but no path parameter of that name is declared",
            "the path has `{options}`, but no path parameter of that name is declared",
            "the path `/pets/{id}/{options}` has no `{gone}`",
            "the address `./v1` is relative to the location of the description, which callers do not know",
        ]
    );
    let clients = &made.files["src/api/t/v1/clients.rs"];
    let flat: String = clients.split_whitespace().collect();
    assert!(
        flat.contains(".call(Method::Get,\"/pets/{id}/{options}\").path(\"id\",id)"),
        "{clients}"
    );
    assert!(flat.contains(".path(\"options\",options_in_path)"), "{clients}");
    assert!(!flat.contains("fnbroken("), "{clients}");
}

#[test]
fn the_program_says_how_it_ended() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new out");
    let (file, out, runtime) = (
        fixture("petstore.yaml"),
        out.to_str().unwrap(),
        crate::support::root().join("runtime"),
    );
    let file = file.to_str().unwrap();
    let arguments = [
        "new",
        file,
        "--name",
        "pets-client",
        "--out",
        out,
        "--runtime",
        runtime.to_str().unwrap(),
    ];
    let code = |code: std::process::ExitCode| format!("{code:?}");
    let (done, failed) = (
        code(std::process::ExitCode::SUCCESS),
        code(std::process::ExitCode::from(2)),
    );
    assert_eq!(code(run(&arguments)), done);
    assert_eq!(code(run(&arguments)), failed, "it is there");
    assert_eq!(code(run(&[&arguments[..], &["--json"]].concat())), failed);
    assert_eq!(code(run(&["new", file, "--name", "a b"])), failed);
    assert_eq!(code(run(&["new", file, "--runtime", "no/such/folder"])), failed);
    let (spec, api) = (format!("{out}/spec"), format!("{out}/src/api"));
    assert_eq!(
        code(run(&["generate", "--spec", &spec, "--out", &api, "--check"])),
        done
    );
    assert_eq!(code(run(&["catalog", "--spec", &spec])), done);
    let manifest = fs::read_to_string(Path::new(out).join("Cargo.toml")).unwrap();
    assert!(
        manifest.contains("name = \"pets-client\"") && manifest.contains("pets-1.0.0"),
        "{manifest}"
    );
}

#[test]
fn a_description_cannot_leave_its_place_in_the_files_of_the_crate() {
    let evil = "T x\n\"]\n[lib]\npath=\"/etc\" `` */ {{ }} | <script> \u{1b}[2J";
    let text = serde_json::json!({
        "openapi": "3.0.3",
        "info": { "title": evil, "version": "1" },
        "paths": { "/a": { "get": { "operationId": "a", "responses": { "204": { "description": evil } } } } },
    })
    .to_string();
    let made = crate::support::of_texts(&[("t.json", &text)]).unwrap_or_else(|found| panic!("{found}"));
    let manifest = &made.files["Cargo.toml"];
    assert!(!manifest.lines().any(|line| line.trim() == "[lib]"), "{manifest}");
    assert!(!made.files["README.md"].contains("<script>"));
    assert!(
        made.files["src/lib.rs"]
            .lines()
            .take(3)
            .all(|line| line.starts_with("//!"))
    );
    for text in made
        .files
        .iter()
        .filter(|(path, _)| !path.starts_with("spec/t"))
        .map(|(_, text)| text)
    {
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}

/// A checkout as services have it: what many descriptions share stands far above each.
fn checkout() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("top/repo/pets/manager/stable/1");
    let shared = folder.path().join("top/repo/common/types/v1");
    fs::create_dir_all(&own).unwrap();
    fs::create_dir_all(&shared).unwrap();
    let text = |target: &str| {
        format!(
            "{{swagger: '2.0', info: {{title: Pets, version: '1'}}, paths: {{/a: {{get: {{operationId: a, responses: {{'200': \
             {{description: ok, schema: {{$ref: '{target}#/definitions/Pet'}}}}}}}}}}}}}}"
        )
    };
    let types = "{swagger: '2.0', info: {title: Types, version: '1'}, paths: {}, definitions: {Pet: {type: object, \
                 properties: {name: {type: string}}}}}";
    fs::write(
        own.join("pets.yaml"),
        text("../../../../common/types/v1/types.yaml"),
    )
    .unwrap();
    fs::write(own.join("outside.yaml"), text("../../../../../outside.yaml")).unwrap();
    fs::write(
        own.join("link.yaml"),
        text("../../../../common/types/v1/link.yaml"),
    )
    .unwrap();
    fs::write(own.join("text.yaml"), text("../../../../notes.txt")).unwrap();
    fs::write(shared.join("types.yaml"), types).unwrap();
    fs::write(folder.path().join("top/outside.yaml"), types).unwrap();
    fs::write(folder.path().join("top/repo/notes.txt"), "the password is 1234").unwrap();
    fs::create_dir(folder.path().join("top/repo/.git")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("top/outside.yaml"), shared.join("link.yaml")).unwrap();
    folder
}

#[test]
fn files_are_found_in_the_whole_checkout_and_nowhere_else() {
    let folder = checkout();
    let out = folder.path().join("out");
    let ask = |name: &str| {
        let file = folder.path().join("top/repo/pets/manager/stable/1").join(name);
        plan(&request(&[file], &out))
    };
    let made = ask("pets.yaml").unwrap();
    let copied: Vec<&String> = made
        .files
        .keys()
        .filter(|path| path.starts_with("spec/"))
        .collect();
    assert_eq!(
        copied,
        [
            "spec/catalog.yaml",
            "spec/common/types/v1/types.yaml",
            "spec/pets/manager/stable/1/pets.yaml"
        ]
    );
    for (file, message) in [
        ("outside.yaml", "leads outside the folder of descriptions"),
        (
            "link.yaml",
            "is a link that leads outside the folder of descriptions",
        ),
        ("text.yaml", "this is not an API description"),
    ] {
        let found = ask(file).unwrap_err();
        assert!(found.contains(message), "{found}");
    }
}
