//! The grammar as the documentation has it.

mod compiled;
mod derived;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

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
    ("delta", "1.0"),
    ("smoothing", "0.1"),
    ("rate", "0.5"),
    ("epsilon", "1e-5"),
    ("argument", "3"),
    ("limit", "0.1"),
];

/// A rule's name, and what it stands for.
type Rules = BTreeMap<String, Choice>;

/// A part of a rule, and how often it may stand there. The number tells it from all others.
struct Item {
    number: usize,
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

/// The rules in `runtime/network.md`.
fn of_the_documentation() -> Rules {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/network.md");
    let text = fs::read_to_string(file).expect("the documentation of `network!`");
    let (_, grammar) = text.split_once("# Grammar\n\n```text\n").expect("the grammar");
    let (grammar, _) = grammar.split_once("```").expect("its end");
    let joined = grammar.replace("\n           ", " ");
    let mut number = 0;
    let rules = joined.lines().map(|line| {
        let (name, rule) = line.split_once('=').expect("a rule");
        (name.trim().to_owned(), read_choice(&mut rule.trim(), &mut number))
    });
    rules.collect()
}

/// The next number.
fn count(number: &mut usize) -> usize {
    *number += 1;
    *number
}

/// Sequences with `|` between them, up to the end or to what closes the group.
fn read_choice(rest: &mut &str, number: &mut usize) -> Choice {
    let own = count(number);
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
    let own = count(number);
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
        _ => return Item { number: own, part, least: 1, most: 1 },
    };
    *rest = &rest[1..];
    Item { number: own, part, least, most }
}

/// A phrase of the words above, or the first word alone.
fn read_named<'a>(name: &'a str, after: &'a str, rest: &mut &'a str) -> Part {
    let phrase = WORDS.iter().map(|(word, _)| *word).find(|word| name.starts_with(word));
    let first = name.split(' ').next().unwrap_or(name);
    let named = phrase.filter(|phrase| phrase.len() >= first.len()).unwrap_or(first);
    *rest = if named.len() == name.len() { after } else { &rest[named.len()..] };
    Part::Named(named.to_owned())
}

/// All that is taken in some network, if each way through the grammar is: each sequence of each choice, and what
/// may be missing or be there more than once, in both ways.
fn ways(rules: &Rules) -> BTreeMap<(usize, usize), String> {
    let mut ways = BTreeMap::new();
    rules.iter().for_each(|(name, choice)| add_ways(name, choice, &mut ways));
    ways
}

fn add_ways(rule: &str, choice: &Choice, ways: &mut BTreeMap<(usize, usize), String>) {
    for (place, sequence) in choice.sequences.iter().enumerate() {
        ways.insert((choice.number, place), format!("`{rule}`: {}", show(sequence)));
        for item in sequence {
            if item.most > item.least {
                let shown = show_item(item);
                ways.insert((item.number, 0), format!("`{rule}`: {shown} at its shortest"));
                ways.insert((item.number, 1), format!("`{rule}`: {shown} longer than that"));
            }
            if let Part::Choice(choice) = &item.part {
                add_ways(rule, choice, ways);
            }
        }
    }
}

fn show(sequence: &[Item]) -> String {
    sequence.iter().map(show_item).collect::<Vec<_>>().join(" ")
}

fn show_item(item: &Item) -> String {
    let part = match &item.part {
        Part::Token(token) => format!("\"{token}\""),
        Part::Named(name) => name.clone(),
        Part::Choice(choice) => {
            let sequences: Vec<_> = choice.sequences.iter().map(|inside| show(inside)).collect();
            format!("( {} )", sequences.join(" | "))
        }
    };
    let often = match (item.least, item.most) {
        (0, 1) => "?",
        (0, _) => "*",
        (_, 1) => "",
        _ => "+",
    };
    part + often
}

/// The words of the language: what stands in quotes, and is a word.
pub(crate) fn words() -> Vec<String> {
    let mut words = Vec::new();
    of_the_documentation().values().for_each(|rule| add_words(rule, &mut words));
    words
}

fn add_words(choice: &Choice, words: &mut Vec<String>) {
    for item in choice.sequences.iter().flatten() {
        match &item.part {
            Part::Token(token) if token.starts_with(char::is_alphabetic) => {
                words.push(token.clone());
            }
            Part::Choice(choice) => add_words(choice, words),
            Part::Token(_) | Part::Named(_) => {}
        }
    }
}
