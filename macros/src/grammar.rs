//! The grammar in the documentation is that of the parser: whatever it derives is parsed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::str::FromStr;
use std::{fs, iter};

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::ast::Network;
use crate::parse::{parse_attribute, parse_network};
use crate::report::Report;

/// What stands for the words of the grammar that are no rules of its own.
const WORDS: &[(&str, &str)] = &[
    ("attribute", "#[derive(Debug)]"),
    ("visibility", "pub(crate)"),
    ("name", "Net"),
    ("whole number", "16"),
    ("path of a constant", "config::HIDDEN"),
    ("path of a network", "nets::Encoder"),
    ("path of a type", "my::Own"),
    ("path of the library", "my::sinew"),
    ("constant expression", "2 * N"),
    ("slope", "0.01"),
    ("alpha", "1.0"),
    ("rate", "0.5"),
    ("argument", "3"),
    ("limit", "0.1"),
];

/// A part of a rule, and how often it may stand there.
struct Item {
    part: Part,
    least: usize,
    most: usize,
}

enum Part {
    Token(String),
    /// A rule, or one of the words above.
    Named(String),
    Choice(Choice),
}

/// One of several sequences. The number tells it from all others.
struct Choice {
    number: usize,
    sequences: Vec<Vec<Item>>,
}

/// The rules, and which sequence of which choice was taken so far.
struct Grammar {
    rules: BTreeMap<String, Choice>,
    taken: BTreeSet<(usize, usize)>,
    random: u64,
}

impl Grammar {
    fn of_the_documentation() -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/network.md");
        let text = fs::read_to_string(file).expect("the documentation of `network!`");
        let (_, grammar) = text.split_once("# Grammar\n\n```text\n").expect("the grammar");
        let (grammar, _) = grammar.split_once("```").expect("its end");
        let joined = grammar.replace("\n           ", " ");
        let mut number = 0;
        let rules = joined.lines().map(|line| {
            let (name, rule) = line.split_once('=').expect("a rule");
            let mut rest = rule.trim();
            (name.trim().to_owned(), read_choice(&mut rest, &mut number))
        });
        Self { rules: rules.collect(), taken: BTreeSet::new(), random: 1 }
    }

    /// A number below `count`, by the generator of Knuth's MMIX.
    fn below(&mut self, count: usize) -> usize {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.random >> 33).expect("31 bits") % count
    }

    fn derive(&mut self, rules: &BTreeMap<String, Choice>, choice: &Choice, text: &mut String) {
        let sequence = self.below(choice.sequences.len());
        self.taken.insert((choice.number, sequence));
        for item in &choice.sequences[sequence] {
            let times = item.least + self.below(item.most - item.least + 1);
            iter::repeat_n((), times).for_each(|()| self.derive_part(rules, &item.part, text));
        }
    }

    fn derive_part(&mut self, rules: &BTreeMap<String, Choice>, part: &Part, text: &mut String) {
        match part {
            Part::Token(token) => *text += token,
            Part::Choice(choice) => self.derive(rules, choice, text),
            Part::Named(name) => match rules.get(name) {
                Some(choice) => self.derive(rules, choice, text),
                None => {
                    let word = WORDS.iter().find(|(word, _)| word == name);
                    *text += word.unwrap_or_else(|| panic!("no rule and no word: {name}")).1;
                }
            },
        }
        *text += " ";
    }
}

/// Sequences with `|` between them, up to the end or to what closes the group.
fn read_choice(rest: &mut &str, number: &mut usize) -> Choice {
    let own = *number;
    *number += 1;
    let mut sequences = vec![Vec::new()];
    loop {
        *rest = rest.trim_start();
        match rest.chars().next() {
            None | Some(')') => return Choice { number: own, sequences },
            Some('|') => {
                *rest = &rest[1..];
                sequences.push(Vec::new());
            }
            Some(_) => {
                let item = read_item(rest, number);
                sequences.last_mut().expect("one at least").push(item);
            }
        }
    }
}

fn read_item(rest: &mut &str, number: &mut usize) -> Item {
    let part = if let Some(token) = rest.strip_prefix('"') {
        let (token, after) = token.split_once('"').expect("a closing quote");
        *rest = after;
        Part::Token(token.to_owned())
    } else if let Some(group) = rest.strip_prefix('(') {
        *rest = group;
        let choice = read_choice(rest, number);
        *rest = rest.strip_prefix(')').expect("a closing parenthesis");
        Part::Choice(choice)
    } else {
        let end = rest.find(['"', '(', ')', '|', '?', '*', '+']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        read_named(name, after, rest)
    };
    let (least, most) = match rest.chars().next() {
        Some('?') => (0, 1),
        Some('*') => (0, 2),
        Some('+') => (1, 3),
        _ => return Item { part, least: 1, most: 1 },
    };
    *rest = &rest[1..];
    Item { part, least, most }
}

/// A phrase of the words above, or the first word alone.
fn read_named<'a>(name: &'a str, after: &'a str, rest: &mut &'a str) -> Part {
    let phrase = WORDS.iter().map(|(word, _)| *word).find(|word| name.starts_with(word));
    let first = name.split(' ').next().unwrap_or(name);
    let named = phrase.filter(|phrase| phrase.len() >= first.len()).unwrap_or(first);
    *rest = if named.len() == name.len() { after } else { &rest[named.len()..] };
    Part::Named(named.to_owned())
}

fn sequences(choice: &Choice) -> usize {
    let inside = choice.sequences.iter().flatten().map(|item| match &item.part {
        Part::Choice(choice) => sequences(choice),
        Part::Token(_) | Part::Named(_) => 0,
    });
    choice.sequences.len() + inside.sum::<usize>()
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
    let mut grammar = Grammar::of_the_documentation();
    let rules = std::mem::take(&mut grammar.rules);
    let all: usize = rules.values().map(sequences).sum();
    let mut networks = 0;
    while grammar.taken.len() < all {
        let mut text = String::new();
        grammar.derive(&rules, &rules["network"], &mut text);
        let (_, report) = parse(&text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert!(report.is_empty(), "{text}: {}", report.into_compile_errors());
        networks += 1;
        assert!(networks < 100_000, "{} of {all} sequences taken", grammar.taken.len());
    }
    assert!(all > 60, "the grammar has {all} sequences");
}
