//! The rules of the language, one function each. All that are broken are reported at once.

mod settings;
mod widths;

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprGroup, ExprLit, ExprParen, ExprUnary, Lit, LitInt, UnOp};

use crate::activation::{self, Parameter, SOFTMAX};
use crate::ast::{Block, Layer, Network, Size, Stage, Word};
use crate::model::MOST_REPEATS;
use crate::report::Report;
use crate::stage::{self, DROPOUT, LAYER_NORM, STANDARDIZE};

/// Adds the errors of a network, each at the token that is wrong.
pub(crate) fn check_network(network: &Network, report: &mut Report) {
    check_attributes(network, report);
    check_size(&network.inputs, report);
    check_stages(&network.stages, false, report);
    check_lengths(&network.stages, report);
    widths::check_widths(network, report);
    check_last(&network.stages, report);
    settings::check_settings(network, report);
}

/// The layout of a network is its parameters, in order: code and files rely on it.
fn check_attributes(network: &Network, report: &mut Report) {
    let attributes = network.item.iter().flat_map(|item| &item.attributes);
    for repr in attributes.filter(|attribute| is_wrong_repr(attribute)) {
        let message = "a network is `repr(C)` already: the only other `repr` it takes is `align`";
        report.add(repr.path().span(), message);
    }
}

/// A `repr` that says anything but `align(..)`.
pub(crate) fn is_wrong_repr(attribute: &Attribute) -> bool {
    let text = attribute.meta.to_token_stream().to_string();
    attribute.path().is_ident("repr") && !text.contains("align")
}

/// Some stages, those of the network itself or those inside a block.
fn check_stages(stages: &[Stage], is_inside: bool, report: &mut Report) {
    for (number, stage) in (1..).zip(stages) {
        match stage {
            Stage::Layer(layer) => {
                check_layer(layer, report);
                check_softmax(layer, number == stages.len() && !is_inside, report);
            }
            Stage::Keep(word) => check_keep(word, number == 1 && !is_inside, report),
            Stage::Residual(block) => check_stages(&block.stages, true, report),
            Stage::Repeat(times, block) => {
                check_times(times, block, report);
                check_stages(&block.stages, true, report);
            }
            Stage::Network(_) | Stage::Broken => {}
        }
    }
}

fn check_times(times: &LitInt, block: &Block, report: &mut Report) {
    if !times.suffix().is_empty() || !matches!(times.base10_parse::<usize>(), Ok(1..=MOST_REPEATS))
    {
        let message = format!("`repeat {times}`: it repeats from 1 to {MOST_REPEATS} times");
        return report.add_open(times.span(), message);
    }
    check_length(times, block, report);
}

/// More, and the code would be longer than anyone can want.
const MOST_STAGES: usize = 1024;

/// That what is repeated, perhaps again and again, does not become too much.
fn check_length(times: &LitInt, block: &Block, report: &mut Report) {
    let inside = length(&block.stages);
    let times_inside = repeated(times, block);
    if inside <= MOST_STAGES && times_inside > MOST_STAGES {
        let message =
            format!("{times} times {inside} stages: a network has at most {MOST_STAGES} stages");
        report.add_open(times.span(), message);
    }
}

/// That stages which are repeated side by side do not become too much either.
fn check_lengths(stages: &[Stage], report: &mut Report) {
    let repeats = stages.iter().filter_map(|stage| match stage {
        Stage::Repeat(times, block) => {
            let times_inside = repeated(times, block);
            (times_inside <= MOST_STAGES).then_some((times_inside, times))
        }
        _ => None,
    });
    let (all, longest) = (length(stages), repeats.max_by_key(|(length, _)| *length));
    let Some((_, times)) = longest.filter(|_| all > MOST_STAGES && !report.leaves_open()) else {
        return;
    };
    let message = format!("{all} stages in all: a network has at most {MOST_STAGES} stages");
    report.add_open(times.span(), message);
}

/// How many stages a `repeat` stands for.
fn repeated(times: &LitInt, block: &Block) -> usize {
    times.base10_parse::<usize>().unwrap_or(1).saturating_mul(length(&block.stages))
}

/// How many stages these are, with all that is repeated.
fn length(stages: &[Stage]) -> usize {
    let lengths = stages.iter().map(|stage| match stage {
        Stage::Repeat(times, block) => repeated(times, block),
        Stage::Residual(block) => length(&block.stages),
        Stage::Layer(_) | Stage::Keep(_) | Stage::Network(_) | Stage::Broken => 1,
    });
    lengths.fold(0, usize::saturating_add)
}

fn check_keep(word: &Word, is_first: bool, report: &mut Report) {
    let Some(keep) = word.ident().and_then(|name| stage::find(&name.to_string())) else { return };
    if keep.needs_argument || word.argument.is_some() {
        check_argument(word, keep.parameter.as_ref(), report);
    }
    if keep.word == STANDARDIZE && !is_first {
        let message = "`standardize` belongs right behind the inputs: it is fitted to data; inside a network use `layer_norm`";
        report.add_open(word.name.span(), message);
    }
    if keep.word == DROPOUT
        && let Some(rate) = word.argument.as_ref().and_then(number_of)
        && !(0.0..1.0).contains(&rate)
    {
        let message = format!("a dropout rate of {rate}: a rate is from 0 to less than 1");
        report.add_open(word.argument.span(), message);
    }
    if keep.word == LAYER_NORM
        && let Some(epsilon) = &word.argument
    {
        check_epsilon(epsilon, report);
    }
}

/// That an epsilon is one, as an `f32`.
fn check_epsilon(argument: &Expr, report: &mut Report) {
    if let Some(epsilon) = number_of(argument)
        && !(f64::from(f32::from_bits(1))..=f64::from(f32::MAX)).contains(&epsilon)
    {
        let message = format!("an epsilon of {epsilon}: {EPSILON_IN_WORDS}");
        report.add_open(argument.span(), message);
    }
}

/// What the epsilon of `layer_norm` has to be.
pub(crate) const EPSILON_IN_WORDS: &str = "the epsilon of `layer_norm` is a finite number above 0";

/// The value of a literal.
fn number_of(argument: &Expr) -> Option<f64> {
    match argument {
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => number.base10_parse().ok(),
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse().ok(),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => number_of(expr).map(|n| -n),
        Expr::Group(ExprGroup { expr, .. }) | Expr::Paren(ExprParen { expr, .. }) => {
            number_of(expr)
        }
        _ => None,
    }
}

/// What is dropped behind the last layer is lost.
fn check_last(stages: &[Stage], report: &mut Report) {
    match stages.last() {
        Some(Stage::Keep(word)) if word.name.is_ident(DROPOUT) => {
            let message = "`dropout` cannot be the last stage: it would drop outputs, which nothing behind it can make up for";
            report.add(word.name.span(), message);
        }
        Some(Stage::Repeat(_, block)) => check_last(&block.stages, report),
        _ => {}
    }
}

fn check_layer(layer: &Layer, report: &mut Report) {
    check_size(&layer.size, report);
    if let Some(word) = &layer.activation {
        check_activation(word, report);
    }
    settings::check_modifiers(&layer.modifiers, report);
}

/// Wider, and no layer of it would fit: its products would overflow the count of parameters.
const WIDEST: usize = 1 << 24;

fn check_size(size: &Size, report: &mut Report) {
    let Size::Literal(literal) = size else { return };
    if let Some(message) = wrong_size(literal) {
        report.add_open(literal.span(), message);
    }
}

/// What is wrong with a size.
fn wrong_size(literal: &LitInt) -> Option<String> {
    let (digits, suffix) = (literal.base10_digits(), literal.suffix());
    if is_integer_type(suffix) {
        return Some(format!("a size has no suffix: write `{digits}`"));
    }
    if !suffix.is_empty() {
        let word = activation::example(activation::nearest(suffix).unwrap_or(suffix));
        return Some(format!(
            "a size and its activation need a space between them: `{digits} {word}`"
        ));
    }
    if digits.starts_with('-') {
        return Some(format!("a size of {literal}: a size is a whole number above 0"));
    }
    match literal.base10_parse::<usize>() {
        Ok(0) => Some("a size of 0: a network needs at least one unit here".to_owned()),
        Ok(1..=WIDEST) => None,
        _ => Some(format!("a size of {literal} is too large: the largest is {WIDEST}")),
    }
}

/// `usize`, `u8`, `f32` and the like.
fn is_integer_type(suffix: &str) -> bool {
    suffix.split_at_checked(1).is_some_and(|(kind, bits)| {
        matches!(kind, "u" | "i" | "f") && matches!(bits, "size" | "8" | "16" | "32" | "64" | "128")
    })
}

fn check_activation(word: &Word, report: &mut Report) {
    let Some(name) = word.ident() else { return };
    let written = name.to_string();
    if let Some(activation) = activation::find(&written) {
        return check_argument(word, activation.parameter.as_ref(), report);
    }
    let message = if let Some(meant) = activation::nearest(&written) {
        format!("unknown activation `{name}`: did you mean `{meant}`?")
    } else {
        let words = activation::words();
        format!(
            "unknown activation `{name}`: the activations are {words}, or the path of a type of yours"
        )
    };
    report.add_open(name.span(), message);
}

/// That a word has an argument if it takes one, and only then.
fn check_argument(word: &Word, parameter: Option<&Parameter>, report: &mut Report) {
    let name = word.name.to_token_stream();
    match (parameter, &word.argument) {
        (Some(Parameter { name: parameter, usual }), None) => {
            let message = format!(
                "`{name}` needs its {parameter} in parentheses, for example `{name}({usual})`"
            );
            report.add(word.name.span(), message);
        }
        (None, Some(argument)) => {
            report.add(argument.span(), format!("`{name}` takes no argument: write it alone"));
        }
        _ => {}
    }
}

/// What to say of one class alone.
pub(crate) const SOFTMAX_OF_ONE: &str = "`softmax` over 1 unit is always 1: use `1 sigmoid` for two classes, or one unit for each class";

/// Probabilities are what a network ends in, and one class is always certain.
fn check_softmax(layer: &Layer, is_last: bool, report: &mut Report) {
    let Some(word) = layer.activation.as_ref().filter(|word| word.name.is_ident(SOFTMAX)) else {
        return;
    };
    if !is_last {
        let message = "`softmax` belongs on the last layer: inside a network it throws away all but the ratios of its units; use `relu` or `tanh` here";
        report.add(word.name.span(), message);
    } else if layer.size.value() == Some(1) {
        report.add(word.name.span(), SOFTMAX_OF_ONE);
    }
}
