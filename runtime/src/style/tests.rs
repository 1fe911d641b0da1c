//! The style table of OpenAPI 3.1.1 (section "Style Examples") and the examples of RFC 6570, section 3.2.

use super::Style;
use crate::parts::Part;

fn text(text: &str) -> Part {
    Part::Text(text.to_owned())
}

fn list(items: &[&str]) -> Part {
    items.iter().map(|item| (*item).to_owned()).collect()
}

fn object(entries: &[(&str, &str)]) -> Part {
    let entries = entries
        .iter()
        .map(|(key, value)| ((*key).to_owned(), text(value)));
    Part::Object(entries.collect())
}

fn colors() -> Part {
    list(&["blue", "black", "brown"])
}

fn rgb() -> Part {
    object(&[("R", "100"), ("G", "200"), ("B", "150")])
}

fn query(style: Style, part: &Part) -> String {
    let pairs = style.pairs("color", part).unwrap();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

fn path(style: Style, part: &Part) -> String {
    style.segment("color", part).unwrap()
}

fn header(style: Style, part: &Part) -> String {
    style.header("color", part).unwrap().unwrap()
}

#[test]
fn queries_are_written_as_the_table_has_them() {
    let (colors, rgb) = (&colors(), &rgb());
    for (style, of_list, of_object) in [
        (Style::FORM, "color=blue,black,brown", "color=R,100,G,200,B,150"),
        (
            Style::FORM.explode(),
            "color=blue&color=black&color=brown",
            "R=100&G=200&B=150",
        ),
        (
            Style::SPACES,
            "color=blue%20black%20brown",
            "color=R%20100%20G%20200%20B%20150",
        ),
        (
            Style::PIPES,
            "color=blue%7Cblack%7Cbrown",
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (
            Style::TABS,
            "color=blue%09black%09brown",
            "color=R%09100%09G%09200%09B%09150",
        ),
        (
            Style::DEEP_OBJECT,
            "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
    ] {
        assert_eq!(query(style, colors), of_list);
        assert_eq!(query(style, rgb), of_object);
    }
    assert_eq!(query(Style::FORM, &text("blue")), "color=blue");
    assert_eq!(query(Style::FORM, &text("")), "color=");
}

#[test]
fn paths_are_written_as_the_table_has_them() {
    let (colors, rgb) = (&colors(), &rgb());
    for (style, of_text, of_list, of_object) in [
        (Style::SIMPLE, "blue", "blue,black,brown", "R,100,G,200,B,150"),
        (
            Style::SIMPLE.explode(),
            "blue",
            "blue,black,brown",
            "R=100,G=200,B=150",
        ),
        (Style::LABEL, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        (
            Style::LABEL.explode(),
            ".blue",
            ".blue.black.brown",
            ".R=100.G=200.B=150",
        ),
        (
            Style::MATRIX,
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ),
        (
            Style::MATRIX.explode(),
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ),
    ] {
        assert_eq!(path(style, &text("blue")), of_text);
        assert_eq!(path(style, colors), of_list);
        assert_eq!(path(style, rgb), of_object);
    }
    assert_eq!(path(Style::MATRIX, &text("")), ";color");
}

#[test]
fn headers_are_written_as_the_table_has_them() {
    assert_eq!(header(Style::SIMPLE, &colors()), "blue,black,brown");
    assert_eq!(header(Style::SIMPLE.explode(), &rgb()), "R=100,G=200,B=150");
    assert_eq!(header(Style::SIMPLE, &rgb()), "R,100,G,200,B,150");
    assert_eq!(header(Style::PIPES, &colors()), "blue|black|brown");
    assert_eq!(header(Style::SIMPLE, &text("a b, c")), "a b, c");
}

#[test]
fn the_examples_of_rfc_6570_come_out() {
    let keys = &object(&[("semi", ";"), ("dot", "."), ("comma", ",")]);
    let pairs = Style::FORM.pairs("keys", keys).unwrap();
    assert_eq!(
        pairs,
        [("keys".to_owned(), "semi,%3B,dot,.,comma,%2C".to_owned())]
    );
    let exploded: Vec<_> = Style::FORM.explode().pairs("keys", keys).unwrap();
    let exploded: Vec<_> = exploded
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(exploded.join("&"), "semi=%3B&dot=.&comma=%2C");
    for (style, written) in [
        (Style::SIMPLE, "semi,%3B,dot,.,comma,%2C"),
        (Style::SIMPLE.explode(), "semi=%3B,dot=.,comma=%2C"),
        (Style::LABEL, ".semi,%3B,dot,.,comma,%2C"),
        (Style::LABEL.explode(), ".semi=%3B.dot=..comma=%2C"),
        (Style::MATRIX, ";keys=semi,%3B,dot,.,comma,%2C"),
        (Style::MATRIX.explode(), ";semi=%3B;dot=.;comma=%2C"),
    ] {
        assert_eq!(style.segment("keys", keys).unwrap(), written);
    }
}

#[test]
fn an_item_with_the_text_between_items_is_encoded_or_refused() {
    let odd = &list(&["a,b", "c d", "e|f", "g\th", "ü&="]);
    assert_eq!(
        query(Style::FORM, odd),
        "color=a%2Cb,c%20d,e%7Cf,g%09h,%C3%BC%26%3D"
    );
    assert_eq!(path(Style::SIMPLE, odd), "a%2Cb,c%20d,e%7Cf,g%09h,%C3%BC%26%3D");
    for style in [Style::SPACES, Style::PIPES, Style::TABS, Style::FORM.raw()] {
        let error = style.pairs("color", odd).unwrap_err();
        assert!(error.to_string().contains("`color`"), "{error}");
        assert!(Style::explode(style).pairs("color", odd).is_ok() || style == Style::FORM.raw());
    }
    assert!(Style::SIMPLE.header("color", odd).is_err());
    assert_eq!(header(Style::PIPES, &list(&["a,b", "c"])), "a,b|c");
}

#[test]
fn nothing_is_sent_of_what_is_empty_unless_that_is_asked_for() {
    let (none, nulls) = (&list(&[]), &Part::List(vec![Part::Nothing]));
    let bare = &Part::Object(vec![("a".to_owned(), Part::Nothing)]);
    for style in [
        Style::FORM,
        Style::FORM.explode(),
        Style::PIPES,
        Style::DEEP_OBJECT,
    ] {
        for part in [none, nulls, bare] {
            assert_eq!(query(style, part), "");
            assert_eq!(query(style.or_empty(), part), "color=");
        }
    }
    for part in [none, nulls, bare] {
        assert_eq!(Style::SIMPLE.header("color", part).unwrap(), None);
        for style in [Style::SIMPLE, Style::LABEL, Style::LABEL.explode()] {
            assert!(style.segment("color", part).is_err());
        }
    }
    assert_eq!(query(Style::FORM, &list(&["", ""])), "color=,");
    assert_eq!(query(Style::FORM, &Part::Nothing), "");
}

#[test]
fn no_path_climbs() {
    for (style, part) in [
        (Style::SIMPLE, text("..")),
        (Style::SIMPLE, list(&["."])),
        (Style::LABEL, text(".")),
        (Style::LABEL, text("")),
        (Style::LABEL.explode(), list(&["", ""])),
        (Style::SIMPLE, list(&[""])),
    ] {
        let error = style.segment("color", &part).unwrap_err();
        assert!(error.to_string().contains("`color`"), "{error}");
    }
}

#[test]
fn reserved_and_encoded_characters_stay_when_they_may() {
    let odd = "a/b?c:d@e!$'()*;=,%20%zz#[]&+ ü";
    assert_eq!(
        query(Style::FORM.reserved(), &text(odd)),
        "color=a/b?c:d@e!$'()*;=,%20%25zz%23%5B%5D%26%2B%20%C3%BC"
    );
    assert_eq!(
        query(Style::FORM.reserved(), &list(&["a,b", "c/d"])),
        "color=a%2Cb,c/d"
    );
    assert_eq!(query(Style::FORM.raw(), &text("a%2Fb/c")), "color=a%2Fb/c");
    for bad in ["a&b=c", "a#b", "a b", "a\nb"] {
        assert!(Style::FORM.raw().pairs("color", &text(bad)).is_err(), "{bad}");
    }
}

#[test]
fn deep_objects_go_as_deep_as_they_are() {
    let inner = Part::Object(vec![
        ("l m".to_owned(), list(&["1", "2"])),
        ("o".to_owned(), Part::Nothing),
    ]);
    let deep = Part::Object(vec![("k".to_owned(), inner)]);
    assert_eq!(
        query(Style::DEEP_OBJECT, &deep),
        "color%5Bk%5D%5Bl%20m%5D%5B0%5D=1&color%5Bk%5D%5Bl%20m%5D%5B1%5D=2"
    );
    for style in [Style::FORM, Style::FORM.explode(), Style::PIPES] {
        assert!(style.pairs("color", &deep).is_err());
    }
    let flat = Part::Object(vec![("k".to_owned(), list(&["1", "2"]))]);
    assert_eq!(query(Style::FORM.explode(), &flat), "k=1&k=2");
    assert!(Style::FORM.pairs("color", &flat).is_err());
    assert!(Style::SIMPLE.segment("color", &flat).is_err());
}

#[test]
fn lists_of_objects_have_indices_in_a_deep_object() {
    let objects = Part::List(vec![
        object(&[("k", "1"), ("l", "2")]),
        Part::Nothing,
        Part::List(vec![text("3"), object(&[("k", "4")])]),
    ]);
    assert_eq!(
        query(Style::DEEP_OBJECT, &objects),
        "color%5B0%5D%5Bk%5D=1&color%5B0%5D%5Bl%5D=2&color%5B1%5D%5B0%5D=3&color%5B1%5D%5B1%5D%5Bk%5D=4"
    );
}

#[test]
fn what_a_style_has_no_form_for_is_json_where_that_is_asked_for() {
    let objects = &Part::List(vec![object(&[("k", "a,b")]), list(&["c"])]);
    let one = "%7B%22k%22%3A%22a%2Cb%22%7D";
    let style = Style::FORM.json_within();
    assert_eq!(query(style, objects), format!("color={one},%5B%22c%22%5D"));
    assert_eq!(
        query(style.explode(), objects),
        format!("color={one}&color=%5B%22c%22%5D")
    );
    let deep = &Part::Object(vec![
        ("k".to_owned(), object(&[("l", "1")])),
        ("m".to_owned(), list(&["n"])),
    ]);
    assert_eq!(
        query(style, deep),
        "color=k,%7B%22l%22%3A%221%22%7D,m,%5B%22n%22%5D"
    );
    assert_eq!(query(style.explode(), deep), "k=%7B%22l%22%3A%221%22%7D&m=n");
    assert_eq!(path(style, objects), format!("{one},%5B%22c%22%5D"));
    assert!(Style::FORM.explode().pairs("color", objects).is_err());
}
