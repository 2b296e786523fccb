//! The axis of a figure: where a number stands on it, and which numbers are written beside it.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

/// Linear or logarithmic.
#[derive(Debug, Clone)]
pub(crate) struct Scale {
    range: Range<f64>,
    logarithmic: bool,
    ticks: Vec<(f64, String)>,
}

/// About how many ticks an axis has.
const TICKS: f64 = 5.0;

impl Scale {
    pub(crate) fn linear(range: Range<f64>) -> Self {
        let step = step(range.end - range.start);
        let first = (range.start / step - 1e-9).ceil();
        let ticks = (0..100)
            .map(|i| (first + f64::from(i)) * step)
            .filter(|tick| *tick <= range.end + step * 1e-9)
            .map(|tick| (tick, decimal(tick, step)))
            .collect();
        Self { range, logarithmic: false, ticks }
    }

    pub(crate) fn logarithmic(range: Range<f64>) -> Self {
        let (first, last) = (exponent(range.start) - 1, exponent(range.end) + 1);
        let inside = |value: &f64| range.start * 0.999 <= *value && *value <= range.end * 1.001;
        let decades: Vec<i32> = (first..=last).filter(|e| inside(&10_f64.powi(*e))).collect();
        let ticks = if decades.len() >= 3 {
            let every = decades.len().div_ceil(7);
            decades.iter().step_by(every).map(|e| (10_f64.powi(*e), power(*e))).collect()
        } else {
            let ticks =
                (first..=last).flat_map(|e| [1.0, 2.0, 5.0].map(|digit| digit * 10_f64.powi(e)));
            ticks.filter(inside).map(|tick| (tick, decimal(tick, tick))).collect()
        };
        Self { range, logarithmic: true, ticks }
    }

    /// With these numbers beside it.
    pub(crate) fn with_ticks(self, ticks: Vec<(f64, String)>) -> Self {
        Self { ticks, ..self }
    }

    fn place(&self, value: f64) -> f64 {
        if self.logarithmic { value.ln() } else { value }
    }
}

impl Ranged for Scale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    /// What lies beyond the axis is put on its end.
    fn map(&self, value: &f64, (first, last): (i32, i32)) -> i32 {
        let [start, end] = [self.range.start, self.range.end].map(|bound| self.place(bound));
        let share = ((self.place(*value) - start) / (end - start)).clamp(0.0, 1.0);
        first + (share * f64::from(last - first)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _hint: Hint) -> Vec<f64> {
        self.ticks.iter().map(|(tick, _)| *tick).collect()
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

impl ValueFormatter<f64> for Scale {
    fn format_ext(&self, value: &f64) -> String {
        let label = self.ticks.iter().find(|(tick, _)| tick == value);
        label.map(|(_, label)| label.clone()).unwrap_or_default()
    }
}

/// 1, 2 or 5 times a power of ten.
fn step(length: f64) -> f64 {
    let rough = length / TICKS;
    let unit = 10_f64.powi(exponent(rough));
    [1.0, 2.0, 5.0, 10.0]
        .map(|digit| digit * unit)
        .into_iter()
        .find(|step| *step >= rough * 0.99)
        .unwrap_or(rough)
}
fn exponent(value: f64) -> i32 {
    (value.log10() + 1e-9).floor() as i32
}

/// With as many places as the step needs.
fn decimal(value: f64, step: f64) -> String {
    let places = usize::try_from(-exponent(step)).unwrap_or(0);
    let value = if value.abs() < step * 1e-6 { 0.0 } else { value };
    format!("{value:.places$}").replace('-', "−")
}

/// A power of ten, for a logarithmic axis.
fn power(exponent: i32) -> String {
    if (-2..=3).contains(&exponent) {
        return decimal(10_f64.powi(exponent), 10_f64.powi(exponent));
    }
    let digits = exponent.to_string();
    let digits = digits.chars().map(|digit| match digit {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' => '⁰',
        digit => char::from_u32('⁰' as u32 + digit as u32 - '0' as u32).unwrap_or(digit),
    });
    format!("10{}", digits.collect::<String>())
}
