//! The `network!` macro of the crate `sinew`: tokens → `ast` → checks → `model` → Rust.
//!
//! Use it through `sinew`, whose `network!` hands this one the path of the crate.

mod activation;
mod ast;
mod check;
mod expand;
mod init;
mod model;
mod parse;
mod report;
mod table;

use proc_macro::TokenStream;

/// Turns a line into a network. Use `sinew::network!`, where the language is described.
#[proc_macro]
pub fn network(tokens: TokenStream) -> TokenStream {
    expand_network(tokens.into()).into()
}

fn expand_network(tokens: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let network = match syn::parse2::<ast::Network>(tokens) {
        Ok(network) => network,
        Err(error) => return error.into_compile_error(),
    };
    let errors = check::check_network(&network);
    let model = model::Model::from(&network);
    expand::expand_network(&model, errors)
}

#[cfg(test)]
mod tests;
