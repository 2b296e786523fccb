//! T4: a deep network reaches the same error with fewer units than a shallow one.

use std::error::Error;
use std::f32::consts::PI;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sinew::prelude::*;

use crate::figure::{Axis, BLACK, BLUE, Corner, Figure, ORANGE, Panel};
use crate::progress::{self, pairs};
use crate::report::table::{Table, number};
use crate::report::{Check, Claim, Findings};
use crate::statistics::Spread;
use crate::tasks::regression::{self, Plan, Regressor, narrow};

network! {
    /// One hidden layer, of which some units may sleep.
    struct Shallow< 3 => WIDE tanh => 1 >;
}

network! {
    /// Three, likewise.
    struct Deep< 3 => NARROW tanh => NARROW tanh => NARROW tanh => 1 >;
}

network! {
    /// The tent map `1 - |2x - 1|` of itself, five times over: two units of a layer are `2x - 4 max(x - 1/2, 0)`.
    struct Tents< 1 => repeat 5 { 2 relu } => 1 >;
}

pub(crate) const CLAIM: Claim = Claim {
    name: "T4",
    sentence: "A deep network reaches the same error with fewer units than a shallow one.",
    file: "t4-depth.svg",
    experiment,
};

const WIDE: usize = 256;
const NARROW: usize = 16;

/// How many hidden layers there are, and how many units of each are awake.
#[derive(Debug, Clone, Copy)]
struct Shape {
    layers: usize,
    width: usize,
}

const SHALLOW: [Shape; 4] = shapes(1, [32, 64, 128, WIDE]);
const DEEP: [Shape; 4] = shapes(3, [6, 8, 12, NARROW]);

/// Weights and biases of the first layer start between this and its negative: how many ripples a network sees at the
/// start. One is better for deep networks and one for shallow ones; both are tried for each, and the better counts.
const STARTS: [f32; 2] = [4.0, 10.0];
const SEEDS: u64 = 5;
const SAMPLES: usize = 4096;
const PLAN: Plan = Plan { epochs: 200, batch: 64, learning_rate: 0.02 };

/// How far a network is from the function at points that it did not see, and its outputs along a diagonal of the cube.
struct Run {
    error: f64,
    section: Vec<(f64, f64)>,
}

/// The runs of a shape.
struct Trial {
    shape: Shape,
    error: Spread,
    runs: Vec<Run>,
}

/// What was found of both kinds, from small to large.
struct Trials {
    shallow: Vec<Trial>,
    deep: Vec<Trial>,
}

fn experiment() -> Result<Findings, Box<dyn Error>> {
    let shapes = [SHALLOW, DEEP];
    let seeds: Vec<u64> = (0..SEEDS).collect();
    let work = pairs(shapes.as_flattened(), &pairs(&STARTS, &seeds));
    let runs = progress::run("T4", &work, |(shape, (reach, seed))| shape.train(*reach, *seed));
    let mut runs = runs.into_iter();
    let mut best = |shape: &Shape| {
        let mut trial = || Trial::of(*shape, runs.by_ref().take(seeds.len()));
        let [one, other] = [trial()?, trial()?];
        Ok(if one.error.median < other.error.median { one } else { other })
    };
    let shallow = SHALLOW.iter().map(&mut best).collect::<Result<_, sinew::Error>>()?;
    let deep = DEEP.iter().map(&mut best).collect::<Result<_, sinew::Error>>()?;
    let trials = Trials { shallow, deep };
    let (checks, text) = (trials.checks(), trials.text());
    Ok(Findings { table: trials.table(), checks, figure: trials.figure(), text })
}

impl Trials {
    /// The shallow network with the least error.
    fn best(&self) -> &Trial {
        let best = self.shallow.iter().min_by(|a, b| a.error.median.total_cmp(&b.error.median));
        best.expect("there are shallow networks")
    }

    /// The deep network with the least error.
    fn best_deep(&self) -> &Trial {
        let best = self.deep.iter().min_by(|a, b| a.error.median.total_cmp(&b.error.median));
        best.expect("there are deep networks")
    }

    /// What is to be said of deep networks that are larger than the best, if there are any.
    fn larger(&self) -> String {
        let best = self.best_deep();
        let Some(largest) = self.deep.last().filter(|trial| trial.shape.width > best.shape.width)
        else {
            return String::new();
        };
        format!(
            " Among the deep ones, more is not always better: {} units came out worse, at {}, than {}, at {}.",
            largest.shape.units(),
            number(largest.error.median),
            best.shape.units(),
            number(best.error.median),
        )
    }

    /// The smallest deep network that is as good.
    fn equal(&self) -> Option<&Trial> {
        self.deep.iter().find(|trial| trial.error.median <= self.best().error.median)
    }

    fn checks(&self) -> Vec<Check> {
        let best = self.best();
        // NaN meets no threshold.
        let ratio = |size: fn(Shape) -> usize| {
            self.equal()
                .map_or(f64::NAN, |equal| size(best.shape) as f64 / size(equal.shape) as f64)
        };
        vec![
            Check::at_most(0.25, "error of the best shallow network", best.error.median),
            Check::at_least(
                4.0,
                "its units, as a multiple of those of a deep network as good",
                ratio(Shape::units),
            ),
            Check::at_least(2.0, "its parameters, as a multiple", ratio(Shape::parameters)),
            Check::at_least(
                32.0,
                "straight pieces that ten units in five layers make",
                pieces() as f64,
            ),
        ]
    }

    fn text(&self) -> String {
        let best = self.best();
        let [units, parameters, error] = match self.equal() {
            Some(Trial { shape, error, .. }) => {
                [shape.units().to_string(), shape.parameters().to_string(), number(error.median)]
            }
            None => ["more", "more", "more"].map(str::to_owned),
        };
        format!(
            "**Asked.** Depth lets a network use what it has computed again. Where does that pay?\n\n\
             **Measured.** A ripple, cos(3πr) with r the distance from the middle of a cube from −1 to 1, was learned \
             from {SAMPLES} points by networks with one hidden layer of {} to {} units, and with three of {} to {}, \
             all `tanh`, with Adam, from {SEEDS} seeds each and from first layers of small and of large weights, of \
             which the better counts; the error is that at {SAMPLES} other points, the root of the mean square. The best \
             shallow network has {} units and {} parameters, and an error of {}. Three layers have {error} with \
             {units} units and {parameters} parameters.{}\n\n\
             **Means.** A deep network can compute something like the distance first, and then a wave of it; a single \
             layer must add up ripples from ridges, each of which runs through the whole cube (Eldan and Shamir 2016 \
             prove of functions of the distance, in many dimensions, that one hidden layer must be enormous where two \
             are small). How much depth pays depends on the function: for one that is not composed it may pay nothing. A certain \
             case is the tent map 1 − |2x − 1| applied five times (Telgarsky 2016): ten `relu` units in five layers \
             make its {} straight pieces exactly ({} parameters), while in one layer each unit adds one kink at most, \
             so that at least 31 units (94 parameters) are needed. That such weights exist does not say that descent \
             finds them. What is measured here is what training with one plan reached, and not the best that each \
             network could be. In the very middle, where few of the points are, both kinds are poor.",
            SHALLOW[0].width,
            WIDE,
            DEEP[0].width,
            NARROW,
            best.shape.units(),
            best.shape.parameters(),
            number(best.error.median),
            self.larger(),
            pieces(),
            Tents::PARAMETERS,
        )
    }

    fn table(&self) -> Table {
        let head = ["hidden layers", "units", "parameters", "error, median", "least", "largest"];
        let mut table = Table::new(head);
        for Trial { shape, error, .. } in self.shallow.iter().chain(&self.deep) {
            let [layers, units, parameters] =
                [shape.layers, shape.units(), shape.parameters()].map(|count| count.to_string());
            let [median, least, largest] = [error.median, error.least, error.largest].map(number);
            table.row([layers, units, parameters, median, least, largest]);
        }
        table
    }

    fn figure(&self) -> Figure {
        let units = self.against("Error against units", "hidden units", Shape::units);
        let parameters = self.against("Error against parameters", "parameters", Shape::parameters);
        let y = Axis::linear("output").range(-1.5..2.6);
        let x = Axis::linear("place on the diagonal (middle: 0)");
        let title = "On a diagonal of the cube, median runs";
        let mut cut = Panel::new(title, x, y).legend(Corner::UpperLeft);
        cut.dashed("function", BLACK, diagonal().map(|x| (along(x), f64::from(ripple(x)))));
        for (trial, color) in [(self.best(), BLUE), (self.best_deep(), ORANGE)] {
            let Shape { layers, width } = trial.shape;
            cut.line(format!("{layers} × {width} units"), color, trial.section());
        }
        let title =
            "A ripple learned by shallow and deep networks (lines: medians, bands: all seeds)";
        Figure { title, panels: vec![units, parameters, cut] }
    }

    /// The error against a size.
    fn against(&self, title: &str, label: &'static str, size: fn(Shape) -> usize) -> Panel {
        let kinds = [
            ("one hidden layer", BLUE, &self.shallow),
            ("three hidden layers", ORANGE, &self.deep),
        ];
        let error = Axis::logarithmic("root mean squared error").range(0.02..1.5);
        let mut panel =
            Panel::new(title, Axis::logarithmic(label), error).legend(Corner::UpperRight);
        for (name, color, trials) in kinds {
            let errors: Vec<Spread> = trials.iter().map(|trial| trial.error).collect();
            let sizes = trials.iter().map(|trial| size(trial.shape) as f64);
            panel.spread(name, color, sizes, &errors);
        }
        panel
    }
}

impl Trial {
    fn of(
        shape: Shape,
        runs: impl Iterator<Item = Result<Run, sinew::Error>>,
    ) -> Result<Self, sinew::Error> {
        let runs = runs.collect::<Result<Vec<Run>, _>>()?;
        Ok(Self { shape, error: Spread::of(runs.iter().map(|run| run.error)), runs })
    }

    /// What the median network says along the diagonal.
    fn section(&self) -> Vec<(f64, f64)> {
        let run = self.runs.iter().find(|run| run.error == self.error.median);
        run.map(|run| run.section.clone()).unwrap_or_default()
    }
}

const fn shapes(layers: usize, widths: [usize; 4]) -> [Shape; 4] {
    let [a, b, c, d] = widths;
    [
        Shape { layers, width: a },
        Shape { layers, width: b },
        Shape { layers, width: c },
        Shape { layers, width: d },
    ]
}

impl Shape {
    fn units(self) -> usize {
        self.layers * self.width
    }

    /// With three inputs and one output, biases included.
    fn parameters(self) -> usize {
        let Self { layers, width } = self;
        4 * width + (layers - 1) * (width + 1) * width + width + 1
    }

    fn train(self, reach: f32, seed: u64) -> Result<Run, sinew::Error> {
        if self.layers == 1 {
            self.learn(Shallow::seeded(seed), &[3, WIDE, 1], reach, seed)
        } else {
            self.learn(Deep::seeded(seed), &[3, NARROW, NARROW, NARROW, 1], reach, seed)
        }
    }

    fn learn(
        self,
        mut net: impl Regressor<3>,
        sizes: &[usize],
        reach: f32,
        seed: u64,
    ) -> Result<Run, sinew::Error> {
        let mut random = StdRng::seed_from_u64(seed);
        let first_layer = &mut net.parameters_mut()[..4 * sizes[1]];
        first_layer.fill_with(|| random.random_range(-reach..=reach));
        narrow(net.parameters_mut(), sizes, self.width);
        let (training, test) = (samples(SAMPLES, seed), samples(SAMPLES, seed + 1000));
        let error = regression::train(&mut net, &training, &test, PLAN, seed)?;
        let output = |x: [f32; 3]| (along(x), f64::from(net.predict(&x)[0]));
        Ok(Run { error, section: diagonal().map(output).collect() })
    }
}

/// A ripple about the middle of a cube.
fn ripple([x, y, z]: [f32; 3]) -> f32 {
    (3.0 * PI * x.hypot(y).hypot(z)).cos()
}

fn samples(count: usize, seed: u64) -> Vec<([f32; 3], [f32; 1])> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut point = || [(); 3].map(|()| random.random_range(-1.0..=1.0));
    (0..count).map(|_| point()).map(|x| (x, [ripple(x)])).collect()
}

/// Points from one corner through the middle to the other.
fn diagonal() -> impl Iterator<Item = [f32; 3]> {
    (-200_i16..=200).map(|x| [f32::from(x) / 200.0; 3])
}

/// How far such a point is from the middle, negative on one side.
fn along([x, ..]: [f32; 3]) -> f64 {
    f64::from(x) * 3_f64.sqrt()
}

/// How many straight pieces the composed tents have between 0 and 1. All numbers here are sums of powers of two, so
/// that none is rounded.
fn pieces() -> usize {
    const SPLIT: [f32; 6] = [2., 2., -4., -4., 0., -0.5];
    let mut parameters = [0.0; Tents::PARAMETERS];
    parameters[..4].copy_from_slice(&[1., 1., 0., -0.5]);
    for layer in parameters[4..28].chunks_mut(SPLIT.len()) {
        layer.copy_from_slice(&SPLIT);
    }
    parameters[28..].copy_from_slice(&[2., -4., 0.]);
    let net = Tents::from_parameters(parameters);
    let outputs: Vec<f32> =
        (0..=1024_u16).map(|i| net.predict(&[f32::from(i) / 1024.0])[0]).collect();
    let slopes: Vec<f32> = outputs.windows(2).map(|ends| ends[1] - ends[0]).collect();
    1 + slopes.windows(2).filter(|slopes| slopes[0] != slopes[1]).count()
}
