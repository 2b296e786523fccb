//! The layers of a network as a line and as a table, for its page in the documentation.

use std::iter;

use crate::model::{Layer, Model, NUMBER};

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
    text + &padding(model).unwrap_or_default() + &sums(model)
}

/// What lies behind the parameters, up to the end of a cache line.
pub(crate) const PADDING: &str = "padding";

/// `2 ─► 8 relu ─► 1 sigmoid`
pub(crate) fn line(model: &Model) -> String {
    let stages = model.layers.iter().map(Layer::text_with_size);
    iter::once(model.inputs.text()).chain(stages).collect::<Vec<_>>().join(" ─► ")
}

fn row(number: usize, layer: &Layer) -> String {
    format!(
        "| {number} | {} | {} | {} | {} | {} | {} |\n",
        cell(&layer.inputs.text()),
        cell(&layer.outputs.text()),
        words(&layer.description()),
        known(layer.parameters()),
        known(layer.parameters().map(|parameters| NUMBER * parameters)),
        known(layer.multiply_adds()),
    )
}

fn padding(model: &Model) -> Option<String> {
    let padding = model.padding().filter(|&padding| padding > 0)?;
    Some(format!("| | | | {PADDING} | | {padding} | |\n"))
}

fn sums(model: &Model) -> String {
    format!(
        "| all | {} | {} | | {} | {} | {} |\n",
        cell(&model.inputs.text()),
        cell(&model.outputs().text()),
        known(model.parameters()),
        known(model.bytes()),
        known(model.multiply_adds()),
    )
}

/// A cell of the table, which ends at a `|`.
fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// The same of words, which stay as they are.
fn words(text: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || " .,=-".contains(letter);
    if text.chars().all(is_plain) { text.to_owned() } else { cell(text) }
}

/// A number as it is; all else as code, of which Markdown reads nothing.
pub(crate) fn code(text: &str) -> String {
    let is_number = text.chars().all(|letter| letter.is_ascii_digit());
    if is_number { text.to_owned() } else { format!("`{text}`") }
}

/// A figure, or a pointer to where rustc will have computed it.
fn known(figure: Option<usize>) -> String {
    figure.map_or_else(|| "(see the constants)".to_owned(), |figure| figure.to_string())
}
