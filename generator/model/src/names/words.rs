//! The words of a name, before they are put into a case.

/// A name as written, with spaces in place of what no identifier has.
pub(super) fn split(name: &str) -> String {
    let mut words: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    // `+1` and `-1` are not the same.
    let mut first = name.chars();
    if let (Some(sign @ ('+' | '-')), Some('0'..='9')) = (first.next(), first.next()) {
        words.insert_str(0, if sign == '+' { "plus" } else { "minus" });
    }
    words
}

/// The name of a type of words that have their capitals already, but for the first letter of each: `PetsClient feed_all` is
/// `PetsClientFeedAll`. `None` for other words, which `heck` knows how to split. Most names of types are made of others like this, and
/// to split them again costs time (docs/performance.md, "Diff").
pub(super) fn joined(words: &str) -> Option<String> {
    let mut text = String::with_capacity(words.len());
    for word in words.split([' ', '_']).filter(|word| !word.is_empty()) {
        let mut letters = word.chars();
        let first = letters.next().filter(char::is_ascii_alphabetic)?;
        text.push(first.to_ascii_uppercase());
        let mut after_capital = first.is_ascii_uppercase();
        for c in letters {
            match c {
                'A'..='Z' if after_capital => return None,
                'A'..='Z' => after_capital = true,
                'a'..='z' => after_capital = false,
                '0'..='9' => {}
                _ => return None,
            }
            text.push(c);
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use heck::ToUpperCamelCase as _;

    use super::joined;

    /// Every text of up to six of these characters.
    #[test]
    fn words_that_are_joined_are_those_of_heck() {
        assert_eq!(
            joined("PetsClient feed_all").as_deref(),
            Some("PetsClientFeedAll")
        );
        assert_eq!(joined("HTTPServer"), None);
        let mut texts = vec![String::new()];
        for _ in 0..6 {
            let longer = texts.iter().flat_map(|text| {
                ['a', 'b', 'A', 'B', '1', ' ', '_'].map(|c| {
                    let mut text = text.clone();
                    text.push(c);
                    text
                })
            });
            texts = longer.collect();
            for text in &texts {
                if let Some(joined) = joined(text) {
                    assert_eq!(joined, text.to_upper_camel_case(), "{text}");
                }
            }
        }
    }
}
