//! How many gallons a car of the seventies takes for a hundred miles: a regression, beside a straight line through the same
//! data.
//!
//! `cargo run --release --example cars`

use std::error::Error;

use indicatif::{ProgressBar, ProgressStyle};
use sinew::prelude::*;
use sinew::{Linear, Regression};

network! {
    /// Of what adds up: so many miles for each pound, so many for each year.
    pub struct Line< 9 => standardize => 1 >;
}

network! {
    /// Of what need not.
    pub struct Curve< 9 => standardize => 16 tanh => 8 tanh => 1 >;
}

/// Cylinders, displacement, power, weight, seconds to 60 miles an hour, year, three origins; and gallons for a hundred
/// miles.
type Car = ([f32; 9], [f32; 1]);

const CARS: &[u8] = include_bytes!("../data/cars.csv");
const SPLITS: u64 = 20;
const EPOCHS: usize = 200;
/// The R² that the curve is to have.
const ENOUGH: f32 = 0.85;

fn main() -> Result<(), Box<dyn Error>> {
    let mut cars = csv::Reader::from_reader(CARS).deserialize().collect::<Result<Vec<Car>, _>>()?;
    // Twice the weight takes twice the gallons, and not half the miles on one.
    cars.iter_mut().for_each(|(_, [amount])| *amount = 100.0 / *amount);
    let style = ProgressStyle::with_template("split {pos:>2}/{len} {bar:40}")?;
    let bar = ProgressBar::new(SPLITS).with_style(style);
    let (mut lines, mut curves) = (Vec::new(), Vec::new());
    for seed in 0..SPLITS {
        lines.push(learn(Line::seeded(seed), Line::standardize, &cars, seed)?);
        curves.push(learn(Curve::seeded(seed), Curve::standardize, &cars, seed)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    println!("of the fifth held out, in the median of {SPLITS} splits:");
    let line = report("line", Line::PARAMETERS, &lines);
    let curve = report("curve", Curve::PARAMETERS, &curves);
    if curve <= line {
        return Err("the curve is no better than the line".into());
    }
    if curve < ENOUGH { Err(format!("less than {ENOUGH}").into()) } else { Ok(()) }
}

/// Learns from four fifths, and judges by the last.
fn learn<N>(
    mut net: N,
    standardize: fn(&mut N, &[[f32; 9]]) -> Result<(), sinew::Error>,
    cars: &[Car],
    seed: u64,
) -> Result<Regression<1>, sinew::Error>
where
    N: Trainable<Input = [f32; 9], Output = [f32; 1], Head = Linear>,
{
    let (training, test) = cars.hold_out(0.2, seed);
    let inputs: Vec<_> = (0..training.len()).map(|place| *training.sample(place).0).collect();
    standardize(&mut net, &inputs)?;
    let steps = EPOCHS * training.len().div_ceil(32);
    let mut trainer = Trainer::deterministic(MeanSquaredError, Adam::new(0.02));
    trainer.epochs(EPOCHS).batch(32).shuffle(seed).schedule(Schedule::one_cycle(steps));
    trainer.l2(0.001).fit(&mut net, &training)?;
    Regression::of(&net, &test)
}

/// Prints the medians, and returns that of R².
fn report(name: &str, parameters: usize, regressions: &[Regression<1>]) -> f32 {
    let r_squared = median(regressions.iter().map(Regression::r_squared));
    let error = median(regressions.iter().map(Regression::mean_absolute_error));
    println!("{name:5} of {parameters:3} parameters: R² {r_squared:.3}, off by {error:.2} gallons");
    r_squared
}

fn median(numbers: impl Iterator<Item = f32>) -> f32 {
    let mut numbers: Vec<_> = numbers.collect();
    numbers.sort_by(f32::total_cmp);
    numbers[numbers.len() / 2]
}
