//! The order of versions: numbers are compared as numbers, and a preview comes before its version.

use std::cmp::Ordering;

/// Compares two versions, the older one first: `2.0` before `10.0`, `2024-01-01-preview` before `2024-01-01`.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (mut one_parts, mut other_parts) = (parts(one).into_iter(), parts(other).into_iter());
    loop {
        let order = match (one_parts.next(), other_parts.next()) {
            (None, None) => return one.cmp(other),
            // A version that continues with a word is a preview; one that continues with a number is newer.
            (None, Some(more)) => {
                if more.is_empty_or_word() {
                    Ordering::Greater
                } else {
                    Ordering::Less
                }
            }
            (Some(more), None) => {
                if more.is_empty_or_word() {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
            (Some(one), Some(other)) => one.cmp(&other),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Word(&'a str),
    Number(usize, &'a str),
}

impl Part<'_> {
    fn is_empty_or_word(&self) -> bool {
        matches!(self, Self::Word(_))
    }
}

fn parts(version: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = version.strip_prefix(['v', 'V']).unwrap_or(version);
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let fits = |c: char| {
            if digits {
                c.is_ascii_digit()
            } else {
                c.is_alphabetic()
            }
        };
        let end = rest.find(|c: char| !fits(c)).unwrap_or(rest.len());
        if end == 0 {
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        let (part, tail) = rest.split_at(end);
        parts.push(if digits {
            let number = part.trim_start_matches('0');
            Part::Number(number.len(), number)
        } else {
            Part::Word(part)
        });
        rest = tail;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn versions_are_in_the_order_in_which_they_came() {
        let versions = [
            "1.0-alpha",
            "1.0-beta.1",
            "1.0-beta.2",
            "1.0",
            "1.0.1",
            "2.0",
            "10.0",
            "2020-01-01-preview2",
            "2020-01-01",
            "v2021",
        ];
        let mut sorted = versions.to_vec();
        sorted.reverse();
        sorted.sort_by(|a, b| compare(a, b));
        assert_eq!(sorted, versions);
    }
}
