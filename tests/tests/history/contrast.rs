//! The colours of the pages have the contrast that WCAG 2.2 AA requires, in the light and the dark scheme.

use std::collections::BTreeMap;

use crate::html_of;

/// The colours of a scheme by name; one that lets the background through is what it makes of it.
fn colours(block: &str) -> BTreeMap<&str, [f64; 3]> {
    let block = block.split_once('}').unwrap().0;
    let mut colours = BTreeMap::new();
    for entry in block.split("--").skip(1) {
        let Some((name, value)) = entry.split_once(": ") else {
            continue;
        };
        let value = value.split(';').next().unwrap();
        if let Some(digits) = value.strip_prefix('#') {
            let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
            colours.insert(
                name,
                [channel(0), channel(2), channel(4)].map(|c| f64::from(c) / 255.0),
            );
        } else if let Some(value) = value.strip_prefix("rgb(") {
            let numbers: Vec<f64> = value
                .split([' ', '/', '%', ')'])
                .filter_map(|number| number.parse().ok())
                .collect();
            let (behind, share): ([f64; 3], f64) = (colours["bg"], numbers[3] / 100.0);
            let mixed = [0, 1, 2].map(|c| numbers[c] / 255.0 * share + behind[c] * (1.0 - share));
            colours.insert(name, mixed);
        }
    }
    colours
}

fn luminance(colour: [f64; 3]) -> f64 {
    let linear = colour.map(|c| {
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn text_and_marks_stand_out_in_light_and_dark() {
    let page = html_of(crate::html::OLD, crate::html::NEW);
    let schemes: Vec<_> = page.split(":root {").skip(1).map(colours).collect();
    assert_eq!(schemes.len(), 2, "a light and a dark scheme");
    for scheme in &schemes {
        assert_eq!(scheme.len(), 13, "{scheme:?}");
        let enough = |front: &str, back: &str, wanted: f64| {
            let found = contrast(scheme[front], scheme[back]);
            assert!(found >= wanted, "{front} on {back}: {found:.2} of {wanted}");
        };
        for front in ["fg", "dim", "bad", "warn", "good", "info"] {
            for back in ["bg", "soft"] {
                enough(front, back, 4.5);
            }
        }
        for back in ["removed", "added"] {
            enough("fg", back, 4.5);
        }
        // Graphics need less contrast than text: the edges of controls, and the keyboard focus.
        for front in ["edge", "focus"] {
            enough(front, "bg", 3.0);
            enough(front, "soft", 3.0);
        }
    }
}
