//! T1: what one threshold unit can say, and what it cannot.

use std::error::Error;

use sinew::prelude::*;

use crate::figure::{Axis, BLUE, Corner, Figure, GREY, ORANGE, Panel};
use crate::progress;
use crate::report::table::Table;
use crate::report::{Check, Claim, Findings};

network! {
    /// One threshold unit: `1` if `w·x + b >= 0`, else `0`.
    struct Perceptron< 2 => 1 step >;
}

pub(crate) const CLAIM: Claim = Claim {
    name: "T1",
    sentence: "One threshold unit represents NAND, AND and OR; no weights of one represent exclusive or.",
    file: "t1-perceptron.svg",
    experiment,
};

/// The rows of a truth table.
const ROWS: [[f32; 2]; 4] = [[0., 0.], [0., 1.], [1., 0.], [1., 1.]];

/// What a function gives for each row, row `i` in bit `i`.
type Truth = usize;

const AND: Truth = 0b1000;
const OR: Truth = 0b1110;
const NAND: Truth = 0b0111;
const XOR: Truth = 0b0110;
const XNOR: Truth = 0b1001;

/// The sixteen functions of two inputs, by their [`Truth`].
const NAMES: [&str; 16] = [
    "never",
    "NOR",
    "b, not a",
    "not a",
    "a, not b",
    "not b",
    "XOR",
    "NAND",
    "AND",
    "XNOR",
    "b",
    "a implies b",
    "a",
    "b implies a",
    "OR",
    "always",
];

/// Weights and biases are tried from `-LIMIT` to `LIMIT`.
const LIMIT: i16 = 32;
/// How far one is from the next: a power of two, so that no sum of them is rounded.
const SPACING: f32 = 0.125;

/// What was found of one of the sixteen functions.
struct Trial {
    name: &'static str,
    /// How many perceptrons of the grid represent it.
    found: usize,
    /// What is left of `w₁`, `w₂` and `b` in the sum of its four inequalities.
    sum: [f32; 3],
    taught: Taught,
    /// The fewest corrections that Novikoff's theorem promises, with the best weights of the grid.
    promised: f64,
}

/// How the perceptron rule ended, after so many corrections.
#[derive(Debug, Clone, Copy)]
enum Taught {
    /// All four rows are right.
    Learned(usize),
    /// The weights are those of an earlier pass, so that it goes round and round.
    Circles(usize),
}

#[allow(clippy::unnecessary_wraps, reason = "all experiments have one type")]
fn experiment() -> Result<Findings, Box<dyn Error>> {
    let grid: Vec<f32> = (-LIMIT..=LIMIT).map(|i| f32::from(i) * SPACING).collect();
    let slices = progress::run("T1", &grid, |bias| search(&grid, *bias));
    let trials: [Trial; 16] = std::array::from_fn(|truth| {
        let promises = slices.iter().map(|slice| slice[truth].1);
        Trial {
            name: NAMES[truth],
            found: slices.iter().map(|slice| slice[truth].0).sum(),
            sum: sum_of_inequalities(truth),
            taught: teach(truth),
            promised: promises.fold(f64::INFINITY, f64::min),
        }
    });
    Ok(Findings {
        table: table(&trials),
        checks: checks(&trials),
        figure: figure(&trials, grid.len().pow(3)),
        text: text(&trials, grid.len().pow(3)),
    })
}

fn table(trials: &[Trial; 16]) -> Table {
    let mut table = Table::new([
        "function",
        "weights on the grid that represent it",
        "sum of its four inequalities",
        "perceptron rule",
    ]);
    for truth in [NAND, AND, OR, XOR, XNOR] {
        let Trial { name, found, sum: [w1, w2, b], taught, .. } = &trials[truth];
        let sum = format!("{w1:+} w₁ {w2:+} w₂ {b:+} b").replace('-', "−");
        let rule = match taught {
            Taught::Learned(corrections) => format!("learned by {corrections} corrections"),
            Taught::Circles(corrections) => format!("back where it was after {corrections}"),
        };
        table.row([(*name).into(), found.to_string(), sum, rule]);
    }
    table
}

fn checks(trials: &[Trial; 16]) -> Vec<Check> {
    let at_least = |truth: Truth| {
        let what = format!("weights on the grid that represent {}", NAMES[truth]);
        Check::at_least(1.0, what, trials[truth].found as f64)
    };
    let agree = |trial: &&Trial| {
        let learned = matches!(trial.taught, Taught::Learned(_));
        (trial.found > 0) == learned && (trial.found > 0) == (trial.left_over() > 0.0)
    };
    let agree = trials.iter().filter(agree).count();
    let found = "weights on the grid that represent XOR";
    vec![
        at_least(NAND),
        at_least(AND),
        at_least(OR),
        Check::at_most(0.0, found, trials[XOR].found as f64),
        Check::at_most(
            0.0,
            "what is left in the sum of XOR's inequalities",
            trials[XOR].left_over(),
        ),
        Check::at_least(14.0, "functions that the perceptron rule learns", learned(trials) as f64),
        Check::at_most(1.0, "its corrections, as a share of Novikoff's bound", hardest(trials).1),
        Check::at_least(16.0, "functions on which grid, inequalities and rule agree", agree as f64),
    ]
}

fn text(trials: &[Trial; 16], tried: usize) -> String {
    format!(
        "**Asked.** A perceptron `1 if w·x + b >= 0 else 0` parts the plane by a line. Which of the sixteen functions \
         of two inputs can it be, and does it learn those?\n\n\
         **Measured.** All {tried} perceptrons with w₁, w₂ and b from −4 to 4 in steps of 1/8 were asked for all four \
         rows; such numbers are summed without rounding. {} functions were found, NAND, AND and OR among them; \
         exclusive or and its opposite were not. The perceptron rule (Rosenblatt 1958), which adds a row to the weights \
         where they say 0 and should say 1, and takes it away in the other case, learned {} functions from zero, with {} \
         corrections at most. With exclusive or, its weights came back to where they had been: it goes on like that \
         for ever.\n\n\
         **Means.** A grid alone proves nothing of the weights between its points. Four inequalities do (Minsky and Papert \
         1969). Exclusive or asks for b < 0, w₂ + b ≥ 0, w₁ + b ≥ 0 and w₁ + w₂ + b < 0. The two in the middle add up to \
         w₁ + w₂ + 2b ≥ 0, the two others to w₁ + w₂ + 2b < 0: no numbers are both. The program adds them up for each \
         function, and those in which all weights cancel are just those that the grid did not find and the rule did not \
         learn. Where a line exists, the rule finds one, and Novikoff (1962) says after how many corrections at most. \
         This is of one unit: perceptrons composed can be any function, as T2 shows.",
        trials.iter().filter(|trial| trial.found > 0).count(),
        learned(trials),
        hardest(trials).0,
    )
}

fn learned(trials: &[Trial; 16]) -> usize {
    trials.iter().filter(|trial| matches!(trial.taught, Taught::Learned(_))).count()
}

/// Of the functions that were learned: the most corrections, and their largest share of what was promised.
fn hardest(trials: &[Trial; 16]) -> (usize, f64) {
    let corrections = trials.iter().filter_map(|trial| match trial.taught {
        Taught::Learned(corrections) => Some((corrections, corrections as f64 / trial.promised)),
        Taught::Circles(_) => None,
    });
    corrections.fold((0, 0.0), |most, now| (most.0.max(now.0), most.1.max(now.1)))
}

impl Trial {
    /// 0 if all weights cancel: the inequalities then add up to `0 > 0`.
    fn left_over(&self) -> f64 {
        self.sum.iter().map(|sum| f64::from(sum.abs())).sum()
    }
}

/// For each function, how many perceptrons with this bias represent it, and the least number of corrections that one of
/// them promises.
fn search(grid: &[f32], bias: f32) -> [(usize, f64); 16] {
    let mut found = [(0, f64::INFINITY); 16];
    for w1 in grid {
        for w2 in grid {
            let weights = [*w1, *w2, bias];
            let (count, promised) = &mut found[truth(&Perceptron::from_parameters(weights))];
            *count += 1;
            *promised = promised.min(promise(weights));
        }
    }
    found
}

fn truth(unit: &Perceptron) -> Truth {
    let says = |row: &[f32; 2]| usize::from(unit.predict(row) == [1.0]);
    ROWS.iter().enumerate().map(|(row, x)| says(x) << row).sum()
}

/// `(R / γ)²`: `R` is the length of the longest row, with a 1 for the bias, and `γ` how far the nearest is from the plane
/// of these weights (Novikoff, *On convergence proofs on perceptrons*, 1962).
fn promise(weights: [f32; 3]) -> f64 {
    let [w1, w2, b] = weights.map(f64::from);
    let distances = ROWS.map(|[x1, x2]| (w1 * f64::from(x1) + w2 * f64::from(x2) + b).abs());
    let nearest = distances.into_iter().fold(f64::INFINITY, f64::min);
    3.0 * (w1 * w1 + w2 * w2 + b * b) / (nearest * nearest)
}

/// The perceptron rule, from zero: row by row, until all are right or the weights are those of an earlier pass.
fn teach(truth: Truth) -> Taught {
    let mut unit = Perceptron::zeros();
    let mut passes = Vec::new();
    let mut corrections = 0;
    while self::truth(&unit) != truth {
        if passes.contains(unit.parameters()) {
            return Taught::Circles(corrections);
        }
        passes.push(*unit.parameters());
        for (row, x) in ROWS.iter().enumerate() {
            let wanted = if truth >> row & 1 == 1 { 1.0 } else { 0.0 };
            let [said] = unit.predict(x);
            corrections += usize::from(said != wanted);
            for (weight, x) in unit.parameters_mut().iter_mut().zip([x[0], x[1], 1.0]) {
                *weight += (wanted - said) * x;
            }
        }
    }
    Taught::Learned(corrections)
}

/// What is left of `w₁`, `w₂` and `b` in the sum of the four inequalities that a function asks for: each says that
/// `x₁ w₁ + x₂ w₂ + b` is not negative, or that it is negative.
fn sum_of_inequalities(truth: Truth) -> [f32; 3] {
    let mut sum = [0.0; 3];
    for (row, [x1, x2]) in ROWS.iter().enumerate() {
        let sign = if truth >> row & 1 == 1 { 1.0 } else { -1.0 };
        for (sum, coefficient) in sum.iter_mut().zip([*x1, *x2, 1.0]) {
            *sum += sign * coefficient;
        }
    }
    sum
}

fn figure(trials: &[Trial; 16], tried: usize) -> Figure {
    let mut line = Panel::new("NAND: one line parts 0 from 1", axis("a"), axis("b"))
        .legend(Corner::UpperRight);
    points(&mut line, NAND);
    line.line("2a + 2b = 3", GREY, [(-0.3, 1.8), (1.8, -0.3)]);
    let mut none = Panel::new("XOR: no line does", axis("a"), axis("b")).legend(Corner::UpperRight);
    points(&mut none, XOR);
    let names = NAMES.iter().enumerate().map(|(truth, name)| (truth as f64, (*name).to_owned()));
    let mut bars = Panel::new(
        "Perceptrons that represent each function",
        Axis::logarithmic(format!("how many of the {tried} on the grid")).range(1.0..2e5),
        Axis::linear("").range(-0.7..15.7).ticks(names),
    );
    for (truth, trial) in trials.iter().enumerate() {
        let (y, count) = (truth as f64, trial.found as f64);
        if count > 0.0 {
            bars.cell(BLUE, [(1.0, y - 0.35), (count, y + 0.35)]);
        } else {
            bars.text((2.5, y), "none");
        }
    }
    Figure { title: "What one threshold unit can represent", panels: vec![line, none, bars] }
}

fn axis(label: &'static str) -> Axis {
    let ticks = [0.0, 1.0].map(|tick| (tick, format!("{tick}")));
    Axis::linear(label).range(-0.5..1.8).ticks(ticks)
}

/// The rows of a function, those where it is 1 filled.
fn points(panel: &mut Panel, truth: Truth) {
    for (bit, color) in [(1, ORANGE), (0, BLUE)] {
        let rows = ROWS.iter().enumerate().filter(|(row, _)| truth >> row & 1 == bit);
        let rows = rows.map(|(_, x)| (f64::from(x[0]), f64::from(x[1])));
        panel.dots(format!("{} is {bit}", NAMES[truth]), color, bit == 1, rows);
    }
}
