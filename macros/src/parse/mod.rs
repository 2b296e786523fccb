//! From tokens to [`ast`](crate::ast). After a mistake it goes on with the next stage.

mod attribute;
mod head;
mod recover;
mod settings;
mod stages;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Error, Result, Token, bracketed, parenthesized, token};

use self::recover::error_at;
use crate::ast::{Network, Setting, Size};
use crate::report::Report;

/// The network of a call, and what is wrong in it; an error where the rest makes no sense.
pub(crate) fn parse_network(tokens: TokenStream) -> Result<(Network, Report)> {
    parse_all(tokens, parse_form)
}

/// The network of an attribute, the same.
pub(crate) fn parse_attribute(
    arguments: TokenStream,
    item: TokenStream,
) -> Result<(Network, Report)> {
    let (item, report) = parse_all(item, attribute::parse_struct)?;
    parse_all(arguments, |input| Ok(attribute::parse_arguments(item, input, report)))
}

fn parse_all<T>(
    tokens: TokenStream,
    parse: impl FnOnce(ParseStream<'_>) -> Result<T>,
) -> Result<T> {
    let last = tokens.clone().into_iter().last().map_or_else(Span::call_site, |last| last.span());
    // In parentheses, so that what is missing at the end is missing at the last token.
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(last);
    let parse_group = |input: ParseStream<'_>| {
        let content;
        parenthesized!(content in input);
        let parsed = parse(&content);
        // What a network is not made of was said: none of the rest is read.
        content.parse::<TokenStream>()?;
        parsed
    };
    parse_group.parse2(TokenTree::from(group).to_token_stream())
}

fn parse_form(input: ParseStream<'_>) -> Result<(Network, Report)> {
    let runtime = parse_runtime(input)?;
    let mut report = Report::default();
    let network = if head::is_item(input) {
        parse_named(runtime, input, &mut report)?
    } else {
        parse_expression(runtime, input, &mut report)?
    };
    Ok((network, report))
}

/// `[$crate]`
fn parse_runtime(input: ParseStream<'_>) -> Result<TokenStream> {
    let content;
    bracketed!(content in input);
    content.parse()
}

/// `#[derive(Debug)] pub struct Xor< 2 => 8 relu => 1 sigmoid >;`
fn parse_named(
    runtime: TokenStream,
    input: ParseStream<'_>,
    report: &mut Report,
) -> Result<Network> {
    let item = Some(head::parse_head(input, report)?);
    let (mut inputs, mut stages, mut settings) = (Size::Broken, Vec::new(), Vec::new());
    if head::parse_open(input, report) {
        (inputs, stages) = stages::parse_stages(input, report);
        let is_closed = parse_close(input, report);
        settings = parse_end(input, is_closed, report);
    }
    Ok(Network { runtime, library: None, item, inputs, stages, settings })
}

/// `2 => 8 relu => 1 sigmoid`, or the same in `< >`
fn parse_expression(
    runtime: TokenStream,
    input: ParseStream<'_>,
    report: &mut Report,
) -> Result<Network> {
    if input.is_empty() {
        return Err(Error::new(Span::call_site(), EMPTY));
    }
    let bracket: Option<Token![<]> = input.parse()?;
    let (inputs, stages) = stages::parse_stages(input, report);
    let is_closed = bracket.is_none() || parse_close(input, report);
    if is_closed && !input.is_empty() {
        report.push_open(error_at(input, after_expression(input, bracket.is_some())));
    }
    Ok(Network { runtime, library: None, item: None, inputs, stages, settings: Vec::new() })
}

/// What to say of a call without anything.
const EMPTY: &str = "expected a network: `network! { struct Name< 2 => 8 relu => 1 sigmoid >; }`, or `network!(2 => 8 relu => 1 sigmoid)` as a value";

/// What to say of that which follows a network that is a value.
fn after_expression(input: ParseStream<'_>, is_bracketed: bool) -> &'static str {
    if recover::is_last(input) {
        recover::NO_COMMA
    } else if input.peek(token::Brace) || recover::starts_settings(input) {
        "settings belong to a network with a name: `struct Name< .. > { .. }`; here each layer has its modifiers, `8 relu [init = he]`"
    } else if input.peek(Token![;]) {
        "expected nothing more: a network without a name ends without `;`"
    } else if input.peek(Token![>]) && !is_bracketed {
        "expected `<` before the network, or no `>` behind it"
    } else {
        "expected nothing more: the network ended here"
    }
}

/// `>`
fn parse_close(input: ParseStream<'_>, report: &mut Report) -> bool {
    let is_closed = matches!(input.parse::<Option<Token![>]>>(), Ok(Some(_)));
    if !is_closed && !report.ends_early {
        report.push_open(error_at(input, "expected `>` at the end of the network"));
    }
    is_closed
}

/// `;`, or a block of settings
fn parse_end(input: ParseStream<'_>, is_closed: bool, report: &mut Report) -> Vec<Setting> {
    if matches!(input.parse::<Option<Token![;]>>(), Ok(Some(_))) {
        if is_closed {
            expect_end(input, "expected nothing more: the network ended with `;`", report);
        }
        return Vec::new();
    }
    if input.peek(token::Brace) {
        let settings = settings::parse_block(input, report);
        let _ = input.parse::<Option<Token![;]>>();
        expect_end(input, "expected nothing more: the network ended with its settings", report);
        return settings;
    }
    if is_closed {
        report.push_open(error_at(input, expected_end(input)));
    }
    Vec::new()
}

/// What to say where neither `;` nor settings follow.
fn expected_end(input: ParseStream<'_>) -> &'static str {
    if input.peek(token::Paren) || input.peek(token::Bracket) {
        "settings stand in braces: `{ init: he }`"
    } else if input.peek(Token![where]) {
        "a network has no generic parameters, so that it has no `where` either"
    } else {
        "expected `;` or a block of settings `{ init: he }` behind the network"
    }
}

/// That nothing is left.
fn expect_end(input: ParseStream<'_>, message: &str, report: &mut Report) {
    if !input.is_empty() {
        report.push_open(error_at(input, message));
    }
}
