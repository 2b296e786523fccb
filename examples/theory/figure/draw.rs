//! Draws a figure as SVG.

use std::error::Error;
use std::path::Path;

use plotters::chart::SeriesAnno;
use plotters::coord::Shift;
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::scale::Scale;
use super::{BLACK, Corner, Figure, Mark, Panel};

/// The whole, in units of which a page is about 800 wide: coordinates in the file are whole numbers.
const WIDTH: u32 = 1920;
const TITLE: i32 = 38;
const HEADING: i32 = 30;
const LABEL: i32 = 27;
const TICK: i32 = 25;
const FAINT: RGBColor = RGBColor(225, 225, 225);

type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<Scale, Scale>>;
type Drawn = Result<(), Box<dyn Error>>;

impl Figure {
    /// Writes the figure to a file.
    pub(crate) fn write(&self, file: &Path) -> Drawn {
        let (rows, columns, height) = match self.panels.len() {
            count @ ..3 => (1, count, 760),
            3 => (1, 3, 700),
            count => (2, count.div_ceil(2), 1240),
        };
        let canvas = SVGBackend::new(file, (WIDTH, height)).into_drawing_area();
        canvas.fill(&WHITE)?;
        let canvas = canvas.titled(self.title, ("sans-serif", TITLE).into_font().color(&BLACK))?;
        for (panel, area) in self.panels.iter().zip(canvas.split_evenly((rows, columns))) {
            panel.draw(&area)?;
        }
        canvas.present()?;
        Ok(())
    }
}

impl Panel {
    fn draw(&self, area: &Canvas<'_>) -> Drawn {
        let [x, y] = self.scales();
        let mut chart = ChartBuilder::on(area)
            .caption(&self.title, ("sans-serif", HEADING).into_font().color(&BLACK))
            .margin(12)
            .margin_right(28)
            .x_label_area_size(82)
            .y_label_area_size(112)
            .build_cartesian_2d(x, y)?;
        chart
            .configure_mesh()
            .bold_line_style(FAINT)
            .light_line_style(TRANSPARENT)
            .axis_style(BLACK)
            .label_style(("sans-serif", TICK).into_font().color(&BLACK))
            .axis_desc_style(("sans-serif", LABEL).into_font().color(&BLACK))
            .x_desc(self.x.label.as_str())
            .y_desc(self.y.label.as_str())
            .draw()?;
        self.marks.iter().try_for_each(|mark| mark.draw(&mut chart))?;
        if self.marks.iter().any(|mark| mark.is_labelled()) {
            chart
                .configure_series_labels()
                .position(self.legend.into())
                .background_style(WHITE.mix(0.85))
                .border_style(FAINT)
                .legend_area_size(60)
                .label_font(("sans-serif", TICK).into_font().color(&BLACK))
                .draw()?;
        }
        Ok(())
    }
}

impl From<Corner> for SeriesLabelPosition {
    fn from(corner: Corner) -> Self {
        match corner {
            Corner::UpperLeft => Self::UpperLeft,
            Corner::UpperRight => Self::UpperRight,
            Corner::LowerLeft => Self::LowerLeft,
            Corner::LowerRight => Self::LowerRight,
        }
    }
}

impl Mark {
    fn is_labelled(&self) -> bool {
        match self {
            Self::Line { label, .. } | Self::Dots { label, .. } | Self::Key { label, .. } => {
                !label.is_empty()
            }
            _ => false,
        }
    }

    fn draw<'a>(&self, chart: &mut Chart<'a, 'a>) -> Drawn {
        match self {
            Self::Line { label, color, dashed, points } => {
                let style = color.stroke_width(4);
                let series = if *dashed {
                    chart.draw_series(DashedLineSeries::new(points.clone(), 14, 10, style))?
                } else {
                    chart.draw_series(LineSeries::new(points.clone(), style))?
                };
                label_line(series, label, style, *dashed);
            }
            Self::Dots { label, color, filled, points } => {
                let style = ShapeStyle { filled: *filled, ..color.stroke_width(4) };
                let circles = points.iter().map(|point| Circle::new(*point, 9, style));
                let series = chart.draw_series(circles)?;
                if !label.is_empty() {
                    series.label(label).legend(move |(x, y)| Circle::new((x + 25, y), 9, style));
                }
            }
            Self::Band { color, points } => {
                let below = points.iter().map(|(x, least, _)| (*x, *least));
                let above = points.iter().rev().map(|(x, _, most)| (*x, *most));
                let outline: Vec<(f64, f64)> = below.chain(above).collect();
                chart.draw_series([Polygon::new(outline, color.mix(0.18).filled())])?;
            }
            Self::Cell { color, corners } => {
                chart.draw_series([Rectangle::new(*corners, color.filled())])?;
            }
            Self::Key { label, color } => {
                let color = *color;
                let square = move |(x, y)| {
                    Rectangle::new([(x + 10, y - 10), (x + 40, y + 10)], color.filled())
                };
                chart.draw_series(None::<Rectangle<(f64, f64)>>)?.label(label).legend(square);
            }
            Self::Text { at, text } => {
                let style = ("sans-serif", LABEL).into_font().color(&BLACK);
                let style = style.pos(Pos::new(HPos::Center, VPos::Center));
                chart.draw_series([Text::new(text.clone(), *at, style)])?;
            }
        }
        Ok(())
    }
}

fn label_line<'a>(
    series: &mut SeriesAnno<'a, SVGBackend<'a>>,
    label: &str,
    style: ShapeStyle,
    dashed: bool,
) {
    if label.is_empty() {
        return;
    }
    series.label(label).legend(move |(x, y)| {
        let ends = [(x, y), (x + 50, y)];
        if dashed {
            DashedPathElement::new(ends, 14, 10, style).into_dyn()
        } else {
            PathElement::new(ends, style).into_dyn()
        }
    });
}
