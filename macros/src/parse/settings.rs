//! `[no_bias, l2 = 1e-4]` and `{ init: he, seed: 7, budget { ram <= 2 KiB } }`

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Error, Ident, Lit, LitInt, Result, Token, braced, bracketed, token};

use super::recover::{check_depth, error_at, skip};
use crate::ast::{Limit, Setting, Value};
use crate::report::Report;
use crate::words::{SETTINGS, VALUELESS};

/// `[no_bias, l2 = 1e-4]`, or nothing
pub(super) fn parse_modifiers(input: ParseStream<'_>, report: &mut Report) -> Result<Vec<Setting>> {
    if !input.peek(token::Bracket) {
        return Ok(Vec::new());
    }
    let content;
    bracketed!(content in input);
    Ok(parse_list(&content, parse_modifier, report))
}

/// `{ init: he, seed: 7 }`
pub(super) fn parse_block(input: ParseStream<'_>, report: &mut Report) -> Vec<Setting> {
    let block = |input: ParseStream<'_>, report: &mut Report| {
        let content;
        braced!(content in input);
        Ok(parse_list(&content, parse_setting, report))
    };
    block(input, report).unwrap_or_else(|error| {
        report.push_open(error);
        Vec::new()
    })
}

/// What stands between commas. What is wrong is reported and left out.
pub(super) fn parse_list<T>(
    input: ParseStream<'_>,
    parse: fn(ParseStream<'_>, &mut Report) -> Result<T>,
    report: &mut Report,
) -> Vec<T> {
    let mut list = Vec::new();
    while !input.is_empty() {
        match parse(input, report) {
            Ok(part) => {
                list.push(part);
                parse_comma(input, report);
            }
            Err(error) => {
                report.push_open(error);
                skip_to_comma(input);
            }
        }
    }
    list
}

/// `,`, or the end
fn parse_comma(input: ParseStream<'_>, report: &mut Report) {
    if input.is_empty() || matches!(input.parse::<Option<Token![,]>>(), Ok(Some(_))) {
        return;
    }
    report.push_open(error_at(input, "expected `,` before the next, or the end"));
    if input.peek(Token![;]) {
        skip(input, 1);
    } else if !input.peek(Ident::peek_any) {
        skip_to_comma(input);
    }
}

/// Behind the next comma.
fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        skip(input, 1);
    }
    skip(input, 1);
}

/// `no_bias`, `init`
fn parse_name(input: ParseStream<'_>, what: &str) -> Result<Ident> {
    if !input.peek(Ident::peek_any) {
        return Err(error_at(input, format!("expected the name of {what}")));
    }
    input.call(Ident::parse_any)
}

/// `no_bias`, `init = he`
fn parse_modifier(input: ParseStream<'_>, report: &mut Report) -> Result<Setting> {
    let name = parse_name(input, "a modifier: `no_bias`, `init = he`")?;
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(Setting { name, value: Value::None });
    }
    if input.peek(Token![:]) {
        // That of a word without a value, it is checked that it has none.
        if !VALUELESS.contains(&&*name.to_string()) {
            let message = format!(
                "expected `=`: a modifier is written `{name} = ..`, a setting `{name}: ..`"
            );
            report.push_open(error_at(input, message));
        }
        skip(input, 1);
    } else if input.parse::<Option<Token![=]>>()?.is_none() {
        let example = match name.to_string().as_str() {
            "init" => "init = he",
            "l2" => "l2 = 1e-4",
            // What is missing is a comma.
            _ => return Ok(Setting { name, value: Value::None }),
        };
        return Err(error_at(input, format!("expected `=` and a value: `{example}`")));
    }
    let value = parse_value(&name, input)?;
    Ok(Setting { name, value })
}

/// `init: he`, `budget { ram <= 2 KiB }`
pub(super) fn parse_setting(input: ParseStream<'_>, report: &mut Report) -> Result<Setting> {
    let name = parse_name(input, "a setting: `init: he`")?;
    if name == "budget" {
        return parse_budget(name, input, report);
    }
    if input.peek(token::Brace) && !SETTINGS.contains(&&*name.to_string()) {
        return parse_limits(name, input, report);
    }
    if input.peek(Token![=]) {
        let message =
            format!("expected `:`: a setting is written `{name}: ..`, a modifier `{name} = ..`");
        report.push_open(error_at(input, message));
        skip(input, 1);
    } else if input.parse::<Option<Token![:]>>()?.is_none() {
        return Err(error_at(input, format!("expected `:` and a value: `{}`", example(&name))));
    }
    let value = parse_value(&name, input)?;
    Ok(Setting { name, value })
}

/// `{ ram <= 2 KiB }`
fn parse_budget(name: Ident, input: ParseStream<'_>, report: &mut Report) -> Result<Setting> {
    if (input.peek(Token![:]) || input.peek(Token![=])) && input.peek2(token::Brace) {
        let message = "expected nothing between `budget` and its braces: `budget { ram <= 2 KiB }`";
        report.push_open(error_at(input, message));
        skip(input, 1);
    }
    if !input.peek(token::Brace) {
        let message = "a budget is written in braces: `budget { flash <= 16 KiB, ram <= 2 KiB }`";
        return Err(Error::new(name.span(), message));
    }
    parse_limits(name, input, report)
}

fn parse_limits(name: Ident, input: ParseStream<'_>, report: &mut Report) -> Result<Setting> {
    let content;
    braced!(content in input);
    Ok(Setting { name, value: Value::Limits(parse_list(&content, parse_limit, report)) })
}

/// A setting as it is written, for messages.
fn example(name: &Ident) -> String {
    let value = match name.to_string().as_str() {
        "init" => "he",
        "seed" => "7",
        "loss" => "mean_squared_error",
        _ => "..",
    };
    format!("{name}: {value}")
}

/// `he`, `uniform(0.1)`, `7`, `1e-4`
fn parse_value(name: &Ident, input: ParseStream<'_>) -> Result<Value> {
    let is_missing = input.is_empty() || input.peek(Token![,]);
    if name == "l2" && !is_missing {
        check_depth(input.fork().parse()?)?;
        input.parse().map(Value::Expression)
    } else if input.peek(LitInt) {
        input.parse().map(Value::Number)
    } else if input.peek(Lit) {
        input.parse().map(Value::Expression)
    } else if input.peek(Ident::peek_any) || input.peek(Token![::]) {
        input.parse().map(Value::Word)
    } else {
        let message = format!("expected the value of `{name}`: a word, such as `he`, or a number");
        Err(error_at(input, message))
    }
}

/// `flash <= 16 KiB`
fn parse_limit(input: ParseStream<'_>, _report: &mut Report) -> Result<Limit> {
    let name = parse_name(input, "a limit: `ram <= 2 KiB`")?;
    if !input.peek(Token![<=]) {
        return Err(error_at(input, format!("expected `<=` and a limit: `{name} <= ..`")));
    }
    input.parse::<Token![<=]>()?;
    if !input.peek(LitInt) {
        return Err(error_at(input, format!("expected a whole number: `{name} <= 2 KiB`")));
    }
    let number = input.parse()?;
    let unit = if input.peek(Ident) { Some(input.parse()?) } else { None };
    Ok(Limit { name, number, unit })
}
