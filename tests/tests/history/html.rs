//! The pages are self-contained, have no script, and are safe for any description.

use std::sync::LazyLock;

use generator::diff::{accept::Accepted, report};
use serde_json::{Map, Value, json};

use crate::{history, html_of, support};

pub const OLD: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: Pets_Get
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  /houses:
    get:
      operationId: Houses_Get
      responses: {'200': {description: ok}}
components:
  schemas:
    Pet:
      type: object
      properties:
        name: {type: string}
        age: {type: integer, format: int32}
";

pub const NEW: &str = "openapi: 3.0.3
info: {title: Pets, version: '2'}
paths:
  /pets:
    get:
      operationId: Pets_Get
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet:
      type: object
      properties:
        name: {type: string, nullable: true}
        age: {type: string}
        kind: {type: string}
";

/// The pages of the project's own services, and small ones.
fn pages() -> &'static [String] {
    static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut pages = vec![html_of(OLD, NEW), html_of(OLD, OLD)];
        for service in ["chat", "identity"] {
            pages.push(report::history::html(history(service)).unwrap());
        }
        pages
    });
    &PAGES
}

#[test]
fn a_page_fetches_nothing_and_runs_nothing() {
    for page in pages() {
        for mark in [
            "<script",
            "<link",
            "<img",
            "<iframe",
            "src=",
            "@import",
            "url(",
            "onclick",
            "javascript:",
        ] {
            assert!(!page.contains(mark), "{mark}");
        }
    }
}

#[test]
fn a_page_has_a_language_a_title_one_first_heading_and_no_level_left_out() {
    for page in pages() {
        assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
        let title = page
            .split_once("<title>")
            .unwrap()
            .1
            .split_once("</title>")
            .unwrap()
            .0;
        assert!(page.contains(&format!("<h1>{title}</h1>")), "{title}");
        let levels: Vec<usize> = page
            .split("<h")
            .skip(1)
            .filter_map(|rest| rest[..1].parse().ok())
            .collect();
        assert_eq!(levels[0], 1);
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    }
}

#[test]
fn every_id_is_there_once_and_every_link_leads_to_one() {
    for page in pages() {
        let mut ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .map(|rest| rest.split_once('"').unwrap().0)
            .collect();
        let links = page
            .split("href=\"#")
            .skip(1)
            .map(|rest| rest.split_once('"').unwrap().0);
        for link in links {
            assert!(ids.contains(&link), "{link}");
        }
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}

#[test]
fn every_finding_is_on_the_page_and_can_be_filtered() {
    let (old, new) = (support::side(OLD), support::side(NEW));
    let diff = support::compare(&old, &new);
    let accepted = Accepted::default();
    let page = report::html::html(&support::report_input(&old, &new, &diff, &accepted)).unwrap();
    assert!(diff.findings.len() >= 4, "{}", support::described(&diff));
    assert_eq!(page.matches("<details ").count(), diff.findings.len());
    for finding in &diff.findings {
        let id = finding.check.id;
        assert!(page.contains(&format!("<option value=\"{id}\">{id} (")), "{id}");
        assert!(page.contains(&format!(
            "option[value=\"{id}\"]:checked) ~ main .finding:not([data-check=\"{id}\"])"
        )));
        for operation in &finding.operations {
            assert!(page.contains(&format!("\">{operation} (")), "{operation}");
        }
    }
    assert!(page.contains("option[value=\"op0\"]:checked) ~ main .op0 { display: block; }"));
    // The houses come before the pets, and only one finding is about them.
    assert!(page.contains("<option value=\"op0\">GET /houses (1)</option>"));
    assert_eq!(page.matches("class=\"finding op0\"").count(), 1);
    assert_eq!(
        page.matches("class=\"finding op1\"").count(),
        diff.findings.len() - 1
    );
}

/// A description in one line, with this number of properties of this type and of operations that reach all of them.
fn in_one_line(count: usize, ty: &str) -> String {
    let map = |entry: &dyn Fn(usize) -> (String, Value)| (0..count).map(entry).collect::<Map<_, _>>();
    let paths = map(&|at| {
        let schema = json!({"$ref": "#/components/schemas/Pet"});
        let response = json!({"description": "A.", "content": {"application/json": {"schema": schema}}});
        let operation = json!({"operationId": format!("Pets_Get{at}"), "responses": {"200": response}});
        (format!("/p{at}"), json!({"get": operation}))
    });
    let properties = map(&|at| (format!("property{at}"), json!({"type": ty})));
    let description = json!({
        "openapi": "3.0.3",
        "info": {"title": "Pets", "version": "1"},
        "paths": paths,
        "components": {"schemas": {"Pet": {"type": "object", "properties": properties}}},
    });
    description.to_string()
}

#[test]
fn the_page_shows_an_excerpt_of_a_description_in_one_line() {
    let (count, long) = (300, "x".repeat(100_000));
    let page = html_of(&in_one_line(count, "string"), &in_one_line(count, "boolean"));
    let findings = page.matches("<details ").count();
    assert!(findings >= count, "{findings}");
    assert!(
        page.len() < findings * 6_000,
        "{} bytes for {findings} findings",
        page.len()
    );
    for ty in ["string", "boolean"] {
        let place = format!("&#34;property150&#34;:{{&#34;type&#34;:&#34;{ty}&#34;}}");
        assert!(page.contains(&place), "{ty}");
    }
    assert!(page.contains(" and 280 more.</p>"));
    // A long name does not make the page grow either.
    let named = |ty: &str| in_one_line(20, ty).replace("property7", &long);
    let page = html_of(&named("string"), &named("boolean"));
    assert!(page.len() < 500_000, "{}", page.len());
}

#[test]
fn a_finding_shows_both_descriptions_with_their_differences_and_both_signatures() {
    let page = html_of(OLD, NEW);
    assert!(page.contains(
        "<strong>before</strong> spec.yaml:18<br><code>#/components/schemas/Pet/properties/age</code>"
    ));
    assert!(page.contains("<span class=\"differs\">age: {type: integer, format: int32}\n</span>"));
    assert!(page.contains("<span class=\"differs\">age: {type: string}\n</span>"));
    assert!(page.contains(
        "<del><span aria-hidden=\"true\">− </span>models::Pet: pub age: Option&#60;i32&#62;</del>"
    ));
    assert!(page.contains(
        "<ins><span aria-hidden=\"true\">+ </span>models::Pet: pub age: Option&#60;String&#62;</ins>"
    ));
    assert!(page.contains("<li><code>Pet.age</code> is <code>Option&#60;String&#62;</code> and was"));
    // The summaries show no Markdown.
    let summaries = page
        .split("<summary>")
        .skip(1)
        .map(|rest| rest.split_once("</summary>").unwrap().0);
    assert!(summaries.into_iter().all(|summary| !summary.contains('`')));
}

#[test]
fn a_pair_without_findings_says_so_and_offers_no_filters() {
    let page = html_of(OLD, OLD);
    assert!(page.contains("There are no findings."));
    assert!(!page.contains("<form") && !page.contains("<details"));
    assert!(page.contains("wire: nothing breaking, rust: nothing breaking: this is a patch version"));
}

#[test]
fn text_of_a_description_is_never_markup() {
    let hostile = "</pre><script>alert(1)</script>'\"]{}*/";
    let quoted = serde_json::to_string(hostile).unwrap();
    let old = OLD.replace(
        "name: {type: string}",
        &format!("{quoted}: {{type: string, default: {quoted}}}"),
    );
    let new = old.replace(&format!("default: {quoted}"), "default: a").replace(
        "/houses:",
        &format!("{}:", serde_json::to_string("/a\"]</style><script>{b}").unwrap()),
    );
    let page = html_of(&old, &new);
    assert!(page.contains("&#60;/pre&#62;&#60;script&#62;"), "{page}");
    assert!(!page.contains("<script"));
    assert_eq!(page.matches("</style>").count(), 1);
    assert_eq!(page.matches("<pre ").count(), page.matches("</pre>").count());
}

#[test]
fn what_acts_on_a_screen_is_written_out_wherever_it_came_from() {
    // No client can use the address of one operation, so there is no Rust verdict, and the page names it as the reason.
    let address = serde_json::to_string("https://{host}/a\u{0}\u{202e}\u{1b}[31m").unwrap();
    let strange = format!(
        "/strange: {{get: {{operationId: Strange_Get, servers: [{{url: {address}}}], responses: {{'200': {{description: ok}}}}}}}}"
    );
    let strange = OLD.replace("/houses:", &format!("{strange}\n  /houses:"));
    let page = html_of(&strange, &strange);
    assert!(page.contains(r"a\0\u{202e}\u{1b}[31m"), "{page}");
    assert!(!page.contains(['\0', '\u{202e}', '\u{1b}']));
}

#[test]
fn the_picture_shows_every_number_and_says_them_in_words_too() {
    let history = history("identity");
    let page = report::history::html(history).unwrap();
    let picture = page.split_once("<svg").unwrap().1.split_once("</svg>").unwrap().0;
    let versions = history.versions.len();
    assert_eq!(picture.matches("<circle").count(), versions);
    assert_eq!(picture.matches("class=\"bar wire\"").count(), versions - 1);
    assert_eq!(picture.matches("class=\"bar crate\"").count(), versions - 1);
    assert!(picture.contains("role=\"img\" aria-labelledby=\"chart-title chart-text\""));
    for version in &history.versions {
        let sentence = format!(
            "{}: {} operations, models {}",
            version.name,
            version.operations,
            version.models.unwrap()
        );
        assert!(picture.contains(&sentence), "{sentence}");
        assert!(picture.contains(&format!("rotate(-35)\">{}</text>", version.name)));
    }
    let rows = page
        .split_once("<tbody>")
        .unwrap()
        .1
        .split_once("</tbody>")
        .unwrap()
        .0;
    assert_eq!(rows.matches("<th scope=\"row\">").count(), versions + 1);
    assert_eq!(page.matches("<th scope=\"col\">").count(), 8);
}
