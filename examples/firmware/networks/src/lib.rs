//! What runs on the device and on the host alike, so that their results can be compared.

#![no_std]
#![forbid(unsafe_code)]

mod exclusive_or;
/// What the example `gestures` has written.
pub mod gestures;
mod rover;
mod weights;

pub use exclusive_or::{Learned, TRUTH, Xor, learn, learn_deterministically};
pub use rover::{CALLS_A_SECOND, Pilot, Rover};
pub use weights::{PILOT, XOR};
