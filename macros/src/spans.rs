//! Each word of the language leads to what it means: it stands in the expansion, at its own place, as the end of
//! a path into the runtime crate.

use std::collections::BTreeMap;
use std::str::FromStr;

use proc_macro2::{LineColumn, TokenStream, TokenTree};

use crate::grammar;

/// All words of the language.
const NETWORKS: &[&str] = &[
    "[sinew] struct Activations<
        2 => 2 linear => 2 relu => 2 leaky_relu(0.01) => 2 prelu => 2 relu6 => 2 elu(1.0) => 2 selu => 2 gelu
        => 2 silu => 2 mish => 2 softplus => 2 sigmoid => 2 hard_sigmoid => 2 tanh => 2 hard_tanh => 2 sin
        => repeat 2 { 2 [no_bias, freeze, init = he] } => 2 [l2 = 1e-4] => 2 [init = xavier] => 2 [init = lecun]
        => 2 [init = uniform(0.5)] => 2 [init = zeros] => 2 softmax
    > { init: xavier, seed: 7, loss: cross_entropy, budget { flash <= 1 MiB, ram <= 2 KiB, macs <= 999 } }",
    "[sinew] struct Stages<
        2 => standardize => dropout(0.2) => layer_norm => residual { affine => repeat 2 { 2 [freeze] } }
        => 2 [init = zeros] => 1 sigmoid
    > { init: he, loss: binary_cross_entropy }",
    "[sinew] struct Perceptron< 2 => 1 step >;",
    "[sinew] struct Regression< 2 => 1 [init = zeros] > { loss: mean_squared_error, init: lecun }",
    "[sinew] struct Absolute< 2 => 1 > { loss: mean_absolute_error }",
    "[sinew] struct Cut< 2 => 1 > { loss: huber(1.0) }",
    "[sinew] struct Sides< 2 => 1 > { loss: hinge }",
    "[sinew] struct Direction< 2 => 3 > { loss: cosine_distance }",
    "[sinew] struct Binary< 2 => 1 > { loss: binary_cross_entropy_with_logits }",
    "[sinew] struct Classes< 2 => 3 > { loss: cross_entropy_with_logits }",
    "[sinew] struct Smooth< 2 => 3 softmax > { loss: smoothed_cross_entropy(0.1) }",
    "[sinew] struct SmoothLogits< 2 => 3 > { loss: smoothed_cross_entropy_with_logits(0.1) }",
    "[sinew] struct Divergence< 2 => 3 softmax > { loss: kullback_leibler }",
];

/// The words of Rust in the grammar.
const OF_RUST: &[&str] = &["struct", "crate"];

/// The places of words, and whether `::` stands before each.
fn places(tokens: TokenStream, before: &mut bool, found: &mut Vec<(LineColumn, String, bool)>) {
    for token in tokens {
        match &token {
            TokenTree::Group(group) => places(group.stream(), &mut false, found),
            TokenTree::Ident(word) => found.push((word.span().start(), word.to_string(), *before)),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        *before = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == ':');
    }
}

#[test]
fn every_word_leads_to_what_it_means() {
    let mut words = grammar::words();
    words.retain(|word| !OF_RUST.contains(&&**word));
    let mut tried = Vec::new();
    for network in NETWORKS {
        let network = TokenStream::from_str(network).expect("tokens");
        let (mut written, mut expanded) = (Vec::new(), Vec::new());
        places(network.clone(), &mut false, &mut written);
        places(crate::expand_network(network), &mut false, &mut expanded);
        let ends: BTreeMap<LineColumn, String> = expanded
            .into_iter()
            .filter(|(.., before)| *before)
            .map(|(at, word, _)| (at, word))
            .collect();
        for (at, word, _) in written.into_iter().filter(|(_, word, _)| words.contains(word)) {
            assert!(ends.contains_key(&at), "`{word}` leads nowhere");
            tried.push(word);
        }
    }
    let untried: Vec<_> = words.iter().filter(|word| !tried.contains(word)).collect();
    assert!(untried.is_empty(), "no network has {untried:?}");
}
