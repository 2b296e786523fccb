//! `2 => 8 relu => dropout(0.2) => 1 sigmoid`

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, ExprLit, Ident, Lit, LitInt, Path, Result, Token, braced, parenthesized, token};

use super::settings::parse_modifiers;
use crate::ast::{Block, Layer, Size, Stage, Word};
use crate::report::Report;
use crate::stage;

/// The inputs and what follows them. What is wrong is reported, and stands there as broken.
pub(super) fn parse_stages(input: ParseStream<'_>, report: &mut Report) -> (Size, Vec<Stage>) {
    if is_at_arrow(input) || is_at_end(input) {
        report.push(
            input.error("expected the number of inputs: a network is `inputs => layer => ..`"),
        );
        return (Size::Broken, parse_rest(input, report));
    }
    let inputs = match Size::parse(input) {
        Ok(inputs) => inputs,
        Err(error) => {
            recover(input, error, report);
            Size::Broken
        }
    };
    if let Some(word) = peek_word(input) {
        let message = format!(
            "expected `=>`: the first size is the number of inputs, and `{word}` belongs to a layer"
        );
        recover(input, input.error(message), report);
    }
    if is_at_end(input) && report.is_empty() {
        report.push(input.error("expected `=>` and a layer: a network is `inputs => layer => ..`"));
    }
    (inputs, parse_rest(input, report))
}

/// `=> 8 relu => 1 sigmoid`
fn parse_rest(input: ParseStream<'_>, report: &mut Report) -> Vec<Stage> {
    let mut stages = Vec::new();
    while parse_arrow(input, report) {
        stages.push(parse_stage_or_report(input, report));
    }
    stages
}

/// `8 relu => 8`, between the braces of a word
fn parse_block(word: Ident, input: ParseStream<'_>, report: &mut Report) -> Result<Block> {
    if !input.peek(token::Brace) {
        let message = format!(
            "expected the layers of `{word}` in braces: `{word} {}`",
            stage::example(&word)
        );
        return Err(input.error(message));
    }
    let content;
    braced!(content in input);
    let mut stages = vec![parse_stage_or_report(&content, report)];
    stages.extend(parse_rest(&content, report));
    if !content.is_empty() {
        report.push(content.error(AFTER_A_STAGE));
        content.parse::<TokenStream>()?;
    }
    Ok(Block { word, stages })
}

/// What may follow a stage, and what it may have been.
const AFTER_A_STAGE: &str =
    "expected `=>` and another layer, or the end: a layer is `size activation [modifiers]`";

fn parse_stage_or_report(input: ParseStream<'_>, report: &mut Report) -> Stage {
    if is_at_end(input) || is_at_arrow(input) {
        report.push(input.error("expected a layer after `=>`: `size activation [modifiers]`"));
        return Stage::Broken;
    }
    match parse_stage(input, report) {
        Ok(stage) if is_at_end(input) || is_at_arrow(input) => stage,
        Ok(_) => {
            recover(input, input.error(AFTER_A_STAGE), report);
            Stage::Broken
        }
        Err(error) => {
            recover(input, error, report);
            Stage::Broken
        }
    }
}

fn parse_stage(input: ParseStream<'_>, report: &mut Report) -> Result<Stage> {
    let Some(word) = peek_word(input) else { return Ok(Stage::Layer(parse_layer(input)?)) };
    match word.to_string().as_str() {
        stage::RESIDUAL => {
            let word = input.call(Ident::parse_any)?;
            Ok(Stage::Residual(parse_block(word, input, report)?))
        }
        stage::REPEAT => {
            let word = input.call(Ident::parse_any)?;
            if !input.peek(LitInt) {
                return Err(input.error("expected how often: `repeat 3 { 8 relu }`"));
            }
            Ok(Stage::Repeat(input.parse()?, parse_block(word, input, report)?))
        }
        text if stage::find(text).is_some() => Ok(Stage::Keep(input.parse()?)),
        text => {
            if let Some(message) = stage::no_size(text) {
                return Err(input.error(message));
            }
            if is_network(&input.fork().parse()?) {
                return Ok(Stage::Network(input.parse()?));
            }
            Ok(Stage::Layer(parse_layer(input)?))
        }
    }
}

/// A path whose last name is a type's, as types are written, is that of a network; any other is a
/// constant's.
fn is_network(path: &Path) -> bool {
    let name = path.segments.last().map(|last| last.ident.unraw().to_string()).unwrap_or_default();
    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
}

/// `8 relu [no_bias]`
fn parse_layer(input: ParseStream<'_>) -> Result<Layer> {
    let size = input.parse()?;
    let activation = if input.peek(Ident::peek_any) { Some(input.parse()?) } else { None };
    let modifiers = if input.peek(token::Bracket) { parse_modifiers(input)? } else { Vec::new() };
    Ok(Layer { size, activation, modifiers })
}

/// The word that comes next.
fn peek_word(input: ParseStream<'_>) -> Option<Ident> {
    input.fork().call(Ident::parse_any).ok()
}

/// `=>`, or what was meant to be one.
fn parse_arrow(input: ParseStream<'_>, report: &mut Report) -> bool {
    if input.peek(Token![=>]) {
        return input.parse::<Token![=>]>().is_ok();
    }
    if !is_at_arrow(input) {
        return false;
    }
    report.push(input.error("expected `=>` between two layers"));
    input.parse::<Token![->]>().is_ok() || input.parse::<Token![,]>().is_ok()
}

/// Whether `=>` comes next, or what is often written in its place.
fn is_at_arrow(input: ParseStream<'_>) -> bool {
    input.peek(Token![=>]) || input.peek(Token![->]) || input.peek(Token![,])
}

/// Whether what ends the stages comes next.
fn is_at_end(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![>]) || input.peek(Token![;])
}

/// Reports a mistake, and goes on behind the stage that it is in.
fn recover(input: ParseStream<'_>, error: syn::Error, report: &mut Report) {
    report.push(error);
    while !is_at_end(input) && !is_at_arrow(input) {
        let _ = input.parse::<TokenTree>();
    }
}

impl Parse for Size {
    /// `8`, `config::HIDDEN` or `{ 2 * HIDDEN }`
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        // The group alone: with what follows it, `8 > ..` and `8 [..]` are expressions too.
        if input.peek(token::Group)
            && let TokenTree::Group(group) = input.parse()?
        {
            return Ok(size_of_expression(syn::parse2(group.stream())?));
        }
        if input.peek(LitInt) {
            return Ok(Self::Literal(input.parse()?));
        }
        if input.peek(token::Brace) {
            return Ok(Self::Expression(Expr::Block(input.parse()?)));
        }
        if input.peek(Ident::peek_any) || input.peek(Token![::]) {
            return Ok(Self::Constant(input.parse()?));
        }
        Err(input.error(
            "expected a size: a whole number, the path of a constant, or `{ constant expression }`",
        ))
    }
}

/// What a `macro_rules!` of the user's passed on as one expression.
fn size_of_expression(expression: Expr) -> Size {
    match expression {
        Expr::Group(group) => size_of_expression(*group.expr),
        Expr::Path(path) => Size::Constant(path.path),
        Expr::Lit(ExprLit { lit: Lit::Int(literal), .. }) => Size::Literal(literal),
        other => Size::Expression(other),
    }
}

impl Parse for Word {
    /// `relu`, `leaky_relu(0.01)`, `my::Swish`
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name = input.call(Path::parse_mod_style)?;
        let argument = if input.peek(token::Paren) {
            let content;
            parenthesized!(content in input);
            Some(content.parse::<Expr>()?)
        } else {
            None
        };
        Ok(Self { name, argument })
    }
}
