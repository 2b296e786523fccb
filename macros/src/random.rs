//! Networks at random, which rustc compiles in `tests/compiles/random_networks.rs`.
//!
//! `BLESS=1 cargo test -p sinew-macros` writes the file anew.

use std::path::Path;
use std::{env, fs};

/// The networks of the file.
const NETWORKS: usize = 16;

const ACTIVATIONS: &[&str] =
    &["", "relu", "leaky_relu(0.01)", "prelu", "elu(1.0)", "tanh", "sigmoid", "Tanh", "step"];

const INITS: &[&str] = &["he", "xavier", "lecun", "zeros", "uniform(0.5)"];

/// Some stages, and what they are.
#[derive(Default)]
struct Stages {
    text: Vec<String>,
    outputs: usize,
    parameters: usize,
    multiply_adds: usize,
}

impl Stages {
    fn add(&mut self, text: String, parameters: usize, multiply_adds: usize) {
        self.text.push(text);
        self.parameters += parameters;
        self.multiply_adds += multiply_adds;
    }
}

/// The generator of Knuth's MMIX.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).expect("31 bits") % count
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A size from 2 to 9 as one of the ways to write it.
    fn size(&mut self, size: usize) -> String {
        match self.below(5) {
            0 => format!("N{size}"),
            1 => format!("{{ N{} + 1 }}", size - 1),
            2 => format!("sizes::N{size}"),
            _ => size.to_string(),
        }
    }

    fn dense(&mut self, outputs: usize, stages: &mut Stages) {
        let (inputs, activation) = (stages.outputs, self.one_of(ACTIVATIONS));
        let mut modifiers = Vec::new();
        let has_biases = self.below(3) > 0;
        if !has_biases {
            modifiers.push("no_bias".to_owned());
        }
        match self.below(6) {
            0 => modifiers.push("freeze".to_owned()),
            1 => modifiers.push("l2 = 1e-4".to_owned()),
            2 => modifiers.push(format!("init = {}", self.one_of(INITS))),
            _ => {}
        }
        let modifiers = if modifiers.is_empty() {
            String::new()
        } else {
            format!(" [{}]", modifiers.join(", "))
        };
        let slopes = if activation == "prelu" { outputs } else { 0 };
        let biases = if has_biases { outputs } else { 0 };
        let text =
            format!("{} {activation}", self.size(outputs)).trim_end().to_owned() + &modifiers;
        stages.add(text, inputs * outputs + biases + slopes, inputs * outputs + slopes);
        stages.outputs = outputs;
    }

    /// Some stages, the last of which is dense.
    fn stages(&mut self, inputs: usize, outputs: usize, depth: usize) -> Stages {
        let mut stages = Stages { outputs: inputs, ..Stages::default() };
        for _ in 0..self.below(4) {
            let width = stages.outputs;
            match self.below(if depth < 3 { 7 } else { 5 }) {
                0 => stages.add("dropout(0.25)".to_owned(), 0, 0),
                1 => stages.add("layer_norm".to_owned(), 2 * width, width),
                2 => stages.add("affine".to_owned(), 2 * width, width),
                // `Part`, which makes 3 units of 4.
                3 if width == 4 => {
                    stages.add("Part".to_owned(), 15, 12);
                    stages.outputs = 3;
                }
                3 | 4 => {
                    let outputs = 2 + self.below(8);
                    self.dense(outputs, &mut stages);
                }
                5 => {
                    let inside = self.stages(width, width, depth + 1);
                    let text = format!("residual {{ {} }}", inside.text.join(" => "));
                    stages.add(text, inside.parameters, inside.multiply_adds);
                }
                _ => {
                    let (times, inside) = (1 + self.below(3), self.stages(width, width, depth + 1));
                    let text = format!("repeat {times} {{ {} }}", inside.text.join(" => "));
                    stages.add(text, times * inside.parameters, times * inside.multiply_adds);
                }
            }
        }
        self.dense(outputs, &mut stages);
        stages
    }

    fn network(&mut self, number: usize) -> String {
        let (inputs, outputs) = (2 + self.below(8), 2 + self.below(8));
        let mut stages = self.stages(inputs, outputs, 0);
        if self.below(4) == 0 {
            stages.text.insert(0, "standardize".to_owned());
            stages.parameters += 3 * inputs;
            stages.multiply_adds += inputs;
        }
        let Stages { text, parameters, multiply_adds, .. } = stages;
        let (size, text) = (self.size(inputs), text.join("\n        => "));
        format!(
            "network! {{\n    struct Net{number}<\n        {size} => {text}\n    >;\n}}\n\
             const _: () = assert!(Net{number}::INPUTS == {inputs});\n\
             const _: () = assert!(Net{number}::OUTPUTS == {outputs});\n\
             const _: () = assert!(Net{number}::PARAMETERS == {parameters});\n\
             const _: () = assert!(Net{number}::MULTIPLY_ADDS == {multiply_adds});\n"
        )
    }
}

fn file() -> String {
    let sizes: Vec<_> = (1..10).map(|n| format!("    pub const N{n}: usize = {n};\n")).collect();
    let mut random = Random(1);
    let networks: Vec<_> = (1..=NETWORKS).map(|number| random.network(number)).collect();
    format!(
        "//! Networks at random, which `macros/src/random.rs` writes.\n\n\
         use sinew::Tanh;\nuse sinew::prelude::*;\nuse sizes::*;\n\n\
         mod sizes {{\n{}}}\n\nnetwork! {{ struct Part< 4 => 3 >; }}\n\n{}",
        sizes.concat(),
        networks.join("\n"),
    )
}

#[test]
fn networks_at_random() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/compiles/random_networks.rs");
    let file = file();
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &file).expect("the folder can be written");
    }
    assert_eq!(file, fs::read_to_string(&path).unwrap_or_default(), "see it with BLESS=1");
}
