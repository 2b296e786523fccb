//! The macro `network!` of the crate `sinew`, and the attribute of the same name:
//! tokens → `ast` → checks → `model` → Rust.
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
mod words;

use proc_macro::TokenStream;

/// Turns a line into a network. Use `sinew::network!`, where the language is described.
#[proc_macro]
pub fn network(tokens: TokenStream) -> TokenStream {
    expand_network(tokens.into()).into()
}

/// Turns a struct without fields into a network. Use `sinew::attribute::network`, where it is described.
#[proc_macro_attribute]
pub fn attribute(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand_attribute(arguments.into(), item.into()).into()
}

fn expand_network(tokens: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    expand(parse::parse_network(tokens))
}

fn expand_attribute(
    arguments: proc_macro2::TokenStream,
    item: proc_macro2::TokenStream,
) -> proc_macro2::TokenStream {
    expand(parse::parse_attribute(arguments, item))
}

fn expand(parsed: syn::Result<(ast::Network, report::Report)>) -> proc_macro2::TokenStream {
    let (network, mut report) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return error.into_compile_error(),
    };
    check::check_network(&network, &mut report);
    if report.leaves_open() {
        return expand::expand_errors(&network, report);
    }
    let model = model::Model::from(&network);
    budget::check_parameters(&model, &mut report);
    if report.leaves_open() {
        return expand::expand_errors(&network, report);
    }
    let assertions = budget::check_budget(&network, &model, &mut report);
    expand::expand_network(&model, &assertions, report)
}

#[cfg(test)]
mod any_tokens;
#[cfg(test)]
mod grammar;
#[cfg(test)]
mod random;
#[cfg(test)]
mod spans;
#[cfg(test)]
mod tests;
