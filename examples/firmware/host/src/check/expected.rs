//! What the host computes, with its own instructions, and how much the device may differ.

use networks::{CALLS_A_SECOND, PILOT, Rover, TRUTH, XOR, Xor, learn, learn_deterministically};

use super::said::Said;

/// Predictions of the same weights: the host sums in another order, and fuses products and sums. A few units in the
/// last place of numbers around 1.
const PREDICTION: f32 = 1e-6;
/// What was learned in about a hundred steps, each of which adds such differences to the weights.
const TRAINING: f32 = 1e-4;
/// Where the rover is after five hundred predictions. That it is steered makes differences vanish, and not grow.
const STEERING: f32 = 1e-5;
/// How long the rover drives.
const SECONDS: usize = 10;
/// As near as it must be to the line, and to its speed, in the end.
const ON_THE_LINE: f32 = 0.02;

type Checked = Result<(), String>;

/// Whether the weights in flash give exclusive or, as they do here.
pub fn check_inference(said: &Said) -> Checked {
    let host: Vec<_> = TRUTH.iter().map(|(input, _)| XOR.predict(input).to_vec()).collect();
    said.compare("output", &host, PREDICTION)?;
    is_exclusive_or(said)
}

/// Whether exclusive or was learned, in as many steps as here, and to the same loss.
pub fn check_training(said: &Said) -> Checked {
    let mut net = Xor::seeded(7);
    let learned = learn(&mut net).map_err(|error| error.to_string())?.ok_or("not learned")?;
    let host: Vec<_> = TRUTH.iter().map(|(input, _)| net.predict(input).to_vec()).collect();
    said.compare("output", &host, TRAINING)?;
    is_exclusive_or(said)?;
    let (steps, loss) = (said.number("learned", 0)?, f32::from_bits(said.number("learned", 1)?));
    if steps != learned.steps {
        return Err(format!("{steps} steps, {} here", learned.steps));
    }
    let is_near = (loss - learned.loss).abs() <= TRAINING;
    if is_near { Ok(()) } else { Err(format!("a loss of {loss}, {} here", learned.loss)) }
}

fn is_exclusive_or(said: &Said) -> Checked {
    let outputs = said.floats("output")?;
    let is_right = |(output, (_, truth)): (&Vec<f32>, &([f32; 2], [f32; 1]))| {
        (output[0] - truth[0]).abs() < 0.1
    };
    if outputs.iter().zip(&TRUTH).all(is_right) { Ok(()) } else { Err(format!("{outputs:?}")) }
}

/// Whether the rover went where it goes here, and is on the line.
pub fn check_controller(said: &Said) -> Checked {
    let host = Rover::PLACES.map(|place| PILOT.predict(&place.senses()).to_vec());
    said.compare("output", &host, PREDICTION)?;
    let mut rover = Rover::LOST;
    let mut way = Vec::new();
    for _ in 0..SECONDS {
        for _ in 0..CALLS_A_SECOND {
            rover = rover.after(PILOT.predict(&rover.senses()));
        }
        way.push(rover.senses().to_vec());
    }
    said.compare("rover", &way, STEERING)?;
    let off = [rover.offset, rover.heading, rover.speed - 1.0, rover.turn].map(f32::abs);
    if off.iter().all(|off| *off < ON_THE_LINE) { Ok(()) } else { Err(format!("off by {off:?}")) }
}

/// Whether the parameters are the same to the last bit.
pub fn check_deterministic(said: &Said) -> Checked {
    let hash = learn_deterministically(&mut Xor::seeded(7)).map_err(|error| error.to_string())?;
    let device = u64::from(said.number("hash", 0)?) << 32 | u64::from(said.number("hash", 1)?);
    if device == hash { Ok(()) } else { Err(format!("hash {device:016x} there, {hash:016x} here")) }
}
