//! Whether programs take as much memory as was known when they were compiled.

use networks::{Pilot, Xor};
use sinew::prelude::*;

use super::device::Device;
use super::said::Said;

/// By how many bytes what is measured may differ from what is expected: less than the hidden layer of a 2-8-1 takes.
const MARGIN: u32 = 24;

/// The smallest network's inference fits in so much flash, with the start but without the vector table.
const SMALL_FLASH: u32 = 4096;
/// Its training fits in so much memory, with all else that there is.
const SMALL_MEMORY: u32 = 4096;

type Checked = Result<(), String>;

/// What a prediction of a 2-8-1 takes.
pub fn check_inference(device: &Device, said: &Said) -> Checked {
    is_known(said, Xor::FLASH_BYTES, Xor::INFERENCE_BYTES, device.beside.inference)
}

/// What a prediction of a 4-16-16-2 takes.
pub fn check_controller(device: &Device, said: &Said) -> Checked {
    is_known(said, Pilot::FLASH_BYTES, Pilot::INFERENCE_BYTES, device.beside.controller)
}

/// What a program takes that trains a 2-8-1.
pub fn check_training(device: &Device, said: &Said) -> Checked {
    let known = Trainer::<Xor, BinaryCrossEntropy, Momentum>::TRAINING_BYTES;
    is_near("memory of training", said.memory()?, known, device.beside.training, MARGIN)
}

/// By how much more stack a prediction of the larger network takes.
pub fn check_growth(device: &Device, small: &Said, large: &Said) -> Checked {
    let ([_, small], [_, large]) = (small.cost("cost")?, large.cost("cost")?);
    let beside = device.beside.controller - device.beside.inference;
    let known = Pilot::INFERENCE_BYTES - Xor::INFERENCE_BYTES;
    is_near("growth of the stack", large.saturating_sub(small), known, beside, MARGIN)
}

/// Whether the smallest microcontrollers have room for both.
pub fn check_small(inference: &Said, training: &Said) -> Checked {
    limit("flash of inference", inference.number("flash", 0)?, SMALL_FLASH)?;
    limit("memory of training", training.memory()?, SMALL_MEMORY)
}

fn limit(what: &str, bytes: u32, most: u32) -> Checked {
    if bytes < most { Ok(()) } else { Err(format!("{what} is {bytes} bytes, not below {most}")) }
}

/// The parameters lie in flash, as many bytes as the compiler said, and nothing of them in memory; the call takes as
/// much stack as it said, and what stands beside it.
fn is_known(said: &Said, flash: usize, stack: usize, beside: u32) -> Checked {
    is_near("flash of the parameters", said.number("parameters", 0)?, flash, 0, 0)?;
    is_near("static memory", said.static_memory()?, 0, 0, 0)?;
    is_near("stack of a prediction", said.cost("cost")?[1], stack, beside, MARGIN)
}

/// Whether what was measured is what was known, and so many bytes beside it, but for a margin.
fn is_near(what: &str, measured: u32, known: usize, beside: u32, margin: u32) -> Checked {
    eprintln!(
        "{what}: {measured} bytes, of which {known} were known, and {beside} are expected beside"
    );
    let known = u32::try_from(known).map_err(|error| error.to_string())?;
    if measured.abs_diff(known + beside) <= margin {
        Ok(())
    } else {
        Err(format!("{what}: {measured} bytes, and not {known} and {beside}"))
    }
}
