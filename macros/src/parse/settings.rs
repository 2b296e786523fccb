//! `[no_bias, init = he]` and `{ init: he, seed: 7, budget { ram <= 2 KiB } }`

use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitInt, Result, Token, braced, bracketed, token};

use crate::ast::{Limit, Setting, Value};
use crate::report::Report;

/// `[no_bias, init = he]`
pub(super) fn parse_modifiers(input: ParseStream<'_>) -> Result<Vec<Setting>> {
    let content;
    bracketed!(content in input);
    let modifiers = content.parse_terminated(parse_modifier, Token![,])?;
    Ok(modifiers.into_iter().collect())
}

/// `no_bias`, `init = he`
fn parse_modifier(input: ParseStream<'_>) -> Result<Setting> {
    let name = input.call(Ident::parse_any)?;
    let equals: Option<Token![=]> = input.parse()?;
    let value = if equals.is_some() { parse_value(input)? } else { Value::None };
    Ok(Setting { name, value })
}

/// `{ init: he, seed: 7 }`
pub(super) fn parse_block(input: ParseStream<'_>, report: &mut Report) -> Result<Vec<Setting>> {
    let content;
    braced!(content in input);
    let mut settings = Vec::new();
    while !content.is_empty() {
        match parse_setting(&content) {
            Ok(setting) => settings.push(setting),
            Err(error) => {
                report.push(error);
                while !content.is_empty() && !content.peek(Token![,]) {
                    content.parse::<TokenTree>()?;
                }
            }
        }
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
    }
    Ok(settings)
}

/// `init: he`, `budget { ram <= 2 KiB }`
fn parse_setting(input: ParseStream<'_>) -> Result<Setting> {
    let name = input.call(Ident::parse_any)?;
    if input.peek(token::Brace) {
        let content;
        braced!(content in input);
        let limits = content.parse_terminated(parse_limit, Token![,])?;
        return Ok(Setting { name, value: Value::Limits(limits.into_iter().collect()) });
    }
    if !input.peek(Token![:]) {
        return Err(input.error(format!("expected `:` and a value: `{name}: ..`")));
    }
    input.parse::<Token![:]>()?;
    Ok(Setting { name, value: parse_value(input)? })
}

/// `he`, `uniform(0.1)`, `7`
fn parse_value(input: ParseStream<'_>) -> Result<Value> {
    if input.peek(LitInt) {
        input.parse().map(Value::Number)
    } else {
        input.parse().map(Value::Word)
    }
}

/// `flash <= 16 KiB`
fn parse_limit(input: ParseStream<'_>) -> Result<Limit> {
    let name = input.call(Ident::parse_any)?;
    if !input.peek(Token![<=]) {
        return Err(input.error(format!("expected `<=` and a limit: `{name} <= ..`")));
    }
    input.parse::<Token![<=]>()?;
    let number = input.parse()?;
    let unit = if input.peek(Ident) { Some(input.parse()?) } else { None };
    Ok(Limit { name, number, unit })
}
