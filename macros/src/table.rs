//! The layers of a network as a line and as a table, for its page in the documentation.

use std::iter;

use crate::model::{Layer, Model, Size};

/// The line of all stages, and a Markdown table with a row for each layer and the sums below.
pub(crate) fn table(model: &Model) -> String {
    let mut text = format!("\n\n```text\n{}\n```\n", line(model));
    text.push_str(
        "\n| layer | inputs | outputs | activation | parameters | bytes | multiply-adds |\n\
         |---|--:|--:|---|--:|--:|--:|\n",
    );
    for (number, layer) in (1..).zip(&model.layers) {
        text += &row(number, layer);
    }
    text + &sums(model)
}

/// `2 ─► 8 relu ─► 1 sigmoid`
fn line(model: &Model) -> String {
    let stages = model.layers.iter().map(Layer::text_with_size);
    iter::once(model.inputs.text()).chain(stages).collect::<Vec<_>>().join(" ─► ")
}

fn row(number: usize, layer: &Layer) -> String {
    format!(
        "| {number} | {} | {} | {} | {} | {} | {} |\n",
        cell(&layer.inputs),
        cell(&layer.outputs),
        layer.description(),
        known(layer.parameters()),
        known(layer.parameters().map(|parameters| 4 * parameters)),
        known(layer.multiply_adds()),
    )
}

fn sums(model: &Model) -> String {
    format!(
        "| all | {} | {} | | {} | {} | {} |\n",
        cell(&model.inputs),
        cell(model.outputs()),
        known(model.parameters()),
        known(model.parameters().map(|parameters| 4 * parameters)),
        known(model.multiply_adds()),
    )
}

fn cell(size: &Size) -> String {
    match size.value {
        Some(value) => value.to_string(),
        None => format!("`{}`", size.text()),
    }
}

/// A figure, or a pointer to where rustc will have computed it.
fn known(figure: Option<usize>) -> String {
    figure.map_or_else(|| "(see the constants)".to_owned(), |figure| figure.to_string())
}
