//! Whatever stands in `network!`, the macro answers with Rust, and never with a panic.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::prelude::*;
use proptest::{collection, sample};
use quote::{ToTokens, quote};

use crate::ast::Network;
use crate::parse::{parse_attribute, parse_network};
use crate::report::Report;

/// The words, numbers and operators of the language, and others.
const TOKENS: &[&str] = &[
    "2",
    "8",
    "0",
    "1",
    "2",
    "-1",
    "8.0",
    "8e5",
    "8relu",
    "3usize",
    "999_999_999_999",
    "\"8\"",
    "'c'",
    "N",
    "config::HIDDEN",
    "::core::N",
    "Encoder",
    "my::Encoder",
    "Swish",
    "linear",
    "relu",
    "leaky_relu",
    "leaky_relu(0.01)",
    "prelu",
    "sigmoid",
    "tanh",
    "softmax",
    "step",
    "rleu",
    "dropout",
    "dropout(0.2)",
    "dropout(2)",
    "layer_norm",
    "standardize",
    "affine",
    "residual",
    "repeat",
    "repeat 2",
    "residual { 8 }",
    "no_bias",
    "freeze",
    "init",
    "he",
    "xavier",
    "uniform(0.5)",
    "init: he",
    "init = he",
    "seed: 7",
    "budget",
    ", seed: 7",
    "crate: neural",
    "ram <= 2 KiB",
    "KiB",
    "flash",
    "struct",
    "enum",
    "fn",
    "pub",
    "pub(crate)",
    "#[derive(Debug)]",
    "#",
    "Net",
    "r#type",
    "'a",
    "_",
    "self",
    "where",
    "=>",
    "=>",
    "=>",
    "=>",
    "=>",
    "->",
    "==",
    "=",
    "<=",
    ">=",
    "<<",
    ">>",
    "<",
    ">",
    ",",
    ";",
    ":",
    "::",
    "|",
    "+",
    "-",
    "*",
    "~",
    "!",
    "$",
    "..",
    "struct Net<",
    "> ;",
    "> {}",
];

const DELIMITERS: &[Delimiter] =
    &[Delimiter::Brace, Delimiter::Bracket, Delimiter::Parenthesis, Delimiter::None];

fn tokens() -> impl Strategy<Value = TokenStream> {
    let token = sample::select(TOKENS)
        .prop_map(|text| text.parse::<TokenStream>().expect("these are tokens of Rust"));
    let some = collection::vec(token, 0..12).prop_map(TokenStream::from_iter);
    some.prop_recursive(3, 40, 6, |inner| {
        let group = (sample::select(DELIMITERS), inner.clone())
            .prop_map(|(delimiter, stream)| Group::new(delimiter, stream).into_token_stream());
        collection::vec(prop_oneof![inner, group], 1..4).prop_map(TokenStream::from_iter)
    })
}

/// A network that is all right but for what stands between two of its tokens.
fn almost_a_network() -> impl Strategy<Value = TokenStream> {
    let network = quote! {
        #[derive(Debug)] pub struct Net<
            2 => standardize => 8 leaky_relu(0.01) [no_bias, init = he] => residual { 4 => 8 }
            => repeat 2 { 8 tanh } => Encoder => dropout(0.2) => 3 softmax
        > { init: he }
    };
    let tokens_of_it: Vec<TokenTree> = network.into_iter().collect();
    let places = 0..=tokens_of_it.len();
    (places, 0..3_usize, tokens()).prop_map(move |(place, missing, other)| {
        let (before, behind) = tokens_of_it.split_at(place);
        let behind = &behind[missing.min(behind.len())..];
        quote!(#(#before)* #other #(#behind)*)
    })
}

/// An expansion is items, or an expression; it has an error if there is one to report.
fn check(network: &TokenStream) -> Result<(), TestCaseError> {
    let expansion = crate::expand_network(quote!([sinew] #network));
    check_expansion(network, expansion, parse_network(quote!([sinew] #network)))
}

/// The same of an attribute.
fn check_attribute(arguments: &TokenStream, item: &TokenStream) -> Result<(), TestCaseError> {
    let expansion = crate::expand_attribute(arguments.clone(), item.clone());
    let parsed = parse_attribute(arguments.clone(), item.clone());
    check_expansion(&quote!(#[network(#arguments)] #item), expansion, parsed)
}

fn check_expansion(
    network: &TokenStream,
    expansion: TokenStream,
    parsed: syn::Result<(Network, Report)>,
) -> Result<(), TestCaseError> {
    let text = expansion.to_string();
    let is_rust = syn::parse2::<syn::File>(expansion.clone()).is_ok()
        || syn::parse2::<syn::Expr>(expansion).is_ok();
    prop_assert!(is_rust, "{network} gives no Rust: {text}");
    prop_assert_eq!(is_wrong(parsed), text.contains("compile_error !"), "{}", network);
    Ok(())
}

/// Whether there is something to report.
fn is_wrong(parsed: syn::Result<(Network, Report)>) -> bool {
    match parsed {
        Ok((network, mut report)) => {
            crate::check::check_network(&network, &mut report);
            !report.is_empty()
        }
        Err(_) => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn any_tokens_give_a_network_or_an_error(network in tokens()) {
        check(&network)?;
    }

    #[test]
    fn any_tokens_in_an_attribute_give_a_network_or_an_error(arguments in tokens()) {
        check_attribute(&arguments, &quote!(struct Net;))?;
        check_attribute(&quote!(2 => 8 relu, #arguments), &quote!(struct Net;))?;
    }

    #[test]
    fn any_tokens_under_an_attribute_give_a_network_or_an_error(item in tokens()) {
        check_attribute(&quote!(2 => 8 relu), &item)?;
        check_attribute(&quote!(2 => 8 relu), &quote!(pub struct #item;))?;
    }

    #[test]
    fn any_tokens_in_a_network_give_a_network_or_an_error(network in almost_a_network()) {
        check(&network)?;
    }
}
