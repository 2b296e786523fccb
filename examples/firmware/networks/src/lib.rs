//! What runs on the device and on the host alike, so that their results can be compared.

#![no_std]
#![forbid(unsafe_code)]

mod exclusive_or;
mod rover;
mod weights;

pub use exclusive_or::{DETERMINISTIC_STEPS, Learned, TRUTH, Xor, learn, learn_deterministically};
pub use rover::{PERIOD, Pilot, Rover};
pub use weights::{PILOT, XOR};
