//! Whether programs take as much memory as was known when they were compiled.

use networks::{Pilot, Xor};
use sinew::prelude::*;

use super::said::Said;

/// Beside the numbers of a prediction, return addresses and saved registers take so many bytes of stack at most.
const CALL: u32 = 320;
/// Beside those of training, so do the trainer's settings, and the calls that train.
const PROGRAM: u32 = 768;

/// The smallest network's inference fits in so much flash, with the start but without the vector table.
const SMALL_FLASH: u32 = 4096;
/// Its training fits in so much memory, with all else that there is.
const SMALL_MEMORY: u32 = 4096;

type Checked = Result<(), String>;

/// What a prediction of a 2-8-1 takes.
pub fn check_inference(said: &Said) -> Checked {
    is_known(said, Xor::FLASH_BYTES, Xor::INFERENCE_BYTES)
}

/// What a prediction of a 4-16-16-2 takes.
pub fn check_controller(said: &Said) -> Checked {
    is_known(said, Pilot::FLASH_BYTES, Pilot::INFERENCE_BYTES)
}

/// What a program takes that trains a 2-8-1.
pub fn check_training(said: &Said) -> Checked {
    let known = Trainer::<Xor, BinaryCrossEntropy, Momentum>::TRAINING_BYTES;
    is_near("memory of training", said.memory()?, known, PROGRAM)
}

/// Whether the smallest microcontrollers have room for both.
pub fn check_small(inference: &Said, training: &Said) -> Checked {
    limit("flash of inference", inference.number("flash", 0)?, SMALL_FLASH)?;
    limit("memory of training", training.memory()?, SMALL_MEMORY)
}

fn limit(what: &str, bytes: u32, most: u32) -> Checked {
    if bytes < most { Ok(()) } else { Err(format!("{what} is {bytes} bytes, not below {most}")) }
}

/// The parameters lie in flash, as many bytes as the compiler said, and nothing of them in memory; the call takes
/// hardly more stack than it said.
fn is_known(said: &Said, flash: usize, stack: usize) -> Checked {
    is_near("flash of the parameters", said.number("parameters", 0)?, flash, 0)?;
    is_near("static memory", said.number("static", 0)?, 0, 0)?;
    is_near("stack of a prediction", said.number("cost", 1)?, stack, CALL)
}

fn is_near(what: &str, measured: u32, known: usize, margin: u32) -> Checked {
    eprintln!("{what}: {measured} bytes, of which {known} were known");
    let more = i64::from(measured) - i64::try_from(known).map_err(|error| error.to_string())?;
    if (0..=i64::from(margin)).contains(&more) {
        Ok(())
    } else {
        Err(format!("{what}: {more} bytes more"))
    }
}
