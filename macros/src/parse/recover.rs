//! What is said where something else was expected, and where the parser goes on.

use std::fmt::Display;

use proc_macro2::{Punct, Spacing, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Error, Ident, Lit, Result, Token, braced, token};

use crate::activation;
use crate::report::Report;
use crate::words::SETTINGS;

/// An error at the next token; behind the last one, at what closes the group.
pub(super) fn error_at(input: ParseStream<'_>, message: impl Display) -> Error {
    Error::new(input.span(), message)
}

/// How deep groups in an expression are nested at most: the parser of expressions calls itself for each.
const MOST_GROUPS: usize = 64;

/// That the groups of an expression are not nested too deep.
pub(super) fn check_depth(expression: TokenStream) -> Result<()> {
    let message = format!("groups in an expression are nested at most {MOST_GROUPS} deep");
    too_deep(expression, 0).map_or(Ok(()), |at| Err(Error::new(at, message)))
}

/// The first group that is nested too deep, among tokens in so many groups.
fn too_deep(tokens: TokenStream, depth: usize) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Group(group) if depth == MOST_GROUPS => Some(group.span_open()),
        TokenTree::Group(group) => too_deep(group.stream(), depth + 1),
        TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
    })
}

/// Reports that something is missing before the next token.
pub(super) fn report_missing(input: ParseStream<'_>, message: &str, report: &mut Report) {
    report.ends_early |= is_at_end(input);
    report.push_open(error_at(input, message));
}

/// The word that comes next.
pub(super) fn peek_word(input: ParseStream<'_>) -> Option<Ident> {
    input.fork().call(Ident::parse_any).ok()
}

/// Whether what ends the stages comes next.
pub(super) fn is_at_end(input: ParseStream<'_>) -> bool {
    let is_closed = input.peek(Token![;]) || input.peek(Token![>]) && wrong_arrow(input) == 0;
    input.is_empty() || is_closed || starts_settings(input)
}

/// Whether `, seed: 7` comes next, or a comma and nothing behind it.
pub(super) fn starts_settings(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    skip(&ahead, 1);
    input.peek(Token![,]) && (ahead.is_empty() || starts_setting(&ahead) || is_block(&ahead))
}

/// `seed: 7`, or what was meant to be a setting
fn starts_setting(input: ParseStream<'_>) -> bool {
    let has_colon = input.peek2(Token![:]) && !input.peek2(Token![::]);
    let has_equals = input.peek2(Token![=]) && !input.peek2(Token![=>]);
    let has_value = input.peek2(token::Brace) || input.peek2(Lit);
    let is_known =
        || peek_word(input).is_some_and(|word| SETTINGS.iter().any(|setting| word == setting));
    let is_alone = || {
        let ahead = input.fork();
        skip(&ahead, 1);
        ahead.is_empty() || ahead.peek(Token![,])
    };
    input.peek(Ident::peek_any)
        && (has_colon || has_equals || (has_value || is_alone()) && is_known())
}

/// `{ seed: 7 }`
fn is_block(input: ParseStream<'_>) -> bool {
    let is_block = |input: ParseStream<'_>| {
        let content;
        braced!(content in input);
        Ok(starts_setting(&content))
    };
    is_block(&input.fork()).unwrap_or(false)
}

/// Whether `=>` comes next, or what is often written in its place.
pub(super) fn is_at_arrow(input: ParseStream<'_>) -> bool {
    input.peek(Token![=>]) || wrong_arrow(input) > 0
}

/// Whether a stage may begin behind so many tokens.
fn is_stage_behind(input: ParseStream<'_>, tokens: usize) -> bool {
    let ahead = input.fork();
    skip(&ahead, tokens);
    ahead.peek(Lit) || ahead.peek(Ident::peek_any) && !ahead.peek(Token![where])
}

/// The characters of an operator, of those that look like parts of an arrow.
fn operator(input: ParseStream<'_>) -> String {
    let ahead = input.fork();
    let mut operator = String::new();
    while let Ok(punct) = ahead.parse::<Punct>() {
        if !"=<>-~|".contains(punct.as_char()) {
            break;
        }
        operator.push(punct.as_char());
        if punct.spacing() == Spacing::Alone {
            break;
        }
    }
    // `=>-1` is an arrow, and a size that is negative.
    if operator == "=>-" { "=>".to_owned() } else { operator }
}

/// Of how many characters that consists which was meant to be `=>`.
fn wrong_arrow(input: ParseStream<'_>) -> usize {
    let operator = operator(input);
    let length = operator.len();
    match operator.as_str() {
        "" => usize::from(input.peek(Token![,]) && !starts_settings(input) && !is_last(input)),
        "=" => 1,
        // An arrow, what is computed, or the end.
        "=>" | "-" | "|" | "<" | "||" | "<<" => 0,
        _ if operator.contains(['=', '-', '~', '|']) => length,
        _ => {
            if is_stage_behind(input, length) {
                length
            } else {
                0
            }
        }
    }
}

/// Whether a comma comes next, and the end behind it.
pub(super) fn is_last(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    skip(&ahead, 1);
    input.peek(Token![,]) && (ahead.is_empty() || ahead.peek(Token![;]) || ahead.peek(Token![>]))
}

/// Skips an arrow, or what was meant to be one.
pub(super) fn skip_arrow(input: ParseStream<'_>) {
    let characters = if input.peek(Token![=>]) { 2 } else { wrong_arrow(input) };
    skip(input, characters);
}

/// `=>`, or what was meant to be one, which is reported.
pub(super) fn parse_arrow(input: ParseStream<'_>, report: &mut Report) -> bool {
    let characters = wrong_arrow(input);
    if characters == 0 && input.peek(Token![=>]) {
        return input.parse::<Token![=>]>().is_ok();
    }
    if characters > 0 {
        report.push_open(error_at(input, "expected `=>` between two stages"));
        skip(input, characters);
    }
    characters > 0
}

/// What to say of a comma behind the last stage.
pub(super) const NO_COMMA: &str = "expected no `,` behind the last stage";

/// Skips some tokens, and characters of operators.
pub(super) fn skip(input: ParseStream<'_>, tokens: usize) {
    let _ = input.step(|cursor| {
        let mut rest = *cursor;
        for _ in 0..tokens {
            let Some((_, behind)) = rest.token_tree() else { break };
            rest = behind;
        }
        Ok(((), rest))
    });
}

/// Whether a stage may begin here.
pub(super) fn starts_stage(input: ParseStream<'_>) -> bool {
    let is_word = input.peek(Ident::peek_any) && !input.peek(Token![where]);
    is_word || input.peek(Lit) || input.peek(token::Brace) || input.peek(token::Group)
}

/// Reports what stands between a stage and the next arrow. Where that is a stage without an arrow before
/// it, true: the parser goes on there.
pub(super) fn parse_between(
    input: ParseStream<'_>,
    is_first: bool,
    activation: Option<&str>,
    report: &mut Report,
) -> bool {
    if is_at_end(input) || is_at_arrow(input) {
        return false;
    }
    if input.peek(token::Brace) && ends_behind_next(input) {
        return false;
    }
    if is_last(input) {
        report.push_open(error_at(input, NO_COMMA));
        skip(input, 1);
        return false;
    }
    report.push_open(error_at(input, unexpected(input, is_first, activation)));
    let is_stage = starts_stage(input) && !is_activation(peek_word(input).as_ref());
    if !is_stage {
        skip_stage(input);
    }
    is_stage
}

fn is_activation(word: Option<&Ident>) -> bool {
    word.is_some_and(|word| activation::find(&word.to_string()).is_some())
}

/// Whether nothing follows the next token but `;`.
fn ends_behind_next(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    skip(&ahead, 1);
    ahead.is_empty() || ahead.peek(Token![;])
}

/// Goes to the next arrow, or to the end.
pub(super) fn skip_stage(input: ParseStream<'_>) {
    while !is_at_end(input) && !is_at_arrow(input) {
        skip(input, 1);
    }
}

/// What to say of what follows a stage and is no arrow.
fn unexpected(input: ParseStream<'_>, is_first: bool, activation: Option<&str>) -> String {
    let next = input.fork().parse::<TokenTree>().map(|next| next.to_string()).unwrap_or_default();
    if input.peek(token::Bracket) {
        return "modifiers belong to layers, `8 relu [freeze]`: this stage takes none".to_owned();
    }
    if input.peek(token::Paren) {
        return "expected `=>`: modifiers stand in brackets, `[no_bias]`, and an argument behind its word, `leaky_relu(0.01)`".to_owned();
    }
    let is_computed = ["+", "-", "*", "/", "%", "<", "&", "|", "^"].contains(&&*next);
    if is_computed {
        return "a size that is computed stands in braces: `{ 2 * HIDDEN }`".to_owned();
    }
    match (peek_word(input), activation) {
        (Some(word), _) if is_first => format!(
            "expected `=>` before `{word}`: the first size is the number of inputs, and is no layer"
        ),
        (Some(word), Some(activation)) if is_activation(Some(&word)) => format!(
            "a layer has one activation, and this one has `{activation}`: expected `=>` before `{word}`"
        ),
        _ if starts_stage(input) && !input.peek(token::Brace) => {
            format!("expected `=>` before `{next}`: an arrow stands between two stages")
        }
        _ => {
            "expected `=>` and another stage, or the end: a layer is `size activation [modifiers]`"
                .to_owned()
        }
    }
}
