//! What was found, as a page.

use super::table::Table;
use super::{Claim, Findings};

/// All claims, each with its figure.
pub(crate) fn of(found: &[(&Claim, Findings)]) -> String {
    let introduction = wrapped(
        "`cargo run --release --example theory -- all` runs these experiments, draws the figures and writes this page; \
         `-- T4` runs one. Each number below was measured by that run. If one misses its threshold, the exit \
         code is not 0. The code of each is in `examples/theory`.",
    );
    let mut page = format!("# What the theory claims\n\n{introduction}\n");
    for (claim, findings) in found {
        let Claim { name, sentence, file, .. } = claim;
        let title = sentence.trim_end_matches('.');
        let Findings { table, text, .. } = findings;
        let text = wrapped(text);
        let mut checks = Table::new(["what was measured", "it is", "must be", "met"]);
        findings.checks.iter().for_each(|check| checks.row(check.cells()));
        let section = format!(
            "\n## {name}: {title}\n\n![{sentence}](figures/{file})\n\n{text}\n\n{table}\n{checks}",
        );
        page.push_str(&section);
    }
    page.push_str("\n## Sources\n\n");
    page.push_str(&SOURCES.map(|source| format!("- {source}\n")).concat());
    page
}

/// What the texts refer to, by year.
const SOURCES: [&str; 18] = [
    "H. Robbins, S. Monro, *A stochastic approximation method*, 1951",
    "F. Rosenblatt, *The perceptron: a probabilistic model for information storage and organization in the brain*, 1958",
    "A. Novikoff, *On convergence proofs on perceptrons*, 1962",
    "B. Polyak, *Some methods of speeding up the convergence of iteration methods*, 1964",
    "M. Minsky, S. Papert, *Perceptrons*, 1969",
    "Y. Nesterov, *A method of solving a convex programming problem with convergence rate O(1/k²)*, 1983",
    "D. Rumelhart, G. Hinton, R. Williams, *Learning representations by back-propagating errors*, 1986",
    "G. Cybenko, *Approximation by superpositions of a sigmoidal function*, 1989",
    "K. Hornik, M. Stinchcombe, H. White, *Multilayer feedforward networks are universal approximators*, 1989",
    "D. Nguyen, B. Widrow, *Improving the learning speed of 2-layer neural networks by choosing initial values of the \
     adaptive weights*, 1990",
    "S. Hochreiter, *Untersuchungen zu dynamischen neuronalen Netzen*, 1991",
    "Y. Bengio, P. Simard, P. Frasconi, *Learning long-term dependencies with gradient descent is difficult*, 1994",
    "Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, *Efficient BackProp*, 1998",
    "Y. Nesterov, *Introductory lectures on convex optimization*, 2004",
    "X. Glorot, Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*, 2010",
    "K. He, X. Zhang, S. Ren, J. Sun, *Delving deep into rectifiers*, 2015",
    "R. Eldan, O. Shamir, *The power of depth for feedforward neural networks*, 2016",
    "M. Telgarsky, *Benefits of depth in neural networks*, 2016",
];

/// How long a line of text is at most.
const LINE: usize = 115;

/// Paragraphs, broken into lines.
pub(crate) fn wrapped(text: &str) -> String {
    text.split("\n\n").map(paragraph).collect::<Vec<_>>().join("\n\n")
}

fn paragraph(text: &str) -> String {
    let mut lines = vec![String::new()];
    for part in parts(text) {
        let line = lines.last_mut().expect("there is one from the beginning");
        if line.is_empty() {
            line.push_str(&part);
        } else if line.chars().count() + 1 + part.chars().count() <= LINE {
            line.push(' ');
            line.push_str(&part);
        } else {
            lines.push(part);
        }
    }
    lines.join("\n")
}

/// Words, with what must stay on one line with the word before: the rest of a code span, and what Markdown would take
/// for a list, a heading or a quote at the beginning of a line.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match parts.last_mut() {
            Some(part) if is_open(part) || begins_block(word) => {
                part.push(' ');
                part.push_str(word);
            }
            _ => parts.push(word.to_owned()),
        }
    }
    parts
}

/// Whether a code span has begun, and not ended.
fn is_open(part: &str) -> bool {
    part.matches('`').count() % 2 == 1
}

fn begins_block(word: &str) -> bool {
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    word.starts_with(['+', '-', '#', '>', '='])
        || word == "*"
        || word.strip_suffix(['.', ')']).is_some_and(is_number)
}
