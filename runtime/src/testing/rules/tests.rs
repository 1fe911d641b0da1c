//! Which rule answers a request, and the report of rules that answered none.

use super::*;
use crate::{ClientCore, testing::PACKAGE};
use azure_core::http::{Context, Method, RawResponse};
use serde_json::json;

async fn status(rules: &Arc<Rules>, method: Method, route: &'static str, argument: &str) -> Result<u16> {
    let core = ClientCore::anonymous(&PACKAGE, "https://a.example/base", &rules.options())?;
    let call = core
        .call(method, route)
        .path("x", argument)
        .query("page", Some("2"))
        .json("application/json", Some(&json!({ "text": "hi" })));
    let answer: Result<RawResponse> = call.send(Context::new(), &[200]).await;
    match answer {
        Ok(answer) => Ok(answer.status().into()),
        Err(error) => error.http_status().map(u16::from).ok_or(error),
    }
}

async fn get(rules: &Arc<Rules>, argument: &str) -> Result<u16> {
    status(rules, Method::Get, "/boxes/{x}", argument).await
}

#[tokio::test]
async fn the_first_rule_that_fits_answers() {
    let on = || Rule::on("GET /boxes/{box}");
    let rules = Rules::below(
        "/base",
        [
            on().when_path("box", "a/b").answers(Reply::new(410, "")),
            on().when_path("other", "1").answers(Reply::new(411, "")),
            on().when_query("page", "1").answers(Reply::new(412, "")),
            on().when_body(|body| body["text"] == "no")
                .answers(Reply::new(413, "")),
            on().when(|seen| seen.header("x-absent").is_some())
                .answers(Reply::new(414, "")),
            on().once(Reply::error(409, "Busy", "later")),
            on().when_query("page", "2")
                .when_body(|body| body["text"] == "hi")
                .in_turn([Reply::new(415, ""), Reply::new(200, "{}")]),
            on().answers_with(|seen| Reply::new(if seen.line.ends_with("page=2") { 404 } else { 400 }, "")),
        ],
    );
    assert_eq!(get(&rules, "a/b").await.unwrap(), 410);
    for expected in [409, 415, 200, 404, 404] {
        assert_eq!(get(&rules, "1").await.unwrap(), expected);
    }
    assert_eq!(rules.seen().len(), 6);
    let unused = rules.unused();
    let named: Vec<&str> = unused
        .iter()
        .filter_map(|line| line.split(['(', ')']).nth(1))
        .collect();
    assert_eq!(
        named,
        ["the 2nd rule", "the 3rd rule", "the 4th rule", "the 5th rule"]
    );
}

#[tokio::test]
async fn a_request_that_no_rule_fits_fails_once_and_is_named_with_the_rules() {
    let rules = Rules::new([
        Rule::on("GET /boxes/{x}"),
        Rule::on("POST /base/boxes/{x}"),
        Rule::on("GET /base/boxes/{x}").once(Reply::new(200, "")),
        Rule::on("nonsense"),
    ]);
    assert_eq!(get(&rules, "1").await.unwrap(), 200);
    let error = get(&rules, "1").await.unwrap_err().to_string();
    assert!(
        error.contains("no rule answers `GET https://a.example/base/boxes/1?page=2`"),
        "{error}"
    );
    assert!(
        error.contains("POST /base/boxes/{x}, GET /base/boxes/{x}, nonsense"),
        "{error}"
    );
    assert_eq!(rules.seen().len(), 2);
}

#[tokio::test]
async fn what_was_not_used_fails_the_test() {
    let rules = Rules::below(
        "/base/",
        [Rule::on("GET /boxes/{x}").in_turn([Reply::new(200, ""), Reply::new(200, "")])],
    );
    assert_eq!(
        rules.unused(),
        ["`GET /boxes/{x}` (the 1st rule): 2 replies are left"]
    );
    get(&rules, "1").await.unwrap();
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| rules.assert_used()));
    assert!(failed.is_err());
    get(&rules, "1").await.unwrap();
    rules.assert_used();
}

#[tokio::test]
async fn an_answer_may_be_made_by_looking_at_the_rules_themselves() {
    let slot: Arc<Mutex<Option<Arc<Rules>>>> = Arc::default();
    let inner = Arc::clone(&slot);
    let rules = Rules::below(
        "/base",
        [Rule::on("GET /boxes/{x}").answers_with(move |_| {
            let rules = lock(&inner).clone();
            let count = rules.map_or(0, |rules| rules.seen().len() + rules.unused().len());
            Reply::json(200, &count)
        })],
    );
    *lock(&slot) = Some(Arc::clone(&rules));
    assert_eq!(get(&rules, "1").await.unwrap(), 200);
}
