//! `2 => 8 relu => dropout(0.2) => 1 sigmoid`

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{
    Error, Expr, ExprLit, Ident, Lit, LitFloat, LitInt, LitStr, Path, Result, Token, braced,
    parenthesized, token,
};

use super::recover::{
    check_depth, error_at, is_at_arrow, is_at_end, parse_arrow, parse_between, peek_word,
    report_missing, skip_arrow, skip_stage,
};
use super::settings::parse_modifiers;
use crate::activation;
use crate::ast::{Block, Layer, Size, Stage, Word};
use crate::model::MOST_BLOCKS;
use crate::report::Report;
use crate::stage;
use crate::words::{self, REPEAT};

/// The inputs and what follows them. What is wrong is reported, and stands there as broken.
pub(super) fn parse_stages(input: ParseStream<'_>, report: &mut Report) -> (Size, Vec<Stage>) {
    let inputs = parse_inputs(input, report);
    if matches!(inputs, Size::Broken) && is_at_arrow(input) {
        skip_arrow(input);
        return (inputs, parse_rest(input, 0, false, report));
    }
    let has_arrow = !parse_between(input, true, None, report);
    if is_at_end(input) && report.is_empty() {
        let message = "expected `=>` and a layer: a network is `inputs => layer => ..`";
        report_missing(input, message, report);
    }
    (inputs, parse_rest(input, 0, has_arrow, report))
}

/// `2`
fn parse_inputs(input: ParseStream<'_>, report: &mut Report) -> Size {
    if is_at_arrow(input) || is_at_end(input) {
        let message = "expected the number of inputs: a network is `inputs => layer => ..`";
        report_missing(input, message, report);
        return Size::Broken;
    }
    let word = peek_word(input).map(|word| word.to_string()).filter(|_| !input.peek2(Token![::]));
    let behind = word.as_deref().and_then(|word| {
        let needs_size = activation::find(word).is_some();
        let example = || format!("8 {}", activation::example(word));
        let stage = if needs_size { example() } else { word.to_owned() };
        (needs_size || stage::has_no_size(word)).then_some((word, stage))
    });
    let size = match behind {
        Some((word, stage)) => {
            let message = format!("expected the number of inputs before `{word}`: `2 => {stage}`");
            Err(error_at(input, message))
        }
        None => input.parse(),
    };
    size.unwrap_or_else(|error| {
        recover(input, error, report);
        Size::Broken
    })
}

/// `=> 8 relu => 1 sigmoid`, in so many blocks, the first arrow of which may be missing
fn parse_rest(
    input: ParseStream<'_>,
    depth: usize,
    has_arrow: bool,
    report: &mut Report,
) -> Vec<Stage> {
    let mut stages = Vec::new();
    let mut goes_on = !has_arrow;
    while goes_on || parse_arrow(input, report) {
        stages.push(parse_stage_or_report(input, depth, &mut goes_on, report));
    }
    stages
}

/// `8 relu => 8`, between the braces of a word
fn parse_block(
    word: Ident,
    input: ParseStream<'_>,
    depth: usize,
    report: &mut Report,
) -> Result<Block> {
    if !input.peek(token::Brace) {
        let message = format!(
            "expected the layers of `{word}` in braces: `{word} {}`",
            stage::example(&word)
        );
        return Err(error_at(input, message));
    }
    let content;
    braced!(content in input);
    if depth == MOST_BLOCKS {
        content.parse::<TokenStream>()?;
        let message = format!(
            "`{word}` in {depth} other blocks: blocks are nested at most {MOST_BLOCKS} deep"
        );
        return Err(Error::new(word.span(), message));
    }
    let stages = parse_rest(&content, depth + 1, false, report);
    if !content.is_empty() {
        report.push_open(error_at(&content, "expected `=>` and another layer, or `}`"));
        content.parse::<TokenStream>()?;
    }
    Ok(Block { word, stages })
}

/// A stage; `goes_on` says whether the next follows without an arrow, which was reported.
fn parse_stage_or_report(
    input: ParseStream<'_>,
    depth: usize,
    goes_on: &mut bool,
    report: &mut Report,
) -> Stage {
    *goes_on = false;
    if is_at_end(input) {
        let message = "expected a layer here: `size activation [modifiers]`";
        report_missing(input, message, report);
        return Stage::Broken;
    }
    if is_at_arrow(input) {
        let message = if input.peek(Token![=>]) {
            "expected a layer before this arrow: `size activation [modifiers]`"
        } else {
            "expected a layer behind `=>`: `size activation [modifiers]`"
        };
        report_missing(input, message, report);
        skip_arrow(input);
        *goes_on = true;
        return Stage::Broken;
    }
    match parse_stage(input, depth, report) {
        Ok(stage) => {
            let word = match &stage {
                Stage::Layer(layer) => layer.activation.as_ref().map(Word::text),
                _ => None,
            };
            *goes_on = parse_between(input, false, word.as_deref(), report);
            stage
        }
        Err(error) => {
            recover(input, error, report);
            Stage::Broken
        }
    }
}

/// Reports a mistake, and goes on behind the stage that it is in.
fn recover(input: ParseStream<'_>, error: Error, report: &mut Report) {
    report.push_open(error);
    skip_stage(input);
}

fn parse_stage(input: ParseStream<'_>, depth: usize, report: &mut Report) -> Result<Stage> {
    let word = peek_word(input).filter(|_| !input.peek2(Token![::]));
    let Some(word) = word else { return parse_unnamed(input, report) };
    match word.to_string().as_str() {
        stage::RESIDUAL => {
            let word = input.call(Ident::parse_any)?;
            Ok(Stage::Residual(parse_block(word, input, depth, report)?))
        }
        REPEAT => {
            let word = input.call(Ident::parse_any)?;
            Ok(Stage::Repeat(parse_times(input)?, parse_block(word, input, depth, report)?))
        }
        text if stage::find(text).is_some() => Ok(Stage::Keep(input.parse()?)),
        text => match stage::no_size(text) {
            Some(message) => Err(error_at(input, or_constant(message, text, input))),
            None => parse_unnamed(input, report),
        },
    }
}

/// The same of a word that may be the name of a constant, too.
fn or_constant(message: String, word: &str, input: ParseStream<'_>) -> String {
    let has_argument = input.peek2(token::Paren) || input.peek2(token::Brace);
    if has_argument || activation::find(word).is_some() {
        return message;
    }
    format!("{}, or a constant, `{{ {word} }}`?", message.trim_end_matches('?'))
}

/// `3`, behind `repeat`
fn parse_times(input: ParseStream<'_>) -> Result<LitInt> {
    if input.peek(LitInt) {
        return input.parse();
    }
    Err(error_at(input, "expected how often, as a number: `repeat 3 { 8 relu }`"))
}

/// A layer, or the type of a network
fn parse_unnamed(input: ParseStream<'_>, report: &mut Report) -> Result<Stage> {
    let path = input.fork().call(Path::parse_mod_style);
    if path.is_ok_and(|path| is_network(&path)) {
        return input.parse().map(Stage::Network);
    }
    Ok(Stage::Layer(parse_layer(input, report)?))
}

/// A path whose last name is a type's, as types are written, is that of a network; any other is a
/// constant's.
fn is_network(path: &Path) -> bool {
    let name = path.segments.last().map(|last| last.ident.unraw().to_string()).unwrap_or_default();
    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
}

/// `8 relu [no_bias]`
fn parse_layer(input: ParseStream<'_>, report: &mut Report) -> Result<Layer> {
    let size = input.parse()?;
    skip_argument_of_joined(&size, input);
    let word = peek_word(input).map(|word| word.to_string());
    let activation = match word {
        Some(word) if stage::has_no_size(&word) => return Err(error_at(input, no_own_size(&word))),
        Some(_) => Some(input.parse()?),
        None => None,
    };
    let modifiers = parse_modifiers(input, report)?;
    Ok(Layer { size, activation, modifiers })
}

/// What to say of `8 dropout(0.2)`.
fn no_own_size(word: &str) -> String {
    format!(
        "`{word}` keeps the width and has no size of its own: write `=> {word}`, or `8 => {word}` for a layer of 8 before it"
    )
}

/// `(0.01)` of `8leaky_relu(0.01)`, of which the lexer makes a number with a suffix
fn skip_argument_of_joined(size: &Size, input: ParseStream<'_>) {
    if matches!(size, Size::Literal(literal) if !literal.suffix().is_empty())
        && input.peek(token::Paren)
    {
        super::recover::skip(input, 1);
    }
}

impl Parse for Size {
    /// `8`, `config::HIDDEN` or `{ 2 * HIDDEN }`
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        // The group alone: with what follows it, `8 > ..` and `8 [..]` are expressions too.
        if input.peek(token::Group)
            && let TokenTree::Group(group) = input.parse()?
        {
            check_depth(group.stream())?;
            return Ok(size_of_expression(syn::parse2(group.stream())?));
        }
        if input.peek(LitInt) {
            return Ok(Self::Literal(input.parse()?));
        }
        if input.peek(token::Brace) {
            check_depth(input.fork().parse::<TokenTree>()?.into())?;
            return Ok(Self::Expression(Expr::Block(input.parse()?)));
        }
        if input.peek(Ident::peek_any) || input.peek(Token![::]) {
            return Ok(Self::Constant(input.parse()?));
        }
        Err(error_at(input, no_size(input)))
    }
}

/// What to say where a size was expected.
fn no_size(input: ParseStream<'_>) -> String {
    if let Ok(number) = input.fork().parse::<LitFloat>() {
        let whole = number.base10_parse::<f64>().ok().filter(|whole| (1.0..1e7).contains(whole));
        let example = whole.map_or_else(|| "8".to_owned(), |whole| whole.round().to_string());
        return format!("a size of {number}: a size is a whole number, `{example}`");
    }
    if let Ok(text) = input.fork().parse::<LitStr>() {
        let value = text.value();
        let example = if value.parse::<u32>().is_ok() { value } else { "8".to_owned() };
        return format!("a size is a number without quotes: `{example}`");
    }
    "expected a size: a whole number, the path of a constant, or `{ constant expression }`"
        .to_owned()
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
        let argument =
            if input.peek(token::Paren) { Some(parse_argument(&name, input)?) } else { None };
        Ok(Self { name, argument })
    }
}

/// `(0.01)`
fn parse_argument(name: &Path, input: ParseStream<'_>) -> Result<Expr> {
    let content;
    parenthesized!(content in input);
    let name = name.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    let argument = if content.is_empty() {
        Err(error_at(&content, words::no_argument(&name)))
    } else {
        check_depth(content.fork().parse()?).and_then(|()| content.parse())
    };
    let is_one = argument.is_err() || content.is_empty();
    let too_many = error_at(&content, format!("expected `)`: `{name}` takes one argument at most"));
    content.parse::<TokenStream>()?;
    if is_one { argument } else { Err(too_many) }
}
