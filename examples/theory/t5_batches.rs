//! T5: a step for all samples, for some, or for each.

use std::error::Error;

use plotters::style::RGBColor;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use sinew::prelude::*;

use crate::figure::{Axis, BLUE, Corner, Figure, GREEN, GREY, ORANGE, Panel};
use crate::progress::{self, pairs};
use crate::report::table::{Table, number};
use crate::report::{Check, Claim, Findings};
use crate::statistics::{Spread, largest, spreads, thinned};
use crate::tasks::moons::{Moons, moons};

network! {
    /// Tells two moons apart.
    struct Classifier< 2 => UNITS tanh => 1 sigmoid >;
}

pub(crate) const CLAIM: Claim = Claim {
    name: "T5",
    sentence: "Full-batch, mini-batch and online descent reach the same loss.",
    file: "t5-batches.svg",
    experiment,
};

/// How many samples a step is taken on, and how long it is.
#[derive(Clone, Copy)]
struct Mode {
    name: &'static str,
    batch: usize,
    learning_rate: f32,
    color: RGBColor,
}

const MODES: [Mode; 3] = [
    Mode { name: "full-batch", batch: SAMPLES, learning_rate: 1.0, color: BLUE },
    Mode { name: "mini-batch", batch: 32, learning_rate: 0.3, color: GREEN },
    Mode { name: "online", batch: 1, learning_rate: 0.03, color: ORANGE },
];

const UNITS: usize = 16;
const SAMPLES: usize = 256;
const EPOCHS: usize = 2000;
const SEEDS: u64 = 9;
/// On all weights and biases, so that there is a least loss to reach.
const PENALTY: f32 = 3e-3;
/// Loss that counts as reached: a little above the last.
const NEAR: f64 = 1.05;

/// The loss over all samples, once so many were seen.
type Curve = Vec<(usize, f64)>;

/// The runs of a mode.
struct Trial {
    mode: Mode,
    /// How many samples were seen at each place of the curves.
    seen: Vec<usize>,
    losses: Vec<Spread>,
    /// The last loss of each run.
    ends: Vec<f64>,
}

fn experiment() -> Result<Findings, Box<dyn Error>> {
    let samples = moons(SAMPLES, 0.35, [0.0, 1.0]);
    let seeds: Vec<u64> = (0..SEEDS).collect();
    let work = pairs(&MODES, &seeds);
    let runs = progress::run("T5", &work, |(mode, seed)| train(*mode, &samples, *seed));
    let runs = runs.into_iter().collect::<Result<Vec<Curve>, _>>()?;
    let trials = MODES.into_iter().zip(runs.chunks(seeds.len()));
    let trials: Vec<Trial> = trials.map(|(mode, runs)| Trial::of(mode, runs)).collect();
    let trials: &[Trial; 3] = trials[..].try_into()?;
    let last = Spread::of(trials.iter().map(Trial::last));
    // How many samples each mode sees on its way to that loss.
    let near = trials.each_ref().map(|trial| trial.near(last.median));
    Ok(Findings {
        table: table(trials, last.median, near),
        checks: checks(trials, last, near),
        figure: figure(trials, last.median),
        text: text(trials, last.median, near),
    })
}

fn table(trials: &[Trial; 3], common: f64, near: [f64; 3]) -> Table {
    let mut table = Table::new([
        "mode",
        "batch",
        "learning rate",
        "last loss, median",
        "runs within 5 %",
        "epochs to within 5 %",
        "steps to within 5 %",
    ]);
    for (trial, samples) in trials.iter().zip(near) {
        let Mode { name, batch, learning_rate, .. } = trial.mode;
        table.row([
            name.into(),
            batch.to_string(),
            learning_rate.to_string(),
            format!("{:.4}", trial.last()),
            format!("{} of {SEEDS}", trial.reached(common)),
            number(samples / SAMPLES as f64),
            number(samples / batch as f64),
        ]);
    }
    table
}

fn checks(trials: &[Trial; 3], last: Spread, [full, _, online]: [f64; 3]) -> Vec<Check> {
    let steps = online * SAMPLES as f64 / full;
    let reached = trials.each_ref().map(|trial| trial.reached(last.median) as f64);
    let [reached_full, reached_mini, reached_online] = reached;
    vec![
        Check::at_most(
            1.02,
            "largest last loss of a mode, as a multiple of the least",
            last.largest / last.least,
        ),
        Check::at_least(
            5.0,
            format!("full-batch: runs of {SEEDS} that end within 5 % of the common loss"),
            reached_full,
        ),
        Check::at_least(5.0, "mini-batch: the same", reached_mini),
        Check::at_least(5.0, "online: the same", reached_online),
        Check::at_least(
            4.0,
            "samples that full-batch needs, as a multiple of online",
            full / online,
        ),
        Check::at_least(4.0, "steps that online needs, as a multiple of full-batch", steps),
    ]
}

fn text(trials: &[Trial; 3], common: f64, near: [f64; 3]) -> String {
    let [full, mini, online] = trials.each_ref().map(|trial| format!("{:.4}", trial.last()));
    let [full_epochs, mini_epochs, online_epochs] =
        near.map(|samples| number(samples / SAMPLES as f64));
    let [full_reached, mini_reached, online_reached] =
        trials.each_ref().map(|trial| trial.reached(common));
    let worst = number(largest(trials.iter().flat_map(|trial| trial.ends.iter().copied())));
    format!(
        "**Asked.** The gradient of a few samples is a guess at that of all (Robbins and Monro 1951). Does descent along \
         guesses end at the same loss, and what does it cost?\n\n\
         **Measured.** A network of 2-{UNITS}-1 learned to tell {SAMPLES} points of two noisy half-moons apart, from \
         {SEEDS} random starts, for {EPOCHS} epochs; each mode has a learning rate of its own, which falls to 0 as half a \
         cosine wave, and a penalty on the weights gives the loss a least value. The medians of the last losses are \
         {full}, {mini} and {online}; {full_reached}, {mini_reached} and {online_reached} of the {SEEDS} runs end within \
         5 % of the median of these, the common loss, and the others at {worst} at most. To come within 5 % of it, the \
         median of full-batch descent saw the samples {full_epochs} times over, that of mini-batches {mini_epochs} times \
         and that of online descent {online_epochs} times.\n\n\
         **Means.** All three end at the same loss, in the median. A single run may end in another minimum, in each of \
         the modes. Small batches need fewer passes over the samples, since each pass takes more steps; large ones need \
         fewer steps, and their curves are smooth. The learning rate falls because guesses differ even where the \
         gradient is zero: that they lead to the end is proved for steps that become shorter (Robbins and Monro 1951).",
    )
}

impl Trial {
    fn of(mode: Mode, runs: &[Curve]) -> Self {
        let losses = runs.iter().map(|run| run.iter().map(|(_, loss)| *loss).collect());
        let losses = spreads(&losses.collect::<Vec<_>>());
        let ends = runs.iter().filter_map(|run| run.last()).map(|(_, loss)| *loss).collect();
        Self { mode, seen: runs[0].iter().map(|(seen, _)| *seen).collect(), losses, ends }
    }

    /// How many runs end near this loss.
    fn reached(&self, loss: f64) -> usize {
        let is_near = |end: &&f64| loss / NEAR <= **end && **end <= loss * NEAR;
        self.ends.iter().filter(is_near).count()
    }

    /// The median of the last losses.
    fn last(&self) -> f64 {
        self.losses.last().map_or(f64::NAN, |loss| loss.median)
    }

    /// How many samples were seen when the median came near this loss.
    fn near(&self, loss: f64) -> f64 {
        let place = self.losses.iter().position(|losses| losses.median <= NEAR * loss);
        place.map_or(f64::NAN, |place| self.seen[place] as f64)
    }
}

/// Measures the loss at places that are about equally far apart on a logarithmic axis.
fn train(mode: Mode, samples: &Moons, seed: u64) -> Result<Curve, sinew::Error> {
    let mut net = Classifier::seeded(seed);
    let mut trainer = Trainer::deterministic(BinaryCrossEntropy, Sgd::new(mode.learning_rate));
    trainer.schedule(Schedule::cosine(EPOCHS * SAMPLES / mode.batch)).l2(PENALTY);
    let mut shuffled = samples.clone();
    let mut random = StdRng::seed_from_u64(seed);
    let mut places = thinned(EPOCHS * SAMPLES, 150).into_iter().peekable();
    let mut curve = Vec::new();
    let mut seen = 0;
    for _ in 0..EPOCHS {
        shuffled.shuffle(&mut random);
        for batch in shuffled.chunks(mode.batch) {
            trainer.step(&mut net, batch)?;
            seen += batch.len();
            let passed = std::iter::from_fn(|| places.next_if(|place| *place <= seen));
            if passed.count() > 0 {
                curve.push((seen, f64::from(trainer.evaluate(&net, samples)?)));
            }
        }
    }
    Ok(curve)
}

fn figure(trials: &[Trial], common: f64) -> Figure {
    let ticks = [0.1, 0.13, 0.2, 0.3, 0.5, 0.8].map(|tick| (tick, tick.to_string()));
    let loss = || {
        let axis = Axis::logarithmic("cross-entropy of all samples");
        axis.range(0.065..0.9).ticks(ticks.clone())
    };
    let against = |title: &str, label: &str, unit: fn(Mode) -> usize| {
        let mut panel =
            Panel::new(title, Axis::logarithmic(label), loss()).legend(Corner::LowerLeft);
        for Trial { mode, seen, losses, .. } in trials {
            let xs = seen.iter().map(|seen| *seen as f64 / unit(*mode) as f64);
            panel.spread(mode.name, mode.color, xs, losses);
        }
        panel.level(format!("common loss: {common:.3}"), GREY, common);
        panel
    };
    let epochs = against("By passes over the samples", "epochs", |_| SAMPLES);
    let samples = against("By samples seen", "samples", |_| 1);
    let steps = against("By steps", "steps", |mode| mode.batch);
    Figure {
        title: "Three ways to take a step end at one loss (lines: medians, bands: all seeds)",
        panels: vec![epochs, samples, steps],
    }
}
