//! A figure: what networks of a thousand to a million parameters take for a sample.

use std::error::Error;
use std::path::Path;

use plotters::prelude::*;

/// Multiply-adds of a prediction, and the nanoseconds that a work takes.
pub(crate) type Point = (f64, f64);

/// Colours that the colour-blind can tell apart (Okabe and Ito, *Color Universal Design*, 2008).
const COLORS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(204, 121, 167),
    RGBColor(0, 158, 115),
    RGBColor(213, 94, 0),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];
const FAINT: RGBColor = RGBColor(225, 225, 225);
const TEXT: (&str, i32) = ("sans-serif", 14);

/// Draws a line for each work, and one for what `peak`, the nanoseconds of a fused multiply-add of this machine, allows
/// a prediction. Where the cost is proportional, all run side by side with that one.
pub(crate) fn write(
    file: &Path,
    works: &[(&str, Vec<Point>)],
    peak: f64,
) -> Result<(), Box<dyn Error>> {
    let area = SVGBackend::new(file, (760, 440)).into_drawing_area();
    area.fill(&WHITE)?;
    let points = || works.iter().flat_map(|(_, points)| points);
    let least = points().fold(f64::INFINITY, |least, point| least.min(point.0));
    let most = points().fold(0.0, |most, point| point.0.max(most));
    let longest = points().fold(0.0, |longest, point| point.1.max(longest));
    let mut chart = ChartBuilder::on(&area)
        .margin(12)
        .margin_right(40)
        .x_label_area_size(44)
        .y_label_area_size(64)
        .build_cartesian_2d((least..most).log_scale(), (least * peak..longest).log_scale())?;
    let mut mesh = chart.configure_mesh();
    mesh.bold_line_style(FAINT).light_line_style(TRANSPARENT).label_style(TEXT);
    let whole = |number: &f64| format!("{number:.0}");
    mesh.x_label_formatter(&whole).y_label_formatter(&whole);
    mesh.axis_desc_style(TEXT)
        .x_desc("multiply-adds of a prediction")
        .y_desc("ns a sample")
        .draw()?;
    let limit = vec![(least, least * peak), (most, most * peak)];
    let limit = ("the machine's peak, in a prediction", &limit, BLACK.stroke_width(1));
    let lines = works.iter().zip(COLORS);
    let lines = lines.map(|((name, points), color)| (*name, points, color.stroke_width(2)));
    for (name, points, style) in lines.chain([limit]) {
        let line = LineSeries::new(points.iter().copied(), style);
        let key = move |(x, y)| PathElement::new([(x, y), (x + 20, y)], style);
        chart.draw_series(line)?.label(name).legend(key);
    }
    let mut legend = chart.configure_series_labels();
    legend.position(SeriesLabelPosition::UpperLeft).label_font(TEXT);
    legend.background_style(WHITE).border_style(FAINT).draw()?;
    area.present()?;
    Ok(())
}
