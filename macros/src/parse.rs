//! From tokens to [`ast`](crate::ast). Stops at the first error.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Expr, ExprLit, Ident, Lit, LitInt, Path, Result, Token, Visibility, braced,
    bracketed, parenthesized, token,
};

use crate::ast::{Item, Layer, Network, Setting, Size, Word};

impl Parse for Network {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let runtime = parse_runtime(input)?;
        if is_item(input) { parse_named(runtime, input) } else { parse_expression(runtime, input) }
    }
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
fn parse_named(runtime: TokenStream, input: ParseStream<'_>) -> Result<Network> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility: Visibility = input.parse()?;
    input.parse::<Token![struct]>()?;
    let name: Ident = input.parse()?;
    input.parse::<Token![<]>()?;
    let (inputs, layers) = parse_stages(input)?;
    parse_close(input)?;
    let settings = parse_end(input)?;
    expect_end(input)?;
    let item = Some(Item { attributes, visibility, name });
    Ok(Network { runtime, item, inputs, layers, settings })
}

/// `2 => 8 relu => 1 sigmoid`, or the same in `< >`
fn parse_expression(runtime: TokenStream, input: ParseStream<'_>) -> Result<Network> {
    let bracket: Option<Token![<]> = input.parse()?;
    let (inputs, layers) = parse_stages(input)?;
    if bracket.is_some() {
        parse_close(input)?;
    }
    expect_end(input)?;
    Ok(Network { runtime, item: None, inputs, layers, settings: Vec::new() })
}

/// `;`, or a block of settings
fn parse_end(input: ParseStream<'_>) -> Result<Vec<Setting>> {
    if input.parse::<Option<Token![;]>>()?.is_some() {
        return Ok(Vec::new());
    }
    if !input.peek(token::Brace) {
        return Err(
            input.error("expected `;` or a block of settings `{ init: he }` after the network")
        );
    }
    let content;
    braced!(content in input);
    let settings = content.parse_terminated(parse_setting, Token![,])?;
    Ok(settings.into_iter().collect())
}

/// `>`
fn parse_close(input: ParseStream<'_>) -> Result<()> {
    if input.parse::<Option<Token![>]>>()?.is_some() {
        return Ok(());
    }
    Err(input.error(AFTER_A_LAYER))
}

/// Layers follow one another by `=>`, and nothing else.
const AFTER_A_LAYER: &str =
    "expected `=>` and another layer, or `>` at the end: a layer is `size activation [modifiers]`";

fn expect_end(input: ParseStream<'_>) -> Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    Err(input.error("expected `=>` and another layer, or the end of the network"))
}

/// `2 => 8 relu => 1 sigmoid`
fn parse_stages(input: ParseStream<'_>) -> Result<(Size, Vec<Layer>)> {
    let inputs = input.parse()?;
    let mut layers = Vec::new();
    while input.parse::<Option<Token![=>]>>()?.is_some() {
        layers.push(input.parse()?);
    }
    if layers.is_empty() {
        return Err(input.error("expected `=>` and a layer: a network is `inputs => layer => ..`"));
    }
    Ok((inputs, layers))
}

impl Parse for Layer {
    /// `8 relu [no_bias]`
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let size = input.parse()?;
        let activation = if input.peek(Ident::peek_any) { Some(input.parse()?) } else { None };
        let modifiers =
            if input.peek(token::Bracket) { parse_modifiers(input)? } else { Vec::new() };
        Ok(Self { size, activation, modifiers })
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

/// `[no_bias, init = he]`
fn parse_modifiers(input: ParseStream<'_>) -> Result<Vec<Setting>> {
    let content;
    bracketed!(content in input);
    let modifiers = content.parse_terminated(parse_modifier, Token![,])?;
    Ok(modifiers.into_iter().collect())
}

/// `no_bias`, `init = he`
fn parse_modifier(input: ParseStream<'_>) -> Result<Setting> {
    let name = input.parse()?;
    let equals: Option<Token![=]> = input.parse()?;
    let value = if equals.is_some() { Some(input.parse()?) } else { None };
    Ok(Setting { name, value })
}

/// `init: he`
fn parse_setting(input: ParseStream<'_>) -> Result<Setting> {
    let name = input.parse()?;
    input.parse::<Token![:]>()?;
    Ok(Setting { name, value: Some(input.parse()?) })
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
