//! Hostile and broken documents.

use super::{Shelf, error, read, shelf};

#[test]
fn what_is_cut_off_or_broken_is_an_error() {
    let whole = "<?xml version=\"1.0\"?><Shelf id='1' ><Name>a&amp;b</Name><Book lang='x'><![CDATA[c]]></Book><!-- d --></Shelf>";
    shelf(whole);
    for end in 0..whole.len() {
        assert!(read::<Shelf>(&whole.as_bytes()[..end], "Shelf").is_err(), "{end}");
    }
    for broken in [
        "",
        "{}",
        "text",
        "<Shelf id='1'><Name/></Wrong>",
        "<Shelf id='1'><Name></Shelf></Name>",
        "<Shelf id='1'><Name/></Shelf><Shelf/>",
        "<Shelf id='1'><Name/></Shelf>text",
        "</Shelf>",
        "<Shelf id=1><Name/></Shelf>",
        "<Shelf id='1' id='2'><Name/></Shelf>",
        "<Shelf id='1'><Name>&</Name></Shelf>",
        "<Shelf id='1'><Name>&#0;</Name></Shelf>",
        "<Shelf id='1'><Name>&#x110000;</Name></Shelf>",
        "<>",
        "<",
        "<!",
        "<?",
    ] {
        assert!(!error(broken).is_empty(), "{broken}");
    }
}

#[test]
fn entities_of_a_document_are_not_read() {
    let bomb = "<!DOCTYPE a [<!ENTITY x 'boom'><!ENTITY y '&x;&x;'>]><Shelf id='1'><Name>&y;</Name></Shelf>";
    assert_eq!(
        error(bomb),
        "an entity is used that XML does not predefine at line 1 column 74"
    );
    let in_attribute = "<!DOCTYPE a [<!ENTITY x '1'>]><Shelf id='&x;'><Name/></Shelf>";
    assert!(
        error(in_attribute).starts_with("the markup is broken"),
        "{}",
        error(in_attribute)
    );
    let file = "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><Shelf id='1'><Name>a</Name></Shelf>";
    assert_eq!(shelf(file).name, "a");
}

#[test]
fn deep_nesting_does_not_take_the_stack() {
    let nested = |depth: usize| {
        let begin = "<Inner id='1'><Name/>".repeat(depth);
        format!("<Shelf id='1'><Name/>{begin}{}</Shelf>", "</Inner>".repeat(depth))
    };
    shelf(&nested(100));
    assert!(error(&nested(200)).starts_with("recursion limit exceeded"));
    let unknown = "<a>".repeat(1_000_000);
    assert!(error(&format!("<Shelf>{unknown}")).starts_with("recursion limit exceeded"));
}

#[test]
fn many_attributes_and_namespaces_cost_no_more_than_few() {
    let many = (0..100_000)
        .map(|n| format!(" a{n}=''"))
        .collect::<Vec<_>>()
        .concat();
    assert!(error(&format!("<Shelf{many}/>")).starts_with("an element has too many attributes"));
    let many = (0..100)
        .map(|n| format!("<a xmlns:a{n}='b' xmlns:b{n}='b' xmlns:c{n}='b'>"))
        .collect::<Vec<_>>()
        .concat();
    assert!(error(&format!("<Shelf>{many}")).starts_with("too many namespaces"));
}

#[test]
fn a_document_in_another_encoding_is_an_error_and_not_read_wrong() {
    let named = |encoding: &str, text: &str| {
        format!("<?xml version='1.0' encoding='{encoding}'?><Shelf id='1'><Name>{text}</Name></Shelf>")
    };
    assert_eq!(shelf(&named("utf-8", "é")).name, "é");
    assert_eq!(shelf(&named("ISO-8859-1", "e")).name, "e");
    assert!(error(&named("ISO-8859-1", "é")).contains("encoding is not UTF-8"));
    let utf16: Vec<u8> = named("UTF-16", "e")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(read::<Shelf>(&utf16, "Shelf").is_err());
    let latin = named("ISO-8859-1", "*").replace('*', "\u{1}").into_bytes();
    let latin: Vec<u8> = latin
        .into_iter()
        .map(|byte| if byte == 1 { 0xe9 } else { byte })
        .collect();
    assert!(read::<Shelf>(&latin, "Shelf").is_err());
}
