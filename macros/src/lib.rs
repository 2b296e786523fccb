//! The `network!` macro of the crate `sinew`: tokens → `ast` → checks → `model` → Rust.
//!
//! Use it through `sinew`, whose `network!` hands this one the path of the crate.

mod activation;
mod ast;
mod budget;
mod check;
mod expand;
mod init;
mod loss;
mod model;
mod near;
mod parse;
mod report;
mod stage;
mod summary;
mod table;

use proc_macro::TokenStream;

/// Turns a line into a network. Use `sinew::network!`, where the language is described.
#[proc_macro]
pub fn network(tokens: TokenStream) -> TokenStream {
    expand_network(tokens.into()).into()
}

fn expand_network(tokens: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let (network, mut report) = match parse::parse_network(tokens) {
        Ok(parsed) => parsed,
        Err(error) => return error.into_compile_error(),
    };
    check::check_network(&network, &mut report);
    if report.leaves_open() {
        return expand::expand_errors(&network, report);
    }
    let model = model::Model::from(&network);
    let assertions = budget::check_budget(&network, &model, &mut report);
    expand::expand_network(&model, &assertions, report)
}

#[cfg(test)]
mod any_tokens;
#[cfg(test)]
mod grammar;
#[cfg(test)]
mod tests;
