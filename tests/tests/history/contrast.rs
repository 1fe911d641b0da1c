//! The colours of the pages have the contrast that WCAG 2.2 AA requires, in the light and the dark scheme.

use std::collections::BTreeMap;

use crate::html_of;

/// The colours of a scheme by name.
fn colours(block: &str) -> BTreeMap<&str, [f64; 3]> {
    let block = block.split_once('}').unwrap().0;
    let pairs = block
        .split("--")
        .skip(1)
        .filter_map(|entry| entry.split_once(": #"));
    pairs
        .map(|(name, value)| {
            let channel = |at: usize| f64::from(u8::from_str_radix(&value[at..at + 2], 16).unwrap()) / 255.0;
            (name, [channel(0), channel(2), channel(4)])
        })
        .collect()
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
