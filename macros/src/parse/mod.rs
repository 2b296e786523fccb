//! From tokens to [`ast`](crate::ast). After a mistake it goes on with the next stage.

mod settings;
mod stages;

use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{Attribute, Ident, Result, Token, Visibility, bracketed, token};

use crate::ast::{Item, Network, Setting};
use crate::report::Report;

/// The network, and what is wrong in its stages; an error where the rest makes no sense.
pub(crate) fn parse_network(input: ParseStream<'_>) -> Result<(Network, Report)> {
    let runtime = parse_runtime(input)?;
    let mut report = Report::default();
    let network = if is_item(input) {
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

/// Whether it goes on as an item does.
fn is_item(input: ParseStream<'_>) -> bool {
    input.peek(Token![#]) || input.peek(Token![pub]) || input.peek(Token![struct])
}

/// `#[derive(Debug)] pub struct Xor< 2 => 8 relu => 1 sigmoid >;`
fn parse_named(
    runtime: TokenStream,
    input: ParseStream<'_>,
    report: &mut Report,
) -> Result<Network> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility: Visibility = input.parse()?;
    if !input.peek(Token![struct]) {
        return Err(
            input.error("expected `struct`: a network is `struct Name< 2 => 8 relu => 1 >;`")
        );
    }
    input.parse::<Token![struct]>()?;
    let name: Ident = input.parse()?;
    if !input.peek(Token![<]) {
        return Err(
            input.error("expected `<` and the stages of the network: `< 2 => 8 relu => 1 >`")
        );
    }
    input.parse::<Token![<]>()?;
    let (inputs, stages) = stages::parse_stages(input, report);
    parse_close(input, report);
    let settings = parse_end(input, report)?;
    let item = Some(Item { attributes, visibility, name });
    Ok(Network { runtime, item, inputs, stages, settings })
}

/// `2 => 8 relu => 1 sigmoid`, or the same in `< >`
fn parse_expression(
    runtime: TokenStream,
    input: ParseStream<'_>,
    report: &mut Report,
) -> Result<Network> {
    let bracket: Option<Token![<]> = input.parse()?;
    let (inputs, stages) = stages::parse_stages(input, report);
    if bracket.is_some() {
        parse_close(input, report);
    }
    expect_end(input, report, "expected `=>` and another layer, or the end of the network");
    Ok(Network { runtime, item: None, inputs, stages, settings: Vec::new() })
}

/// `>`
fn parse_close(input: ParseStream<'_>, report: &mut Report) {
    if input.peek(Token![>]) {
        let _ = input.parse::<Token![>]>();
    } else {
        report.push(input.error("expected `>` at the end of the network"));
    }
}

/// `;`, or a block of settings
fn parse_end(input: ParseStream<'_>, report: &mut Report) -> Result<Vec<Setting>> {
    if input.parse::<Option<Token![;]>>()?.is_some() {
        expect_end(input, report, "expected nothing more: the network ended with `;`");
        return Ok(Vec::new());
    }
    if !input.peek(token::Brace) {
        if report.is_empty() {
            report.push(
                input.error("expected `;` or a block of settings `{ init: he }` after the network"),
            );
        }
        return Ok(Vec::new());
    }
    let settings = settings::parse_block(input, report)?;
    input.parse::<Option<Token![;]>>()?;
    expect_end(input, report, "expected nothing more: the network ended with its settings");
    Ok(settings)
}

/// That nothing is left, which one mistake may have left.
fn expect_end(input: ParseStream<'_>, report: &mut Report, message: &str) {
    if !input.is_empty() && report.is_empty() {
        report.push(input.error(message));
    }
    // What a network is not made of was said: none of the rest is read.
    let _ = input.parse::<TokenStream>();
}
