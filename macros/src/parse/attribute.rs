//! `#[network(2 => 8 relu => 1 sigmoid, seed: 7)] pub struct Xor;`

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::ParseStream;
use syn::{Attribute, Error, Ident, Path, Result, Token, Visibility, token};

use super::recover::error_at;
use super::{settings, stages};
use crate::ast::{Item, Network, Setting};
use crate::report::Report;
use crate::words::CRATE;

/// `#[derive(Debug)] pub struct Xor;`
pub(super) fn parse_struct(input: ParseStream<'_>) -> Result<Item> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility: Visibility = input.parse()?;
    if !input.peek(Token![struct]) {
        return Err(error_at(input, "`#[network(..)]` makes a struct: `struct Name;`"));
    }
    input.parse::<Token![struct]>()?;
    let name: Ident = input.parse()?;
    if !input.peek(Token![;]) {
        return Err(error_at(input, no_unit(input)));
    }
    input.parse::<Token![;]>()?;
    Ok(Item { attributes, visibility, name })
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
pub(super) fn parse_arguments(item: Item, input: ParseStream<'_>) -> Result<(Network, Report)> {
    if input.is_empty() {
        let message = "expected the stages of the network: `#[network(2 => 8 relu => 1 sigmoid)]`";
        return Err(Error::new(Span::call_site(), message));
    }
    if input.peek(Token![<]) {
        let message = "expected the stages alone: `#[network(2 => 8 relu => 1 sigmoid)]`";
        return Err(error_at(input, message));
    }
    let mut report = Report::default();
    let (inputs, stages) = stages::parse_stages(input, &mut report);
    let settings = parse_settings(input, &mut report);
    let (runtime, library) = (quote!(__sinew), Some(library(&settings)));
    Ok((Network { runtime, library, item: Some(item), inputs, stages, settings }, report))
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
