//! T6: the loss that is reached, against the learning rate.

use std::error::Error;
use std::f32::consts::PI;

use sinew::prelude::*;

use crate::figure::{Axis, BLUE, Corner, Figure, GREEN, GREY, ORANGE, Panel};
use crate::progress::{self, pairs};
use crate::report::table::{Table, number};
use crate::report::{Check, Claim, Findings};
use crate::statistics::{logarithmic, median, thinned};
use crate::tasks::valley::Valley;

network! {
    /// Learns a wave.
    struct Wave< 1 => 16 tanh => 1 >;
}

pub(crate) const CLAIM: Claim = Claim {
    name: "T6",
    sentence: "The learning rate decides: too small a one crawls, too large a one diverges.",
    file: "t6-learning-rate.svg",
    experiment,
};

const SEEDS: u64 = 9;
const EPOCHS: usize = 2000;
/// Where a loss stands in the figure that is no number any more.
const BEYOND: f64 = 1e3;

type Samples = Vec<([f32; 1], [f32; 1])>;

/// The runs with a learning rate.
struct Trial {
    rate: f64,
    /// Of each seed, the loss at each epoch, as long as it was a number.
    runs: Vec<Vec<f64>>,
}

/// All rates, from small to large, and what was found of them.
struct Trials {
    all: Vec<Trial>,
    /// The loss of the random start, median.
    first: f64,
    /// From where on descent leaves a parabola, as a multiple of 2 / curvature.
    edge: f64,
}

#[allow(clippy::unnecessary_wraps, reason = "all experiments have one type")]
fn experiment() -> Result<Findings, Box<dyn Error>> {
    let samples = wave();
    let rates = logarithmic(1e-4, 10.0, 21);
    let seeds: Vec<u64> = (0..SEEDS).collect();
    let work = pairs(&rates, &seeds);
    let runs = progress::run("T6", &work, |(rate, seed)| train(*rate, &samples, *seed));
    let mut runs = runs.into_iter();
    let trial = |rate: &f64| Trial { rate: *rate, runs: runs.by_ref().take(seeds.len()).collect() };
    let all: Vec<Trial> = rates.iter().map(trial).collect();
    let first = median(all[0].runs.iter().map(|run| run[0]));
    let trials = Trials { all, first, edge: edge() };
    let (checks, text) = (trials.checks(), trials.text());
    Ok(Findings { table: trials.table(), checks, figure: trials.figure(), text })
}

impl Trials {
    fn smallest(&self) -> &Trial {
        &self.all[0]
    }

    fn largest(&self) -> &Trial {
        &self.all[self.all.len() - 1]
    }

    fn best(&self) -> &Trial {
        let best = self.all.iter().min_by(|a, b| a.loss().total_cmp(&b.loss()));
        best.expect("there are rates")
    }

    /// The largest of the rates up to which no run diverged.
    fn stable(&self) -> f64 {
        let stable = self.all.iter().take_while(|trial| trial.diverged() == 0);
        stable.last().map_or(0.0, |trial| trial.rate)
    }

    /// The smallest rate with which all runs diverged.
    fn unstable(&self) -> f64 {
        let unstable = self.all.iter().find(|trial| trial.diverged() == trial.runs.len());
        unstable.map_or(f64::INFINITY, |trial| trial.rate)
    }

    fn table(&self) -> Table {
        let mut table = Table::new(["learning rate", "loss, median", "diverged"]);
        for trial in self.all.iter().step_by(2) {
            let diverged = format!("{} of {SEEDS}", trial.diverged());
            table.row([number(trial.rate), number(trial.loss()), diverged]);
        }
        table
    }

    fn checks(&self) -> Vec<Check> {
        let diverged = self.largest().diverged() as f64 / SEEDS as f64;
        vec![
            Check::at_least(
                0.2,
                "loss with the smallest rate, as a share of the first",
                self.smallest().loss() / self.first,
            ),
            Check::at_most(
                0.01,
                "loss with the best rate, as a share of the first",
                self.best().loss() / self.first,
            ),
            Check::at_least(1.0, "share of runs that diverged with the largest rate", diverged),
            Check::at_most(
                10.0,
                "smallest rate with which all diverged, as a multiple of the best",
                self.unstable() / self.best().rate,
            ),
            Check::at_most(
                0.01,
                "distance of the edge on a parabola from 2 / curvature, as a share",
                (self.edge - 1.0).abs(),
            ),
        ]
    }

    fn text(&self) -> String {
        let edge = self.edge;
        format!(
            "**Asked.** How much does the learning rate matter, and where does it become too large?\n\n\
             **Measured.** A network of 1-16-1 learned a wave with plain full-batch descent for {EPOCHS} epochs, with {} \
             learning rates over five decades and {SEEDS} random starts each. The first loss is {} (here and below, \
             medians). With a rate of {} the last one is {}; with {}, the best, it is {}. Up to a rate of {} no run \
             diverged; from {} on all did. On a parabola, the rate from which on a step leads further away was found by \
             bisection: {edge:.4} times 2 / curvature.\n\n\
             **Means.** With rates far below the best, {EPOCHS} epochs are not enough. Beyond an edge above it, a step \
             leads across the valley to a point that is higher than where it began, and the loss grows without bound; \
             the trainer then says so, and keeps the last good parameters. Theory gives the edge for a parabola: a step \
             multiplies the distance by 1 − μ · curvature, which is below −1 beyond 2 / curvature (LeCun, Bottou, Orr \
             and Müller 1998). For a network the curvature is another at every point, so that the edge is to be tried \
             out. The best rate was a few times smaller than it here, and the smallest one a thousand times and more.",
            self.all.len(),
            number(self.first),
            number(self.smallest().rate),
            number(self.smallest().loss()),
            number(self.best().rate),
            number(self.best().loss()),
            number(self.stable()),
            number(self.unstable()),
        )
    }

    fn figure(&self) -> Figure {
        let panels = vec![self.against_rate(), self.against_epochs()];
        Figure { title: "What the learning rate decides", panels }
    }

    /// The last losses of all runs.
    fn against_rate(&self) -> Panel {
        let mut panel = Panel::new(
            format!("After {EPOCHS} epochs, {SEEDS} runs for each rate"),
            Axis::logarithmic("learning rate"),
            loss_axis(),
        )
        .legend(Corner::UpperLeft);
        let dots = |infinite: bool| {
            let of = |trial: &Trial| {
                let rate = trial.rate;
                trial.runs.iter().map(move |run| (rate, last(run))).collect::<Vec<_>>()
            };
            let runs = self.all.iter().flat_map(of);
            let runs = runs.filter(move |(_, loss)| loss.is_infinite() == infinite);
            runs.map(|(rate, loss)| (rate, loss.min(BEYOND)))
        };
        let ends = [self.smallest().rate, self.largest().rate];
        panel.dashed("loss of the random start", GREY, ends.map(|rate| (rate, self.first)));
        panel.dots("a run", BLUE, false, dots(false));
        panel.dots(format!("diverged (drawn at {BEYOND})"), ORANGE, true, dots(true));
        let medians = self.all.iter().map(|trial| (trial.rate, trial.loss()));
        panel.line("median", BLUE, medians.filter(|(_, loss)| loss.is_finite()));
        panel
    }

    /// The losses of three runs.
    fn against_epochs(&self) -> Panel {
        let mut panel =
            Panel::new("Three learning rates, seed 0", Axis::logarithmic("epoch"), loss_axis())
                .legend(Corner::UpperRight);
        let shown = [
            ("too small", GREEN, self.smallest()),
            ("best", BLUE, self.best()),
            ("too large", ORANGE, self.largest()),
        ];
        for (name, color, trial) in shown {
            let run = &trial.runs[0];
            let beyond = run.iter().position(|loss| *loss > BEYOND);
            let run = &run[..beyond.map_or(run.len(), |place| place + 1)];
            let epochs = thinned(run.len() - 1, 150).into_iter();
            let points = epochs.map(|epoch| (epoch as f64 + 1.0, run[epoch]));
            panel.line(format!("{name}: {}", number(trial.rate)), color, points);
        }
        panel
    }
}

fn loss_axis() -> Axis {
    Axis::logarithmic("mean squared error").range(1e-3..10.0 * BEYOND)
}

impl Trial {
    /// The median of the last losses; infinite if most runs diverged.
    fn loss(&self) -> f64 {
        median(self.runs.iter().map(|run| last(run)))
    }

    fn diverged(&self) -> usize {
        self.runs.iter().filter(|run| last(run).is_infinite()).count()
    }
}

/// The last loss. One that is above the first by much, or no number any more, is infinite.
fn last(run: &[f64]) -> f64 {
    let last = run[run.len() - 1];
    if run.len() < EPOCHS || last > BEYOND { f64::INFINITY } else { last }
}

fn wave() -> Samples {
    let points = (0..64_u16).map(|i| (f32::from(i) + 0.5) / 32.0 - 1.0);
    points.map(|x| ([x], [(PI * x).sin()])).collect()
}

/// The loss before each epoch, up to where a number became too large.
fn train(rate: f64, samples: &Samples, seed: u64) -> Vec<f64> {
    let mut net = Wave::seeded(seed);
    let mut trainer = Trainer::deterministic(MeanSquaredError, Sgd::new(rate as f32));
    let steps = (0..EPOCHS).map_while(|_| trainer.step(&mut net, samples).ok());
    steps.map(f64::from).collect()
}

/// The learning rate from which on descent runs away from the minimum of a parabola, as a multiple of 2 / curvature.
fn edge() -> f64 {
    let (mut converges, mut diverges) = (0.1, 10.0);
    for _ in 0..20 {
        let factor = f64::midpoint(converges, diverges);
        let grows = Valley::parabola().grows(factor * 2.0);
        *(if grows { &mut diverges } else { &mut converges }) = factor;
    }
    converges
}
