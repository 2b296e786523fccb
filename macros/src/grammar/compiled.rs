//! Each way through the grammar is taken by a network in `tests/compiles`, which rustc compiles.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::{Choice, Item, Part, Rules};

/// A network as words and signs, and the ways through the grammar that were found in it.
struct Recognizer<'a> {
    rules: &'a Rules,
    /// The words of the language, which are no names.
    words: &'a [String],
    tokens: Vec<String>,
    taken: Vec<(usize, usize)>,
}

impl Recognizer<'_> {
    /// Where the first sequence ends that is found at a place, each part of it as often as can be.
    fn choice(&mut self, choice: &Choice, at: usize) -> Option<usize> {
        choice.sequences.iter().enumerate().find_map(|(place, sequence)| {
            let taken = self.taken.len();
            self.taken.push((choice.number, place));
            let end = sequence.iter().try_fold(at, |at, item| self.item(item, at));
            if end.is_none() {
                self.taken.truncate(taken);
            }
            end
        })
    }

    fn item(&mut self, item: &Item, mut at: usize) -> Option<usize> {
        let mut times = 0;
        while item.most > 1 || times < item.most {
            let Some(end) = self.part(&item.part, at) else { break };
            (at, times) = (end, times + 1);
        }
        self.taken.push((item.number, usize::from(times > item.least)));
        (times >= item.least).then_some(at)
    }

    fn part(&mut self, part: &Part, at: usize) -> Option<usize> {
        match part {
            Part::Token(token) => {
                let signs = flat(token);
                self.tokens[at..].starts_with(&signs).then_some(at + signs.len())
            }
            Part::Choice(choice) => self.choice(choice, at),
            Part::Named(name) => match self.rules.get(name) {
                Some(rule) => self.choice(rule, at),
                None => self.named(name, at),
            },
        }
    }

    /// Where something ends that the grammar has only a name for.
    fn named(&self, name: &str, at: usize) -> Option<usize> {
        let token = |at: usize| self.tokens.get(at).map_or("", String::as_str);
        match name {
            "visibility" if token(at) != "pub" => Some(at),
            "visibility" if token(at + 1) == "(" => self.group(at + 1),
            "visibility" => Some(at + 1),
            "attribute" => (token(at) == "#").then(|| self.group(at + 1))?,
            "name" => self.is_name(at).then_some(at + 1),
            "whole number" => token(at).starts_with(|c: char| c.is_ascii_digit()).then_some(at + 1),
            "constant expression"
            | "slope"
            | "alpha"
            | "delta"
            | "smoothing"
            | "rate"
            | "epsilon"
            | "argument"
            | "limit" => Some(self.expression(at)).filter(|&end| end > at),
            "path of a constant" => self.path(at, |last| !is_type(last)),
            "path of a network" => self.path(at, is_type),
            _ => self.path(at, |_| true),
        }
    }

    fn is_name(&self, at: usize) -> bool {
        let is_word = |token: &&String| token.starts_with(|c: char| c.is_alphabetic() || c == '_');
        self.tokens.get(at).filter(is_word).is_some_and(|token| !self.words.contains(token))
    }

    /// Where a path ends, if the last of its names is as it should be.
    fn path(&self, at: usize, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let is_sign =
            |at: usize, sign: &str| self.tokens.get(at).is_some_and(|token| token == sign);
        let mut name = at + usize::from(is_sign(at, "::"));
        while self.is_name(name) {
            let generic = name + 1 + usize::from(is_sign(name + 1, "::"));
            let end = if is_sign(generic, "<") { self.closing(generic)? } else { name + 1 };
            if !is_sign(end, "::") {
                return fits(&self.tokens[name]).then_some(end);
            }
            name = end + 1;
        }
        None
    }

    /// Where an expression ends: at a comma, or at what closes the group around it.
    fn expression(&self, mut at: usize) -> usize {
        while let Some(token) = self.tokens.get(at).filter(|token| !")]},".contains(&***token)) {
            let is_open = matches!(&**token, "(" | "[" | "{");
            at = if is_open { self.group(at).unwrap_or(at + 1) } else { at + 1 };
        }
        at
    }

    /// Behind what closes the group that opens at a place.
    fn group(&self, at: usize) -> Option<usize> {
        self.behind(at, &["(", "[", "{"], &[")", "]", "}"])
    }

    /// Behind the `>` of a `<`.
    fn closing(&self, at: usize) -> Option<usize> {
        self.behind(at, &["<"], &[">"])
    }

    fn behind(&self, at: usize, open: &[&str], close: &[&str]) -> Option<usize> {
        let mut depth = 0;
        for (place, token) in self.tokens.iter().enumerate().skip(at) {
            depth += i32::from(open.contains(&&**token)) - i32::from(close.contains(&&**token));
            if depth == 0 {
                return (place > at).then_some(place + 1);
            }
        }
        None
    }
}

/// Whether a name is written as a type's.
fn is_type(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
}

/// The words and signs of some text, be its parentheses closed or not.
fn flat(text: &str) -> Vec<String> {
    let spaced = ["(", ")", "[", "]", "{", "}", "#"]
        .iter()
        .fold(text.to_owned(), |text, sign| text.replace(sign, &format!(" {sign} ")));
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// The words and signs of some tokens.
fn flatten(tokens: TokenStream, flat: &mut Vec<String>) {
    let mut joint = String::new();
    for token in tokens {
        match token {
            TokenTree::Punct(punct) => {
                let begins = joint.is_empty() && "=<:".contains(punct.as_char());
                joint.push(punct.as_char());
                if !begins || punct.spacing() == Spacing::Alone {
                    flat.push(std::mem::take(&mut joint));
                }
            }
            TokenTree::Group(group) => {
                let [open, close] = delimiters(group.delimiter());
                flat.push(open.to_owned());
                flatten(group.stream(), flat);
                flat.push(close.to_owned());
            }
            other => flat.push(other.to_string()),
        }
    }
}

fn delimiters(delimiter: Delimiter) -> [&'static str; 2] {
    match delimiter {
        Delimiter::Parenthesis => ["(", ")"],
        Delimiter::Bracket => ["[", "]"],
        Delimiter::Brace => ["{", "}"],
        Delimiter::None => ["", ""],
    }
}

/// The networks in some code: what stands in `network!`, and what begins with `#[network(..)]`. Those within a
/// macro of the code's own are none yet.
fn networks(tokens: TokenStream, found: &mut Vec<Vec<String>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let is_macro = ends_with(&tokens[..place], &["network", "!"]);
        let mut flat = Vec::new();
        if is_macro {
            flatten(group.stream(), &mut flat);
        } else if let Some(attribute) = attribute(group.stream(), &tokens[..place]) {
            flatten(attribute, &mut flat);
            flatten(tokens[place + 1..].iter().cloned().collect(), &mut flat);
        } else {
            networks(group.stream(), found);
            continue;
        }
        if !flat.iter().any(|token| token == "$") {
            found.push(flat);
        }
    }
}

/// `#[network(..)]`, without the path of its word.
fn attribute(inside: TokenStream, before: &[TokenTree]) -> Option<TokenStream> {
    let inside: Vec<TokenTree> = inside.into_iter().collect();
    let (last, path) = inside.split_last()?;
    let is_attribute = ends_with(before, &["#"]) && ends_with(path, &["network"]);
    is_attribute.then(|| {
        let word = &path[path.len() - 1];
        quote::quote!(#[#word #last])
    })
}

fn ends_with(tokens: &[TokenTree], texts: &[&str]) -> bool {
    let last = tokens.len().checked_sub(texts.len()).map(|start| &tokens[start..]);
    last.is_some_and(|last| last.iter().zip(texts).all(|(token, text)| token.to_string() == *text))
}

/// The networks of all cases that compile.
fn compiled() -> Vec<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/compiles");
    let mut found = Vec::new();
    for case in fs::read_dir(folder).expect("the cases that compile") {
        let code = fs::read_to_string(case.expect("a case").path()).expect("its code");
        networks(TokenStream::from_str(&code).expect("tokens"), &mut found);
    }
    found
}

#[test]
fn every_production_is_compiled() {
    let rules = super::of_the_documentation();
    let (mut ways, words) = (super::ways(&rules), super::words());
    let networks = compiled();
    assert!(networks.len() > 20, "{} networks", networks.len());
    for tokens in networks {
        let text = tokens.join(" ");
        let is_attribute = tokens.first().is_some_and(|first| first == "#");
        let is_annotated = is_attribute && tokens.get(2).is_some_and(|word| word == "network");
        let mut recognizer = Recognizer { rules: &rules, words: &words, tokens, taken: Vec::new() };
        let end = recognizer.choice(&rules["network"], 0);
        let is_whole = end == Some(recognizer.tokens.len()) || is_annotated && end.is_some();
        assert!(is_whole, "not of the grammar: {text}");
        recognizer.taken.iter().for_each(|way| drop(ways.remove(way)));
    }
    let missing: BTreeSet<_> = ways.into_values().collect();
    assert!(missing.is_empty(), "in no case of tests/compiles: {missing:#?}");
}
