//! The picture of a history: operations and models as lines, breaks as bars, with a column for each version.

use crate::history::History;

use super::table::HistoryRow;

/// The elements to draw, in pixels from the upper left corner.
pub(crate) struct Picture {
    pub width: usize,
    pub height: usize,
    pub left: usize,
    pub right: usize,
    pub rules: Vec<GridLine>,
    pub labels: Vec<ChartLabel>,
    pub lines: Vec<ChartLine>,
    pub bars: Vec<Bar>,
    pub keys: Vec<ChartLabel>,
}

/// A horizontal grid line with its value.
pub(crate) struct GridLine {
    pub y: usize,
    pub value: usize,
}

/// A positioned text.
pub(crate) struct ChartLabel {
    pub class: &'static str,
    pub x: usize,
    pub y: usize,
    pub text: String,
}

/// A line that connects the numbers of all versions.
pub(crate) struct ChartLine {
    pub class: &'static str,
    pub round: bool,
    pub points: String,
    pub marks: Vec<Point>,
}

/// The number of one version on a line.
pub(crate) struct Point {
    pub x: usize,
    pub y: usize,
    pub value: usize,
    /// The y coordinate of the number's text.
    pub label: usize,
}

/// A bar for the number of breaks in a step.
pub(crate) struct Bar {
    pub class: &'static str,
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
    pub middle: usize,
    pub value: String,
    pub label: usize,
}

/// The width of a column, and the left end of the grid lines.
const COLUMN: usize = 96;
const LEFT: usize = 40;
const BAR: usize = 22;
/// The upper and lower edges of the area for lines and of the area for bars.
const LINES: Panel = Panel { top: 50, bottom: 220 };
const BARS: Panel = Panel {
    top: 290,
    bottom: 410,
};
const HEIGHT: usize = 510;

/// An area of the picture with a scale that starts at zero.
#[derive(Clone, Copy)]
struct Panel {
    top: usize,
    bottom: usize,
}

impl Panel {
    fn y(self, value: usize, most: usize) -> usize {
        let height = self.bottom - self.top;
        self.bottom - (height * value.min(most)).checked_div(most).unwrap_or(0)
    }

    /// The grid lines, up to the first round number that no value exceeds.
    fn rules(self, most: usize) -> (usize, Vec<GridLine>) {
        let step = round_step(most);
        let count = most.div_ceil(step).max(1);
        let top = count * step;
        let rules = (0..=count).map(|at| GridLine {
            y: self.y(at * step, top),
            value: at * step,
        });
        (top, rules.collect())
    }
}

/// The smallest round step that gives at most five steps.
fn round_step(most: usize) -> usize {
    let mut step = 1;
    let mut factors = [2, 5, 10].into_iter().cycle();
    let mut unit = 1;
    while most > step * 5 {
        let factor = factors.next().unwrap_or(10);
        step = unit * factor;
        if factor == 10 {
            unit = step;
        }
    }
    step
}

impl Picture {
    pub(super) fn draw(history: &History, rows: &[HistoryRow]) -> Self {
        let versions = &history.versions;
        // The names of versions are slanted, and end at the middle of their column.
        let longest = versions.iter().map(|version| version.name.chars().count()).max();
        let first = (longest.unwrap_or_default() * 6).max(LEFT + COLUMN / 2);
        let column = |at: usize| first + at * COLUMN;
        let right = column(versions.len().saturating_sub(1)) + COLUMN / 2;
        let operations: Vec<Option<usize>> =
            versions.iter().map(|version| Some(version.operations)).collect();
        let models: Vec<Option<usize>> = versions.iter().map(|version| version.models).collect();
        let most = operations
            .iter()
            .chain(&models)
            .flatten()
            .max()
            .copied()
            .unwrap_or_default();
        let (top, mut rules) = LINES.rules(most);
        let line = |class, round, values: &[Option<usize>], other_values: &[Option<usize>]| {
            let marks: Vec<Point> = values
                .iter()
                .zip(other_values)
                .enumerate()
                .filter_map(|(at, (value, other_value))| {
                    let value = (*value)?;
                    let y = LINES.y(value, top);
                    // Numbers of the upper line are above it, numbers of the lower line below it.
                    let above = other_value
                        .is_none_or(|other_value| value > other_value || (value == other_value && round));
                    let label = if above { y - 10 } else { y + 20 };
                    Some(Point {
                        x: column(at),
                        y,
                        value,
                        label,
                    })
                })
                .collect();
            let points: Vec<String> = marks
                .iter()
                .map(|mark| format!("{},{}", mark.x, mark.y))
                .collect();
            ChartLine {
                class,
                round,
                points: points.join(" "),
                marks,
            }
        };
        let lines = vec![
            line("operations", true, &operations, &models),
            line("models", false, &models, &operations),
        ];
        // The last row compares the first version with the last and has no bars.
        let steps = rows.iter().take(versions.len()).enumerate().skip(1);
        let steps: Vec<(usize, &HistoryRow)> = steps.collect();
        let most = steps
            .iter()
            .flat_map(|(_, row)| [row.wire, row.rust])
            .flatten()
            .max()
            .unwrap_or_default();
        let (top, more) = BARS.rules(most);
        rules.extend(more);
        let bar = |class, x, value: Option<usize>| {
            let y = BARS.y(value.unwrap_or_default(), top);
            Bar {
                class,
                x,
                y,
                width: BAR,
                height: BARS.bottom - y,
                middle: x + BAR / 2,
                value: value.map_or_else(|| "?".to_owned(), |value| value.to_string()),
                label: y - 6,
            }
        };
        let bars = steps.iter().flat_map(|(at, row)| {
            let middle = column(*at);
            [
                bar("wire", middle - BAR - 3, row.wire),
                bar("crate", middle + 3, row.rust),
            ]
        });
        let labels = versions.iter().enumerate().map(|(at, version)| ChartLabel {
            class: "name",
            x: column(at) + 6,
            y: BARS.bottom + 20,
            text: version.name.clone(),
        });
        Self {
            width: right + 20,
            height: HEIGHT,
            left: LEFT,
            right,
            rules,
            labels: labels.collect(),
            lines,
            bars: bars.collect(),
            keys: chart_keys(),
        }
    }
}

/// The legend above each area.
fn chart_keys() -> Vec<ChartLabel> {
    let key = |class, x, panel: Panel, text: &str| ChartLabel {
        class,
        x,
        y: panel.top - 28,
        text: text.to_owned(),
    };
    vec![
        key("operations", LEFT, LINES, "● operations"),
        key("models", LEFT + 120, LINES, "■ models"),
        key("wire", LEFT, BARS, "■ breaking on the wire"),
        key("crate", LEFT + 190, BARS, "□ breaking in Rust"),
    ]
}

#[cfg(test)]
mod tests {
    use super::{LINES, round_step};

    #[test]
    fn the_scale_has_round_steps_and_includes_every_number() {
        let steps: Vec<usize> = [0, 5, 6, 10, 11, 26, 51, 501]
            .into_iter()
            .map(round_step)
            .collect();
        assert_eq!(steps, [1, 1, 2, 2, 5, 10, 20, 200]);
        for most in [0, 1, 37, 1000] {
            let (top, rules) = LINES.rules(most);
            assert!(top >= most && rules.len() <= 6, "{most}");
            assert_eq!(LINES.y(0, top), LINES.bottom);
            assert_eq!(LINES.y(top, top), LINES.top);
        }
    }
}
