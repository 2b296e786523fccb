//! Exclusive or, learned by eight hidden units.
//!
//! `cargo run --release --example xor` prints the truth table as learned;
//! `cargo run --release --example xor -- --seeds 1000` trains from as many random starts and counts
//! how many learned it.

use std::error::Error;

use sinew::prelude::*;

network! {
    /// Exclusive or.
    #[derive(Debug, Clone)]
    pub struct Xor< 2 => 8 relu => 1 sigmoid >;
}

/// What two inputs shall give.
const TRUTH: [([f32; 2], [f32; 1]); 4] =
    [([0., 0.], [0.]), ([0., 1.], [1.]), ([1., 0.], [1.]), ([1., 1.], [0.])];

fn main() -> Result<(), Box<dyn Error>> {
    match seeds()? {
        Some(seeds) => count_learned(seeds)?,
        None => show_one(7)?,
    }
    Ok(())
}

/// The number behind `--seeds`.
fn seeds() -> Result<Option<u64>, lexopt::Error> {
    use lexopt::prelude::*;

    let (mut arguments, mut seeds) = (lexopt::Parser::from_env(), None);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("seeds") => seeds = Some(arguments.value()?.parse()?),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(seeds)
}

/// Trains from one random start; returns the network and its last loss.
fn train(seed: u64) -> Result<(Xor, f32), sinew::Error> {
    let mut net = Xor::seeded(seed);
    let mut trainer = Trainer::new(BinaryCrossEntropy, Momentum::new(0.1, 0.9));
    let report = trainer.epochs(2_000).batch(4).fit(&mut net, &TRUTH)?;
    Ok((net, report.loss))
}

fn show_one(seed: u64) -> Result<(), sinew::Error> {
    let (net, loss) = train(seed)?;
    println!("loss {loss:.5}");
    for (x, _) in &TRUTH {
        println!("{} xor {} = {:.3}", x[0], x[1], net.predict(x)[0]);
    }
    Ok(())
}

fn count_learned(seeds: u64) -> Result<(), sinew::Error> {
    let mut learned = 0;
    for seed in 0..seeds {
        learned += u64::from(has_learned(&train(seed)?.0));
    }
    println!("{learned} of {seeds} learned exclusive or");
    Ok(())
}

/// Whether every row is within 0.1 of the truth.
fn has_learned(net: &Xor) -> bool {
    TRUTH.iter().all(|(x, y)| (net.predict(x)[0] - y[0]).abs() < 0.1)
}
