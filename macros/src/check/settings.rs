//! Modifiers of a layer, settings of a network.

use proc_macro2::Span;
use syn::spanned::Spanned;

use crate::ast::{Setting, Value, Word};
use crate::init;
use crate::near::nearest;
use crate::report::Report;

const MODIFIERS: &[&str] = &["no_bias", "init", "freeze"];
const SETTINGS: &[&str] = &["init"];

/// `[no_bias, init = he]`
pub(super) fn check_modifiers(modifiers: &[Setting], report: &mut Report) {
    check_unique(modifiers, report);
    for modifier in modifiers {
        match modifier.name.to_string().as_str() {
            "no_bias" | "freeze" => check_has_no_value(modifier, report),
            "init" => check_init(modifier, report),
            _ => {
                let words = "`no_bias`, `init = ..`, `freeze`";
                report.add(modifier.name.span(), unknown("modifier", modifier, MODIFIERS, words));
            }
        }
    }
}

/// `{ init: he }`
pub(super) fn check_settings(settings: &[Setting], report: &mut Report) {
    check_unique(settings, report);
    for setting in settings {
        if setting.name == "init" {
            check_init(setting, report);
        } else {
            let words = "`init: ..`";
            report.add(setting.name.span(), unknown("setting", setting, SETTINGS, words));
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
            report.add(setting.name.span(), format!("`{}` is given twice", setting.name));
        }
    }
}

fn check_has_no_value(modifier: &Setting, report: &mut Report) {
    if !matches!(modifier.value, Value::None) {
        let message = format!("`{}` takes no value: write it alone", modifier.name);
        report.add(modifier.name.span(), message);
    }
}

fn check_init(setting: &Setting, report: &mut Report) {
    let words = init::WORDS;
    let Some(value) = setting.value.word() else {
        let message = format!("`init` needs a value, one of {words}");
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
