//! What explains the words of the language that stand for no type.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::resolve::resolve_init;
use crate::ast::{Network, Setting, Stage, Value};
use crate::words::has_item;

/// A path for each, which ends in the user's own token.
pub(super) fn resolve_words(network: &Network) -> Vec<TokenStream> {
    let mut words = Vec::new();
    add_stages(&network.stages, &mut words);
    network.settings.iter().for_each(|setting| add_setting(setting, &mut words));
    let runtime = &network.runtime;
    let paths = words.into_iter().filter(|word| has_item(word));
    let paths = paths.map(|word| quote!(#runtime::__private::#word));
    // That of a layer is used; that of the network goes unused where each layer has its own.
    let inits = network.settings.iter().filter_map(resolve_init).map(|init| init.function);
    paths.chain(inits.map(|init| quote!(#runtime::Init::#init))).collect()
}

fn add_stages<'a>(stages: &'a [Stage], words: &mut Vec<&'a Ident>) {
    for stage in stages {
        match stage {
            Stage::Layer(layer) => {
                layer.modifiers.iter().for_each(|modifier| add_setting(modifier, words));
            }
            Stage::Repeat(_, block) => {
                words.push(&block.word);
                add_stages(&block.stages, words);
            }
            Stage::Residual(block) => add_stages(&block.stages, words),
            Stage::Keep(_) | Stage::Network(_) | Stage::Broken => {}
        }
    }
}

fn add_setting<'a>(setting: &'a Setting, words: &mut Vec<&'a Ident>) {
    words.push(&setting.name);
    if let Value::Limits(limits) = &setting.value {
        words.extend(
            limits.iter().flat_map(|limit| [Some(&limit.name), limit.unit.as_ref()]).flatten(),
        );
    }
}
