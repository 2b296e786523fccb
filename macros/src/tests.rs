//! What the macro writes, as readable Rust.
//!
//! `BLESS=1 cargo test -p sinew-macros` writes the files anew.

use std::path::Path;
use std::str::FromStr;
use std::time::{Duration, Instant};
use std::{env, fs};

use proc_macro2::TokenStream;
use quote::quote;

/// The expansion of a network, formatted.
fn expand(network: &TokenStream) -> String {
    let expansion = crate::expand_network(quote!([sinew] #network));
    prettyplease::unparse(&syn::parse2(expansion).expect("the expansion is a list of items"))
}

/// Compares an expansion with the committed file.
#[track_caller]
fn check(name: &str, network: &TokenStream) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("expansions").join(name);
    let expansion = expand(network);
    assert!(!expansion.contains("compile_error!"), "{expansion}");
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &expansion).expect("the folder can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        expansion,
        committed,
        "{} differs: see it with BLESS=1 and git diff",
        path.display()
    );
}

#[test]
fn xor() {
    check(
        "xor.rs",
        &quote! {
            /// Exclusive or.
            #[derive(Debug, Clone)]
            pub struct Xor< 2 => 8 relu => 1 sigmoid >;
        },
    );
}

#[test]
fn sizes_that_only_rustc_knows() {
    check(
        "named_sizes.rs",
        &quote! {
            struct Net< INPUTS => config::HIDDEN leaky_relu(0.01) [no_bias, init = he] => { 2 * N } >;
        },
    );
}

#[test]
fn stages_and_settings() {
    check(
        "stages.rs",
        &quote! {
            pub struct Deep<
                4 => Encoder => residual { repeat 2 { 4 tanh } } => 8 prelu [freeze] => 3 softmax
            > { seed: 7, loss: cross_entropy, budget { flash <= 4 KiB } }
        },
    );
}

/// The expansion of an attribute, and that of the macro with the same network in it.
fn expand_both(attribute: [TokenStream; 2], network: &TokenStream) -> [String; 2] {
    let [arguments, item] = attribute;
    let network = quote!([__sinew] #network);
    [crate::expand_attribute(arguments, item), crate::expand_network(network)]
        .map(|expansion| expansion.to_string())
}

#[test]
fn an_attribute_makes_the_same() {
    let [by_attribute, by_macro] = expand_both(
        [
            quote!(2 => 8 relu [no_bias] => 1 sigmoid, init: he, seed: 7,),
            quote! {
                /// Exclusive or.
                #[derive(Debug, Clone)]
                pub(crate) struct Xor;
            },
        ],
        &quote! {
            /// Exclusive or.
            #[derive(Debug, Clone)]
            pub(crate) struct Xor< 2 => 8 relu [no_bias] => 1 sigmoid > { init: he, seed: 7 }
        },
    );
    assert!(!by_attribute.contains("compile_error"), "{by_attribute}");
    assert_eq!(by_attribute.replace("use :: sinew as __sinew ; ", ""), by_macro);
}

#[test]
fn an_attribute_is_told_the_crate() {
    let [by_attribute, by_macro] = expand_both(
        [
            quote!(2 => 1, crate: my::neural),
            quote!(
                struct Net;
            ),
        ],
        &quote!(struct Net< 2 => 1 >;),
    );
    assert_eq!(by_attribute.replace("use my :: neural as __sinew ; ", ""), by_macro);
}

#[test]
fn a_perceptron_is_not_trained() {
    let expansion = expand(&quote!(struct Perceptron< 2 => 1 step >;));
    assert!(!expansion.contains("Trainable"));
}

#[test]
fn generated_code_is_safe() {
    for network in [quote!(struct A< 2 => 8 relu => 1 softmax >;), quote!(struct B< N => 1 step >;)]
    {
        assert!(!expand(&network).contains("unsafe"));
    }
}

#[test]
fn the_type_exists_despite_an_error_beside_which_it_is_plain() {
    let expansion = expand(&quote!(pub struct Net< 2 => 8 softmax => 1 >;));
    assert!(expansion.contains("compile_error!"));
    assert!(expansion.contains("pub struct Net"));
}

#[test]
fn errors_that_leave_a_network_open_are_its_type() {
    let expansion = expand(&quote!(
        #[cfg(test)]
        pub struct Net< 2 => 8 rleu => 0 >;
    ));
    assert_eq!(expansion.matches("compile_error!").count(), 2);
    assert_eq!(expansion.matches("#[cfg(test)]").count(), 3);
    assert!(expansion.contains("pub type Net = __Net<"));
    assert!(!expansion.contains("struct Net"));
}

/// Blocks in one another, as deep as is said.
fn nested(word: &str, depth: usize) -> TokenStream {
    let blocks =
        format!("{} 2 relu {}", format!("{word} {{ 2 => ").repeat(depth), "}".repeat(depth));
    let blocks = TokenStream::from_str(&blocks).expect("tokens");
    quote!(struct Net< 2 => #blocks => 1 >;)
}

#[test]
fn blocks_have_a_depth() {
    for (word, most) in [("residual", 16), ("repeat 1", 16)] {
        assert!(!expand(&nested(word, most)).contains("compile_error!"));
        for too_deep in [most + 1, most + 2, 1500] {
            let expansion = expand(&nested(word, too_deep));
            assert_eq!(expansion.matches("compile_error!").count(), 1);
            assert!(expansion.contains("in 16 other blocks"), "{expansion}");
        }
    }
}

#[test]
fn repeats_in_one_another_are_checked_in_linear_time() {
    let mut widths = "2 relu".to_owned();
    for width in 3..=18 {
        widths = format!("repeat 2 {{ {widths} => residual {{ 9 }} => {width} }}");
    }
    let stages = vec![widths; 100].join(" => ");
    let network = TokenStream::from_str(&format!("struct Net< 2 => {stages} >;")).expect("tokens");
    let start = Instant::now();
    // Each `residual` differs, and what is repeated is too long.
    assert!(expand(&network).matches("compile_error!").count() >= 1600);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn expressions_have_a_depth() {
    for (depth, errors) in [(64, 0), (65, 2), (2000, 2)] {
        let expression = format!("{}2{}", "{".repeat(depth), "}".repeat(depth));
        let text = format!("struct Net< 2 => {expression} => 1 [l2 = {expression}] >;");
        let expansion = expand(&TokenStream::from_str(&text).expect("tokens"));
        assert_eq!(expansion.matches("compile_error!").count(), errors, "{text}");
    }
}

/// The README shows a part of the first expansion: it must be what the macro writes.
#[test]
fn the_readme_shows_the_expansion() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md"))
        .expect("the README is beside this package");
    let expansion = expand(&quote!(pub struct Xor< 2 => 8 relu => 1 sigmoid >;));
    let lines: Vec<&str> = expansion.lines().map(str::trim).collect();
    let (_, section) = readme.split_once("## What the macro generates").expect("the section");
    let (_, code) = section.split_once("```rs\n").expect("its code");
    let (code, _) = code.split_once("```").expect("the end of its code");
    for line in code.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "// ..") {
        assert!(lines.contains(&line), "not in the expansion: {line}");
    }
}
