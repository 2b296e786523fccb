//! T3: a shallow network comes closer to a continuous function with more units.

use std::error::Error;
use std::f32::consts::TAU;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sinew::prelude::*;

use crate::figure::{Axis, BLACK, BLUE, Corner, Figure, GREEN, ORANGE, PINK, Panel};
use crate::progress::{self, pairs};
use crate::report::table::{Table, number};
use crate::report::{Check, Claim, Findings};
use crate::statistics::{Spread, largest};
use crate::tasks::regression::{self, Plan, narrow};

network! {
    /// One hidden layer, of which some units may sleep.
    struct Shallow< 1 => MOST tanh => 1 >;
}

/// Of the largest network.
const MOST: usize = 64;
/// How many are awake.
const UNITS: [usize; 7] = [1, 2, 4, 8, 16, 32, MOST];

pub(crate) const CLAIM: Claim = Claim {
    name: "T3",
    sentence: "A shallow network approximates a continuous function on an interval, closer with more units.",
    file: "t3-approximation.svg",
    experiment,
};

/// A continuous function from -1..1 to 0..1.
#[derive(Clone, Copy)]
struct Curve {
    name: &'static str,
    function: fn(f32) -> f32,
}

const CURVES: [Curve; 3] = [
    Curve { name: "sine", function: |x| 0.5 + 0.5 * (TAU * x).sin() },
    Curve { name: "staircase", function: staircase },
    Curve { name: "kinked", function: kinked },
];

/// Four levels, joined by steep ramps.
fn staircase(x: f32) -> f32 {
    [-0.5, 0.0, 0.5].map(|edge| ((x - edge) / 0.05 + 0.5).clamp(0.0, 1.0) / 3.0).iter().sum()
}

/// Straight between points.
fn kinked(x: f32) -> f32 {
    const POINTS: [(f32, f32); 6] =
        [(-1.0, 0.2), (-0.6, 0.9), (-0.2, 0.1), (0.3, 1.0), (0.5, 0.4), (1.0, 0.7)];
    let segment = POINTS.windows(2).find(|ends| x <= ends[1].0).unwrap_or(&POINTS[4..]);
    let [(x0, y0), (x1, y1)] = [segment[0], segment[1]];
    y0 + (y1 - y0) * (x - x0) / (x1 - x0)
}

const SEEDS: u64 = 5;
const POINTS: u16 = 256;
/// An error that counts as near.
const NEAR: f64 = 0.01;
const PLAN: Plan = Plan { epochs: 1500, batch: 64, learning_rate: 0.02 };

/// How far a network is from the function at points that it did not see, and its outputs there.
struct Run {
    error: f64,
    outputs: Vec<(f64, f64)>,
}

/// The runs of a curve with each number of units.
struct Trial {
    curve: Curve,
    runs: Vec<Vec<Run>>,
    errors: Vec<Spread>,
}

fn experiment() -> Result<Findings, Box<dyn Error>> {
    let seeds: Vec<u64> = (0..SEEDS).collect();
    let work = pairs(&CURVES, &pairs(&UNITS, &seeds));
    let runs = progress::run("T3", &work, |(curve, (units, seed))| learn(*units, curve, *seed));
    let mut runs = runs.into_iter();
    let mut trial = |curve: Curve| {
        let mut of_units = |_| runs.by_ref().take(seeds.len()).collect::<Result<Vec<Run>, _>>();
        let runs = UNITS.iter().map(&mut of_units).collect::<Result<Vec<_>, _>>()?;
        let errors = runs.iter().map(|runs| Spread::of(runs.iter().map(|run| run.error))).collect();
        Ok(Trial { curve, runs, errors })
    };
    let trials = CURVES.into_iter().map(&mut trial).collect::<Result<Vec<_>, sinew::Error>>()?;
    let checks = trials.iter().flat_map(Trial::checks).collect();
    Ok(Findings { table: table(&trials), checks, figure: figure(&trials), text: text(&trials) })
}

fn table(trials: &[Trial]) -> Table {
    let mut table = Table::new(["units", "sine", "staircase", "kinked"]);
    for (place, units) in UNITS.iter().enumerate() {
        let [sine, stairs, kinked] = [0, 1, 2].map(|curve| number(trials[curve].median(place)));
        table.row([units.to_string(), sine, stairs, kinked]);
    }
    table
}

fn text(trials: &[Trial]) -> String {
    let of = |curve: usize| {
        let trial: &Trial = &trials[curve];
        format!("from {} to {}", number(trial.median(0)), number(trial.last()))
    };
    format!(
        "**Asked.** A network with one hidden layer is to come as near to any continuous function on an interval as one \
         wants (Cybenko 1989; Hornik, Stinchcombe and White 1989). Does it, and with how many units?\n\n\
         **Measured.** Networks of 1 to {MOST} `tanh` units learned three functions from −1..1 to 0..1 from {POINTS} \
         points of each with Adam, from the start of Nguyen and Widrow (1990), which gives each unit a part of the \
         interval: two waves of a sine, a staircase whose steps are steep ramps, and a function of \
         straight pieces with kinks. From 1 unit to {MOST}, the root mean squared error at 1001 other points fell {} for \
         the sine, {} for the staircase, {} for the kinked function (medians of {SEEDS} seeds).\n\n\
         **Means.** More units come closer. The sine is smooth, as the units are, and takes few of them; a ramp or a \
         kink is approached only as units get steeper, and takes more. The theorem says that weights exist, not that \
         descent finds them: below an error of {NEAR} it is training that decides, and no longer the size alone; in some \
         runs units that began in the wrong place stay there. And the interval is bounded: outside of it nothing is \
         promised.",
        of(0),
        of(1),
        of(2),
    )
}

impl Trial {
    /// The median error with so many units, by their place in the list.
    fn median(&self, place: usize) -> f64 {
        self.errors[place].median
    }

    /// That of the largest network.
    fn last(&self) -> f64 {
        self.median(UNITS.len() - 1)
    }

    fn checks(&self) -> [Check; 3] {
        let name = self.curve.name;
        // Below, an error is what training leaves, and says nothing of the size.
        let doubled = self.errors.windows(2).filter(|pair| pair[0].median > NEAR);
        let growth = largest(doubled.map(|pair| pair[1].median / pair[0].median));
        let doubled =
            format!("{name}: largest ratio of errors for twice the units, down to {NEAR}");
        [
            Check::at_most(NEAR, format!("{name}: error with {MOST} units"), self.last()),
            Check::at_least(
                20.0,
                format!("{name}: error with 1 unit, as a multiple of it"),
                self.median(0) / self.last(),
            ),
            Check::at_most(1.0, doubled, growth),
        ]
    }
}

fn learn(units: usize, curve: &Curve, seed: u64) -> Result<Run, sinew::Error> {
    let mut net = start(units, seed);
    let points =
        |count: u16| (0..count).map(move |i| (f32::from(i) + 0.5) / f32::from(count) * 2.0 - 1.0);
    let sample = |x| ([x], [(curve.function)(x)]);
    let training: Vec<_> = points(POINTS).map(sample).collect();
    let test: Vec<_> = points(1001).map(sample).collect();
    let error = regression::train(&mut net, &training, &test, PLAN, seed)?;
    let outputs = points(201).map(|x| (f64::from(x), f64::from(net.predict(&[x])[0]))).collect();
    Ok(Run { error, outputs })
}

/// Gives each unit a part of the interval, steeper where there are more of them (Nguyen and Widrow, *Improving the
/// learning speed of 2-layer neural networks by choosing initial values of the adaptive weights*, 1990). With
/// biases of zero all of them would begin in the middle.
fn start(units: usize, seed: u64) -> Shallow {
    let mut net = Shallow::seeded(seed);
    let mut random = StdRng::seed_from_u64(seed);
    let slope = 0.7 * units as f32;
    let hidden = net.layer1_mut();
    for (i, (weight, bias)) in hidden.weights[0].iter_mut().zip(hidden.biases).enumerate() {
        let place = (i as f32 + random.random_range(0.0..1.0)) / units as f32 * 2.0 - 1.0;
        *weight = slope.copysign(*weight);
        *bias = -*weight * place;
    }
    narrow(net.parameters_mut(), &[1, MOST, 1], units);
    net
}

fn figure(trials: &[Trial]) -> Figure {
    let units = || UNITS.iter().map(|units| *units as f64);
    let ticks = units().map(|units| (units, units.to_string()));
    let mut panel = Panel::new(
        format!("Error, of {SEEDS} seeds"),
        Axis::logarithmic("hidden units").ticks(ticks),
        Axis::logarithmic("root mean squared error"),
    )
    .legend(Corner::LowerLeft);
    for (trial, color) in trials.iter().zip([BLUE, ORANGE, GREEN]) {
        panel.spread(trial.curve.name, color, units(), &trial.errors);
    }
    let fits = trials.iter().map(|trial| trial.fits(&format!("Outputs: {}", trial.curve.name)));
    let panels = std::iter::once(panel).chain(fits).collect();
    Figure {
        title: "One hidden layer comes closer with more units (lines: medians, bands: all seeds)",
        panels,
    }
}

impl Trial {
    /// The function, and what the median network of three sizes makes of it.
    fn fits(&self, title: &str) -> Panel {
        let mut panel =
            Panel::new(title, Axis::linear("x"), Axis::linear("output").range(-0.15..1.55))
                .legend(Corner::UpperLeft);
        let xs = self.runs[0][0].outputs.iter().map(|(x, _)| *x);
        let function = self.curve.function;
        panel.dashed("function", BLACK, xs.map(|x| (x, f64::from(function(x as f32)))));
        for (place, color) in [(1, PINK), (3, ORANGE), (6, BLUE)] {
            let run = self.runs[place].iter().find(|run| run.error == self.median(place));
            let outputs = run.map(|run| run.outputs.clone()).unwrap_or_default();
            panel.line(format!("{} units", UNITS[place]), color, outputs);
        }
        panel
    }
}
