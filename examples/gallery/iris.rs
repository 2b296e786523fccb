//! Fisher's irises: the species from four lengths, learned from four fifths of 150 flowers and tried on the others.
//!
//! `cargo run --release --example iris`

use std::error::Error;

use sinew::Confusion;
use sinew::prelude::*;

network! {
    /// Takes lengths in cm, so that who uses it need not know what they were standardized by.
    pub struct Iris< 4 => standardize => 8 tanh => 3 softmax > { loss: cross_entropy }
}

type Flower = ([f32; 4], usize);

const FLOWERS: &[u8] = include_bytes!("../data/iris.csv");
const SPECIES: [&str; 3] = ["setosa", "versicolor", "virginica"];
/// 30 flowers are few: one mistake more or less says little, so that there are many splits.
const SPLITS: u64 = 100;
/// The share of the flowers held out that are to be told, over all splits.
const ENOUGH: f32 = 0.94;

fn main() -> Result<(), Box<dyn Error>> {
    let flowers =
        csv::Reader::from_reader(FLOWERS).deserialize().collect::<Result<Vec<Flower>, _>>()?;
    let (net, confusion) = learn(&flowers, 0)?;
    println!("of one fifth:\n{confusion}");
    let flower = [6.1, 2.9, 4.7, 1.4];
    let probabilities = net.predict(&flower);
    for (species, probability) in SPECIES.iter().zip(probabilities) {
        println!("{flower:?} is {species}: {probability:.3}");
    }
    let mut accuracy = 0.0;
    for seed in 0..SPLITS {
        accuracy += learn(&flowers, seed)?.1.accuracy() / SPLITS as f32;
    }
    println!("mean accuracy over {SPLITS} splits: {accuracy:.3}");
    if accuracy < ENOUGH { Err(format!("less than {ENOUGH}").into()) } else { Ok(()) }
}

/// Learns from four fifths, and judges by the last.
fn learn(flowers: &[Flower], seed: u64) -> Result<(Iris, Confusion<3>), sinew::Error> {
    let (training, test) = flowers.hold_out(0.2, seed);
    let mut net = Iris::seeded(seed);
    let inputs: Vec<_> = (0..training.len()).map(|place| *training.sample(place).0).collect();
    net.standardize(&inputs)?;
    let mut trainer = Trainer::deterministic(Iris::LOSS, Adam::new(0.02));
    trainer.epochs(60).batch(16).shuffle(seed).fit(&mut net, &training)?;
    let confusion = Confusion::of(&net, &test)?;
    Ok((net, confusion))
}
