//! `#[derive(Debug)] pub struct Xor<`

use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Ident, Result, Token, Visibility};

use super::recover::{self, error_at};
use crate::ast::Item;
use crate::report::Report;

/// Whether it goes on as an item does, or as one that was meant to be a network.
pub(super) fn is_item(input: ParseStream<'_>) -> bool {
    let is_name = || input.peek(Ident) && (input.peek2(Token![<]) || input.peek2(Ident));
    let is_keyword = || peek_keyword(input).is_some_and(|word| KEYWORDS.contains(&&*word));
    input.peek(Token![#]) || input.peek(Token![pub]) || is_keyword() || is_name()
}

/// Those that begin an item.
const KEYWORDS: &[&str] =
    &["struct", "enum", "fn", "union", "type", "const", "static", "trait", "impl", "mod", "let"];

fn peek_keyword(input: ParseStream<'_>) -> Option<String> {
    input.fork().call(Ident::parse_any).ok().map(|word| word.to_string())
}

/// Up to the name.
pub(super) fn parse_head(input: ParseStream<'_>, report: &mut Report) -> Result<Item> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility: Visibility = input.parse()?;
    parse_struct(input, report)?;
    if !input.peek(Ident) {
        return Err(error_at(
            input,
            "expected the name of the network: `struct Name< 2 => 8 relu => 1 >;`",
        ));
    }
    Ok(Item { attributes, visibility, name: input.parse()? })
}

/// `struct`, or what was written in its place.
fn parse_struct(input: ParseStream<'_>, report: &mut Report) -> Result<()> {
    if input.parse::<Option<Token![struct]>>()?.is_some() {
        return Ok(());
    }
    let error = error_at(input, "a network is a `struct`: `struct Name< 2 => 8 relu => 1 >;`");
    if !peek_keyword(input).is_some_and(|word| KEYWORDS.contains(&&*word)) {
        return Err(error);
    }
    input.call(Ident::parse_any)?;
    if !input.peek(Ident) || !input.peek2(Token![<]) {
        return Err(error);
    }
    report.push_open(error);
    Ok(())
}

/// `<`; whether stages may follow
pub(super) fn parse_open(input: ParseStream<'_>, report: &mut Report) -> bool {
    const STAGES: &str = "expected `<` and the stages of the network: `< 2 => 8 relu => 1 >`";
    if !matches!(input.parse::<Option<Token![<]>>(), Ok(Some(_))) {
        report.push_open(error_at(input, STAGES));
        return recover::starts_stage(input) && !input.peek(syn::token::Brace);
    }
    if let Some(generics) = generics(input) {
        report.push_open(error_at(
            input,
            "a network has no generic parameters: its sizes are numbers or constants",
        ));
        recover::skip(input, generics);
    }
    true
}

/// How many tokens stand before the stages, up to a second `<`, if generic parameters do.
fn generics(input: ParseStream<'_>) -> Option<usize> {
    let ahead = input.fork();
    let mut count = 0;
    while let Ok(token) = ahead.parse::<TokenTree>() {
        count += 1;
        let TokenTree::Punct(punct) = token else { continue };
        match punct.as_char() {
            '>' if ahead.peek(Token![<]) => {
                return ahead.parse::<TokenTree>().ok().map(|_| count + 1);
            }
            '=' | ';' => return None,
            _ => {}
        }
    }
    None
}
