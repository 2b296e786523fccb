//! The layers of a network as plain text, as on a terminal.

use crate::model::{Layer, Model};

const TITLES: [&str; 6] = ["layer", "inputs", "outputs", "", "parameters", "multiply-adds"];

/// A table with a row for each layer, and the sums below.
pub(crate) fn summary(model: &Model) -> String {
    let mut rows = vec![TITLES.map(str::to_owned)];
    rows.extend(model.layers.iter().map(row));
    rows.push([
        "all".to_owned(),
        model.inputs.text(),
        model.outputs().text(),
        String::new(),
        known(model.parameters()),
        known(model.multiply_adds()),
    ]);
    let widths: Vec<usize> = (0..TITLES.len())
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
        .collect();
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, &widths)).collect();
    let rule = "─".repeat(widths.iter().sum::<usize>() + 2 * (TITLES.len() - 1));
    lines.insert(1, rule.clone());
    lines.insert(lines.len() - 1, rule);
    format!("{}\n{}\n", title(model), lines.join("\n"))
}

fn title(model: &Model) -> String {
    let name = if model.is_expression { "network".to_owned() } else { model.name.to_string() };
    let bytes = model.parameters().map(|parameters| format!(", {} bytes", 4 * parameters));
    format!("{name}{}", bytes.unwrap_or_default())
}

fn row(layer: &Layer) -> [String; 6] {
    [
        layer.number.to_string(),
        layer.inputs.text(),
        layer.outputs.text(),
        layer.description(),
        known(layer.parameters()),
        known(layer.multiply_adds()),
    ]
}

/// A figure, where it is known.
fn known(figure: Option<usize>) -> String {
    figure.map_or_else(|| "..".to_owned(), |figure| figure.to_string())
}

/// Words to the left, numbers to the right.
fn line(row: &[String; 6], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, width))| {
        if TITLES[column].is_empty() {
            format!("{cell:<width$}")
        } else {
            format!("{cell:>width$}")
        }
    });
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}
