//! Trains both networks: `networks/src/weights.rs`, the same to the last bit on every machine.

use std::error::Error;
use std::fs;
use std::path::Path;

use networks::{Pilot, Rover, TRUTH, Xor};
use sinew::prelude::*;

/// Writes them into a file.
pub fn train(file: &Path) -> Result<(), Box<dyn Error>> {
    let mut exclusive_or = Xor::seeded(7);
    let mut trainer = Trainer::deterministic(BinaryCrossEntropy, Momentum::new(0.1, 0.9));
    trainer.epochs(2_000).batch(4).fit(&mut exclusive_or, &TRUTH)?;

    let mut pilot = Pilot::seeded(7);
    let mut trainer = Trainer::deterministic(MeanSquaredError, Adam::new(0.005));
    trainer.schedule(Schedule::cosine(20_000)).epochs(1_000);
    let report = trainer.fit(&mut pilot, &lessons())?;
    eprintln!("the pilot's mean squared error: {:.6}", report.loss);

    let mut text = String::from("//! Written by `host train FILE`, which learns them.\n\n");
    text += "use crate::{Pilot, Xor};\n";
    text += &declaration("Has learned exclusive or.", "XOR", "Xor", exclusive_or.parameters());
    text += &declaration("Has learned to drive the rover.", "PILOT", "Pilot", pilot.parameters());
    Ok(fs::write(file, text)?)
}

/// Places and movements all around the line, and what to do there.
fn lessons() -> Vec<([f32; 4], [f32; 2])> {
    let numbers = [-1.0, -0.5, 0.0, 0.5, 1.0];
    let mut lessons = Vec::new();
    for offset in numbers {
        for heading in numbers {
            for speed in numbers.map(|number| 0.75 + 0.75 * number) {
                for turn in numbers {
                    let rover = Rover { offset, heading, speed, turn };
                    lessons.push((rover.senses(), rover.wanted_forces()));
                }
            }
        }
    }
    lessons
}

fn declaration(doc: &str, name: &str, network: &str, parameters: &[f32]) -> String {
    let mut text = format!("\n/// {doc}\n#[rustfmt::skip]\n");
    text += &format!("pub static {name}: {network} = {network}::from_parameters([\n");
    for row in parameters.chunks(8) {
        let row: Vec<_> = row.iter().map(|number| format!("{number:?}")).collect();
        text += &format!("    {},\n", row.join(", "));
    }
    text + "]);\n"
}
