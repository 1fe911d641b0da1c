//! Completing endpoints, and parts that are refused in an address.

use super::*;

const FIXED: BasePath = BasePath::new(&[&[BasePart::Fixed("/api/v3")]]);
const VERSION: BasePath = BasePath::new(&[&[BasePart::Fixed("/things/"), BasePart::OneOf(&["v1", "v2"])]]);
const INDEX: BasePath = BasePath::new(&[&[
    BasePart::Fixed("/indexes('"),
    BasePart::Any("indexName"),
    BasePart::Fixed("')"),
]]);
const SEVERAL: BasePath = BasePath::new(&[&[BasePart::Fixed("/v1")], &[BasePart::Fixed("/test/v1beta")]]);

#[test]
fn a_base_path_is_added_once() {
    for (given, whole) in [
        ("https://a.example", "https://a.example/api/v3"),
        ("a.example/", "https://a.example/api/v3"),
        ("https://a.example/api/v3", "https://a.example/api/v3"),
        ("https://a.example/api/v3/", "https://a.example/api/v3"),
        ("https://a.example/proxy", "https://a.example/proxy/api/v3"),
        ("https://a.example/proxy/api/v3", "https://a.example/proxy/api/v3"),
        // A part of a segment is another one.
        ("https://a.example/myapi/v3", "https://a.example/myapi/v3/api/v3"),
        ("https://a.example/api/v30", "https://a.example/api/v30/api/v3"),
        ("https://a.example/api/v3/x", "https://a.example/api/v3/x/api/v3"),
    ] {
        assert_eq!(FIXED.complete(given).unwrap(), whole, "{given}");
    }
}

#[test]
fn every_value_that_the_description_knows_is_the_path_already() {
    for (given, path) in [
        ("", "/things/v1"),
        ("/things/v2", "/things/v2"),
        ("/things/v1/", "/things/v1"),
    ] {
        let whole = VERSION.complete(&format!("https://a.example{given}")).unwrap();
        assert_eq!(whole, format!("https://a.example{path}"));
    }
}

#[test]
fn what_only_callers_know_must_be_in_the_endpoint() {
    for good in [
        "https://a.example/indexes('x')",
        "https://a.example/p/indexes('x%20y')/",
    ] {
        assert_eq!(INDEX.complete(good).unwrap(), good.trim_end_matches('/'));
    }
    for bad in [
        "https://a.example",
        "https://a.example/indexes('')",
        "https://a.example/indexes('a/b')",
    ] {
        let error = INDEX.complete(bad).unwrap_err().to_string();
        assert!(error.contains("`/indexes('{indexName}')`"), "{error}");
    }
}

#[test]
fn of_several_paths_callers_choose_one() {
    for good in ["https://a.example/v1", "https://a.example/test/v1beta"] {
        assert_eq!(SEVERAL.complete(good).unwrap(), good);
    }
    let error = SEVERAL.complete("https://a.example").unwrap_err().to_string();
    assert!(error.contains("`/v1` or `/test/v1beta`"), "{error}");
}

#[test]
fn a_part_of_a_host_cannot_lead_to_another_host() {
    let address = |value: &str| {
        Address::new()
            .text("https://")
            .host("name", value)
            .text(".a.example")
            .finish()
    };
    assert_eq!(address("contoso").unwrap(), "https://contoso.a.example/");
    for bad in [
        "",
        "evil.example/",
        "evil.example?",
        "evil.example#",
        "me@evil.example",
        "a\\b",
        "evil.example:443",
        "ä",
        "a b",
    ] {
        assert!(address(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_part_of_the_path_stays_in_it() {
    let address = |value: &str| {
        Address::new()
            .text("https://a.example")
            .base("base", value)
            .finish()
    };
    for value in ["v2", "/v2", "/v2/", "//v2"] {
        assert_eq!(address(value).unwrap(), "https://a.example/v2", "{value}");
    }
    assert_eq!(address("").unwrap(), "https://a.example/");
    for bad in ["..", "a/../b", "a?b", "a#b"] {
        assert!(address(bad).is_err(), "{bad}");
    }
    let segment = |value: &str| {
        let address = Address::new()
            .start("endpoint", "a.example/p/")
            .text("/indexes('");
        address.segment("indexName", value).text("')").finish()
    };
    assert_eq!(segment("a/b").unwrap(), "https://a.example/p/indexes('a%2Fb')");
    assert!(segment("").is_err());
}
