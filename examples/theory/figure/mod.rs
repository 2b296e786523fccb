//! What a figure shows: panels, with marks on two axes. `draw.rs` draws it.

use std::ops::Range;

use plotters::style::RGBColor;

use crate::statistics::Spread;
use scale::Scale;

mod draw;
mod scale;

/// Colours that the colour-blind can tell apart (Okabe and Ito, *Color Universal Design*, 2008).
pub(crate) const BLUE: RGBColor = RGBColor(0, 114, 178);
pub(crate) const ORANGE: RGBColor = RGBColor(213, 94, 0);
pub(crate) const GREEN: RGBColor = RGBColor(0, 158, 115);
pub(crate) const PINK: RGBColor = RGBColor(204, 121, 167);
pub(crate) const GREY: RGBColor = RGBColor(110, 110, 110);
pub(crate) const BLACK: RGBColor = RGBColor(30, 30, 30);

/// Panels side by side, in two rows if there are more than three.
pub(crate) struct Figure {
    pub(crate) title: &'static str,
    pub(crate) panels: Vec<Panel>,
}

/// A title, two axes, and what stands between them.
pub(crate) struct Panel {
    pub(crate) title: String,
    pub(crate) x: Axis,
    pub(crate) y: Axis,
    pub(crate) marks: Vec<Mark>,
    /// Where the legend stands.
    pub(crate) legend: Corner,
}

/// A corner of a panel.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Corner {
    UpperLeft,
    UpperRight,
    LowerLeft,
    LowerRight,
}

/// An axis, and its range where it is not that of the marks.
pub(crate) struct Axis {
    pub(crate) label: String,
    logarithmic: bool,
    range: Option<Range<f64>>,
    ticks: Option<Vec<(f64, String)>>,
}

/// One thing in a panel.
pub(crate) enum Mark {
    Line {
        label: String,
        color: RGBColor,
        dashed: bool,
        points: Vec<(f64, f64)>,
    },
    Dots {
        label: String,
        color: RGBColor,
        filled: bool,
        points: Vec<(f64, f64)>,
    },
    /// From the least to the largest run.
    Band {
        color: RGBColor,
        points: Vec<(f64, f64, f64)>,
    },
    /// A rectangle from one corner to the other.
    Cell {
        color: RGBColor,
        corners: [(f64, f64); 2],
    },
    /// In the legend alone: what a colour of cells means.
    Key {
        label: String,
        color: RGBColor,
    },
    Text {
        at: (f64, f64),
        text: String,
    },
}

impl Panel {
    pub(crate) fn new(title: impl Into<String>, x: Axis, y: Axis) -> Self {
        Self { title: title.into(), x, y, marks: Vec::new(), legend: Corner::UpperRight }
    }

    pub(crate) fn legend(mut self, corner: Corner) -> Self {
        self.legend = corner;
        self
    }

    pub(crate) fn line(
        &mut self,
        label: impl Into<String>,
        color: RGBColor,
        points: impl IntoIterator<Item = (f64, f64)>,
    ) {
        let points = points.into_iter().collect();
        self.marks.push(Mark::Line { label: label.into(), color, dashed: false, points });
    }

    pub(crate) fn dashed(
        &mut self,
        label: impl Into<String>,
        color: RGBColor,
        points: impl IntoIterator<Item = (f64, f64)>,
    ) {
        let points = points.into_iter().collect();
        self.marks.push(Mark::Line { label: label.into(), color, dashed: true, points });
    }

    pub(crate) fn dots(
        &mut self,
        label: impl Into<String>,
        color: RGBColor,
        filled: bool,
        points: impl IntoIterator<Item = (f64, f64)>,
    ) {
        let points = points.into_iter().collect();
        self.marks.push(Mark::Dots { label: label.into(), color, filled, points });
    }

    /// The median as a line, and all runs as a band about it.
    pub(crate) fn spread(
        &mut self,
        label: impl Into<String>,
        color: RGBColor,
        xs: impl IntoIterator<Item = f64>,
        spreads: &[Spread],
    ) {
        let runs: Vec<(f64, Spread)> = xs.into_iter().zip(spreads.iter().copied()).collect();
        let points = runs.iter().map(|(x, run)| (*x, run.least, run.largest)).collect();
        self.marks.push(Mark::Band { color, points });
        self.line(label, color, runs.iter().map(|(x, run)| (*x, run.median)));
    }

    /// A dashed line at one height, from the first mark to the last.
    pub(crate) fn level(&mut self, label: impl Into<String>, color: RGBColor, y: f64) {
        let xs = Spread::of(self.marks.iter().flat_map(Mark::points).map(|(x, _)| x));
        self.dashed(label, color, [(xs.least, y), (xs.largest, y)]);
    }

    pub(crate) fn cell(&mut self, color: RGBColor, corners: [(f64, f64); 2]) {
        self.marks.push(Mark::Cell { color, corners });
    }

    pub(crate) fn key(&mut self, label: impl Into<String>, color: RGBColor) {
        self.marks.push(Mark::Key { label: label.into(), color });
    }

    pub(crate) fn text(&mut self, at: (f64, f64), text: impl Into<String>) {
        self.marks.push(Mark::Text { at, text: text.into() });
    }

    /// Both axes as they are drawn.
    pub(crate) fn scales(&self) -> [Scale; 2] {
        let points: Vec<(f64, f64)> = self.marks.iter().flat_map(Mark::points).collect();
        let xs: Vec<f64> = points.iter().map(|point| point.0).collect();
        let ys: Vec<f64> = points.iter().map(|point| point.1).collect();
        [self.x.scale(&xs), self.y.scale(&ys)]
    }
}

impl Axis {
    pub(crate) fn linear(label: impl Into<String>) -> Self {
        Self { label: label.into(), logarithmic: false, range: None, ticks: None }
    }

    pub(crate) fn logarithmic(label: impl Into<String>) -> Self {
        Self { label: label.into(), logarithmic: true, range: None, ticks: None }
    }

    pub(crate) fn range(mut self, range: Range<f64>) -> Self {
        self.range = Some(range);
        self
    }

    pub(crate) fn ticks(mut self, ticks: impl IntoIterator<Item = (f64, String)>) -> Self {
        self.ticks = Some(ticks.into_iter().collect());
        self
    }

    fn scale(&self, values: &[f64]) -> Scale {
        let range = self.range.clone().unwrap_or_else(|| self.around(values));
        let scale = if self.logarithmic { Scale::logarithmic(range) } else { Scale::linear(range) };
        match &self.ticks {
            Some(ticks) => scale.with_ticks(ticks.clone()),
            None => scale,
        }
    }

    /// All values, and a little space to both sides of them.
    fn around(&self, values: &[f64]) -> Range<f64> {
        let spread = Spread::of(values.iter().copied().filter(|value| value.is_finite()));
        if self.logarithmic {
            let space = (spread.largest / spread.least).powf(0.05);
            spread.least / space..spread.largest * space
        } else {
            let space = (spread.largest - spread.least) * 0.05;
            spread.least - space..spread.largest + space
        }
    }
}

impl Mark {
    fn points(&self) -> Vec<(f64, f64)> {
        match self {
            Self::Line { points, .. } | Self::Dots { points, .. } => points.clone(),
            Self::Band { points, .. } => {
                points.iter().flat_map(|(x, least, most)| [(*x, *least), (*x, *most)]).collect()
            }
            Self::Cell { corners, .. } => corners.to_vec(),
            Self::Key { .. } => Vec::new(),
            Self::Text { at, .. } => vec![*at],
        }
    }
}
