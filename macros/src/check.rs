//! The rules of the language, one function each. All that are broken are reported at once.

use proc_macro2::Span;
use quote::ToTokens;
use syn::Attribute;
use syn::spanned::Spanned;

use crate::activation::{self, SOFTMAX};
use crate::ast::{Layer, Network, Setting, Size, Word};
use crate::init;
use crate::report::Report;

/// The errors of a network, each at the token that is wrong.
pub(crate) fn check_network(network: &Network) -> Report {
    let mut report = Report::default();
    check_attributes(network, &mut report);
    check_size(&network.inputs, &mut report);
    for layer in &network.layers {
        check_layer(layer, &mut report);
    }
    check_softmax(&network.layers, &mut report);
    check_settings(&network.settings, &mut report);
    report
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

fn check_layer(layer: &Layer, report: &mut Report) {
    check_size(&layer.size, report);
    if let Some(word) = &layer.activation {
        check_activation(word, report);
    }
    check_modifiers(&layer.modifiers, report);
}

/// Wider, and no layer of it would fit: its products would overflow the count of parameters.
const WIDEST: usize = 1 << 24;

fn check_size(size: &Size, report: &mut Report) {
    let Size::Literal(literal) = size else { return };
    if !literal.suffix().is_empty() {
        let (digits, word) = (literal.base10_digits(), literal.suffix());
        let message = if activation::find(word).is_some() {
            format!("a size and its activation need a space between them: `{digits} {word}`")
        } else {
            format!("a size has no suffix: write `{digits}`")
        };
        return report.add(literal.span(), message);
    }
    if literal.base10_digits().starts_with('-') {
        let message = format!("a size of {literal}: a size is a whole number above 0");
        return report.add(literal.span(), message);
    }
    match literal.base10_parse::<usize>() {
        Ok(0) => report.add(literal.span(), "a size of 0: a network needs at least one unit here"),
        Ok(1..=WIDEST) => {}
        _ => {
            let message = format!("a size of {literal} is too large: the largest is {WIDEST}");
            report.add(literal.span(), message);
        }
    }
}

fn check_activation(word: &Word, report: &mut Report) {
    let Some(name) = word.ident() else { return };
    let Some(activation) = activation::find(&name.to_string()) else {
        let message = format!(
            "unknown activation `{name}`: the activations are {}, or the path of a type of yours",
            activation::words()
        );
        return report.add(name.span(), message);
    };
    match (&activation.parameter, &word.argument) {
        (Some(parameter), None) => {
            let (name, usual) = (parameter.name, parameter.usual);
            let message = format!(
                "`{word}` needs its {name} in parentheses, for example `{word}({usual})`",
                word = activation.word
            );
            report.add(word.name.span(), message);
        }
        (None, Some(argument)) => {
            let message = format!("`{}` takes no argument: write it alone", activation.word);
            report.add(argument.span(), message);
        }
        _ => {}
    }
}

/// Probabilities are what a network ends in, and one class is always certain.
fn check_softmax(layers: &[Layer], report: &mut Report) {
    for (number, layer) in layers.iter().enumerate() {
        let Some(word) = layer.activation.as_ref().filter(|word| word.name.is_ident(SOFTMAX))
        else {
            continue;
        };
        if number + 1 < layers.len() {
            let message = "`softmax` belongs on the last layer: inside a network it throws away all but the ratios of its units; use `relu` or `tanh` here";
            report.add(word.name.span(), message);
        } else if matches!(&layer.size, Size::Literal(size) if size.base10_digits() == "1") {
            let message = "`softmax` over 1 unit is always 1: use `1 sigmoid` for two classes, or one unit for each class";
            report.add(word.name.span(), message);
        }
    }
}

fn check_modifiers(modifiers: &[Setting], report: &mut Report) {
    check_unique(modifiers, report);
    for modifier in modifiers {
        match modifier.name.to_string().as_str() {
            "no_bias" => check_has_no_value(modifier, report),
            "init" => check_init(modifier, report),
            name => {
                let message =
                    format!("unknown modifier `{name}`: the modifiers are `no_bias`, `init = ..`");
                report.add(modifier.name.span(), message);
            }
        }
    }
}

fn check_settings(settings: &[Setting], report: &mut Report) {
    check_unique(settings, report);
    for setting in settings {
        if setting.name == "init" {
            check_init(setting, report);
        } else {
            let message =
                format!("unknown setting `{}`: the settings are `init: ..`", setting.name);
            report.add(setting.name.span(), message);
        }
    }
}

fn check_unique(settings: &[Setting], report: &mut Report) {
    for (number, setting) in settings.iter().enumerate() {
        if settings[..number].iter().any(|earlier| earlier.name == setting.name) {
            report.add(setting.name.span(), format!("`{}` is given twice", setting.name));
        }
    }
}

fn check_has_no_value(modifier: &Setting, report: &mut Report) {
    if let Some(value) = &modifier.value {
        report
            .add(value.name.span(), format!("`{}` takes no value: write it alone", modifier.name));
    }
}

fn check_init(setting: &Setting, report: &mut Report) {
    let words = init::WORDS;
    let Some(value) = &setting.value else {
        let message = format!("`init` needs a value: `init = ` one of {words}");
        return report.add(setting.name.span(), message);
    };
    let Some(init) = init::find(&value.name) else {
        let message =
            format!("unknown initialisation `{}`: the initialisations are {words}", value.text());
        return report.add(value.name.span(), message);
    };
    if let Some(at) = wrong_limit(init, value) {
        let message =
            format!("`{}` is not written so: the initialisations are {words}", value.text());
        report.add(at, message);
    }
}

/// Where a limit is missing, or is one too many.
fn wrong_limit(init: &init::Init, value: &Word) -> Option<Span> {
    match &value.argument {
        Some(argument) if !init.takes_limit => Some(argument.span()),
        None if init.takes_limit => Some(value.name.span()),
        _ => None,
    }
}
