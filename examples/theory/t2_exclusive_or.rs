//! T2: exclusive or, composed by hand and learned.

use std::error::Error;

use plotters::style::RGBColor;
use sinew::prelude::*;

use crate::figure::{Axis, BLUE, Corner, Figure, ORANGE, Panel};
use crate::progress::{self, pairs};
use crate::report::table::{Table, number};
use crate::report::{Check, Claim, Findings};
use crate::statistics::{largest, median, spreads, thinned};
use crate::tasks::regression::narrow;

network! {
    /// NAND as one threshold unit: 3 - 2a - 2b is negative for a = b = 1 only.
    struct Nand< 2 => 1 step >;
}

network! {
    /// The same composition in three layers. What a layer hands on unchanged is a unit as well.
    struct Layers< 2 => 3 step => 2 step => 1 step >;
}

network! {
    /// What learns it.
    #[derive(Clone)]
    struct Learner< 2 => 8 relu => 1 sigmoid >;
}

pub(crate) const CLAIM: Claim = Claim {
    name: "T2",
    sentence: "Perceptrons composed represent exclusive or, and a network of 2-8-1 learns it.",
    file: "t2-exclusive-or.svg",
    experiment,
};

const TRUTH: [([f32; 2], [f32; 1]); 4] =
    [([0., 0.], [0.]), ([0., 1.], [1.]), ([1., 0.], [1.]), ([1., 1.], [0.])];

const NAND: Nand = Nand::from_parameters([-2., -2., 3.]);

/// NAND(NAND(a, n), NAND(b, n)) with n = NAND(a, b): weights by input, then biases, layer after layer.
const LAYERS: Layers = Layers::from_parameters([
    // n, a, b of a and b
    -2., 1., 0., -2., 0., 1., 3., -0.5, -0.5, //
    // NAND(a, n) and NAND(b, n) of n, a and b
    -2., -2., -2., 0., 0., -2., 3., 3., //
    // NAND of both
    -2., -2., 3.,
]);

/// Units of the network that learns it, and of a smaller one.
const UNITS: [usize; 2] = [8, 3];
const SEEDS: u64 = 301;
const EPOCHS: usize = 2000;

/// A network that was trained, and its loss at each epoch.
struct Run {
    net: Learner,
    losses: Vec<f64>,
}

fn experiment() -> Result<Findings, Box<dyn Error>> {
    let seeds: Vec<u64> = (0..SEEDS).collect();
    let runs = progress::run("T2", &pairs(&UNITS, &seeds), |(units, seed)| train(*units, *seed));
    let mut runs = runs.into_iter().collect::<Result<Vec<Run>, _>>()?;
    let small = runs.split_off(seeds.len());
    let found = Found {
        learned: learned(&runs),
        middle: median(runs.iter().map(|run| error(&run.net))),
        learned_small: learned(&small),
    };
    Ok(Findings {
        table: table(&runs[0].net),
        checks: found.checks(),
        figure: figure(&runs),
        text: found.text(),
    })
}

/// The share of runs in which all rows were learned.
fn learned(runs: &[Run]) -> f64 {
    runs.iter().filter(|run| error(&run.net) < 0.1).count() as f64 / runs.len() as f64
}

fn table(learner: &Learner) -> Table {
    let head = ["a", "b", "a xor b", "four NANDs", "three layers", "learned, seed 0"];
    let mut table = Table::new(head);
    for (x, y) in TRUTH {
        let [nands, layers] =
            [four_nands(x)[0], LAYERS.predict(&x)[0]].map(|output| output.to_string());
        let learned = format!("{:.3}", learner.predict(&x)[0]);
        let [a, b] = x.map(|input| input.to_string());
        table.row([a, b, y[0].to_string(), nands, layers, learned]);
    }
    table
}

/// What came of training.
struct Found {
    /// The share of seeds that learned it.
    learned: f64,
    /// The largest error of a row, in the median of them.
    middle: f64,
    /// The share of those with few units.
    learned_small: f64,
}

impl Found {
    fn checks(&self) -> Vec<Check> {
        let by_hand = TRUTH.iter().filter(|(x, y)| four_nands(*x) == *y).count();
        let by_layers = TRUTH.iter().filter(|(x, y)| LAYERS.predict(x) == *y).count();
        let [_, few] = UNITS;
        vec![
            Check::at_least(4.0, "rows right by four NANDs", by_hand as f64),
            Check::at_least(4.0, "rows right by three layers", by_layers as f64),
            Check::at_least(0.97, "share of seeds with all rows within 0.1", self.learned),
            Check::at_most(0.05, "largest error of a row, median of the seeds", self.middle),
            Check::at_most(
                0.9,
                format!("the same share, of networks with {few} units in place of eight"),
                self.learned_small,
            ),
        ]
    }

    fn text(&self) -> String {
        let [learned, learned_small] =
            [self.learned, self.learned_small].map(|share| format!("{:.1} %", share * 100.0));
        let (middle, [many, few]) = (number(self.middle), UNITS);
        format!(
            "**Asked.** One perceptron cannot be exclusive or. Can several, and can they find it by themselves?\n\n\
             **Measured.** Four units of NAND, composed by hand, give all four rows; so does the same composition as \
             one network of three layers of threshold units. A network of 2-{many}-1, `relu` and `sigmoid`, was trained \
             from {SEEDS} random starts for {EPOCHS} epochs with momentum, by backpropagation (Rumelhart, Hinton and \
             Williams 1986): {learned} had every row within 0.1 of the truth, and in the median run the largest error \
             of a row was {middle}. Of networks of 2-{few}-1 these were {learned_small}.\n\n\
             **Means.** What a line cannot part, composed lines can. A threshold has no gradient that could lead there, \
             so that the network that learns has other units in its place. Not every start learns, and fewer do where \
             there are fewer units.",
        )
    }
}

fn four_nands([a, b]: [f32; 2]) -> [f32; 1] {
    let nand = |a, b| NAND.predict(&[a, b])[0];
    let n = nand(a, b);
    [nand(nand(a, n), nand(b, n))]
}

/// With so many of the units; the others sleep.
fn train(units: usize, seed: u64) -> Result<Run, sinew::Error> {
    let mut net = Learner::seeded(seed);
    narrow(net.parameters_mut(), &[2, 8, 1], units);
    let mut trainer = Trainer::deterministic(BinaryCrossEntropy, Momentum::new(0.1, 0.9));
    let report = trainer.epochs(EPOCHS).batch(4).fit(&mut net, &TRUTH)?;
    Ok(Run { net, losses: report.losses.into_iter().map(f64::from).collect() })
}

/// The largest of the four rows.
fn error(net: &Learner) -> f64 {
    largest(TRUTH.iter().map(|(x, y)| f64::from((net.predict(x)[0] - y[0]).abs())))
}

fn figure(runs: &[Run]) -> Figure {
    let nands = plane("Composed: four NANDs", |x| LAYERS.predict(&x)[0]);
    let learned = plane("Learned: 2-8-1, seed 0", |x| runs[0].net.predict(&x)[0]);
    let places = thinned(EPOCHS - 1, 120);
    let curves = runs.iter().map(|run| places.iter().map(|epoch| run.losses[*epoch]).collect());
    let spreads = spreads(&curves.collect::<Vec<_>>());
    let mut losses = Panel::new(
        format!("Training from {SEEDS} starts"),
        Axis::logarithmic("epoch"),
        Axis::logarithmic("cross-entropy").range(5e-5..2.0),
    )
    .legend(Corner::LowerLeft);
    let xs = places.iter().map(|epoch| *epoch as f64 + 1.0);
    losses.spread("median (band: all)", BLUE, xs, &spreads);
    Figure { title: "Exclusive or, composed and learned", panels: vec![nands, learned, losses] }
}

/// The side of a square in which the output is taken.
const CELL: f64 = 0.04;
const CELLS: u8 = 50;
/// Where the first of them begins: below the legend there is room.
const CORNER: [f64; 2] = [-0.5, -0.7];

/// The output over a part of the plane, and the four rows.
fn plane(title: &str, output: impl Fn([f32; 2]) -> f32) -> Panel {
    let ticks = || [0.0, 1.0].map(|tick| (tick, format!("{tick}")));
    let [x, y] = CORNER.map(|corner| move |cell: u8| f64::from(cell) * CELL + corner);
    let mut panel = Panel::new(
        title,
        Axis::linear("a").range(x(0)..x(CELLS)).ticks(ticks()),
        Axis::linear("b").range(y(0)..y(CELLS)).ticks(ticks()),
    )
    .legend(Corner::LowerLeft);
    for row in 0..CELLS {
        let mut start = 0;
        let color = |column| {
            shade(output([x(column) as f32, y(row) as f32].map(|x| x + CELL as f32 / 2.0)))
        };
        for column in 0..CELLS {
            // Equal neighbours are one rectangle.
            if column + 1 == CELLS || color(column + 1) != color(start) {
                // The next one covers the edge, so that none shows between two.
                let edge = CELL / 5.0;
                let end = (x(column + 1) + edge, y(row + 1) + edge);
                panel.cell(color(start), [(x(start), y(row)), end]);
                start = column + 1;
            }
        }
    }
    for (truth, color) in [(1.0, ORANGE), (0.0, BLUE)] {
        let rows = TRUTH.iter().filter(|(_, y)| y[0] == truth);
        let rows = rows.map(|(x, _)| (f64::from(x[0]), f64::from(x[1])));
        panel.dots(format!("a xor b is {truth}"), color, true, rows);
    }
    panel.key("the network says 1", shade(1.0));
    panel.key("the network says 0", shade(0.0));
    panel
}

/// From light blue for 0 to light orange for 1, in a few shades.
#[allow(clippy::cast_sign_loss, reason = "from 0 to 255")]
fn shade(output: f32) -> RGBColor {
    const SHADES: f32 = 10.0;
    let share = (output * SHADES).round() / SHADES;
    let mix = |from: u8, to: u8| {
        let color = f32::from(from) * (1.0 - share) + f32::from(to) * share;
        (255.0 - (255.0 - color) * 0.45) as u8
    };
    RGBColor(mix(BLUE.0, ORANGE.0), mix(BLUE.1, ORANGE.1), mix(BLUE.2, ORANGE.2))
}
