//! Modifiers of a layer, settings of a network.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, ExprGroup, ExprParen, ExprUnary};

use super::{check_argument, number_of};
use crate::activation::{self, LINEAR, Parameter, Range, STEP};
use crate::ast::{Network, Setting, Stage, Value, Word};
use crate::init;
use crate::near::nearest;
use crate::report::Report;
use crate::words::{CRATE, MODIFIERS, SETTINGS};
use crate::{budget, loss};

/// `[no_bias, init = he, l2 = 1e-4]`
pub(super) fn check_modifiers(modifiers: &[Setting], report: &mut Report) {
    check_unique(modifiers, report);
    for modifier in modifiers {
        match modifier.name.to_string().as_str() {
            "no_bias" | "freeze" => check_has_no_value(modifier, report),
            "init" => check_init(modifier, report),
            "l2" => check_l2(modifier, modifiers, report),
            _ => {
                let words = "`no_bias`, `init = ..`, `freeze`, `l2 = ..`";
                report.add_open(
                    modifier.name.span(),
                    unknown("modifier", modifier, MODIFIERS, words),
                );
            }
        }
    }
}

/// `{ init: he, seed: 7, loss: cross_entropy, budget { ram <= 2 KiB } }`
pub(super) fn check_settings(network: &Network, report: &mut Report) {
    check_unique(&network.settings, report);
    for setting in &network.settings {
        match setting.name.to_string().as_str() {
            "init" => check_init(setting, report),
            "seed" => check_seed(setting, report),
            "loss" => {
                check_loss(setting, network.stages.last(), report);
                check_differentiable(&network.stages, report);
            }
            "budget" => check_limits(setting, report),
            CRATE => check_crate(network, setting, report),
            _ => {
                let words = "`init: ..`, `seed: ..`, `loss: ..`, `budget { .. }`";
                report.add_open(setting.name.span(), unknown("setting", setting, SETTINGS, words));
            }
        }
    }
}

/// That it is the path of a crate, where it is not known anyway.
fn check_crate(network: &Network, setting: &Setting, report: &mut Report) {
    let is_path = setting.value.word().is_some_and(|word| word.argument.is_none());
    if network.library.is_none() {
        let message = "`crate` is a setting of the attribute `#[network(..)]`: leave it out, `network!` knows the crate";
        report.add(setting.name.span(), message);
    } else if !is_path {
        let message = "`crate` needs the path of the crate `sinew`: `crate: my::sinew`";
        report.add_open(setting.name.span(), message);
    }
}

fn check_seed(setting: &Setting, report: &mut Report) {
    let is_seed = matches!(&setting.value, Value::Number(seed) if seed.suffix().is_empty() && seed.base10_parse::<u64>().is_ok());
    if !is_seed {
        let message = "`seed` needs a whole number from 0 to 2⁶⁴ - 1: `seed: 7`";
        report.add_open(setting.name.span(), message);
    }
}

/// That it is a loss, and that it fits the last activation.
fn check_loss(setting: &Setting, last: Option<&Stage>, report: &mut Report) {
    let words: Vec<_> = loss::words().map(|word| format!("`{word}`")).collect();
    let words = words.join(", ");
    let Some(value) = setting.value.word() else {
        let message = format!("`loss` needs a value: {words}, or the path of a type of yours");
        return report.add_open(setting.name.span(), message);
    };
    let Some(word) = value.ident().map(ToString::to_string) else { return };
    let Some(loss) = loss::find(&word) else {
        let message = match loss::nearest(&word) {
            Some(meant) => format!("unknown loss `{word}`: did you mean `{meant}`?"),
            None => format!(
                "unknown loss `{word}`: the losses are {words}, or the path of a type of yours"
            ),
        };
        return report.add_open(value.name.span(), message);
    };
    let parameter = loss.form.parameter();
    check_argument(value, parameter.as_ref(), report);
    if let Some((parameter, range)) = parameter.zip(loss.form.range()) {
        check_range(value, parameter, range, report);
    }
    let (Some(needed), Some(last)) = (loss.activation, last.and_then(last_activation)) else {
        return;
    };
    if last.activation != needed && last.activation != STEP {
        let (found, instead) = (last.text, loss.instead(last.activation));
        let message = format!(
            "`{word}` needs a network that ends in `{needed}`, and this one ends in `{found}`: end in `{needed}`, or take `{instead}`"
        );
        report.add_open(value.name.span(), message);
    }
}

/// That a network with a loss can be trained.
fn check_differentiable(stages: &[Stage], report: &mut Report) {
    for stage in stages {
        match stage {
            Stage::Layer(layer) => {
                let Some(word) = layer.activation.as_ref().and_then(Word::ident) else { continue };
                if activation::find(&word.to_string()).is_some_and(|known| !known.differentiable) {
                    let message = format!(
                        "`{word}` has no gradient, so that no `loss` trains this network: take `sigmoid`, or leave out the `loss`"
                    );
                    report.add_open(word.span(), message);
                }
            }
            Stage::Repeat(_, block) | Stage::Residual(block) => {
                check_differentiable(&block.stages, report);
            }
            Stage::Keep(_) | Stage::Network(_) | Stage::Broken => {}
        }
    }
}

/// What a network ends in.
struct Last {
    /// As it was written.
    text: String,
    /// What a loss sees of it.
    activation: &'static str,
}

/// The end of a last stage, where the macro can see it.
fn last_activation(stage: &Stage) -> Option<Last> {
    let linear = |text: String| Last { text, activation: LINEAR };
    match stage {
        Stage::Layer(layer) => match &layer.activation {
            Some(word) => {
                let text = word.ident()?.to_string();
                let activation = activation::find(&text)?.as_last();
                Some(Last { text, activation })
            }
            None => Some(linear(LINEAR.to_owned())),
        },
        Stage::Repeat(_, block) => block.stages.last().and_then(last_activation),
        Stage::Keep(word) => Some(linear(word.text())),
        Stage::Residual(block) => Some(linear(block.word.to_string())),
        Stage::Network(_) | Stage::Broken => None,
    }
}

fn check_limits(setting: &Setting, report: &mut Report) {
    let Value::Limits(limits) = &setting.value else {
        let message = "a budget is written in braces: `budget { flash <= 16 KiB, ram <= 2 KiB }`";
        return report.add(setting.name.span(), message);
    };
    for (number, limit) in limits.iter().enumerate() {
        budget::check_limit(limit, report);
        if limits[..number].iter().any(|earlier| earlier.name == limit.name) {
            let message = format!("`{}` is limited twice: leave out one of the two", limit.name);
            report.add(limit.name.span(), message);
        }
    }
}

/// What to say of a name that means nothing.
fn unknown(kind: &str, setting: &Setting, names: &'static [&str], words: &str) -> String {
    let name = &setting.name;
    match nearest(&name.to_string(), names.iter().copied()) {
        Some(meant) => format!("unknown {kind} `{name}`: did you mean `{meant}`?"),
        None => format!("unknown {kind} `{name}`: the {kind}s are {words}"),
    }
}

fn check_unique(settings: &[Setting], report: &mut Report) {
    for (number, setting) in settings.iter().enumerate() {
        if settings[..number].iter().any(|earlier| earlier.name == setting.name) {
            let message = format!("`{}` is given twice: leave out one of the two", setting.name);
            report.add(setting.name.span(), message);
        }
    }
}

fn check_has_no_value(modifier: &Setting, report: &mut Report) {
    if !matches!(modifier.value, Value::None) {
        let message = format!("`{}` takes no value: write it alone", modifier.name);
        report.add(modifier.name.span(), message);
    }
}

/// That its rate is one, as far as the macro can see, and that there is something to regularize.
fn check_l2(modifier: &Setting, modifiers: &[Setting], report: &mut Report) {
    match modifier.value.expression() {
        None => report.add(modifier.name.span(), "`l2` needs a rate: `l2 = 1e-4`"),
        Some(rate) => check_rate(rate, report),
    }
    if modifiers.iter().any(|modifier| modifier.name == "freeze") {
        let message = "`l2` pulls weights towards 0 while they are trained, and `freeze` keeps them as they are: leave out one of the two";
        report.add(modifier.name.span(), message);
    }
}

fn check_rate(rate: &Expr, report: &mut Report) {
    let is_literal = is_literal(rate);
    match number_of(rate) {
        Some(number) if !(0.0..f64::INFINITY).contains(&number) => {
            let message = format!("a rate of {number} for `l2`: a rate is a number from 0 up");
            report.add_open(rate.span(), message);
        }
        None if is_literal => {
            report.add_open(rate.span(), "the rate of `l2` is a number: `l2 = 1e-4`");
        }
        _ => {}
    }
}

/// Whether the macro sees what it is.
fn is_literal(rate: &Expr) -> bool {
    match rate {
        Expr::Lit(_) => true,
        Expr::Unary(ExprUnary { expr, .. })
        | Expr::Group(ExprGroup { expr, .. })
        | Expr::Paren(ExprParen { expr, .. }) => is_literal(expr),
        _ => false,
    }
}

fn check_init(setting: &Setting, report: &mut Report) {
    let words = init::WORDS;
    let Some(value) = setting.value.word() else {
        let message = format!("`init` needs a value, one of {words}");
        return report.add(setting.name.span(), message);
    };
    let Some(init) = init::find(&value.name) else {
        let name = value.text();
        let message = match init::nearest(&name) {
            Some(meant) => format!("unknown initialisation `{name}`: did you mean `{meant}`?"),
            None => format!("unknown initialisation `{name}`: the initialisations are {words}"),
        };
        return report.add(value.name.span(), message);
    };
    if let Some(at) = wrong_limit(init, value) {
        let message =
            format!("`{}` is not written so: the initialisations are {words}", value.text());
        return report.add(at, message);
    }
    if let Some(parameter) = init.parameter() {
        check_range(value, parameter, init::LIMIT, report);
    }
}

/// That the argument of a word is in its range, as far as the macro can see.
fn check_range(value: &Word, parameter: Parameter, range: Range, report: &mut Report) {
    let Some(number) = value.argument.as_ref().and_then(number_of) else { return };
    if !(range.contains)(number) {
        let (name, text, words) = (parameter.name, value.name.to_token_stream(), range.words);
        let message = format!("a {name} of {number} for `{text}`: a {name} is {words}");
        report.add_open(value.argument.span(), message);
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
