//! `#[network(2 => 8 relu => 1 sigmoid, seed: 7)] pub struct Xor;`

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::ParseStream;
use syn::{Attribute, Error, Path, Result, Token, Visibility, token};

use super::recover::error_at;
use super::{settings, stages};
use crate::ast::{Item, Network, Setting, Size};
use crate::report::Report;
use crate::words::CRATE;

/// `#[derive(Debug)] pub struct Xor;`, and what is wrong behind the name
pub(super) fn parse_struct(input: ParseStream<'_>) -> Result<(Item, Report)> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility: Visibility = input.parse()?;
    if !input.peek(Token![struct]) {
        return Err(error_at(input, "`#[network(..)]` makes a struct: `struct Name;`"));
    }
    input.parse::<Token![struct]>()?;
    let item = Item { attributes, visibility, name: input.parse()? };
    let mut report = Report::default();
    if input.parse::<Option<Token![;]>>()?.is_none() {
        report.push_open(error_at(input, no_unit(input)));
    }
    Ok((item, report))
}

/// What to say where a struct does not end behind its name.
fn no_unit(input: ParseStream<'_>) -> &'static str {
    if input.peek(Token![<]) || input.peek(Token![where]) {
        "a network has no generic parameters: its sizes are numbers or constants"
    } else {
        "`#[network(..)]` makes the fields: write `struct Name;`"
    }
}

/// `2 => 8 relu => 1 sigmoid, seed: 7`
pub(super) fn parse_arguments(
    item: Item,
    input: ParseStream<'_>,
    mut report: Report,
) -> (Network, Report) {
    let (mut inputs, mut stages, mut settings) = (Size::Broken, Vec::new(), Vec::new());
    match no_stages(input) {
        Some(error) => report.push_open(error),
        None => {
            (inputs, stages) = stages::parse_stages(input, &mut report);
            settings = parse_settings(input, &mut report);
        }
    }
    let (runtime, library) = (quote!(__sinew), Some(library(&settings)));
    (Network { runtime, library, item: Some(item), inputs, stages, settings }, report)
}

/// What to say where stages do not even begin.
fn no_stages(input: ParseStream<'_>) -> Option<Error> {
    if input.is_empty() {
        let message = "expected the stages of the network: `#[network(2 => 8 relu => 1 sigmoid)]`";
        return Some(Error::new(Span::call_site(), message));
    }
    let message = "expected the stages alone: `#[network(2 => 8 relu => 1 sigmoid)]`";
    input.peek(Token![<]).then(|| error_at(input, message))
}

/// `, seed: 7`, or nothing
fn parse_settings(input: ParseStream<'_>, report: &mut Report) -> Vec<Setting> {
    let has_comma = matches!(input.parse::<Option<Token![,]>>(), Ok(Some(_)));
    if input.peek(token::Brace) {
        let message = "settings follow a comma, without braces: `#[network(2 => 1, seed: 7)]`";
        report.push_open(error_at(input, message));
        return Vec::new();
    }
    if has_comma {
        return settings::parse_list(input, settings::parse_setting, report);
    }
    if !input.is_empty() && !report.ends_early {
        let message = "expected nothing more, or `,` and a setting: the network ended here";
        report.push_open(error_at(input, message));
    }
    Vec::new()
}

/// The path of the runtime crate.
fn library(settings: &[Setting]) -> TokenStream {
    let setting = settings.iter().find(|setting| setting.name == CRATE);
    let path = setting.and_then(|setting| setting.value.word());
    path.map_or_else(|| quote!(::sinew), |word| generated(&word.name))
}

/// The path as a part of the code that is generated, where lints do not look at it.
fn generated(path: &Path) -> TokenStream {
    let move_token = |mut token: TokenTree| {
        token.set_span(Span::call_site().located_at(token.span()));
        token
    };
    path.to_token_stream().into_iter().map(move_token).collect()
}
