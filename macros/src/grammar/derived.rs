//! The grammar in the documentation is that of the parser: whatever it derives is parsed.

use std::collections::BTreeSet;
use std::str::FromStr;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::{Choice, Part, Rules, WORDS};
use crate::ast::Network;
use crate::model::MOST_BLOCKS;
use crate::parse::{parse_attribute, parse_network};
use crate::report::Report;

/// Makes networks at random, and remembers the ways that were taken.
struct Derivation<'a> {
    rules: &'a Rules,
    taken: BTreeSet<(usize, usize)>,
    random: u64,
    /// In how many blocks what is derived stands.
    depth: usize,
}

impl Derivation<'_> {
    fn network(&mut self) -> String {
        let mut text = String::new();
        self.derive(&self.rules["network"], &mut text);
        text
    }

    /// A number below `count`, by the generator of Knuth's MMIX.
    fn below(&mut self, count: usize) -> usize {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.random >> 33).expect("31 bits") % count
    }

    fn derive(&mut self, choice: &Choice, text: &mut String) {
        let sequence = self.below(choice.sequences.len());
        self.taken.insert((choice.number, sequence));
        for item in &choice.sequences[sequence] {
            let more = self.below(item.most - item.least + 1);
            self.taken.insert((item.number, more.min(1)));
            (0..item.least + more).for_each(|_| self.derive_part(&item.part, text));
        }
    }

    fn derive_part(&mut self, part: &Part, text: &mut String) {
        match part {
            Part::Token(token) => *text += token,
            Part::Choice(choice) => self.derive(choice, text),
            Part::Named(name) if name == "block" => {
                self.depth += 1;
                self.derive(&self.rules[name], text);
                self.depth -= 1;
            }
            Part::Named(name) if name == "stage" && self.depth == MOST_BLOCKS => {
                self.derive(&self.rules["layer"], text);
            }
            Part::Named(name) => match self.rules.get(name) {
                Some(choice) => self.derive(choice, text),
                None => {
                    let word = WORDS.iter().find(|(word, _)| word == name);
                    *text += word.unwrap_or_else(|| panic!("no rule and no word: {name}")).1;
                }
            },
        }
        *text += " ";
    }
}

/// The network of a call, or of an attribute and what stands below it.
fn parse(text: &str) -> syn::Result<(Network, Report)> {
    let tokens = TokenStream::from_str(text).expect("tokens");
    if !text.starts_with("#[network(") {
        return parse_network(quote!([sinew] #tokens));
    }
    let mut tokens = tokens.into_iter().skip(1);
    let Some(TokenTree::Group(attribute)) = tokens.next() else { panic!("{text}: an attribute") };
    let Some(TokenTree::Group(arguments)) = attribute.stream().into_iter().nth(1) else {
        panic!("{text}: its arguments")
    };
    parse_attribute(arguments.stream(), tokens.collect())
}

#[test]
fn every_production_parses() {
    let rules = super::of_the_documentation();
    let ways = super::ways(&rules);
    let mut derivation = Derivation { rules: &rules, taken: BTreeSet::new(), random: 1, depth: 0 };
    let mut networks = 0;
    while !ways.keys().all(|way| derivation.taken.contains(way)) {
        let text = derivation.network();
        let (_, report) = parse(&text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert!(report.is_empty(), "{text}: {}", report.into_compile_errors());
        networks += 1;
        assert!(networks < 100_000, "{} of {} ways taken", derivation.taken.len(), ways.len());
    }
    assert!(ways.len() > 100, "the grammar has {} ways", ways.len());
}
