//! The layers of a network as plain text, as on a terminal.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::{figures, number};
use crate::model::{Layer, Model, NUMBER};
use crate::table::{self, PADDING};

const TITLES: [&str; 7] =
    ["layer", "inputs", "outputs", "", "parameters", "bytes", "multiply-adds"];

/// A figure that only rustc knows stands as so many of these, and its expression in a list beside the text.
const UNKNOWN: char = '\u{1}';

/// How wide such a figure is. A longer one moves what follows it to the right.
const LONGEST: usize = 9;

/// A line of all stages, a table with a row for each, and the sums below, as an expression.
pub(crate) fn expand_summary(model: &Model) -> TokenStream {
    let mut figures = Vec::new();
    let text = summary(model, &mut figures);
    if figures.is_empty() {
        return quote!(#text);
    }
    // A figure may be longer than its place.
    let (runtime, capacity) = (&model.runtime, number(text.len() + 20 * figures.len()));
    let mut parts = TokenStream::new();
    let mut rest = text.as_str();
    for figure in figures {
        let Some((before, behind)) = rest.split_once(UNKNOWN) else { break };
        let behind_all = behind.trim_start_matches(UNKNOWN);
        let width = number(1 + behind.len() - behind_all.len());
        parts.extend(quote!(.then(#before).right(#figure, #width)));
        rest = behind_all;
    }
    quote!({
        const __SUMMARY: #runtime::__private::Text<#capacity> =
            #runtime::__private::Text::new() #parts.then(#rest);
        #runtime::__private::Text::as_str(&__SUMMARY)
    })
}

fn summary(model: &Model, figures: &mut Vec<TokenStream>) -> String {
    let title = title(model, figures);
    let mut rows = vec![TITLES.map(str::to_owned)];
    rows.extend(model.layers.iter().map(|layer| row(model, layer, figures)));
    rows.extend(padding(model));
    rows.push(sums(model, figures));
    let widths: Vec<usize> = (0..TITLES.len())
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
        .collect();
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, &widths)).collect();
    let rule = "─".repeat(widths.iter().sum::<usize>() + 2 * (TITLES.len() - 1));
    lines.insert(1, rule.clone());
    lines.insert(lines.len() - 1, rule);
    format!("{title}\n{}\n{}\n", table::line(model), lines.join("\n"))
}

fn title(model: &Model, figures: &mut Vec<TokenStream>) -> String {
    let name = if model.is_expression { "network".to_owned() } else { model.name.to_string() };
    let bytes = model.bytes().map_or_else(
        || {
            figures.push(total(model, "BYTES"));
            // Of the width that it has: it stands in a line of text.
            UNKNOWN.to_string()
        },
        |bytes| bytes.to_string(),
    );
    format!("{name}, {bytes} bytes")
}

fn row(model: &Model, layer: &Layer, figures: &mut Vec<TokenStream>) -> [String; 7] {
    let parameters = figures::expand_parameters_of(model, layer);
    let multiply_adds = figures::expand_multiply_adds_of(model, layer);
    let bytes = layer.parameters().map(|parameters| NUMBER * parameters);
    let each = number(NUMBER);
    [
        layer.number.to_string(),
        layer.inputs.text(),
        layer.outputs.text(),
        layer.description(),
        figure(layer.parameters(), &parameters, figures),
        figure(bytes, &quote!(#each * (#parameters)), figures),
        figure(layer.multiply_adds(), &multiply_adds, figures),
    ]
}

/// What lies behind the parameters.
fn padding(model: &Model) -> Option<[String; 7]> {
    let padding = model.padding().filter(|&padding| padding > 0)?;
    let mut row = [(); 7].map(|()| String::new());
    (row[3], row[5]) = (PADDING.to_owned(), padding.to_string());
    Some(row)
}

fn sums(model: &Model, figures: &mut Vec<TokenStream>) -> [String; 7] {
    [
        "all".to_owned(),
        model.inputs.text(),
        model.outputs().text(),
        String::new(),
        figure(model.parameters(), &total(model, "PARAMETERS"), figures),
        figure(model.bytes(), &total(model, "BYTES"), figures),
        figure(model.multiply_adds(), &total(model, "MULTIPLY_ADDS"), figures),
    ]
}

/// A figure of the whole network.
fn total(model: &Model, figure: &str) -> TokenStream {
    let (name, figure) = (&model.name, quote::format_ident!("{figure}"));
    quote!(#name::#figure)
}

/// A figure, or a place for it where rustc alone knows it.
fn figure(known: Option<usize>, other: &TokenStream, figures: &mut Vec<TokenStream>) -> String {
    known.map_or_else(
        || {
            figures.push(other.clone());
            UNKNOWN.to_string().repeat(LONGEST)
        },
        |figure| figure.to_string(),
    )
}

/// Words to the left, numbers to the right.
fn line(row: &[String; 7], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, width))| {
        if TITLES[column].is_empty() {
            format!("{cell:<width$}")
        } else {
            format!("{cell:>width$}")
        }
    });
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}
